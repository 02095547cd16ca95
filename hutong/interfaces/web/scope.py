"""Places as a post sees them: which of them it may ask for, and what they are called from there."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404

from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Place
from hutong.interfaces.web.requests import OfficerRequest

NUMBER = 12  # digits of a place's number


def own_area(request: OfficerRequest) -> Place:
    """Where the children of a post may live: its place, or anywhere in the city for a unit's."""
    return request.posting.place if request.officer.has_an_area else places.city()


def place_asked_for(request: OfficerRequest, number: int) -> Place:
    """A place the post answers for; any other is not found."""
    return get_object_or_404(Place.objects.within(own_area(request)), pk=number)


def place_within(request: OfficerRequest, asked: str) -> Place | None:
    """The part of the post's area that a list is asked for; none where the whole is."""
    if not asked:
        return None
    number = int(asked) if asked.isdecimal() and len(asked) <= NUMBER else 0
    return place_asked_for(request, number)


def names_from(here: Place, seen: Iterable[Place]) -> dict[int, str]:
    """What places are called by somebody who stands in one: without the way that is common."""
    asked = {place.number: place for place in seen}
    city = places.city()
    full = places.full_names([*asked.values(), here, city])
    return {
        number: full[number].removeprefix(full[here.number]).removeprefix(full[city.number])
        or place.name
        for number, place in asked.items()
    }
