"""Whose duty a step is, asked before anybody takes it."""

from hutong.foundation.access import Officer
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits import _duties

ACTS = {
    "confirm": _duties.DECIDES,
    "make": _duties.MAKES,
    "check": _duties.CHECKS,
    "approve": _duties.APPROVES,
    "release": (*_duties.MAKES, *_duties.APPROVES),
    "withdraw": _duties.WITHDRAWS,
    "keep_account": _duties.KEEPS_ACCOUNTS,
}


def may(by: Officer, act: str) -> Text | None:
    """None if this post may take the step; else the sentence that says whose it is."""
    try:
        _duties.require(by, ACTS[act])
    except _duties.NotYourDuty as refusal:
        return refusal.findings[0].sentence
    return None
