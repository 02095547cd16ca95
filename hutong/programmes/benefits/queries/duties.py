"""Whose duty a step is, so that a page can say so before anybody tries."""

from hutong.foundation.access import Officer
from hutong.foundation.access.roles import Role
from hutong.programmes.benefits import _duties
from hutong.programmes.benefits._duties import NotYourDuty, require

STEPS = {
    "make": _duties.MAKES,
    "check": _duties.CHECKS,
    "approve": _duties.APPROVES,
    "release": (*_duties.MAKES, *_duties.APPROVES),
    "withdraw": _duties.WITHDRAWS,
}


def why_not_decide(by: Officer) -> NotYourDuty | None:
    """Why an officer may not grant or decline a benefit; nothing if they may."""
    return _refusal(by, _duties.DECIDES)


def why_not_step(by: Officer, step: str) -> NotYourDuty | None:
    """Why an officer may not take a step of a round; nothing if they may."""
    return _refusal(by, STEPS[step])


def _refusal(by: Officer, roles: tuple[Role, ...]) -> NotYourDuty | None:
    try:
        require(by, roles)
    except NotYourDuty as refusal:
        return refusal
    return None
