"""Which office decides on a benefit, as the law states it."""

from dataclasses import dataclass
from enum import StrEnum

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text


class Office(StrEnum):
    """An office that may decide, by how much of the city it answers for; the smallest first."""

    STREET = "street"
    DISTRICT = "district"
    CITY = "city"

    @property
    def label(self) -> Text:
        return _OFFICES[self]


_OFFICES = {
    Office.STREET: Text("街道办事处（乡镇人民政府）", "street or township"),
    Office.DISTRICT: Text("区民政部门", "district civil affairs office"),
    Office.CITY: Text("市民政部门", "city civil affairs office"),
}


@dataclass(frozen=True, slots=True)
class Competence:
    """Who decides on a benefit: the office of the place where the child is registered.

    Where another office looks into the case before it (`prepared_by`), nobody decides on what they
    alone have recorded. Of a child raised in an institution, the institution's superior decides
    instead, if an article says so (`of_institutions`). A `note` says what is still to be checked.
    """

    decides: Office
    law: Citation
    prepared_by: Office | None = None
    of_institutions: Citation | None = None
    note: Text | None = None
