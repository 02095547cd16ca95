"""How a child enters the register, alone or with a whole roster; how its own row is put right."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel.names import pinyin_of
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.places.models import Place
from hutong.registry.people import _bulk
from hutong.registry.people._entering import TABLES, Entering
from hutong.registry.people._numbers import number_taken, numbers_known
from hutong.registry.people._persons import read_name, read_person
from hutong.registry.people._rights import refuse_strangers, refuse_unattached
from hutong.registry.people._timeline import span
from hutong.registry.people.actions.circumstances import place_fact, record_fact
from hutong.registry.people.entries import NewChild
from hutong.registry.people.facts import Hukou
from hutong.registry.people.kinds import NameKind
from hutong.registry.people.models import Adult, Child, OtherName


class NotRegistrable(Refused):
    """The child cannot be registered like this; `rows` says which row is refused for what."""

    def __init__(self, rows: dict[int, tuple[Finding, ...]]) -> None:
        self.rows = rows
        super().__init__(*(finding for findings in rows.values() for finding in findings))


class NotThatPerson(Refused):
    """What was said cannot be true of this person."""


@transaction.atomic
def register_child(
    *,
    name: str,
    sex: str = "0",
    birth_date: date | None = None,
    birth_precision: str = "day",
    id_number: str | None = None,
    residence: Place | None = None,
    residence_detail: str = "",
    hukou: Place | None = None,
    hukou_detail: str = "",
    registered_as: Hukou | None = None,
    ethnic_group: str = "",
    phone: str = "",
    registered_on: date | None = None,
    paper: str = "",
    source: str = "",
    by: Officer,
    on: date,
) -> Child:
    """Open a child's file; no identity number, no hukou and no exact birth date are all normal."""
    row = NewChild(
        name=name,
        sex=sex,
        birth_date=birth_date,
        birth_precision=birth_precision,
        id_number=id_number,
        residence=residence,
        residence_detail=residence_detail,
        hukou=hukou,
        hukou_detail=hukou_detail,
        registered_as=registered_as,
        ethnic_group=ethnic_group,
        phone=phone,
        registered_on=registered_on,
        paper=paper,
        source=source,
    )
    return register_children(rows=[row], by=by, on=on)[0]


def examine(*, rows: Sequence[NewChild], by: Officer, on: date) -> list[tuple[Finding, ...]]:
    """For each row everything that keeps the child from being registered; nothing is written."""
    return [tuple(each.faults) for each in Entering(rows, by, on).entered]


@transaction.atomic
def register_children(*, rows: Sequence[NewChild], by: Officer, on: date) -> list[Child]:
    """Open many files at once, with families and facts; either all are opened or none."""
    entered = Entering(rows, by, on).entered
    refused = {place: tuple(each.faults) for place, each in enumerate(entered) if each.faults}
    if refused:
        raise NotRegistrable(refused)
    children = [each.child for each in entered if each.child]
    province = settings.HUTONG_CITY // 10**10
    for child, number in zip(children, _bulk.serials(len(children)), strict=True):
        child.child_no = f"{province:02}{child.registered_on:%Y}{number:07}"
    _insert_unless_taken(children)
    for table in TABLES:
        _bulk.insert(table, [row for each in entered for row in each.rows[table]])
    for addition in (record for each in entered for record in each.additions):
        place_fact(addition)
    return children


@transaction.atomic
def amend_child(
    *,
    child: Child,
    name: str | None = None,
    sex: str | None = None,
    id_number: str | None = None,
    ethnic_group: str | None = None,
    phone: str | None = None,
    by: Officer,
    on: date,
) -> Child:
    """Put a child's own row right; a name that is replaced stays on file as a former one."""
    refuse_strangers(child, by)
    current = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    birth_precision = current.birth_precision
    person, faults = read_person(
        name=current.name if name is None else name,
        sex=current.sex if sex is None else sex,
        birth_date=current.birth_date,
        birth_precision=current.birth_precision,
        id_number=current.id_number if id_number is None else id_number,
        on=on,
    )
    if person is None:
        raise NotThatPerson(*faults)
    if person.name != current.name:
        _keep(child=current, name=current.name, kind=NameKind.FORMER, since=None, until=on)
    changed = {
        "name": person.name,
        "pinyin": person.pinyin,
        "initials": person.initials,
        "reading": person.reading,
        "sex": person.sex,
        "id_number": person.id_number,
        "ethnic_group": current.ethnic_group if ethnic_group is None else ethnic_group.strip(),
        "phone": current.phone if phone is None else phone.strip(),
    }
    for field, value in changed.items():
        setattr(child, field, value)
    try:
        with transaction.atomic():
            child.save(update_fields=[*changed, "id_number_index", "id_tail_index"])
    except IntegrityError as clash:
        raise _taken(clash, [child]) from None
    if person.birth_date != current.birth_date or person.birth_precision != birth_precision:
        record_fact(
            subject=child, name="birth_date", value=person.birth_date, since=None, by=by, on=on
        )
        child.birth_date, child.birth_precision = person.birth_date, person.birth_precision.value
    return child


@transaction.atomic
def record_other_name(
    *,
    person: Child | Adult,
    name: str,
    kind: NameKind | str,
    since: date | None = None,
    until: date | None = None,
    by: Officer,
    on: date,
) -> OtherName:
    """Keep a second name of a child or an adult; the search finds a child by it."""
    refuse_strangers(person, by)
    refuse_unattached(person)
    span(since, until, on=on)
    tidied, faults = read_name(name)
    if tidied is None:
        raise NotThatPerson(*faults)
    return _keep(
        child=person if isinstance(person, Child) else None,
        adult=person if isinstance(person, Adult) else None,
        name=tidied,
        kind=NameKind(kind),
        since=since,
        until=until,
    )


def _keep(  # noqa: PLR0917 - the columns of one table
    child: Child | None,
    name: str,
    kind: NameKind,
    since: date | None,
    until: date | None,
    adult: Adult | None = None,
) -> OtherName:
    return OtherName.objects.create(
        child=child,
        adult=adult,
        name=name,
        pinyin=pinyin_of(name).joined,
        kind=kind.value,
        since=since,
        until=until,
    )


def _insert_unless_taken(children: Sequence[Child]) -> None:
    try:
        with transaction.atomic():
            _bulk.insert(Child, [_bulk.row_of(child) for child in children])
            for child in children:
                child._state.adding = False  # noqa: SLF001 - as Django marks what it stored itself
    except IntegrityError as clash:
        raise _taken(clash, children) from None


def _taken(clash: IntegrityError, children: Sequence[Child]) -> Refused:
    """What is said when somebody registered a number between the question and the answer."""
    if "id_number" not in str(clash):
        raise clash
    known = numbers_known(child.id_number for child in children if child.id_number)
    return NotRegistrable(
        {
            place: (number_taken(),)
            for place, child in enumerate(children)
            if child.id_number in known
        }
    )
