"""An objection to a refusal: another person looks again, and may grant what was declined."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from hutong.casework.models import Case
from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Office
from hutong.programmes.benefits._competence import place_of
from hutong.programmes.benefits.actions.granting import confirm
from hutong.programmes.benefits.models import Determination, Entitlement
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NothingToReview(Refused):
    """No refusal stands that could be objected to, or it may not be reviewed by this person."""


def object_to(*, child: Child, benefit: str, by: Officer, on: date) -> Determination:
    """The refusal that an objection is about; refused if nothing was declined.

    Anybody near the child may put a family's objection on record.
    """
    declined = _refused(child, benefit)
    if declined.decided_on > on or not (by.answers_for(place_of(child)) or _lives_by(child, by)):
        raise _nothing()
    return declined


@transaction.atomic
def reverse(*, child: Child, benefit: str, case: Case, by: Officer, on: date) -> Entitlement:
    """Grant on an objection what was declined; money counts from the month after the refusal.

    Whoever declined it does not review it. What is owed for the months since is worked out from
    today's knowledge, as any back-pay is.
    """
    declined = _refused(child, benefit)
    if declined.decided_by_id == by.account_id:
        raise NothingToReview(
            Finding(
                Text(
                    "原决定由您作出，异议须由另一人复核。",
                    "You made the decision objected to; another person reviews it.",
                )
            )
        )
    return confirm(
        child=child,
        benefit=benefit,
        applied_on=min(declined.decided_on, case.opened_on),
        counts_from=declined.decided_on,
        office=Office.DISTRICT,
        case=case,
        by=by,
        on=on,
    )


def _refused(child: Child, benefit: str) -> Determination:
    """The last decision on a benefit, which must be a refusal."""
    last = _decisions(child, benefit).last()
    if last is None or last.granted:
        raise _nothing()
    return last


def _nothing() -> NothingToReview:
    sentence = Text("没有可以复核的不予确认决定。", "There is no refusal that could be reviewed.")
    return NothingToReview(Finding(sentence, field="benefit"))


def _lives_by(child: Child, by: Officer) -> bool:
    return child.residence_id is not None and by.answers_for(child.residence_id)


def _decisions(child: Child, benefit: str) -> "QuerySet[Determination]":
    return Determination.objects.filter(child=child, benefit=benefit).order_by("decided_on", "pk")
