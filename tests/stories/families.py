"""The children of the stories, and what the register is told of them."""

from datetime import date

from tests.programmes.benefits.families import ABLE, a_family, parent, tell

BORN = date(2016, 5, 21)
LOST, IMPRISONED = date(2025, 6, 1), date(2025, 3, 18)
NOT_LOST = {name: value for name, value in ABLE.items() if name != "out_of_contact"}
FAR_AWAY = {
    **NOT_LOST,
    "out_of_contact": True,
    "performs_guardianship": False,
    "search_accepted_on": LOST,
}
IN_PRISON = {**ABLE, "measure": "prison", "measure_months": 18, "measure_from": IMPRISONED}
CHILD = {
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}


def lin_xiaoman(at, by, *, on):
    """Her father is in prison; her mother has not been heard of since June."""
    return a_family(
        "林小满", at, by, birth=BORN, facts=CHILD, father=IN_PRISON, mother=FAR_AWAY, on=on
    )


def mother_not_found(child, by, *, on):
    """The police's receipt that they searched for her mother in vain."""
    tell(parent(child, "mother", by), "search_receipt", True, by=by, on=on, since=LOST)


def xu_an(at, by, *, on):
    """Nobody cares for him, and nobody knows yet what became of his parents."""
    told = {**CHILD, "nobody_caring": True, "circumstances_being_verified": True}
    return a_family("许安", at, by, birth=BORN, facts=told, father={}, mother={}, on=on)


def both_are_dead(child, by, *, on):
    """The papers come: his parents died in an accident, and nothing is left to look into."""
    tell(child, "circumstances_being_verified", False, by=by, on=on, since=on)
    for kind in ("father", "mother"):
        tell(parent(child, kind, by), "life", "dead", by=by, on=on, since=LOST)
