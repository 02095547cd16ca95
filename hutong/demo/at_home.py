"""Children who live with their parents, and what makes life hard for them there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from hutong.demo.circumstances import befall
from hutong.demo.parentless import befallen
from hutong.demo.persons import OWN_DIBAO_SEVERE, PROVINCES, Persons
from hutong.demo.plans import Answer, Grown, Young
from hutong.registry.people.facts import DisabilityKind, Hukou

Parents = tuple[Grown, Grown]

HOUSEHOLDS: Final = 0.25  # of the dibao families with one child are written down as such
ABLE_MOTHERS: Final = 0.12  # of how many families it is written down that the mother is able
ONE_PARENT: Final = 0.9  # of how many families the register has one parent only
SEVERE: Final = (1, 2)


def families(persons: Persons, kind: str, size: int, known: date) -> list[Young]:
    """A father, a mother and their children, with what the kind says of them."""
    children, surname = persons.siblings(kind, size, known)
    parents = persons.parents(children, surname)
    father, mother = parents
    if kind in _HOUSEHOLD_HOLDS_PAPERS or (
        kind in _DRAWS_DIBAO and (size > 1 or persons.often(HOUSEHOLDS))
    ):
        persons.home(children, [(father, "户主"), (mother, "配偶")], known)
    youngest = max(child.birth_date or known for child in children)
    since = persons.before(known, least=2, most=50, not_before=youngest)
    _WHAT[kind](persons, children, parents, since, known)
    if kind in _MOTHER_MAY_BE_ABLE and persons.often(ABLE_MOTHERS):
        befall(
            mother,
            "able",
            since=since,
            on=persons.calendar.on,
            known=known,
            inventor=persons.inventor,
        )
    if kind not in _BOTH_ON_RECORD and persons.often(ONE_PARENT):
        left_out = father if mother.facts or persons.often(0.6) else mother
        for child in children:
            child.kin[:] = [kin for kin in child.kin if kin.adult is not left_out]
    return children


def _dibao(persons: Persons, children: list[Young], _: Parents, since: date, known: date) -> None:
    persons.draws_dibao(children, since, known)


def _dibao_disabled(
    persons: Persons, children: list[Young], _: Parents, since: date, known: date
) -> None:
    persons.draws_dibao(children, since, known)
    for child in children:
        persons.disabled(child, known)
        child.learn(child.birth_date or known, known, major_disease=False)
        _not_beside(child, known)
        if any(fact.name == "disability_level" and fact.value in SEVERE for fact in child.facts):
            give(child, "own_dibao_amount", OWN_DIBAO_SEVERE)


def _dibao_ill(
    persons: Persons, children: list[Young], _: Parents, since: date, known: date
) -> None:
    persons.draws_dibao(children, since, known)
    for child in children:
        child.learn(since, known, major_disease=True, disability_kind=DisabilityKind.NONE)
        give(child, "own_dibao_amount", OWN_DIBAO_SEVERE)
        _not_beside(child, known)
        persons.study(child, known)


def _disabled(persons: Persons, children: list[Young], _: Parents, __: date, known: date) -> None:
    for child in children:
        persons.disabled(child, known)
        child.learn(child.birth_date or known, known, on_tekun=False)


def _ill(_: Persons, children: list[Young], __: Parents, since: date, known: date) -> None:
    for child in children:
        child.learn(since, known, major_disease=True)


def _tekun(
    persons: Persons, children: list[Young], parents: Parents, since: date, known: date
) -> None:
    for child in children:
        child.learn(
            since, known, on_tekun=True, has_means=False, supporter_able=False, on_dibao=False
        )
    for parent in parents:
        befallen(persons, parent, "disabled", children, known)


def _low_income(
    persons: Persons, children: list[Young], _: Parents, since: date, known: date
) -> None:
    persons.about_home(children, since, known, low_income=True)


def _infant(persons: Persons, children: list[Young], _: Parents, since: date, known: date) -> None:
    if persons.often(0.5):
        persons.draws_dibao(children, since, known)
    else:
        persons.about_home(children, since, known, low_income=True)
    for child in children:
        child.learn(max(since, child.birth_date or since), known, family_in_difficulty=True)


def _class_4(persons: Persons, children: list[Young], _: Parents, since: date, known: date) -> None:
    for child in children:
        child.learn(since, known, hiv_infected=True)
        persons.draws_nothing_else(child, known)
        persons.study(child, known)


def _adopted(persons: Persons, children: list[Young], _: Parents, since: date, known: date) -> None:
    for child in children:
        persons.disabled(child, known)
        child.learn(since, known, adopted=True, orphan_before_adoption=True)
        persons.draws_nothing_else(child, known)
        persons.study(child, known)


def _left_behind(
    persons: Persons, children: list[Young], parents: Parents, since: date, known: date
) -> None:
    for parent in parents:
        parent.learn(since, known, working_away=True)
    persons.grandparent(children, children[0].name[0], since)


def _migrant(persons: Persons, children: list[Young], _: Parents, __: date, known: date) -> None:
    province = persons.chance.choice(PROVINCES)
    youngest = max(child.birth_date or known for child in children)
    since = persons.before(known, least=7, most=60, not_before=youngest)
    for child in children:
        child.hukou, child.hukou_detail = None, f"{province}（示例县）"
        give(child, "hukou", Hukou.ELSEWHERE)
        child.learn(
            since,
            known,
            lives_outside_hukou_county_since=since,
            moved_with_parent_or_guardian=True,
        )


def _not_beside(young: Young, known: date) -> None:
    born = young.birth_date or known
    young.learn(born, known, on_tekun=False, on_disabled_living_subsidy=False)


def give(young: Young, name: str, value: Answer) -> None:
    """Change what is known of a child under a name."""
    young.facts[:] = [
        replace(fact, value=value) if fact.name == name else fact for fact in young.facts
    ]


_What = Callable[[Persons, list[Young], Parents, date, date], None]
_WHAT: Final[Mapping[str, _What]] = {
    "adopted-disabled-orphan": _adopted,
    "class-4": _class_4,
    "dibao-disabled": _dibao_disabled,
    "dibao-ill": _dibao_ill,
    "disabled": _disabled,
    "ill": _ill,
    "tekun": _tekun,
    "dibao": _dibao,
    "low-income": _low_income,
    "infant": _infant,
    "left-behind": _left_behind,
    "migrant": _migrant,
}
KINDS: Final = tuple(_WHAT)
_HOUSEHOLD_HOLDS_PAPERS: Final = frozenset({"low-income", "infant"})
_DRAWS_DIBAO: Final = frozenset({"dibao", "dibao-disabled", "dibao-ill"})
_BOTH_ON_RECORD: Final = frozenset({"left-behind", "tekun", "class-4"})
_MOTHER_MAY_BE_ABLE: Final = frozenset(
    {"dibao-disabled", "dibao-ill", "disabled", "ill", "dibao", "low-income", "infant", "migrant"}
)
