"""Who lives with a child and who does not, as it was known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import translation

from hutong.foundation.kernel.dates import age_on
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web import kin
from hutong.interfaces.web.children import age
from hutong.registry.people.kinds import RELATIONS, RelationKind
from hutong.registry.people.models import Adult, Child, Membership, Relation

if TYPE_CHECKING:
    from uuid import UUID

SINGLE_SURNAME = 2  # characters of a name of which the first is left out at home
KINSHIP_FIRST = (RelationKind.FATHER, RelationKind.MOTHER, RelationKind.GRANDPARENT)


@dataclass(frozen=True, slots=True)
class Home:
    """The drawing of the household, and who is responsible in it."""

    kin: kin.Kin | None
    guardians: Sequence[Text]
    carers: Sequence[Text]


def home_of(child: Child, on: date) -> Home:
    """The household under its roof as it was known on a day."""
    relations = list(
        Relation.objects.believed_on(on)
        .true_on(on)
        .filter(child=child)
        .select_related("adult")
        .order_by("days", "pk")
    )
    housemates = _housemates(child, on)
    housed = {member.adult_id for member in housemates}
    cared = {one.adult_id for one in relations if one.kind == RelationKind.CARER}
    around: dict[UUID, list[Relation]] = {}
    for relation in relations:
        around.setdefault(relation.adult_id, []).append(relation)
    relatives = [
        kin.Relative(
            name=ties[0].adult.name,
            label=_with_age(_called(ties), ties[0].adult, on, cares=key in cared),
            lives_here=key in housed or key in cared,
            cares=key in cared,
        )
        for key, ties in around.items()
    ]
    relatives += [
        kin.Relative(member.child.name, Text("同住儿童", "child"), lives_here=True)
        for member in housemates
        if member.child is not None
    ]
    return Home(
        kin=_drawn(child, relatives, on) if relatives else None,
        guardians=[_who(one) for one in relations if one.kind == RelationKind.GUARDIAN],
        carers=[_who(one) for one in relations if one.kind == RelationKind.CARER],
    )


def _housemates(child: Child, on: date) -> list[Membership]:
    members = Membership.objects.believed_on(on).true_on(on)
    houses = members.filter(child=child).values("household")
    others = members.filter(household__in=houses).exclude(child=child)
    return list(others.select_related("child").order_by("days", "pk"))


def _called(ties: Sequence[Relation]) -> Text:
    """What an adult is to the child, kinship before duty."""
    first = min(ties, key=lambda one: one.kind not in KINSHIP_FIRST)
    label = RELATIONS[RelationKind(first.kind)]
    return Text(first.label, label.en) if first.label else label


def _with_age(label: Text, adult: Adult, on: date, *, cares: bool) -> Text:
    if not cares or adult.birth_date is None:
        return label
    years = age_on(adult.birth_date, on)
    return Text(f"{label.zh} {years}", f"{label.en}, {years}")


def _who(relation: Relation) -> Text:
    label = _called([relation])
    name = relation.adult.name
    if relation.since is None:
        return Text(f"{name}，{label.zh}", f"{name}, {label.en}")
    return Text(
        f"{name}，{label.zh}，{relation.since} 起",
        f"{name}, {label.en}, since {relation.since}",
    )


def _drawn(child: Child, relatives: Sequence[kin.Relative], on: date) -> kin.Kin:
    called = child.name[1:] if len(child.name) == SINGLE_SURNAME + 1 else child.name
    language = translation.get_language() or "zh-hans"
    return kin.draw(called, age(child, on), relatives, language=language)
