"""Whose duty a step is, so that a page can say so before anybody tries."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hutong.foundation.access import Officer
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.refusal import Refused
from hutong.programmes.benefits import _duties
from hutong.programmes.benefits._competence import Deciding, alone, deciding_office, stranger
from hutong.programmes.benefits._duties import NotYourDuty, require
from hutong.programmes.benefits._law import paid_elsewhere
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from hutong.foundation.policy import Verdict
    from hutong.foundation.policy.provisions import Provision
    from hutong.registry.people.queries import KnownFact

__all__ = [
    "Deciding",
    "deciding_office",
    "why_not_approve_accounts",
    "why_not_decide",
    "why_not_grant",
    "why_not_keep_accounts",
    "why_not_look_again",
    "why_not_step",
]

STEPS = {
    "make": _duties.MAKES,
    "check": _duties.CHECKS,
    "approve": _duties.APPROVES,
    "release": (*_duties.MAKES, *_duties.APPROVES),
    "withdraw": _duties.WITHDRAWS,
}


def why_not_decide(by: Officer, benefit: "Provision", deciding: Deciding | None) -> Refused | None:
    """Why an officer may not grant or decline a benefit; nothing if they may."""
    return (
        paid_elsewhere(benefit)
        or _refusal(by, _duties.DECIDES)
        or (deciding.refusal(by, benefit) if deciding else None)
    )


def why_not_grant(
    by: Officer, verdict: "Verdict", known: Iterable["KnownFact"], deciding: Deciding | None
) -> Refused | None:
    """Why an officer may not grant what a verdict says is due; nothing if they may."""
    return why_not_decide(by, verdict.benefit, deciding) or alone(by, verdict, known)


def why_not_look_again(child: Child, by: Officer) -> Refused | None:
    """Why an officer may not look again at what a child was granted; nothing if they may."""
    return _refusal(by, _duties.DECIDES) or stranger(by, child)


def why_not_keep_accounts(by: Officer) -> NotYourDuty | None:
    """Why an officer may not say where a child's money goes; nothing if they may."""
    return _refusal(by, _duties.KEEPS_ACCOUNTS)


def why_not_approve_accounts(by: Officer) -> NotYourDuty | None:
    """Why an officer may not approve that money go to another account; nothing if they may."""
    return _refusal(by, _duties.APPROVES_ACCOUNTS)


def why_not_step(by: Officer, step: str) -> NotYourDuty | None:
    """Why an officer may not take a step of a round; nothing if they may."""
    return _refusal(by, STEPS[step])


def _refusal(by: Officer, roles: tuple[Role, ...]) -> NotYourDuty | None:
    try:
        require(by, roles)
    except NotYourDuty as refusal:
        return refusal
    return None
