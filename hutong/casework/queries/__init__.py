"""What may be asked about cases."""

from hutong.casework.queries.procedures import (
    all_in_force,
    faults,
    open_to_people,
    procedure_of,
)
from hutong.casework.queries.statistics import Flow, flow
from hutong.casework.queries.tracks import Possible, Track, possible_steps, track
from hutong.casework.queries.worklists import late_in, waiting_for

__all__ = [
    "Flow",
    "Possible",
    "Track",
    "all_in_force",
    "faults",
    "flow",
    "late_in",
    "open_to_people",
    "possible_steps",
    "procedure_of",
    "track",
    "waiting_for",
]
