"""Who fills the posts of a place."""

from hutong.foundation.access import Officer
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place

OFFICES = frozenset({Role.CITY_OFFICER, Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD})


class NotTheirPost(Refused):
    """Posts are filled by the civil affairs office of the area."""


def why_not_fill(*, place: Place, by: Officer) -> NotTheirPost | None:
    """Why an officer may not fill the posts of a place; nothing if they may."""
    if by.role in OFFICES and by.answers_for(place.pk):
        return None
    return NotTheirPost(
        Finding(
            Text(
                "{place}的儿童主任和督导员由所在地的区、市民政部门任用，您的岗位不能办理。",
                "The posts of {place} are filled by the civil affairs office of the area; your "
                "post cannot do this.",
            ).filled(place=place.name)
        )
    )


def why_not_speak_for(*, posting: Posting, by: Officer) -> NotTheirPost | None:
    """Why an officer may not say that the holder of a post is away, or draw up its hand-over.

    The holder may, the office that fills the post, and the supervisor of a child director.
    """
    if by.account_id == posting.account_id:
        return None
    supervises = posting.role == Role.CHILD_DIRECTOR and by.role is Role.CHILD_SUPERVISOR
    if (by.role in OFFICES or supervises) and by.answers_for(posting.place_id):
        return None
    return NotTheirPost(
        Finding(
            Text(
                "这由本人、他的督导员或者所在地的区、市民政部门办理，您的岗位不能办理。",
                "This is for the holder, their supervisor or the civil affairs office of the "
                "area; your post cannot do it.",
            )
        )
    )
