"""What may be asked about hand-overs of posts: who has to sign, and who settles what is left."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from hutong.casework._whose import UP_THE_LINE, around, line_above, office_of
from hutong.foundation.access import Officer
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.registry.workforce.models import (
    HandOver,
    HandOverLine,
    HandOverRefusal,
    HandOverSignature,
    Side,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


def waiting_for_signature(officer: Officer) -> "QuerySet[HandOver]":
    """The open hand-overs that an officer has to sign: as the giver, or as the taker after that."""
    signed = HandOverSignature.objects.filter(hand_over=OuterRef("pk"), side=Side.GIVER)
    return (
        HandOver.objects.filter(closed_on__isnull=True)
        .filter(
            Q(giver__account=officer.account_id) & ~Exists(signed)
            | Q(taker__account=officer.account_id) & Exists(signed)
        )
        .select_related("giver__account", "taker__account", "place")
        .order_by("drawn_on", "pk")
    )


def may_settle(refusal: HandOverRefusal, officer: Officer) -> bool:
    """Whether a line that was not taken is an officer's: their post is up the line from it."""
    giver = refusal.line.hand_over.giver
    above = {role for role, _ in line_above(Role(giver.role), giver.place_id)}
    return officer.role in above and officer.answers_for(giver.place_id)


def takers(giver: Posting, on: date) -> list[Posting]:
    """Who may take a post over: whoever holds the same one from now on, or the one above it."""
    wanted = Q(role=giver.role, place_id__in=around(giver.place_id))
    if giver.role in UP_THE_LINE:
        level, role = UP_THE_LINE[Role(giver.role)]
        wanted |= Q(role=role.value, place_id__in=around(office_of(giver.place_id, level)))
    held = Posting.objects.filter(
        wanted, Q(days__endswith__gt=on) | Q(days__upper_inf=True), days__isempty=False
    ).exclude(account_id=giver.account_id)
    return list(
        held.filter(account__is_active=True)
        .select_related("account", "place", "stand_in")
        .order_by("-place__level", "days", "pk")
    )


def signatures_of(hand_over: HandOver) -> Mapping[str, HandOverSignature]:
    """Who has signed a hand-over, by side."""
    found = (
        HandOverSignature.objects.filter(hand_over=hand_over).select_related("by").order_by("side")
    )
    return {signature.side: signature for signature in found}


def lines_of(hand_over: HandOver) -> Sequence[HandOverLine]:
    """The lines of a hand-over, each with its refusal if the taker did not take it."""
    return list(
        HandOverLine.objects.filter(hand_over=hand_over)
        .select_related("refusal__settled_by")
        .order_by("number")
    )
