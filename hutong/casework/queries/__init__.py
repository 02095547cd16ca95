"""What may be asked about cases."""

from hutong.casework.queries.statistics import Flow, flow
from hutong.casework.queries.tracks import Possible, Track, possible_steps, track
from hutong.casework.queries.worklists import late_in, waiting_for

__all__ = ["Flow", "Possible", "Track", "flow", "late_in", "possible_steps", "track", "waiting_for"]
