"""Children whose parents are dead, gone, or kept from raising them."""

from datetime import date
from typing import Final

from hutong.demo.circumstances import befall, pair
from hutong.demo.days import earlier
from hutong.demo.persons import Persons
from hutong.demo.plans import Grown, Sleeps, Young
from hutong.registry.people.facts import CareSetting, GuardianIs, Identity, Life

ON_DIBAO: Final = 0.45  # of the de facto unsupported children raised by kin
DECLARED_MISSING: Final = 0.06  # of the orphans have a parent declared missing


def families(persons: Persons, kind: str, size: int, known: date) -> list[Young]:
    """Orphans and de facto unsupported children, with kin or in an institution."""
    children, surname = persons.siblings(kind, size, known)
    if kind.startswith("orphan"):
        missing = persons.often(DECLARED_MISSING)
        circumstances = ("dead", "missing" if missing else "dead")
    else:
        circumstances = pair(persons.inventor)
    for parent, what in zip(persons.parents(children, surname), circumstances, strict=True):
        befallen(persons, parent, what, children, known)
    for child in children:
        persons.draws_nothing_else(child, known)
        child.learn(child.birth_date or known, known, adopted=False)
        persons.study(child, known)
    if kind.endswith("in-institution"):
        _in_an_institution(persons, children, known)
    else:
        _with_kin(persons, children, surname, known)
        if kind.startswith("de-facto") and persons.often(ON_DIBAO):
            _on_dibao(persons, children, known)
    return children


def provisional(persons: Persons, kind: str, size: int, known: date) -> list[Young]:
    """Children whose mother was lost two months ago: paid meanwhile, while it is looked into."""
    children, surname = persons.siblings(kind, size, known)
    father, mother = persons.parents(children, surname)
    what = persons.chance.choice(("dead", "prison", "disabled"))
    befallen(persons, father, what, children, known)
    since = max(earlier(known, months=2), *(child.birth_date or known for child in children))
    mother.learn(
        since,
        known,
        identity=Identity.KNOWN,
        life=Life.ALIVE,
        out_of_contact=True,
        performs_guardianship=False,
        search_accepted_on=since,
    )
    persons.home(children, [(persons.grandparent(children, surname, since), "户主")], known)
    for child in children:
        child.learn(since, known, nobody_caring=True, circumstances_being_verified=True)
        persons.draws_nothing_else(child, known)
        persons.study(child, known)
    return children


def befallen(
    persons: Persons, parent: Grown, what: str, children: list[Young], known: date
) -> None:
    """Something happened to a parent after the youngest was born, nine months ago or more."""
    youngest = max(child.birth_date or known for child in children)
    # Drug treatment lasts two years: what is not over on the day of the demo began lately.
    months = (1, 8) if what == "detox" else (9, 90)
    since = persons.before(known, least=months[0], most=months[1], not_before=youngest)
    befall(
        parent,
        what,
        since=since,
        on=persons.calendar.on,
        known=known,
        inventor=persons.inventor,
    )


def _in_an_institution(persons: Persons, children: list[Young], known: date) -> None:
    moved = earlier(known, months=1 + persons.chance.randrange(30))
    for child in children:
        since = max(moved, child.birth_date or moved)
        child.learn(
            since,
            known,
            care_setting=CareSetting.INSTITUTION,
            guardian_is=GuardianIs.CIVIL_AFFAIRS,
        )
        child.sleeps = Sleeps(since, "区民政部门监护安置决定")


def _with_kin(persons: Persons, children: list[Young], surname: str, known: date) -> None:
    elder = persons.grandparent(children, surname, earlier(known, months=6))
    persons.home(children, [(elder, "户主")], known)
    for child in children:
        child.learn(
            child.birth_date or known,
            known,
            care_setting=CareSetting.FAMILY,
            guardian_is=GuardianIs.KIN,
        )


def _on_dibao(persons: Persons, children: list[Young], known: date) -> None:
    for child in children:
        child.facts[:] = [fact for fact in child.facts if fact.name != "on_dibao"]
    youngest = max(child.birth_date or known for child in children)
    since = persons.before(known, least=2, most=50, not_before=youngest)
    persons.draws_dibao(children, since, known)
