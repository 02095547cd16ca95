"""What runs in the other streets: in every district a few matters of children long paid for.

Their papers are not scanned yet: each is looked into in a process of its own, which takes time.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from hutong.demo.at_the_window import STREET
from hutong.demo.matters import (
    AsksForAnotherAccount,
    Bill,
    Deed,
    EntersBills,
    Matter,
    Takes,
    When,
    in_post,
    this_year,
)
from hutong.demo.mix import DE_FACTO, ORPHAN
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import SPAN, Level
from hutong.programmes.benefits.medical import BillKind
from hutong.programmes.benefits.models import Entitlement, PayeeAccount
from hutong.registry.people.models import Child

DISTRICT, WITH_STREET = SPAN[Level.DISTRICT], SPAN[Level.STREET]
BILLS: Final = (Bill(9, BillKind.OUTPATIENT, "示范医院", "436.80", "270.10"),)
# Each turn of a district takes the next of these; the days differ from one to another.
LATE, DUE, AHEAD = 3, 0, -12


def recheck(child: Child, turn: int) -> Matter:
    """A half-yearly re-check: late, due today, or some days ahead."""
    days = (AHEAD, DUE, LATE, AHEAD)[turn % 4]
    return Matter(child.name, "half-yearly-recheck", (Takes("begin", When(days, months=6)),))


def bills(child: Child, turn: int) -> Matter:
    """Hospital bills, being entered, or handed in and waiting for the street."""
    deeds: list[Deed] = [
        Takes("begin", When(5 + turn % 3), {"insurance_year": this_year}),
        EntersBills(When(5 + turn % 3), BILLS),
    ]
    if turn % 3:
        deeds.append(Takes("hand-in", When(turn % 5)))
    return Matter(child.name, "medical-claim", deeds)


def account(child: Child, turn: int) -> Matter:
    """A new card, asked for and waiting for another person."""
    return Matter(
        child.name,
        "change-of-payee",
        (AsksForAnotherAccount(When(turn % 4), "原卡损坏，换新卡。", scanned=False),),
    )


def come_about(*, city: Officer, on: date) -> int:
    """Let a few matters come about in every district; how many they are."""
    with acting(city):
        carried = _one_of_each_district([DE_FACTO], on)
        paid = _one_of_each_district([ORPHAN], on)
        others = _one_of_each_district([DE_FACTO], on, after=carried)
    matters = [(recheck, carried), (bills, paid), (account, others)]
    begun = 0
    for makes, children in matters:
        for turn, child in enumerate(children):
            makes(child, turn).come_about(child, on)
            begun += 1
    return begun


def _one_of_each_district(
    benefits: Sequence[str], on: date, *, after: Iterable[Child] = ()
) -> list[Child]:
    """The first child of every district that is granted one, where the street has its post."""
    taken = {child.pk for child in after}
    found: dict[int, Child] = {}
    for child in _granted(benefits):
        district = (child.hukou_id or 0) // DISTRICT
        if district in found or child.pk in taken or not _served(child, on):
            continue
        found[district] = child
    return [found[district] for district in sorted(found)]


def _granted(benefits: Sequence[str]) -> Iterator[Child]:
    rows = Entitlement.objects.filter(
        benefit__in=benefits,
        ended_month__isnull=True,
        child__died_on__isnull=True,
        child__hukou__isnull=False,
    )
    rows = rows.exclude(child__hukou__parent__name=STREET).filter(
        child__in=PayeeAccount.objects.values("child")
    )
    for row in rows.select_related("child").order_by("child__child_no").iterator():
        yield row.child


def _served(child: Child, on: date) -> bool:
    community = child.hukou_id or 0
    street = community - community % WITH_STREET
    return in_post(Role.CHILD_SUPERVISOR, street, on) is not None
