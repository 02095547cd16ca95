"""Whether somebody may write in a child's file, so that a page can say so before they try."""

from hutong.foundation.access import Officer
from hutong.registry.people._rights import NotTheirChild, findings
from hutong.registry.people.models import Child


def why_not_write(child: Child, by: Officer) -> NotTheirChild | None:
    """Why an officer may not write in a child's file; nothing if they may."""
    faults = findings(by, child.residence_id, child.hukou_id)
    return NotTheirChild(*faults) if faults else None
