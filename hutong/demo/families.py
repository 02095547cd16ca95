"""The families of a city: as many children of each kind as the mix says."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from hutong.demo import at_home, parentless, public_care
from hutong.demo.mix import NURSING, SHARES
from hutong.demo.persons import Persons
from hutong.demo.plans import Grant, Young

OLD_LIST: Final = "原系统发放名册结转"
NEW_EACH_MONTH: Final = 0.002  # of the children who are paid
NEW_LAST_MONTH: Final = 0.009  # more of them just before the demo, so that there is much to look at
OLDEST_GRANT: Final = date(2019, 7, 1)

Builder = Callable[[Persons, str, int, date], list[Young]]
BUILDERS: Final[Mapping[str, Builder]] = {
    "foundling-in-institution": public_care.foundlings,
    "foundling-without-papers": public_care.foundlings_without_papers,
    "foundling-in-foster-care": public_care.foundlings,
    "ward": public_care.wards,
    "long-stay-settled": public_care.long_stays,
    "long-stay-moved": public_care.long_stays,
    "long-stay-waiting": public_care.long_stays,
    "orphan-in-institution": parentless.families,
    "orphan-with-kin": parentless.families,
    "de-facto-with-kin": parentless.families,
    "de-facto-in-institution": parentless.families,
    "provisional": parentless.provisional,
    **dict.fromkeys(at_home.KINDS, at_home.families),
}


def draw_all(persons: Persons, counts: Mapping[str, int]) -> Iterator[Young]:
    """As many children of each kind as are wanted, family by family."""
    for kind, wanted in counts.items():
        left = wanted
        while left:
            family = _family(persons, kind, left)
            left -= len(family)
            yield from family


def _family(persons: Persons, kind: str, most: int) -> list[Young]:
    siblings = SHARES[kind].siblings
    size = 1 + persons.often(siblings) + persons.often(siblings / 2)
    known = _known(persons, kind)
    family = BUILDERS[kind](persons, kind, min(size, most), known)
    for young in family:
        grant(persons, young, known)
    return family


def _known(persons: Persons, kind: str) -> date:
    """The day a family came to notice: long ago, or in one of the last months."""
    calendar = persons.calendar
    granted = SHARES[kind].benefits
    if granted:
        for month in calendar.paid:
            last = month == calendar.month - 1
            if persons.often(NEW_LAST_MONTH if last else NEW_EACH_MONTH):
                # The nursing subsidy counts from the month of the application.
                return calendar.intake(month, early=NURSING in granted)
    return calendar.takeover


def grant(persons: Persons, young: Young, known: date) -> None:
    """Grant what the kind is paid: taken over from the old list, or confirmed since."""
    calendar = persons.calendar
    share = SHARES[young.kind]
    for benefit in share.benefits if persons.often(share.granted) else ():
        if known <= calendar.takeover:
            confirmed = persons.before(known, least=1, most=60, not_before=OLDEST_GRANT)
            applied = confirmed - timedelta(days=persons.chance.randrange(4, 12))
            young.grants.append(Grant(benefit, applied, confirmed, calendar.first_paid, OLD_LIST))
        else:
            young.grants.append(Grant(benefit, known, calendar.confirmed(known)))
    if young.grants:
        young.bank = persons.bank(young)
