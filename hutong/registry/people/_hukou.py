"""What a child's registration is called, and where that cannot be."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Place
from hutong.registry.people.facts import Hukou


def in_city(place: Place | None) -> bool:
    """Whether a place lies in the city that this register is kept for."""
    if place is None:
        return False
    city = places.city()
    return bool(city.number <= place.number <= city.last)


def hukou_class(place: Place | None) -> Hukou:
    """What a registration at a place is called; out of the city no place need be known."""
    return Hukou.CITY if in_city(place) else Hukou.ELSEWHERE


def contradiction(registered_as: Hukou | None, *, inside: bool | None) -> Text | None:
    """Why a class of registration and its place cannot both be right; nothing if they can.

    `inside` says whether the place lies in the city, and is empty where no place is named.
    """
    match registered_as, inside:
        case ((Hukou.CITY | Hukou.INSTITUTION_COLLECTIVE), False):
            return Text(
                "写着本市户口，户籍地却不在本市，请改正其一。",
                "It says registered in the city, and the place is not in it; please mend one.",
            )
        case Hukou.ELSEWHERE, True:
            return Text(
                "写着外省市户口，户籍地却在本市，请改正其一。",
                "It says registered elsewhere, and the place is in the city; please mend one.",
            )
        case Hukou.NONE, bool():
            return Text(
                "写着没有户口，又填了户籍地，请改正其一。",
                "It says not registered, and names a place; please mend one of them.",
            )
    return None
