"""Places: the tree of divisions."""

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Place
from hutong.interfaces.api.gate import OfficerCall, answers
from hutong.interfaces.api.numbers import PlaceNumber

router = Router(tags=["places"])


class PlaceOut(Schema):
    """One division: its jurisdiction number, its statistical code and where it stands."""

    number: int
    last: int
    code: str
    name: str
    level: int
    parent_id: int | None


@router.get("/{number}", response=answers(PlaceOut), summary="One place")
def read_place(request: OfficerCall, number: PlaceNumber) -> Place:
    """A place by its jurisdiction number."""
    return get_object_or_404(Place, number=number)


@router.get("/{number}/parts", response=answers(list[PlaceOut]), summary="What a place consists of")
def read_parts(request: OfficerCall, number: PlaceNumber) -> list[Place]:
    """The places directly below one, as they are today."""
    place = get_object_or_404(Place, number=number)
    return list(places.parts_of(place, on=request.today))
