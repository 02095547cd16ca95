"""Places: the tree of divisions, and who stands in for a post."""

from datetime import date
from http import HTTPStatus

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.models import Account
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Place
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import PlaceNumber, Words
from hutong.registry.workforce import actions as workforce

router = Router(tags=["places"])


class PlaceOut(Schema):
    """One division: its jurisdiction number, its statistical code and where it stands."""

    number: int
    last: int
    code: str
    name: str
    level: int
    parent_id: int | None


@router.get(
    "/{number}",
    auth=for_post(Kind.POLICY, Act.VIEW),
    response=answers(PlaceOut),
    summary="One place",
)
def read_place(request: OfficerCall, number: PlaceNumber) -> Place:
    """A place by its jurisdiction number."""
    return get_object_or_404(Place, number=number)


@router.get(
    "/{number}/parts",
    auth=for_post(Kind.POLICY, Act.VIEW),
    response=answers(list[PlaceOut]),
    summary="What a place consists of",
)
def read_parts(request: OfficerCall, number: PlaceNumber) -> list[Place]:
    """The places directly below one, as they are today."""
    place = get_object_or_404(Place, number=number)
    return list(places.parts_of(place, on=request.today))


class StandInIn(Schema):
    """Who stands in for a community's child director, and why."""

    username: Words
    since: date
    until: date | None = None
    reason: Words


class StandInOut(Schema):
    """Who stands in, and for which days; the last is not included."""

    name: str
    place: int
    since: date
    until: date | None


@router.post(
    "/{number}/stand-ins",
    auth=for_post(Kind.POST, Act.APPROVE),
    response=answers(StandInOut, HTTPStatus.CREATED),
    summary="Name a stand-in",
)
def let_stand_in(request: OfficerCall, number: PlaceNumber, given: StandInIn) -> Status[StandInOut]:
    """Let somebody stand in as child director of a community that has none."""
    place = get_object_or_404(
        Place,
        number=number,
        number__range=(request.officer.place_number, request.officer.place_last),
    )
    made = workforce.let_stand_in(
        account=get_object_or_404(Account, username=given.username),
        place=place,
        since=given.since,
        until=given.until,
        reason=given.reason,
        by=request.officer,
        on=request.today,
    )
    return Status(
        HTTPStatus.CREATED,
        StandInOut(
            name=made.account.name, place=place.number, since=made.days.lower, until=made.days.upper
        ),
    )
