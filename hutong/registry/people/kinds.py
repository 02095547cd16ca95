"""The short lists of the register: how a day is known, who stands to a child how, where to."""

from enum import StrEnum

from hutong.foundation.kernel.text import Text


class RelationKind(StrEnum):
    """What an adult is to a child."""

    FATHER = "father"
    MOTHER = "mother"
    GUARDIAN = "guardian"
    CARER = "carer"
    GRANDPARENT = "grandparent"
    OTHER = "other"


class DomicileKind(StrEnum):
    """Where a child lives, and where it is registered."""

    RESIDENCE = "residence"
    HUKOU = "hukou"


class NameKind(StrEnum):
    """Why somebody has a second name."""

    FORMER = "former"
    ALIAS = "alias"
    LEGAL = "legal"


RELATIONS = {
    RelationKind.FATHER: Text("父亲", "father"),
    RelationKind.MOTHER: Text("母亲", "mother"),
    RelationKind.GUARDIAN: Text("监护人", "guardian"),
    RelationKind.CARER: Text("实际照料人", "carer"),
    RelationKind.GRANDPARENT: Text("祖父母、外祖父母", "grandparent"),
    RelationKind.OTHER: Text("其他", "other"),
}
DOMICILES = {
    DomicileKind.RESIDENCE: Text("现住址", "residence"),
    DomicileKind.HUKOU: Text("户籍", "household registration"),
}
NAMES = {
    NameKind.FORMER: Text("曾用名", "former name"),
    NameKind.ALIAS: Text("别名", "also known as"),
    NameKind.LEGAL: Text("法定姓名", "legal name"),
}
PARENTS = (RelationKind.FATHER, RelationKind.MOTHER)
