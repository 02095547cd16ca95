"""The stage on which the cast's stories are told: who acts, where, and on which days."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from hutong.demo.days import Calendar, earlier
from hutong.demo.families import OLD_LIST
from hutong.demo.invented import Inventor
from hutong.demo.neighbourhoods import Neighbourhoods, Spot
from hutong.demo.plans import Answer
from hutong.foundation.access import Officer, acting
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.foundation.places.models import Place
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.actions import TakenOver
from hutong.programmes.benefits.models import Entitlement
from hutong.registry.facilities.models import Institution
from hutong.registry.people import actions as people
from hutong.registry.people.facts import VOCABULARY, DisabilityKind, Hukou, Identity, Life, Measure
from hutong.registry.people.kinds import RelationKind
from hutong.registry.people.models import Adult, Child, Household

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
}


@dataclass(frozen=True)
class Stage:
    """What every story needs; each act is a verb of the product on a day of its own."""

    calendar: Calendar
    inventor: Inventor
    neighbourhoods: Neighbourhoods
    officers: Mapping[str, Officer]
    institutions: Sequence[Institution] = ()

    @property
    def on(self) -> date:
        """The day of the demo."""
        return self.calendar.on

    @property
    def takeover(self) -> date:
        """The day the old registers were taken over."""
        return self.calendar.takeover

    def ago(self, *, years: int = 0, months: int = 0, days: int = 0) -> date:
        """So long before the day of the demo."""
        return earlier(self.on, years=years, months=months, days=days)

    def month_day(self, months_back: int, day: int) -> date:
        """A day of a month before that of the demo."""
        return self.calendar.within(self.calendar.month - months_back, day)

    def known(self, day: date) -> date:
        """When the system knew of an event: that day, or when the old registers were taken over."""
        return max(day, self.takeover)

    def spot(self, district: str, street: str, community: str) -> Spot:
        """A community by the names people use; any of the district on a map without it."""
        return self.neighbourhoods.find(district=district, street=street, community=community)

    @contextmanager
    def by(self, username: str) -> Iterator[Officer]:
        """Do everything inside as this officer."""
        with acting(self.officers[username]) as officer:
            yield officer

    # --- the verbs, in the words of a story -------------------------------------------------------

    def registers(
        self,
        name: str,
        *,
        sex: str,
        born: date | None,
        at: Spot,
        known: date,
        hukou: Spot | None = None,
        registered_as: Hukou = Hukou.CITY,
        hukou_detail: str = "",
        precision: Precision = Precision.DAY,
        papers: bool = True,
        detail: str = "",
        ethnic_group: str = "汉族",
        registered_on: date | None = None,
        by: str = "shenli",
    ) -> Child:
        """Somebody opens a child's file."""
        home = Place.objects.get(pk=at.number)
        register = hukou or at
        with self.by(by) as officer:
            return people.register_child(
                name=name,
                sex=sex,
                birth_date=born,
                birth_precision=precision.value,
                id_number=self.inventor.id_number(born, sex) if papers and born else None,
                residence=home,
                residence_detail=detail or self.inventor.address(),
                hukou=(
                    Place.objects.get(pk=register.number) if registered_as is Hukou.CITY else None
                ),
                hukou_detail=hukou_detail,
                registered_as=registered_as,
                ethnic_group=ethnic_group,
                registered_on=registered_on or known,
                paper="户口簿" if papers else "",
                by=officer,
                on=known,
            )

    def grown_up(
        self,
        name: str,
        kind: RelationKind,
        *,
        age: int,
        known: date,
        since: date | None = None,
        label: str = "",
        children: Sequence[Child],
        papers: bool = True,
        by: str = "shenli",
    ) -> Adult:
        """Somebody writes down a grown-up and what they are to the children."""
        sex = _sex_of(kind, label)
        born = self.ago(years=age, months=4, days=len(name) * 7)
        first, *others = children
        with self.by(by) as officer:
            adult = people.record_adult(
                child=first,
                name=name,
                sex=sex,
                birth_date=born,
                id_number=self.inventor.id_number(born, sex) if papers else None,
                phone=self.inventor.phone(),
                by=officer,
                on=known,
            )
            for child in [first, *others]:
                self.related(
                    child,
                    adult,
                    kind,
                    label=label,
                    since=since or child.birth_date,
                    known=known,
                    by=by,
                )
        return adult

    def related(
        self,
        child: Child,
        adult: Adult,
        kind: RelationKind,
        *,
        known: date,
        since: date | None = None,
        label: str = "",
        by: str = "shenli",
    ) -> None:
        """Somebody already on record is something to a child, from a day on."""
        with self.by(by) as officer:
            people.relate(
                child=child,
                adult=adult,
                kind=kind,
                label=label,
                since=since,
                by=officer,
                on=known,
            )

    def parents(
        self,
        father: str,
        mother: str,
        *,
        children: Sequence[Child],
        known: date,
        ages: tuple[int, int] = (40, 37),
        by: str = "shenli",
    ) -> tuple[Adult, Adult]:
        """The father and the mother, both known by name."""
        return (
            self.grown_up(
                father, RelationKind.FATHER, age=ages[0], known=known, children=children, by=by
            ),
            self.grown_up(
                mother, RelationKind.MOTHER, age=ages[1], known=known, children=children, by=by
            ),
        )

    def learns(
        self,
        subject: Child | Adult | Household,
        *,
        since: date,
        known: date,
        number: str = "",
        by: str = "shenli",
        answers: Mapping[str, Answer] | None = None,
        **more: Answer,
    ) -> None:
        """The office learns facts: true since one day, known from another."""
        with self.by(by) as officer:
            for name, value in {**(answers or {}), **more}.items():
                entry = VOCABULARY[_PREFIX[type(subject)] + name]
                people.record_fact(
                    subject=subject,
                    name=name,
                    value=value,
                    since=since,
                    paper=entry.paper.zh,
                    paper_number=number,
                    source=entry.supplier.zh,
                    by=officer,
                    on=known,
                )

    def dies(self, parent: Adult, *, died: date, known: date, by: str = "shenli") -> None:
        """A parent's death comes to be known."""
        self.learns(parent, since=died, known=known, life=Life.DEAD, by=by)

    def is_lost(self, parent: Adult, *, accepted: date, known: date, by: str = "shenli") -> None:
        """A parent cannot be reached; the police took up the search, and sent their receipt."""
        self.learns(
            parent,
            since=accepted,
            known=known,
            by=by,
            life=Life.ALIVE,
            out_of_contact=True,
            performs_guardianship=False,
            search_accepted_on=accepted,
            search_receipt=True,
        )

    def comes_back(self, parent: Adult, *, since: date, known: date, by: str = "shenli") -> None:
        """A parent is there again and raises the child."""
        answers = {**ABLE, "performs_guardianship": True}
        self.learns(parent, since=since, known=known, by=by, answers=answers)

    def identities(self, *parents: Adult, known: date, by: str = "shenli") -> None:
        """Who the parents are is on record."""
        for parent in parents:
            since = parent.birth_date or known
            self.learns(
                parent, since=since, known=known, by=by, identity=Identity.KNOWN, life=Life.ALIVE
            )

    def household(
        self,
        children: Sequence[Child],
        members: Sequence[tuple[Adult, str]],
        *,
        since: date,
        known: date,
        by: str = "shenli",
    ) -> Household:
        """Children and grown-ups under one roof, the first grown-up its head."""
        first = children[0]
        place = first.residence
        if place is None:
            raise ValueError(f"{first.name} lives nowhere.")
        with self.by(by) as officer:
            home = people.form_household(
                place=place,
                number=f"9901{self.inventor.random.randrange(10**7):07d}",
                detail=first.residence_detail,
                by=officer,
                on=known,
            )
            everybody: list[tuple[Child | Adult, str]] = [*members]
            everybody += [(child, "") for child in children]
            for member, relation in everybody:
                people.join_household(
                    household=home,
                    member=member,
                    since=max(since, member.birth_date or since),
                    relation_to_head=relation,
                    by=officer,
                    on=known,
                )
        return home

    def takes_over(self, child: Child, benefit: str, *, confirmed: date) -> Entitlement:
        """A benefit that was granted before this system is taken over with its paper."""
        with self.by("zhaoming") as officer:
            grant = TakenOver(
                child=child,
                benefit=benefit,
                confirmed_on=confirmed,
                first_month=self.calendar.first_paid,
                paper=OLD_LIST,
            )
            entitlements = benefits.take_over(grants=[grant], by=officer, on=self.takeover)
            self.account(child, since=self.takeover)
            return entitlements[0]

    def confirms(
        self, child: Child, benefit: str, *, applied: date, confirmed: date, by: str = "shenli"
    ) -> Entitlement:
        """Somebody grants a benefit on what is known that day."""
        with self.by(by) as officer:
            entitlement = benefits.confirm(
                child=child, benefit=benefit, applied_on=applied, by=officer, on=confirmed
            )
            self.account(child, since=confirmed, by=by)
            return entitlement

    def account(self, child: Child, *, since: date, by: str = "zhaoming") -> None:
        """The child's own account, unless it has one."""
        if child.payee_accounts.exists():
            return
        with self.by(by) as officer:
            benefits.set_payee_account(
                child=child,
                holder=child.name,
                relation="本人",
                bank="示范银行（民政一卡通）",
                number=f"9901{self.inventor.random.randrange(10**15):015d}",
                since=since,
                by=officer,
                on=since,
            )


_PREFIX: Final[Mapping[type, str]] = {Child: "", Adult: "father_", Household: "household_"}
_MEN: Final = frozenset({"爷爷", "外公"})


def _sex_of(kind: RelationKind, label: str) -> str:
    if kind is RelationKind.FATHER:
        return MALE
    return MALE if label in _MEN else FEMALE
