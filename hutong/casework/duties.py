"""Whose duty a step is: the posts, and where they stand to the place of the case."""

from dataclasses import dataclass
from enum import StrEnum

from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.text import Text


class Where(StrEnum):
    """Which office around the place of a case is meant."""

    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"
    CITY = "city"


WHERE = {
    Where.COMMUNITY: Text("社区（村）", "community"),
    Where.STREET: Text("街道（乡镇）", "street"),
    Where.DISTRICT: Text("区", "district"),
    Where.CITY: Text("市", "city"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """Posts at one office: that of the case's place, or `there`, of the other place it concerns."""

    where: Where
    roles: tuple[Role, ...]
    there: bool = False

    def __post_init__(self) -> None:
        if not self.roles:
            raise ValueError("A duty names at least one post.")

    @property
    def text(self) -> Text:
        """The posts in words."""
        labels = [LABELS[role] for role in self.roles]
        zh = "、".join(label.zh for label in labels)
        en = ", ".join(label.en for label in labels)
        office = WHERE[self.where]
        if all(label.zh.startswith(office.zh) for label in labels):  # such as 区民政干部
            office = Text("", "")
        side = Text("对方", "the other place's ") if self.there else Text("", "")
        return Text(f"{side.zh}{office.zh}{zh}", f"{side.en}{office.en} {en}".strip())


def community(*roles: Role, there: bool = False) -> Duty:
    """These posts in the community of the case."""
    return Duty(Where.COMMUNITY, roles, there)


def street(*roles: Role, there: bool = False) -> Duty:
    """These posts at the street office."""
    return Duty(Where.STREET, roles, there)


def district(*roles: Role, there: bool = False) -> Duty:
    """These posts at the district office."""
    return Duty(Where.DISTRICT, roles, there)


def city(*roles: Role) -> Duty:
    """These posts at the city's office."""
    return Duty(Where.CITY, roles)
