"""A child's file as a page shows it, and who sleeps where."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from hutong.foundation.history.models import Change, Reading, Search
from hutong.registry.facilities.models import Institution
from hutong.registry.facilities.queries import institutions_on
from hutong.registry.people.models import (
    Adult,
    Child,
    Domicile,
    FactRecord,
    Membership,
    OtherName,
    Relation,
    Stay,
)
from hutong.registry.people.queries.circumstances import KnownFact, fact_rows

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class File:
    """One child with everything that stands in its file on a day."""

    child: Child
    other_names: list[OtherName]
    relations: list[Relation]
    memberships: list[Membership]
    domiciles: list[Domicile]
    stays: list[Stay]
    facts: list[KnownFact]


@dataclass(frozen=True, slots=True)
class Bed:
    """An institution with its approved beds and how many children sleep there."""

    institution: Institution
    taken: int

    @property
    def free(self) -> int:
        """Beds left; fewer than none where an institution is over its approval."""
        return self.institution.approved_beds - self.taken


def file_of(child: Child, on: date) -> File:
    """The child's file as it stands today, past relations and places included."""
    return File(
        child=child,
        other_names=list(OtherName.objects.filter(child=child).order_by("pk")),
        relations=list(
            Relation.objects.standing()
            .filter(child=child)
            .select_related("adult")
            .order_by("kind", "days", "pk")
        ),
        memberships=list(
            Membership.objects.standing()
            .filter(child=child)
            .select_related("household", "household__place")
            .order_by("days", "pk")
        ),
        domiciles=list(
            Domicile.objects.standing()
            .filter(child=child)
            .select_related("place")
            .order_by("kind", "-days", "pk")
        ),
        stays=list(
            Stay.objects.standing()
            .filter(child=child)
            .select_related("institution")
            .order_by("-days", "pk")
        ),
        facts=fact_rows(child, on, on),
    )


def changes_of(child: Child) -> "QuerySet[Change]":
    """Every change in a child's file and in what is known of its parents and household."""
    adults = set(Relation.objects.filter(child=child).values_list("adult_id", flat=True))
    homes = set(Membership.objects.filter(child=child).values_list("household_id", flat=True))
    about = FactRecord.objects.filter(Q(adult__in=adults) | Q(household__in=homes))
    records = [str(key) for key in about.values_list("pk", flat=True)]
    people = [str(key) for key in adults | homes]
    return Change.objects.filter(
        Q(file=child.pk)
        | Q(table_name="people_fact", row_id__in=records)
        | Q(table_name__in=["people_adult", "people_household"], row_id__in=people)
    ).order_by("-at", "-pk")


def readings_of(child: Child) -> "QuerySet[Reading]":
    """Every opening of a child's file, the latest first."""
    return Reading.objects.filter(file=child.pk).order_by("-at", "-pk")


def searches_with(child: Child) -> "QuerySet[Search]":
    """Every list and search that answered with a child, the latest first."""
    return Search.objects.filter(files__contains=[child.pk]).order_by("-at", "-pk")


def adult_with_id_number(number: str) -> Adult | None:
    """The adult with this identity number, if one is on record within the scope."""
    return Adult.objects.filter(id_number=number).first()


def sleeping_in(institution: Institution, on: date) -> "QuerySet[Stay]":
    """The children who sleep in an institution on a night, as far as they lie in the scope."""
    nights = Stay.objects.standing().true_on(on).filter(institution=institution)
    return nights.select_related("child").order_by("child__reading", "child_id")


def beds_on(on: date) -> list[Bed]:
    """Each institution with the number of children who sleep there on a night."""
    nights = Stay.objects.standing().true_on(on).order_by()
    taken: dict[UUID, int] = dict(
        nights.values_list("institution")
        .annotate(sleeping=Count("pk"))
        .values_list("institution", "sleeping")
    )
    return [Bed(institution, taken.get(institution.pk, 0)) for institution in institutions_on(on)]
