"""Invented people with their papers, kin and homes, before anything has happened to them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hutong.demo.days import Calendar, earlier
from hutong.demo.invented import Inventor
from hutong.demo.neighbourhoods import Neighbourhoods, Spot
from hutong.demo.plans import Answer, Bank, Grown, Home, Kin, Young
from hutong.foundation.kernel.dates import age_on
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.registry.people.facts import DisabilityKind, Hukou, Study
from hutong.registry.people.kinds import RelationKind

ETHNIC_GROUPS: Final = ("满族", "回族", "蒙古族", "维吾尔族", "藏族", "朝鲜族", "苗族", "壮族")
PROVINCES: Final = (
    "河北省",
    "河南省",
    "山东省",
    "安徽省",
    "山西省",
    "四川省",
    "湖北省",
    "黑龙江省",
    "甘肃省",
    "内蒙古自治区",
)
BANKS: Final = ("示范银行（民政一卡通）", "胡同农商银行（民政一卡通）")
# The dibao standard of July 2024 with 25% and 35% of category assistance (京民社救发〔2018〕445号).
OWN_DIBAO: Final = Decimal("1812.50")
OWN_DIBAO_SEVERE: Final = Decimal("1957.50")
NO_NUMBER_YET: Final = 0.01  # of the children in families

# Between which ages children of a kind are; 18 and a little more where some have just come of age.
AGES: Final[Mapping[str, tuple[float, float]]] = {
    "foundling-in-institution": (1, 18.4),
    "foundling-without-papers": (0.2, 6),
    "foundling-in-foster-care": (3, 17),
    "orphan-in-institution": (4, 18.4),
    "orphan-with-kin": (2, 18.6),
    "de-facto-with-kin": (2, 18.6),
    "de-facto-in-institution": (4, 18.4),
    "provisional": (1.5, 17),
    "ward": (5, 17.5),
    "long-stay-settled": (8, 17.8),
    "long-stay-moved": (6, 17),
    "long-stay-waiting": (4, 17),
    "adopted-disabled-orphan": (3, 17.5),
    "class-4": (4, 17),
    "dibao-disabled": (2, 16.2),
    "disabled": (2, 16.2),
    "tekun": (3, 15.8),
    "infant": (1, 3.9),
    "left-behind": (1.5, 15.9),
    "migrant": (1.5, 15.9),
}
MOST_AGES: Final = (1.5, 17.9)


class Persons:
    """Makes children, parents and grandparents who do not exist."""

    def __init__(
        self, inventor: Inventor, calendar: Calendar, neighbourhoods: Neighbourhoods
    ) -> None:
        self.inventor = inventor
        self.calendar = calendar
        self.neighbourhoods = neighbourhoods
        self.chance = inventor.random
        self._accounts = 0

    def often(self, share: float) -> bool:
        """True in that share of cases."""
        return self.chance.random() < share

    def aged(self, least: float, most: float) -> date:
        """A birth date of somebody between two ages, in years, on the day of the demo."""
        days = self.chance.uniform(least, most) * 365.2425
        return self.calendar.on - timedelta(days=int(days))

    def before(self, day: date, *, least: int, most: int, not_before: date) -> date:
        """Some day so many months earlier, but not before another."""
        latest = earlier(day, months=least)
        first = max(earlier(day, months=most), not_before)
        return self.inventor.day(min(first, latest), latest)

    def child(
        self,
        kind: str,
        *,
        born: date,
        at: Spot,
        known: date,
        surname: str | None = None,
        papers: bool = True,
    ) -> Young:
        """A child of a family, living where it is registered or not far from there."""
        sex = self.inventor.sex()
        registered_at = at
        moved = self.chance.random()
        if moved < 0.03:
            registered_at = self.neighbourhoods.elsewhere(at)
        elif moved < 0.09:
            registered_at = self.neighbourhoods.draw(at.district)
        address = self.inventor.address()
        young = Young(
            kind,
            self.inventor.child_name(sex, surname),
            sex,
            known,
            self._registered(born, known),
            birth_date=born,
            id_number=self.inventor.id_number(born, sex) if papers else None,
            residence=at.number,
            residence_detail=address,
            hukou=registered_at.number,
            hukou_detail=address if registered_at is at else self.inventor.address(),
            ethnic_group="汉族" if self.often(0.94) else self.chance.choice(ETHNIC_GROUPS),
            phone=self.inventor.phone() if self.often(0.3) else "",
        )
        young.learn(born, known, hukou=Hukou.CITY)
        return young

    def _registered(self, born: date, known: date) -> date:
        """The day the old registers took the child in, before it came of age."""
        if known > self.calendar.takeover:
            return known
        first = max(born, earlier(known, years=6))
        of_age = date(born.year + 18, born.month, min(born.day, 28))
        return self.inventor.day(first, min(known, of_age - timedelta(days=10)))

    def siblings(self, kind: str, size: int, known: date) -> tuple[list[Young], str]:
        """Brothers and sisters under one roof, and their father's surname."""
        at, surname = self.neighbourhoods.draw(), self.inventor.surname()
        children: list[Young] = []
        for _ in range(size):
            papers = not self.often(NO_NUMBER_YET)
            born = self.born(kind, known)
            young = self.child(kind, born=born, at=at, known=known, surname=surname, papers=papers)
            if children:
                first = children[0]
                young.residence_detail, young.ethnic_group = (
                    first.residence_detail,
                    first.ethnic_group,
                )
                young.hukou, young.hukou_detail = first.hukou, first.hukou_detail
            children.append(young)
        return children, surname

    def born(self, kind: str, known: date) -> date:
        """A birth date of the ages of a kind; whoever came to notice lately is under 18."""
        least, most = AGES.get(kind, MOST_AGES)
        born = self.aged(least, most)
        if known <= self.calendar.takeover:
            return min(born, earlier(known, months=2))
        return max(born, earlier(known, years=17, months=10))

    def disabled(self, young: Young, known: date) -> None:
        """Note a disability of the kinds and levels that a child's class names."""
        kinds = [kind for kind in DisabilityKind if kind is not DisabilityKind.NONE]
        kind = self.chance.choices(kinds, weights=[6, 12, 8, 22, 30, 14, 8])[0]
        in_mind = kind in {DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL}
        level = self.chance.choice((1, 1, 2, 2, 3) if in_mind else (1, 2))
        since = self.before(known, least=1, most=80, not_before=young.birth_date or known)
        young.learn(since, known, disability_kind=kind, disability_level=level)
        if kind is DisabilityKind.MULTIPLE:
            with_2 = self.often(0.95)
            young.learn(since, known, disability_includes_intellectual_or_mental_2=with_2)

    def draws_nothing_else(self, young: Young, known: date) -> None:
        """Neither dibao nor tekun nor the living subsidy for disabled persons."""
        born = young.birth_date or earlier(known, years=1)
        young.learn(born, known, on_dibao=False, on_tekun=False, on_disabled_living_subsidy=False)

    def study(self, young: Young, known: date) -> None:
        """Note the school a child goes to, by its age."""
        born = young.birth_date or known
        age = age_on(born, known)
        since = max(date(known.year - (known.month < 9), 9, 1), born)
        young.learn(min(since, known), known, study=self.school_at(age))

    def school_at(self, age: int) -> Study:
        """The school somebody of an age is likely to go to."""
        if age < 3:
            return Study.NONE
        if age < 6:
            return Study.PRESCHOOL
        if age < 15:
            return Study.COMPULSORY
        older = [Study.GENERAL_HIGH, Study.SECONDARY_VOCATIONAL, Study.NONE]
        if age < 18:
            return self.chance.choices(older, weights=[55, 38, 7])[0]
        grown = [*older, Study.HIGHER_VOCATIONAL, Study.UNDERGRADUATE]
        return self.chance.choices(grown, weights=[8, 7, 40, 25, 20])[0]

    def grown(self, sex: str, name: str, born: date) -> Grown:
        """A grown-up with a number and a telephone."""
        return Grown(name, sex, born, self.inventor.id_number(born, sex), self.inventor.phone())

    def parents(self, children: Sequence[Young], surname: str) -> tuple[Grown, Grown]:
        """The father and the mother of some children."""
        oldest = min(child.birth_date or self.calendar.on for child in children)
        father = self._parent(MALE, surname, oldest)
        mother = self._parent(FEMALE, None, oldest)
        for child in children:
            since = child.birth_date or child.known
            child.kin.append(Kin(father, RelationKind.FATHER, "父亲", since))
            child.kin.append(Kin(mother, RelationKind.MOTHER, "母亲", since))
        return father, mother

    def _parent(self, sex: str, surname: str | None, oldest: date) -> Grown:
        born = earlier(oldest, years=self.chance.randrange(21, 36), days=self.chance.randrange(365))
        return self.grown(sex, self.inventor.elder_name(sex, surname), born)

    def grandparent(self, children: Sequence[Young], surname: str, since: date) -> Grown:
        """A grandparent who cares for some children."""
        sex, label, line = self.chance.choice(
            [
                (FEMALE, "奶奶", surname),
                (FEMALE, "外婆", ""),
                (MALE, "爷爷", surname),
                (MALE, "外公", ""),
            ]
        )
        born = self.aged(56, 78)
        elder = self.grown(sex, self.inventor.elder_name(sex, line if sex == MALE else None), born)
        for child in children:
            born_on = child.birth_date or since
            child.kin.append(Kin(elder, RelationKind.GRANDPARENT, label, born_on))
            child.kin.append(Kin(elder, RelationKind.CARER, label, max(since, born_on)))
        return elder

    def home(
        self, children: Sequence[Young], grown: Sequence[tuple[Grown, str]], known: date
    ) -> Home:
        """The household some children live in, under the roof of the first of the grown-ups."""
        first = children[0]
        home = Home(
            place=first.residence or 0,
            detail=first.residence_detail,
            number=f"9901{self.chance.randrange(10**7):07d}",
            since=max((child.birth_date for child in children if child.birth_date), default=known),
            grown=list(grown),
        )
        for child in children:
            child.home = home
        return home

    def draws_dibao(self, children: Sequence[Young], since: date, known: date) -> None:
        """The family draws dibao, and each child has an amount of its own."""
        for child in children:
            born = child.birth_date or since
            child.learn(max(since, born), known, on_dibao=True, own_dibao_amount=OWN_DIBAO)
        if children[0].home:
            self.about_home(children, since, known, dibao=True)

    def about_home(
        self, children: Sequence[Young], since: date, known: date, **answers: Answer
    ) -> None:
        """Something true of the household."""
        home = children[0].home
        if home is None:
            raise ValueError(f"{children[0].name} has no household.")
        home.learn(since, known, **answers)

    def bank(self, young: Young) -> Bank:
        """The child's own account; institutions keep one for each child."""
        self._accounts += 1
        return Bank(
            young.name,
            "本人",
            BANKS[self._accounts % len(BANKS)],
            f"9901{self._accounts:011d}{self.chance.randrange(10_000):04d}",
        )
