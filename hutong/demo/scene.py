"""Where a story begins: who is there, where they live, and what has long been known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hutong.demo.days import Calendar, earlier
from hutong.demo.families import OLD_LIST
from hutong.demo.invented import Inventor
from hutong.demo.mix import DE_FACTO
from hutong.demo.neighbourhoods import Neighbourhoods, Spot
from hutong.demo.plans import Answer, Bank, Grant, Grown, Home, Kin, Young
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.registry.people.facts import (
    CareSetting,
    DisabilityKind,
    GuardianIs,
    Hukou,
    Identity,
    Life,
    Measure,
    Study,
)
from hutong.registry.people.kinds import RelationKind

Where = tuple[str, str, str]
Elder = tuple[str, str, int]  # a name, what the child calls them, an age

CAST: Final = "cast"
# A parent of whom every circumstance of the rule is known not to be.
ABLE: Final[Mapping[str, Answer]] = {
    "disability_kind": DisabilityKind.NONE,
    "major_disease": False,
    "illness_ends_guardianship": False,
    "measure": Measure.NONE,
    "out_of_contact": False,
    "guardianship_revoked": False,
    "expelled": False,
}
NOTHING_ELSE: Final[Mapping[str, Answer]] = {
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
    "adopted": False,
}
_MEN: Final = frozenset({"爷爷", "外公"})


@dataclass(frozen=True)
class Scene:
    """The days, the map and the numbers a story is made from; nothing here needs a database."""

    calendar: Calendar
    inventor: Inventor
    neighbourhoods: Neighbourhoods

    @property
    def takeover(self) -> date:
        """The day the old registers were taken over."""
        return self.calendar.takeover

    def ago(self, *, years: int = 0, months: int = 0, days: int = 0) -> date:
        """So long before the day of the demo."""
        return earlier(self.calendar.on, years=years, months=months, days=days)

    def month_day(self, months_back: int, day: int) -> date:
        """A day of a month before that of the demo."""
        return self.calendar.within(self.calendar.month - months_back, day)

    def spot(self, where: Where) -> Spot:
        """A community by the names people use; on a small map another one of the district."""
        district, street, community = where
        return self.neighbourhoods.find(district=district, street=street, community=community)

    def child(
        self,
        name: str,
        sex: str,
        born: date,
        where: Where,
        *,
        known: date | None = None,
        hukou: Where | None = None,
        papers: bool = True,
        door: str = "",
    ) -> Young:
        """A child registered in the city, living where it is registered unless told otherwise."""
        known = known or self.takeover
        at = self.spot(where)
        young = Young(
            CAST,
            name,
            sex,
            known,
            known,
            birth_date=born,
            id_number=self.inventor.id_number(born, sex) if papers else None,
            residence=at.number,
            residence_detail=door or self.inventor.address(),
            hukou=self.spot(hukou).number if hukou else at.number,
        )
        young.hukou_detail = self.inventor.address() if hukou else young.residence_detail
        young.learn(born, known, hukou=Hukou.CITY)
        return young

    def grown(self, name: str, sex: str, age: int, *, papers: bool = True) -> Grown:
        """A grown-up with a number and a telephone."""
        born = self.ago(years=age, months=4, days=7 * len(name))
        number = self.inventor.id_number(born, sex) if papers else None
        return Grown(name, sex, born, number, self.inventor.phone())

    def father(self, name: str, *children: Young, age: int = 40, papers: bool = True) -> Grown:
        """The father of some children."""
        return self.tie(self.grown(name, MALE, age, papers=papers), RelationKind.FATHER, *children)

    def mother(self, name: str, *children: Young, age: int = 37, papers: bool = True) -> Grown:
        """The mother of some children."""
        grown = self.grown(name, FEMALE, age, papers=papers)
        return self.tie(grown, RelationKind.MOTHER, *children)

    def tie(self, grown: Grown, kind: RelationKind, *children: Young, label: str = "") -> Grown:
        """Say what a grown-up is to some children, ever since they were born."""
        for child in children:
            child.kin.append(Kin(grown, kind, label, child.birth_date or child.known))
        return grown

    def elder(self, elder: Elder, *children: Young) -> Grown:
        """An elder who cares for some children, and is the head of their household."""
        name, label, age = elder
        grown = self.grown(name, MALE if label in _MEN else FEMALE, age)
        self.tie(grown, RelationKind.GRANDPARENT, *children, label=label)
        for child in children:
            born = child.birth_date or child.known
            since = max(born, earlier(child.known, months=8))
            child.kin.append(Kin(grown, RelationKind.CARER, label, since))
            child.learn(
                born,
                child.known,
                care_setting=CareSetting.FAMILY,
                guardian_is=GuardianIs.KIN,
            )
        self.household([(grown, "户主")], *children)
        return grown

    def household(self, grown: Sequence[tuple[Grown, str]], *children: Young) -> Home:
        """Some children and grown-ups under one roof."""
        first = children[0]
        home = Home(
            place=first.residence or 0,
            detail=first.residence_detail,
            number=f"9901{self.inventor.random.randrange(10**7):07d}",
            since=max(child.birth_date or child.known for child in children),
            grown=list(grown),
        )
        for child in children:
            child.home = home
        return home

    def alive(self, parent: Grown, child: Young) -> None:
        """Who the parent is, is on record; nothing else is said of them."""
        since = child.birth_date or child.known
        parent.learn(since, child.known, identity=Identity.KNOWN, life=Life.ALIVE)

    def dead(self, parent: Grown, child: Young, died: date) -> None:
        """A parent who died before the story."""
        parent.learn(child.birth_date or died, child.known, identity=Identity.KNOWN)
        parent.learn(died, child.known, life=Life.DEAD)

    def lost(self, parent: Grown, child: Young, accepted: date) -> None:
        """A parent who cannot be reached; the police searched, and sent their receipt."""
        self.alive(parent, child)
        parent.learn(
            accepted,
            child.known,
            out_of_contact=True,
            performs_guardianship=False,
            search_accepted_on=accepted,
            search_receipt=True,
        )

    def in_custody(
        self, parent: Grown, child: Young, measure: Measure, months: int, since: date
    ) -> None:
        """A parent whom a measure keeps from the child."""
        self.alive(parent, child)
        serial = self.inventor.random.randrange(10, 999)
        parent.learn(
            since,
            child.known,
            number=f"（{since.year}）京9901刑初{serial}号",
            measure=measure,
            measure_months=months,
            measure_from=since,
        )

    def nothing_else(self, *children: Young) -> None:
        """Neither dibao nor tekun nor the living subsidy for disabled persons, nor adopted."""
        for child in children:
            child.learn(child.birth_date or child.known, child.known, NOTHING_ELSE)

    def on_dibao(self, child: Young, since: date, amount: Decimal) -> None:
        """The child is counted in a dibao household and has an amount of its own."""
        born = child.birth_date or since
        without = {name: value for name, value in NOTHING_ELSE.items() if name != "on_dibao"}
        child.learn(born, child.known, without)
        child.learn(
            max(since, born),
            child.known,
            on_dibao=True,
            own_dibao_amount=amount,
            family_in_difficulty=True,
        )
        if child.home and not child.home.facts:
            child.home.learn(since, child.known, dibao=True)

    def disabled(self, child: Young, kind: DisabilityKind, level: int, since: date) -> None:
        """The child holds a disability card."""
        child.learn(since, child.known, disability_kind=kind, disability_level=level)

    def granted(self, child: Young, benefit: str, confirmed: date) -> None:
        """A benefit that was granted on paper before this system, and is taken over."""
        first = self.calendar.first_paid
        child.grants.append(Grant(benefit, confirmed, confirmed, first, OLD_LIST))
        self.account(child)

    def account(self, child: Young) -> None:
        """The child's own account."""
        number = f"9901{self.inventor.random.randrange(10**15):015d}"
        child.bank = Bank(child.name, "本人", "示范银行（民政一卡通）", number)

    def half_orphan(
        self,
        name: str,
        sex: str,
        age: int,
        *,
        parents: tuple[str, str],
        where: Where,
        carer: Elder,
        hukou: Where | None = None,
    ) -> tuple[Young, Grown]:
        """A child whose father died three years ago, long on the register; and its mother."""
        born = self.ago(years=age, months=5, days=11)
        child = self.child(name, sex, born, where, hukou=hukou)
        child.registered_on = self.ago(years=2, months=8)
        father, mother = self.father(parents[0], child), self.mother(parents[1], child)
        self.dead(father, child, self.ago(years=3))
        self.elder(carer, child)
        child.learn(self.ago(months=14), child.known, study=Study.COMPULSORY)
        return child, mother

    def mother_lost(
        self,
        name: str,
        sex: str,
        age: int,
        *,
        parents: tuple[str, str],
        where: Where,
        hukou: Where | None = None,
    ) -> Young:
        """Father dead, mother lost two years ago: de facto unsupported, and paid for long."""
        carer = (f"{name[0]}素英", "奶奶", 67)
        child, mother = self.half_orphan(
            name, sex, age, parents=parents, where=where, carer=carer, hukou=hukou
        )
        self.lost(mother, child, self.ago(years=2))
        self.granted(child, DE_FACTO, self.ago(months=16))
        return child


def estimated(young: Young) -> Young:
    """The birth date is an estimate, and there are no papers yet."""
    young.birth_precision, young.id_number = Precision.ESTIMATED, None
    return young
