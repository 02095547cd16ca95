"""Who stands around a child: adults, what they are to it, and with whom it lives."""

from datetime import date

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.registry.people import _rights, _timeline
from hutong.registry.people._persons import read_person
from hutong.registry.people._rights import NotTheirChild, refuse_strangers, refuse_unattached
from hutong.registry.people.kinds import PARENTS, RELATIONS, RelationKind
from hutong.registry.people.models import Adult, Child, Household, Membership, Relation


class AlreadyRelated(Refused):
    """The child has such a parent on those days, or the adult is that to it already."""


class NotSoRelated(Refused):
    """What was said of the adult or the household cannot be."""


@transaction.atomic
def record_adult(
    *,
    child: Child,
    name: str,
    sex: str = "0",
    birth_date: date | None = None,
    id_number: str | None = None,
    phone: str = "",
    was_child: Child | None = None,
    by: Officer,
    on: date,
) -> Adult:
    """Write down a grown-up for a child's sake; what they are to it is said by `relate`."""
    refuse_strangers(child, by)
    person, faults = read_person(
        name=name,
        sex=sex,
        birth_date=birth_date,
        birth_precision="day",
        id_number=id_number,
        on=on,
    )
    if person is None:
        raise NotSoRelated(*faults)
    if person.id_number and Adult.objects.filter(id_number=person.id_number).exists():
        raise NotSoRelated(
            Finding(
                Text(
                    "这个身份证号的成年人已在您的辖区内登记，请直接选用。",
                    "An adult with this identity number is on record in your area; choose that "
                    "one.",
                ),
                field="id_number",
            )
        )
    return Adult.objects.create(
        recorded_for=child,
        name=person.name,
        pinyin=person.pinyin,
        initials=person.initials,
        sex=person.sex,
        birth_date=person.birth_date,
        id_number=person.id_number,
        phone=phone.strip(),
        was_child=was_child,
    )


@transaction.atomic
def relate(
    *,
    child: Child,
    adult: Adult,
    kind: RelationKind | str,
    since: date | None = None,
    until: date | None = None,
    label: str = "",
    paper: str = "",
    by: Officer,
    on: date,
) -> Relation:
    """Record what an adult is to a child, and from when; a child has one father at a time."""
    refuse_strangers(child, by)
    refuse_strangers(adult, by)
    relation = Relation(
        child=child,
        adult=adult,
        kind=RelationKind(kind).value,
        label=label.strip(),
        days=_timeline.span(since, until, on=on),
        paper=paper.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    others = Relation.objects.standing().filter(
        child=child, kind=relation.kind, days__overlap=relation.days
    )
    if relation.kind not in PARENTS:
        others = others.filter(adult=adult)
    other = others.select_related("adult").first()
    if other is not None:
        word = RELATIONS[RelationKind(relation.kind)]
        raise AlreadyRelated(
            Finding(
                Text(
                    f"该儿童已登记{word.zh}{other.adult.name}；请先更正或结束原有关系。",
                    f"The child has a {word.en} on record, {other.adult.name}; correct or end "
                    "that first.",
                ),
                field="kind",
            )
        )
    return _timeline.place(
        relation, Relation.objects.filter(child=child, kind=relation.kind, adult=adult)
    )


@transaction.atomic
def end_relation(*, relation: Relation, until: date, by: Officer, on: date) -> Relation:
    """Record the day from which an adult is no longer that to the child."""
    refuse_strangers(relation.child, by)
    return _timeline.end(Relation.objects.get(pk=relation.pk), until, by=by, on=on)


@transaction.atomic
def withdraw_relation(*, relation: Relation, reason: str, by: Officer, on: date) -> Relation:
    """Take back a relation that never was; what was believed through it stays readable."""
    refuse_strangers(relation.child, by)
    current = Relation.objects.get(pk=relation.pk)
    if not reason.strip():
        raise NotSoRelated(
            Finding(Text("撤销要写明理由。", "A withdrawal gives its reason."), field="reason")
        )
    _timeline.withdraw(current, reason=reason.strip(), on=on)
    return current


@transaction.atomic
def form_household(
    *, place: Place, number: str = "", detail: str = "", by: Officer, on: date
) -> Household:
    """Open a household at a place; who belongs to it is said by `join_household`."""
    faults = _rights.findings(by, place.pk)
    if faults:
        raise NotTheirChild(*faults)
    if not place.days.lower or place.days.lower <= on:
        return Household.objects.create(place=place, number=number.strip(), detail=detail.strip())
    raise NotSoRelated(
        Finding(Text("这个地方当时还不存在。", "The place did not exist yet."), field="place")
    )


@transaction.atomic
def join_household(
    *,
    household: Household,
    member: Child | Adult,
    since: date | None = None,
    relation_to_head: str = "",
    paper: str = "",
    by: Officer,
    on: date,
) -> Membership:
    """Record that somebody belongs to a household from a day on, and no longer to another."""
    refuse_strangers(household, by)
    refuse_strangers(member, by)
    refuse_unattached(member)
    membership = Membership(
        household=household,
        child=member if isinstance(member, Child) else None,
        adult=member if isinstance(member, Adult) else None,
        relation_to_head=relation_to_head.strip(),
        days=_timeline.span(since, None, on=on),
        paper=paper.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    type(member).objects.select_for_update(no_key=True).get(pk=member.pk)
    return _timeline.place(
        membership,
        Membership.objects.filter(child=membership.child, adult=membership.adult),
    )


@transaction.atomic
def leave_household(*, membership: Membership, until: date, by: Officer, on: date) -> Membership:
    """Record the day from which somebody no longer belongs to a household."""
    refuse_strangers(membership.household, by)
    return _timeline.end(Membership.objects.get(pk=membership.pk), until, by=by, on=on)
