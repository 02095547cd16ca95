"""How told rows become stored ones: one child each, families and households shared where named."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Model

from hutong.foundation.access import Officer
from hutong.foundation.kernel.dates import Precision, age_on
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.policy import Fact
from hutong.registry.people import _rights
from hutong.registry.people._bulk import Row
from hutong.registry.people._hukou import contradiction
from hutong.registry.people._numbers import normal_number, number_taken, numbers_known
from hutong.registry.people._persons import VAGUE, Person, read_person
from hutong.registry.people._sayings import Contradiction, Holder, Sayings
from hutong.registry.people._subjects import (
    OF_ADULTS,
    OF_CHILDREN,
    OF_HOUSEHOLDS,
    fact_of,
    read_value,
)
from hutong.registry.people.entries import NewAdult, NewChild, NewFact
from hutong.registry.people.facts import Hukou
from hutong.registry.people.kinds import PARENTS, RELATIONS, DomicileKind, RelationKind
from hutong.registry.people.models import (
    Adult,
    Child,
    Domicile,
    FactRecord,
    Household,
    Membership,
    Relation,
)

# Whoever has reached this age is no longer a child, and no file is opened for it.
OF_AGE, LAW = 18, Citation("未成年人保护法")["2"]
# The order in which rows are written: each table after those it points to.
TABLES: tuple[type[Model], ...] = (Domicile, Adult, Relation, Household, Membership, FactRecord)


@dataclass(slots=True)
class Entered:
    """One row: the child with all that hangs on it, or everything that is wrong."""

    faults: list[Finding] = field(default_factory=list)
    child: Child | None = None
    parents: dict[str, UUID] = field(default_factory=dict)
    household: UUID | None = None
    rows: dict[type[Model], list[Row]] = field(
        default_factory=lambda: {table: [] for table in TABLES}
    )
    # Facts about whoever is on record already take their place among what is known of them.
    additions: list[FactRecord] = field(default_factory=list)


class Entering:
    """Reads rows in order and remembers the people and households they share."""

    def __init__(self, rows: Sequence[NewChild], by: Officer, on: date) -> None:
        self.by = by
        self.on = on
        city = Place.objects.get(pk=settings.HUTONG_CITY)
        self._city = (city.number, city.last)
        told = {adult.id_number for row in rows for adult in row.adults if adult.id_number}
        numbers = {normal_number(number) for number in told}
        self._adults = {
            str(adult.id_number): adult.pk
            for adult in Adult.objects.filter(id_number__in=numbers).only("id_number")
        }
        named = {row.household.number for row in rows if row.household and row.household.number}
        self._households = {
            (place, number): key
            for place, number, key in Household.objects.filter(number__in=named).values_list(
                "place_id", "number", "pk"
            )
        }
        on_record = {*self._adults.values(), *self._households.values()}
        self._sayings = Sayings(by, on, on_record)
        self.entered = [self._enter(row) for row in rows]
        self._refuse_taken_numbers()

    # --- a child --------------------------------------------------------------------------------

    def _enter(self, row: NewChild) -> Entered:
        entered = Entered()
        person, faults = read_person(
            name=row.name,
            sex=row.sex,
            birth_date=row.birth_date,
            birth_precision=row.birth_precision,
            id_number=row.id_number,
            on=self.on,
        )
        entered.faults += faults + self._place_faults(row) + self._hukou_faults(row)
        if person is not None:
            entered.faults += self._age_faults(person, row.registered_on or self.on)
        if person is None or entered.faults:
            return entered
        child = self._child(row, person)
        entered.child = child
        try:
            self._domiciles(entered, row, child)
            self._household(entered, row, child)
            self._family(entered, row, child)
            self._child_facts(entered, row, child)
        except Refused as refusal:
            entered.faults += refusal.findings
        return entered

    def _place_faults(self, row: NewChild) -> list[Finding]:
        if row.residence is None and row.hukou is None:
            return [
                Finding(
                    Text(
                        "现住地和户籍地至少要有一个在本市的地方。",
                        "At least one of residence and hukou is a place in the city.",
                    ),
                    field="residence",
                )
            ]
        places = [place.pk for place in (row.residence, row.hukou) if place is not None]
        return _rights.findings(self.by, *places)

    def _hukou_faults(self, row: NewChild) -> list[Finding]:
        first, last = self._city
        inside = first <= row.hukou.pk <= last if row.hukou else None
        told = contradiction(row.registered_as, inside=inside)
        return [Finding(told, field="registered_as")] if told else []

    def _age_faults(self, person: Person, registered: date) -> list[Finding]:
        faults = []
        if registered > self.on:
            faults.append(
                Finding(
                    Text("登记日期晚于今天。", "The day of registration comes after today."),
                    field="registered_on",
                )
            )
        birth = person.birth_date
        if birth and person.birth_precision is Precision.YEAR:
            birth = birth.replace(month=12, day=31)
        if birth and age_on(birth, registered) >= OF_AGE:
            faults.append(
                Finding(
                    Text(
                        f"登记时已满 {OF_AGE} 周岁，不再登记为儿童。",
                        f"The person was {OF_AGE} or older when registered and is no child.",
                    ),
                    law=LAW,
                    field="birth_date",
                )
            )
        return faults

    def _child(self, row: NewChild, person: Person) -> Child:
        return Child(
            name=person.name,
            pinyin=person.pinyin,
            initials=person.initials,
            reading=person.reading,
            sex=person.sex,
            birth_date=person.birth_date,
            birth_precision=person.birth_precision.value,
            id_number=person.id_number,
            residence=row.residence,
            residence_detail=row.residence_detail.strip(),
            hukou=row.hukou,
            hukou_detail=row.hukou_detail.strip(),
            ethnic_group=row.ethnic_group.strip(),
            phone=row.phone.strip(),
            registered_on=row.registered_on or self.on,
        )

    def _domiciles(self, entered: Entered, row: NewChild, child: Child) -> None:
        for kind, place, words, since in (
            (DomicileKind.RESIDENCE, row.residence, row.residence_detail, row.residence_since),
            (DomicileKind.HUKOU, row.hukou, row.hukou_detail, row.hukou_since),
        ):
            if place is not None or words.strip():
                entered.rows[Domicile].append(
                    self._sayings.known(since, None, row.paper)
                    | {
                        "child_id": child.pk,
                        "kind": kind.value,
                        "place_id": place.pk if place else None,
                        "detail": words.strip(),
                    }
                )

    def _child_facts(self, entered: Entered, row: NewChild, child: Child) -> None:
        told = list(row.facts)
        if child.birth_date and child.birth_precision not in VAGUE:
            told.append(NewFact(name="birth_date", value=child.birth_date, paper=row.paper))
        registered_as = row.registered_as or self._hukou_class(row)
        if registered_as:
            told.append(
                NewFact(
                    name="hukou",
                    value=registered_as.value,
                    since=row.hukou_since,
                    paper=row.paper,
                )
            )
        holders = {**entered.parents, "household": entered.household}
        for each in told:
            fact = fact_of(OF_CHILDREN, each.name)
            if holder := holders.get(fact.subject):
                column = "household_id" if fact.subject == "household" else "adult_id"
                self._say(entered, Holder(column, holder, fact.record), fact, each, row.source)
            else:
                self._say(entered, Holder("child_id", child.pk, fact.name), fact, each, row.source)
                if fact.name == "deceased" and read_value(fact, each.value)[0]:
                    child.died_on = each.since

    def _hukou_class(self, row: NewChild) -> Hukou | None:
        if row.hukou is None:
            return Hukou.ELSEWHERE if row.hukou_detail.strip() else None
        first, last = self._city
        return Hukou.CITY if first <= row.hukou.pk <= last else Hukou.ELSEWHERE

    # --- those around it ------------------------------------------------------------------------

    def _family(self, entered: Entered, row: NewChild, child: Child) -> None:
        for told in row.adults:
            kind = RelationKind(told.kind)
            if kind in PARENTS and kind.value in entered.parents:
                word = RELATIONS[kind]
                raise Contradiction(
                    Text(f"同一行里有两个{word.zh}。", f"The row names more than one {word.en}."),
                    "adults",
                )
            adult = self._adult(entered, told, child)
            entered.rows[Relation].append(
                self._sayings.known(told.since, None, told.paper)
                | {
                    "child_id": child.pk,
                    "adult_id": adult,
                    "kind": kind.value,
                    "label": told.label.strip(),
                }
            )
            if kind in PARENTS:
                entered.parents[kind.value] = adult
            for each in told.facts:
                fact = fact_of(OF_ADULTS, each.name)
                self._say(entered, Holder("adult_id", adult, fact.record), fact, each, row.source)

    def _adult(self, entered: Entered, told: NewAdult, child: Child) -> UUID:
        person, faults = read_person(
            name=told.name,
            sex=told.sex,
            birth_date=told.birth_date,
            birth_precision=Precision.DAY.value,
            id_number=told.id_number,
            on=self.on,
        )
        if person is None:
            raise _Unreadable(told.name, faults)
        if person.id_number and person.id_number in self._adults:
            return self._adults[person.id_number]
        key = new_key()
        entered.rows[Adult].append(
            {
                "id": key,
                "recorded_for_id": child.pk,
                "name": person.name,
                "pinyin": person.pinyin,
                "initials": person.initials,
                "sex": person.sex,
                "birth_date": person.birth_date,
                "id_number": person.id_number,
                "phone": told.phone.strip(),
            }
        )
        if person.id_number:
            self._adults[person.id_number] = key
        return key

    def _household(self, entered: Entered, row: NewChild, child: Child) -> None:
        told = row.household
        if told is None:
            return
        # The household stands where its office can see it.
        place = next(
            place
            for place in (row.residence, row.hukou)
            if place is not None and self.by.answers_for(place.pk)
        )
        key = self._households.get((place.pk, told.number)) if told.number else None
        if key is None:
            key = new_key()
            entered.rows[Household].append(
                {
                    "id": key,
                    "place_id": place.pk,
                    "number": told.number,
                    "detail": told.detail.strip(),
                }
            )
            if told.number:
                self._households[place.pk, told.number] = key
        entered.household = key
        entered.rows[Membership].append(
            self._sayings.known(None, None, row.paper)
            | {
                "household_id": key,
                "child_id": child.pk,
                "relation_to_head": told.relation_to_head.strip(),
            }
        )
        for each in told.facts:
            fact = fact_of(OF_HOUSEHOLDS, each.name)
            self._say(entered, Holder("household_id", key, fact.record), fact, each, row.source)

    def _say(
        self, entered: Entered, holder: Holder, fact: Fact, told: NewFact, source: str
    ) -> None:
        row = self._sayings.say(holder, fact, told, source)
        if isinstance(row, FactRecord):
            entered.additions.append(row)
        elif row is not None:
            entered.rows[FactRecord].append(row)

    def _refuse_taken_numbers(self) -> None:
        numbers = [each.child.id_number if each.child else None for each in self.entered]
        told = Counter(number for number in numbers if number)
        known = numbers_known(told)
        for each, number in zip(self.entered, numbers, strict=True):
            if number in known:
                each.faults.append(number_taken())
            if number and told[number] > 1:
                each.faults.append(
                    Finding(
                        Text(
                            "这个身份证号在名单里出现了不止一次。",
                            "This identity number occurs more than once in the list.",
                        ),
                        field="id_number",
                    )
                )


class _Unreadable(Refused):
    """What a row says of a grown-up cannot be; the findings name whom they are about."""

    def __init__(self, name: str, faults: Iterable[Finding]) -> None:
        super().__init__(
            *(
                Finding(
                    Text(f"{name}：{fault.sentence.zh}", f"{name}: {fault.sentence.en}"),
                    fault.law,
                    "adults",
                )
                for fault in faults
            )
        )
