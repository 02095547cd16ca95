"""Somebody in a post and a child, for every way in which the one may stand to the other."""

import base64
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hutong.casework.models import Case
from hutong.demo.invented import Inventor
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.actions import give_files
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.models import Account, Assignment, Posting, Unit
from hutong.foundation.access.queries import officer_named
from hutong.foundation.access.roles import Role
from hutong.foundation.documents.actions import keep_paper
from hutong.foundation.documents.models import Paper
from hutong.foundation.history.actions import plant_decoy, record_reading
from hutong.foundation.places.models import SPAN, Level, Place
from hutong.law.beijing.papers import HOUSEHOLD_REGISTER
from hutong.programmes.benefits.models import Entitlement, Line, PayeeAccount
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child, FactRecord, NoContactOrder
from hutong.registry.people.queries import adults_around
from hutong.trust.ground import Ground, taken_back
from hutong.trust.table import Relation, Table

STRICTEST = "hiv_infected"
# The smallest picture there is: one white point.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2yAAAAABJRU5ErkJggg=="
)
# Where the table supposes a post to be held; one for a wider area sees more.
USUALLY_AT = {
    Role.CHILD_DIRECTOR: Level.COMMUNITY,
    Role.CHILD_SUPERVISOR: Level.STREET,
    Role.DISTRICT_OFFICER: Level.DISTRICT,
    Role.DISTRICT_HEAD: Level.DISTRICT,
    Role.PAYMENT_CLERK: Level.DISTRICT,
    Role.PAYMENT_CHECKER: Level.DISTRICT,
    Role.PAYMENT_APPROVER: Level.DISTRICT,
}
LOOKED_AT = 250  # people in a post, for one whose child has something to be shown
KEEPER = "yanshou"  # plants the decoys
SOMEBODY, WHY = "chenxiuying", "孩子在我社区被找到，需要马上联系家人"
SEER = "zhaoming"  # sees every child of the city


@dataclass(frozen=True, slots=True)
class Standing:
    """An officer and a child whose relation is known."""

    officer: Officer
    account: Account
    relation: Relation
    child: UUID
    name: str

    def __str__(self) -> str:
        return f"{self.officer.role} {self.account.username} ({self.relation})"


class NotInTheCityError(Exception):
    """The city has nobody who stands so; a proof that skipped it would prove less than it says."""


