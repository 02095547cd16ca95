"""Where the child is: addresses as offices write them, matched with places or kept as words."""

from datetime import date

from hutong.foundation.access import Officer
from hutong.foundation.kernel.text import Text
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Level, Place
from hutong.registry.people.facts import Hukou
from hutong.registry.people.registers.proposal import Proposal
from hutong.registry.people.registers.words import province_of

_OWN_PROVINCE = "北京"
_MOST_CANDIDATES = 3


class Finder:
    """Finds the places that addresses name; each address is looked up once."""

    def __init__(self, by: Officer, on: date) -> None:
        self._book = places.address_book(on)
        # Offices leave out of an address what is their own: 东小口村 within 昌平区东小口镇.
        self._here = places.full_name(places.by_number(by.place_number))
        self._known: dict[str, tuple[Place | None, tuple[Place, ...]]] = {}

    def find(self, text: str) -> tuple[Place | None, tuple[Place, ...]]:
        """The place an address surely names, or those it may name."""
        if text not in self._known:
            self._known[text] = self._look_up(text)
        return self._known[text]

    def _look_up(self, text: str) -> tuple[Place | None, tuple[Place, ...]]:
        if province_of(text) not in {"", _OWN_PROVINCE}:
            return None, ()
        found = self._book.find(text)
        if found.place is None or found.place.level < Level.DISTRICT:
            within = self._book.find(self._here + text)
            if within.place is not None and within.place.name in text:
                return within.place, ()
            return None, found.candidates or within.candidates
        return found.place, ()


def settle_places(proposal: Proposal, finder: Finder) -> None:
    """Match the addresses with places; an address that names none stays words."""
    if proposal.residence_text:
        proposal.residence = _settle_place(proposal, finder, proposal.residence_text, "residence")
    if proposal.hukou_text:
        proposal.hukou = _settle_place(proposal, finder, proposal.hukou_text, "hukou")
    if proposal.residence is None and proposal.hukou is None and proposal.unit_text:
        place, _ = finder.find(proposal.unit_text)
        if place is not None:
            proposal.residence = place.number
            proposal.remark(
                Text(
                    "住址找不到所在村（社区），暂按所属机构“{unit}”归入{place}，请核实住址。",
                    "No place was found for the address; the child is put under {place} by its "
                    "unit, “{unit}”. Please check where it lives.",
                ).filled(unit=proposal.unit_text[:40], place=place.name),
                "unit",
            )
    if proposal.facts.get("hukou") == Hukou.NONE.value and proposal.hukou is not None:
        proposal.stop(
            Text(
                "写着没有户口，又填了户籍地址，请改正其一。",
                "The row says there is no hukou and gives its address; please mend one of them.",
            ),
            "hukou",
        )


def _settle_place(proposal: Proposal, finder: Finder, text: str, column: str) -> int | None:
    place, candidates = finder.find(text)
    if place is None:
        if candidates:
            proposal.remark(
                Text(
                    "“{text}”可能是 {names}，没有猜；请补全区、街道（乡镇）和村（社区）。",
                    "“{text}” may be {names}; nobody guessed. Please add the district, the street "
                    "and the community.",
                ).filled(
                    text=text[:40],
                    names="、".join(place.name for place in candidates[:_MOST_CANDIDATES]),
                ),
                column,
            )
        elif province_of(text) in {"", _OWN_PROVINCE}:
            proposal.remark(
                Text(
                    "“{text}”在本市区划中找不到，只留下文字。",
                    "“{text}” is found nowhere in the city's divisions; only the words are kept.",
                ).filled(text=text[:40]),
                column,
            )
        return None
    if place.level < Level.COMMUNITY:
        proposal.remark(
            Text(
                "“{text}”只认到{place}，请补村（社区）。",
                "“{text}” is found as far as {place}; please add the community.",
            ).filled(text=text[:40], place=place.name),
            column,
        )
    return place.number
