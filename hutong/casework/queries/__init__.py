"""What may be asked about cases."""

from hutong.casework.queries.forms import child_forms, forms_of
from hutong.casework.queries.procedures import (
    all_in_force,
    case_about,
    faults,
    for_benefit,
    open_to_people,
    paper_kinds,
    papers_in_file,
    procedure_of,
)
from hutong.casework.queries.statistics import Flow, flow
from hutong.casework.queries.tracks import Possible, Track, possible_steps, track
from hutong.casework.queries.worklists import (
    Hands,
    LateInDistrict,
    Reach,
    hands,
    late_by_district,
    late_in,
    left_with_nobody,
    nearest,
    post_of,
    reach,
    waiting_for,
)

__all__ = [
    "Flow",
    "Hands",
    "LateInDistrict",
    "Possible",
    "Reach",
    "Track",
    "all_in_force",
    "case_about",
    "child_forms",
    "faults",
    "flow",
    "for_benefit",
    "forms_of",
    "hands",
    "late_by_district",
    "late_in",
    "left_with_nobody",
    "nearest",
    "open_to_people",
    "paper_kinds",
    "papers_in_file",
    "possible_steps",
    "post_of",
    "procedure_of",
    "reach",
    "track",
    "waiting_for",
]
