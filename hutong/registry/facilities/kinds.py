"""The kinds of public institution that take children in."""

from enum import StrEnum

from hutong.foundation.kernel.text import Text


class InstitutionKind(StrEnum):
    """What an institution is set up for."""

    CHILD_WELFARE = "child_welfare"
    SOCIAL_WELFARE = "social_welfare"
    RESCUE_STATION = "rescue_station"


class InstitutionLevel(StrEnum):
    """Whose institution it is."""

    CITY = "city"
    DISTRICT = "district"


KINDS = {
    InstitutionKind.CHILD_WELFARE: Text("独立的儿童福利院", "child welfare institution"),
    InstitutionKind.SOCIAL_WELFARE: Text(
        "设有儿童部的社会福利院", "social welfare institution with a children's department"
    ),
    InstitutionKind.RESCUE_STATION: Text("未成年人救助保护机构", "rescue station for minors"),
}
LEVELS = {
    InstitutionLevel.CITY: Text("市级", "municipal"),
    InstitutionLevel.DISTRICT: Text("区级", "district"),
}