def standings(table: Table, ground: Ground, seed: int) -> Iterator[Standing]:
    """One for each post and relation that the table names; what is set up for it does not stay."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice
    seer = officer_named(username=SEER, on=ground.on)
    for role in {cell.role: None for cell in table.cells}:
        for relation in table.relations(role):
            with taken_back():
                yield _standing(role, relation, seer, ground, chance)


def _standing(
    role: Role, relation: Relation, seer: Officer, ground: Ground, chance: random.Random
) -> Standing:
    held = Posting.objects.filter(role=role, days__contains=ground.on, account__is_active=True)
    if role in USUALLY_AT:
        held = held.filter(place__level=USUALLY_AT[role])
    postings = list(held.select_related("account", "place", "unit").order_by("pk"))
    chance.shuffle(postings)
    alone = [
        posting
        for posting in postings[:LOOKED_AT]
        if Posting.objects.filter(account=posting.account, days__contains=ground.on).count() == 1
    ]
    with acting(seer):
        found = [(posting, _child_for(posting, relation, chance)) for posting in alone]
        there = [(posting, child) for posting, child in found if child is not None]
        if there:
            has = _has([child.pk for _, child in there])
            posting, child = max(there, key=lambda one: has(one[1].pk))
            _fill(child, seer, ground)
            standing = Standing(
                Officer.of(posting), posting.account, relation, child.pk, child.name
            )
            _set_up(standing, child, seer, ground)
            return standing
    raise NotInTheCityError(f"{role}: {relation}")


def _child_for(posting: Posting, relation: Relation, chance: random.Random) -> Child | None:
    """A child with kin that lives, and is registered, where the relation says."""
    children = Child.objects.filter(
        died_on__isnull=True, left_on__isnull=True, sheltered=False, relations__isnull=False
    )
    place, officer = posting.place, Officer.of(posting)
    inside, given = (place.number, place.last), Assignment.objects.filter(ended_on__isnull=True)
    if not officer.has_an_area:
        if relation is Relation.INSTITUTION:
            with_unit = given.filter(unit=posting.unit).values("file")
            found = Child.objects.filter(pk__in=with_unit)
            found = found if found.exists() else children  # a unit that has nobody is given one
        else:
            found = children.exclude(pk__in=given.filter(unit=posting.unit).values("file"))
    elif relation in {Relation.OWN_CASE, Relation.OTHER}:
        outside = place if place.level >= Level.DISTRICT else None
        district = _around(place.number, Level.DISTRICT) if outside else inside
        found = children.exclude(
            Q(residence__number__range=district) | Q(hukou__number__range=district)
        )
        if place.level <= Level.CITY:
            found = children  # nothing lies outside
    elif relation in {Relation.NO_CONTACT, Relation.DECOY} or relation is _innermost(place):
        found = children.filter(residence__number__range=inside)
    else:
        level = Level.STREET if relation is Relation.SAME_STREET else Level.DISTRICT
        inner = {
            Relation.SAME_STREET: inside,
            Relation.SAME_DISTRICT: _around(place.number, Level.STREET),
        }[relation]
        wide = _around(place.number, level)
        found = children.filter(residence__number__range=wide, hukou__number__range=wide).exclude(
            Q(residence__number__range=inner) | Q(hukou__number__range=inner)
        )
    keys = sorted(set(found.order_by().values_list("pk", flat=True)[:400]))
    chance.shuffle(keys)
    return Child.objects.get(pk=max(keys, key=_has(keys))) if keys else None


def _has(keys: list[UUID]) -> Callable[[UUID], int]:
    """How much there is about each of these children to be shown or hidden."""
    found = Counter(Case.objects.filter(child__in=keys).values_list("child", flat=True).distinct())
    found.update(Paper.objects.filter(file__in=keys).values_list("file", flat=True).distinct())
    for rows in (Entitlement, Line, PayeeAccount):
        found.update(rows.objects.filter(child__in=keys).values_list("child", flat=True).distinct())
    return found.__getitem__


def _innermost(place: Place) -> Relation:
    return {
        Level.COMMUNITY: Relation.OWN_COMMUNITY,
        Level.STREET: Relation.SAME_STREET,
    }.get(Level(place.level), Relation.SAME_DISTRICT)


def _around(number: int, level: Level) -> tuple[int, int]:
    """The numbers of whatever lies in the place of a level around a number."""
    low = number - number % SPAN[level]
    return low, low + SPAN[level] - 1


def _fill(child: Child, seer: Officer, ground: Ground) -> None:
    """A paper and what is held most closely, so that there is something to be kept back."""
    if not Paper.objects.filter(file=child.pk).exists():
        keep_paper(
            file=child.pk,
            kind=HOUSEHOLD_REGISTER,
            content=PICTURE,
            file_name="户口簿.png",
            by=seer,
            on=ground.on,
        )
    if not FactRecord.objects.standing().filter(child=child, name=STRICTEST).exists():
        people.record_fact(
            subject=child, name=STRICTEST, value=True, since=ground.on, by=seer, on=ground.on
        )
    _order(child, seer, ground)


def _set_up(standing: Standing, child: Child, seer: Officer, ground: Ground) -> None:
    """What makes the relation what it is."""
    account = standing.account
    match standing.relation:
        case Relation.OWN_CASE:
            give_files(files=[child.pk], to=account, ground="team", since=ground.on, by=seer)
        case Relation.INSTITUTION:
            unit = Unit.objects.get(postings=standing.officer.posting_id)
            give_files(files=[child.pk], to=unit, ground="stay", since=ground.on, by=seer)
        case Relation.NO_CONTACT:
            _bar(standing, child, seer, ground)
        case Relation.DECOY:
            _plant(child, ground)
        case Relation.OTHER if may(standing.officer.role, Kind.GLASS, Act.APPROVE):
            _break_glass(standing, ground)
        case Relation.OTHER if standing.officer.role is Role.SECURITY_ADMINISTRATOR:
            _plant(child, ground)  # and somebody opens it, so that there is an alert to look at
            record_reading(file=child.pk, what="file", by=seer, on=ground.on)


def _break_glass(standing: Standing, ground: Ground) -> None:
    """Somebody looks into a file that the officer answers for, who is to look at them."""
    with acting(standing.officer):
        near = Child.objects.order_by("pk")[0].child_no
    somebody = officer_named(username=SOMEBODY, on=ground.on)
    with acting(somebody):
        people.break_glass(number=near, ground="found", reason=WHY, by=somebody, on=ground.on)


def _plant(child: Child, ground: Ground) -> None:
    keeper = officer_named(username=KEEPER, on=ground.on)
    with acting(keeper):
        plant_decoy(file=child.pk, by=keeper, on=ground.on)


def _order(child: Child, seer: Officer, ground: Ground) -> None:
    """An order that keeps one of the child's kin away, with a number to know them by."""
    known = [one.adult for one in adults_around(child) if one.adult.id_number]
    if known:
        barred = known[0]
    else:
        inventor = Inventor(child.pk.int % 1_000_003)
        born = inventor.day(ground.on.replace(year=1980), ground.on.replace(year=1985))
        barred = people.record_adult(
            child=child,
            name=inventor.elder_name("1"),
            id_number=inventor.id_number(born, "1"),
            by=seer,
            on=ground.on,
        )
    people.record_order(
        child=child,
        against=barred,
        court="朝阳区人民法院",
        number="（2026）京0105民保令1号",
        since=ground.on,
        by=seer,
        on=ground.on,
    )


def _bar(standing: Standing, child: Child, seer: Officer, ground: Ground) -> None:
    """The officer belongs to whoever the order keeps away; and would else see the child."""
    officer, account = standing.officer, standing.account
    if not officer.has_an_area:
        give_files(files=[child.pk], to=account, ground="team", since=ground.on, by=seer)
    barred = NoContactOrder.objects.get(child=child).adult
    people.declare_tie(
        account=account,
        name=barred.name,
        id_number=barred.id_number or "",
        relation="亲属",
        by=officer,
        on=ground.on,
    )
