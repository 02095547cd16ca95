"""Which office decides on a benefit for a child, and why somebody of another may not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from hutong.foundation.access import Officer
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import SPAN, Level, Place
from hutong.foundation.policy import Competence, Office
from hutong.registry.facilities.kinds import InstitutionLevel
from hutong.registry.people.models import Child, Stay

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hutong.foundation.kernel.law import Citation
    from hutong.foundation.policy import Verdict
    from hutong.foundation.policy.provisions import Provision
    from hutong.registry.people.queries import KnownFact

# Who acts for an office, and how far down the tree its place stands.
ACTS_FOR = {
    Office.STREET: (Role.CHILD_SUPERVISOR,),
    Office.DISTRICT: (Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD),
    Office.CITY: (Role.CITY_OFFICER,),
}
LEVELS = {
    Office.STREET: Level.STREET,
    Office.DISTRICT: Level.DISTRICT,
    Office.CITY: Level.CITY,
}
# What an office is called after the name of its place; a street's is called by its place alone.
OFFICES = {
    Office.STREET: Text("", ""),
    Office.DISTRICT: Text("民政部门", " civil affairs office"),
    Office.CITY: Text("民政部门", " civil affairs office"),
}


class NotCompetent(Refused):
    """Another office decides on this benefit for this child."""


class DecidedAlone(Refused):
    """Everything the decision rests on was recorded by whoever would decide."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """The office that decides: what it is called, the article, and where the child belongs.

    `instead_of` names the office that would decide, had it somebody in post.
    """

    office: Office
    name: Text
    number: int
    law: "Citation"
    competence: Competence
    instead_of: Text | None = None

    def in_post(self, on: date) -> "QuerySet[Posting]":
        """Those who act for the office on a day, the nearest to the child first."""
        held = _holding(ACTS_FOR[self.office], self.number, on)
        return held.select_related("account", "place").order_by("-place__level", "days", "pk")

    def refusal(self, by: Officer, benefit: "Provision") -> NotCompetent | None:
        """Why an officer may not decide; nothing if they act for this office."""
        if by.role in ACTS_FOR[self.office] and by.answers_for(self.number):
            return None
        return NotCompetent(
            Finding(
                Text(
                    "“{benefit}”由该儿童户籍地的{office}决定；您是{place}的{post}，不能办理。",
                    "“{benefit_en}” is decided by the office of the child's registration, "
                    "{office_en}; you are {post_en} of {place} and cannot do this.",
                ).filled(
                    benefit=benefit.name.zh,
                    benefit_en=benefit.name.en,
                    office=self.name.zh,
                    office_en=self.name.en,
                    place=by.place_name,
                    post=by.title.zh,
                    post_en=by.title.en,
                ),
                law=self.law,
            )
        )


def deciding_office(child: Child, benefit: "Provision", on: date) -> Deciding | None:
    """The office that decides on a benefit for a child; none if the law names no office.

    It is that of the child's registration, or of its residence if it is registered elsewhere. An
    office that has nobody in post is stood in for by the one above it, so that no child waits.
    """
    competence = benefit.competence
    if competence is None:
        return None
    number, office, law = place_of(child), competence.decides, competence.law
    stay = _stay(child, on) if competence.of_institutions else None
    if competence.of_institutions and stay is not None:
        municipal = stay.institution.level == InstitutionLevel.CITY
        office = Office.CITY if municipal else Office.DISTRICT
        number, law = stay.institution.place_id, competence.of_institutions
    names = _names(number)
    acting = _in_post(office, number, on)
    return Deciding(
        office=acting,
        name=names[acting],
        number=number,
        law=law,
        competence=competence,
        instead_of=names[office] if acting is not office else None,
    )


def refuse_unless_competent(
    by: Officer, child: Child, benefit: "Provision", on: date, named: Office | None = None
) -> None:
    """Refuse whoever acts for another office than the one that decides.

    `named` is the office that a procedure names in place of the benefit's own.
    """
    deciding = deciding_office(child, benefit, on)
    if deciding is not None and named is not None:
        deciding = replace(deciding, office=named, name=_names(deciding.number)[named])
    refusal = deciding.refusal(by, benefit) if deciding else None
    if refusal is not None:
        raise refusal


def stranger(by: Officer, child: Child) -> NotCompetent | None:
    """Why an officer may not look after a child's benefits; nothing if its place is theirs."""
    if by.answers_for(place_of(child)):
        return None
    return NotCompetent(
        Finding(
            Text(
                "该儿童的待遇由户籍地办理，户籍地不在您的辖区内。",
                "The office of the child's registration looks after its benefits, and that lies "
                "outside your area.",
            )
        )
    )


def alone(by: Officer, verdict: "Verdict", known: Iterable["KnownFact"]) -> DecidedAlone | None:
    """Why an officer may not decide alone; nothing if another recorded or verified a part of it."""
    competence = verdict.benefit.competence
    if competence is None or competence.prepared_by is None:
        return None
    rests_on = {fact.name for finding in verdict.findings for fact in finding.rests_on}
    records = [row.record for row in known if row.record and row.fact.name in rests_on]
    before = competence.prepared_by.label
    if not records or any(
        record.recorded_by_id != by.account_id or record.verified_by_id not in {None, by.account_id}
        for record in records
    ):
        return None
    return DecidedAlone(
        Finding(
            Text(
                "这项待遇先由{office}查验，再由另一级决定；所依据的情况都是您一人登记的，"
                "请由另一人核实其中的材料。",
                "One office, {office_en}, looks into this benefit and another decides; everything "
                "it rests on was recorded by you alone. Please let somebody else verify a paper.",
            ).filled(office=before.zh, office_en=before.en),
            law=competence.law,
        )
    )


def place_of(child: Child) -> int:
    """Where the child is registered if that is in the city, or else where it lives."""
    numbers = [number for number in (child.hukou_id, child.residence_id) if number is not None]
    span = SPAN[Level.CITY]
    inside = (number for number in numbers if number // span == settings.HUTONG_CITY // span)
    return next(inside, numbers[0])


def _stay(child: Child, on: date) -> Stay | None:
    nights = Stay.objects.standing().true_on(on).filter(child=child)
    return nights.select_related("institution").first()


def _names(number: int) -> dict[Office, Text]:
    """What the offices above a place are called; where a level is missing, by the level alone."""
    around = Place.objects.filter(number__lte=number, last__gte=number, level__in=LEVELS.values())
    places = {Level(place.level): place.name for place in around}
    names = {}
    for office, level in LEVELS.items():
        if level in places:
            name = places[level]
            names[office] = Text(f"{name}{OFFICES[office].zh}", f"{name}{OFFICES[office].en}")
        else:
            names[office] = office.label
    return names


def _in_post(office: Office, number: int, on: date) -> Office:
    """The office itself, or the first above it that has somebody in post."""
    every = [role for roles in ACTS_FOR.values() for role in roles]
    held = set(_holding(every, number, on).values_list("role", flat=True))
    upwards = list(Office)[list(Office).index(office) :]
    return next((one for one in upwards if held & set(ACTS_FOR[one])), office)


def _holding(roles: Iterable[Role], number: int, on: date) -> "QuerySet[Posting]":
    return Posting.objects.filter(
        days__contains=on, role__in=roles, place_id__lte=number, place__last__gte=number
    )
