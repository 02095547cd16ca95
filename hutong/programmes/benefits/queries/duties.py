"""Whether somebody's post decides on benefits, so that a page can say so before they try."""

from hutong.foundation.access import Officer
from hutong.programmes.benefits._duties import DECIDES, NotYourDuty, require


def why_not_decide(by: Officer) -> NotYourDuty | None:
    """Why an officer may not grant or decline a benefit; nothing if they may."""
    try:
        require(by, DECIDES)
    except NotYourDuty as refusal:
        return refusal
    return None
