"""What may be asked about orders that keep somebody from a child, and about ties."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from hutong.registry.people.models import Child, NoContactOrder, Relation, Tie

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

WARNED = timedelta(days=30)  # before an order runs out, its office is told


def orders_of(child: Child) -> "QuerySet[NoContactOrder]":
    """The orders for a child, those that stand first, the newest first."""
    found = NoContactOrder.objects.filter(child=child)
    return found.select_related("adult", "recorded_by", "lifted_by").order_by(
        "-lifted_on", "-recorded_on", "pk"
    )


def orders_running_out(*, on: date) -> "QuerySet[NoContactOrder]":
    """The standing orders whose last day is near or past: to be prolonged or lifted by somebody."""
    near = NoContactOrder.objects.filter(lifted_on__isnull=True, until__lte=on + WARNED)
    return near.select_related("child", "adult").order_by("until", "pk")


def adults_around(child: Child) -> list[Relation]:
    """The grown-ups on record around a child, for an order to name one of them."""
    found = Relation.objects.standing().filter(child=child).select_related("adult")
    return list({one.adult_id: one for one in found.order_by("kind", "pk")}.values())


def is_kept_from_somebody() -> bool:
    """Whether an order keeps whoever is acting from a child, in the scope or out of it."""
    with connection.cursor() as cursor:
        cursor.execute("select people_kept_from() is not null")
        answer: bool = cursor.fetchone()[0]
    return answer


def ties_of(account: "UUID") -> "QuerySet[Tie]":
    """To whom somebody on the staff belongs."""
    return Tie.objects.filter(account_id=account).order_by("ended_on", "-declared_on", "pk")
