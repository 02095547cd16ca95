"""What may be done with posts: to fill and end them, to be away, to stand in, to hand over."""

from hutong.registry.workforce._rights import NotTheirPost
from hutong.registry.workforce.actions.absences import (
    NotAway,
    end_absence,
    name_stand_in,
    record_absence,
)
from hutong.registry.workforce.actions.posts import (
    Appointment,
    NoSuchPost,
    PostFilled,
    appoint,
    appoint_all,
    end_posting,
    let_stand_in,
)
from hutong.registry.workforce.actions.reading import notices_read

__all__ = [
    "Appointment",
    "NoSuchPost",
    "NotAway",
    "NotTheirPost",
    "PostFilled",
    "appoint",
    "appoint_all",
    "end_absence",
    "end_posting",
    "let_stand_in",
    "name_stand_in",
    "notices_read",
    "record_absence",
]
