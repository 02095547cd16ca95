"""What the law owes one child on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Weighing, weigh
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits.models import Entitlement
from hutong.registry.people.models import Child
from hutong.registry.people.queries import facts_on

if TYPE_CHECKING:
    from hutong.foundation.policy import Benefit, Proposal, Verdict


@dataclass(frozen=True)
class Owed:
    """One benefit for one child: the verdict, whether it is the one proposed, and who granted it.

    `difference` is how much more a month what is proposed pays than this one, where this one gives
    way; for what is proposed, how much more it pays than the next best.
    """

    benefit: "Benefit"
    verdict: "Verdict"
    proposed: bool
    difference: Decimal | None
    entitlement: Entitlement | None
    unconfirmed: tuple[Text, ...]


def owed(child: Child, *, on: date, known_on: date) -> list[Owed]:
    """A verdict on every benefit of the law, and of those that exclude each other the better."""
    pack = law()
    verdicts = pack.judge_all(facts_on(child, on, known_on), on, known_on=known_on)
    proposals = pack.settle(verdicts)
    entitlements = _standing(child, on)
    return [
        Owed(
            benefit=pack.benefit(verdict.benefit.code),
            verdict=verdict,
            proposed=proposals[verdict.benefit.account].verdict is verdict,
            difference=_difference(proposals[verdict.benefit.account], verdict),
            entitlement=entitlements.get(verdict.benefit.code),
            unconfirmed=verdict.unconfirmed,
        )
        for verdict in verdicts
    ]


def both_sides(found: Sequence[Owed]) -> Weighing:
    """What a child draws with each choice it has, the better first, from what it is owed."""
    reckoned = found[0].verdict.found
    return weigh(law(), reckoned.facts, reckoned.on, known_on=reckoned.known_on)


def _standing(child: Child, on: date) -> dict[str, Entitlement]:
    """The entitlements that count now or will, by benefit."""
    month = Month.of(on)
    found = Entitlement.objects.filter(child=child).order_by("first_month")
    return {
        entitlement.benefit: entitlement
        for entitlement in found
        if entitlement.ended_month is None or entitlement.ended_month >= month
    }


def _difference(proposal: "Proposal", verdict: "Verdict") -> Decimal | None:
    ways = {id(other.verdict): other.difference for other in proposal.instead_of}
    if proposal.verdict is verdict:
        return min(ways.values(), default=None)
    return ways.get(id(verdict))
