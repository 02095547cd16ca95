"""Children: lists, search, the file, and what is known."""

from datetime import date
from http import HTTPStatus
from typing import Literal
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.history.actions import record_reading, record_search
from hutong.foundation.kernel.identity import mask
from hutong.foundation.places.models import Place
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import PlaceNumber, Words
from hutong.registry.people import actions as people
from hutong.registry.people import queries
from hutong.registry.people.facts import VOCABULARY, Hukou
from hutong.registry.people.models import Child

router = Router(tags=["children"])
HukouClass = Literal["city", "institution_collective", "elsewhere", "none"]


class ChildOut(Schema):
    """A child on a list; the number is masked, and no place told of one that an order shelters."""

    id: UUID
    child_no: str
    name: str
    sex: str = Field(description="GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated")
    birth_date: date | None
    birth_precision: str
    id_number: str
    residence: int | None
    hukou: int | None
    registered_on: date

    @staticmethod
    def of(child: Child) -> "ChildOut":
        """What a list shows of a child."""
        return ChildOut(
            id=child.pk,
            child_no=child.child_no,
            name=child.name,
            sex=child.sex,
            birth_date=child.birth_date,
            birth_precision=child.birth_precision,
            id_number=mask(child.id_number) if child.id_number else "",
            residence=None if child.sheltered else child.residence_id,
            hukou=None if child.sheltered else child.hukou_id,
            registered_on=child.registered_on,
        )


class ChildrenOut(Schema):
    """One page of children by pinyin; `next_id` asks for the page after it."""

    children: list[ChildOut]
    next_id: UUID | None = None


class Walk(Schema):
    """Which children, and from where on."""

    place: PlaceNumber | None = None
    after_id: UUID | None = None
    limit: int = Field(50, ge=1, le=200)


class SearchIn(Schema):
    """What is sought; it is a child's name, so it is sent and stands in no address."""

    text: Words = Field(min_length=1)


class ChildIn(Schema):
    """A child as it enters the register; no number, no hukou and no exact birthday are normal."""

    name: Words = Field(min_length=1)
    sex: str = Field("0", pattern="^[0129]$")
    birth_date: date | None = None
    birth_precision: str = Field("day", pattern="^(day|month|year|estimated|unknown)$")
    id_number: Words = ""
    residence: PlaceNumber | None = None
    residence_detail: Words = ""
    hukou: PlaceNumber | None = None
    hukou_detail: Words = ""
    registered_as: HukouClass | None = None
    registered_on: date | None = None
    paper: Words = ""
    source: Words = ""


class MoveIn(Schema):
    """Where a child lives or is registered from a day on; outside the city, the words alone."""

    kind: Literal["residence", "hukou"] = "residence"
    to: PlaceNumber | None = None
    detail: Words = ""
    since: date | None = None
    registered_as: HukouClass | None = None
    paper: Words = ""


class MoveOut(Schema):
    """What was recorded; `visible` says whether the file still shows to whoever recorded it."""

    kind: str
    to: int | None
    detail: str
    since: date | None
    visible: bool


class FactOut(Schema):
    """One fact as it is known: its value, its days and its paper."""

    name: str
    value: bool | int | str
    since: date | None
    until: date | None
    paper: str
    record: UUID | None


class FactIn(Schema):
    """A fact to record: `value` in the form `hutong facts` gives for it."""

    name: Words
    value: bool | int | Words
    since: date | None = None
    until: date | None = None
    paper: Words = ""
    paper_number: Words = ""
    source: Words = ""


class VocabularyOut(Schema):
    """One fact that a rule may know."""

    name: str
    kind: str
    zh: str
    en: str
    paper: str
    supplier: str
    codes: list[str]


@router.get(
    "/children",
    auth=for_post(Kind.CHILD, Act.VIEW),
    response=answers(ChildrenOut),
    summary="Children by pinyin",
)
def list_children(request: OfficerCall, walk: Query[Walk]) -> ChildrenOut:
    """A page of the children of a place, or of everything in your scope."""
    place = get_object_or_404(Place, number=walk.place) if walk.place else None
    after = queries.position_of(walk.after_id) if walk.after_id else None
    page = queries.list_children(place=place, after=after, limit=walk.limit)
    files = [child.pk for child in page.children]
    record_search(what="api list", files=files, by=request.officer, on=request.today)
    return ChildrenOut(
        children=[ChildOut.of(child) for child in page.children],
        next_id=page.next.child if page.next else None,
    )


@router.post(
    "/children/search",
    auth=for_post(Kind.CHILD, Act.VIEW),
    response=answers(list[ChildOut]),
    summary="Find children",
)
def search(request: OfficerCall, given: SearchIn) -> list[ChildOut]:
    """Children by characters, pinyin, initials, the tail of an ID number, or a child number."""
    found = queries.search(given.text).children
    record_search(
        what="api search",
        sought=given.text,
        files=[child.pk for child in found],
        by=request.officer,
        on=request.today,
    )
    return [ChildOut.of(child) for child in found]


@router.post(
    "/children",
    auth=for_post(Kind.CHILD, Act.CREATE),
    response=answers(ChildOut, HTTPStatus.CREATED),
    summary="Open a child's file",
)
def register(request: OfficerCall, given: ChildIn) -> Status[ChildOut]:
    """Open a file, or say everything that keeps it from being opened."""
    child = people.register_child(
        name=given.name,
        sex=given.sex,
        birth_date=given.birth_date,
        birth_precision=given.birth_precision,
        id_number=given.id_number or None,
        residence=_place(given.residence),
        residence_detail=given.residence_detail,
        hukou=_place(given.hukou),
        hukou_detail=given.hukou_detail,
        registered_as=Hukou(given.registered_as) if given.registered_as else None,
        registered_on=given.registered_on,
        paper=given.paper,
        source=given.source,
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, ChildOut.of(child))


@router.get(
    "/children/{child_id}",
    auth=for_post(Kind.CHILD, Act.VIEW),
    response=answers(ChildOut),
    summary="One child",
)
def read_child(request: OfficerCall, child_id: UUID) -> ChildOut:
    """A child's own row; the opening is recorded."""
    child = get_object_or_404(Child, pk=child_id)
    record_reading(file=child.pk, what="api child", by=request.officer, on=request.today)
    return ChildOut.of(child)


@router.post(
    "/children/{child_id}/moves",
    auth=for_post(Kind.CHILD, Act.CHANGE),
    response=answers(MoveOut, HTTPStatus.CREATED),
    summary="Record a move",
)
def record_move(request: OfficerCall, child_id: UUID, given: MoveIn) -> Status[MoveOut]:
    """Record where a child lives or is registered from a day on; the file goes with it."""
    child = get_object_or_404(Child, pk=child_id)
    domicile = people.record_move(
        child=child,
        to=_place(given.to),
        kind=given.kind,
        detail=given.detail,
        since=given.since,
        registered_as=Hukou(given.registered_as) if given.registered_as else None,
        paper=given.paper,
        by=request.officer,
        on=request.today,
    )
    return Status(
        HTTPStatus.CREATED,
        MoveOut(
            kind=domicile.kind,
            to=domicile.place_id,
            detail=domicile.detail,
            since=domicile.since,
            visible=Child.objects.filter(pk=child_id).exists(),
        ),
    )


@router.get(
    "/children/{child_id}/facts",
    auth=for_post(Kind.CIRCUMSTANCE, Act.VIEW),
    response=answers(list[FactOut]),
    summary="What is known",
)
def read_facts(
    request: OfficerCall, child_id: UUID, on: date | None = None, known_on: date | None = None
) -> list[FactOut]:
    """What is true of the child on a day, as far as was known on another."""
    child = get_object_or_404(Child, pk=child_id)
    record_reading(file=child.pk, what="api facts", by=request.officer, on=request.today)
    rows = queries.fact_rows(child, on or request.today, known_on or request.today)
    return [
        FactOut(
            name=row.fact.name,
            value=row.value if isinstance(row.value, bool | int) else str(row.value),
            since=row.since,
            until=row.until,
            paper=row.paper,
            record=row.record.pk if row.record else None,
        )
        for row in rows
    ]


@router.post(
    "/children/{child_id}/facts",
    auth=for_post(Kind.CIRCUMSTANCE, Act.CHANGE),
    response=answers(FactOut, HTTPStatus.CREATED),
    summary="Record a fact",
)
def record_fact(request: OfficerCall, child_id: UUID, given: FactIn) -> Status[FactOut]:
    """Record what is true of the child, a parent or the household, with its paper."""
    child = get_object_or_404(Child, pk=child_id)
    record = people.record_fact(
        subject=child,
        name=given.name,
        value=given.value,
        since=given.since,
        until=given.until,
        paper=given.paper,
        paper_number=given.paper_number,
        source=given.source,
        by=request.officer,
        on=request.today,
    )
    return Status(
        HTTPStatus.CREATED,
        FactOut(
            name=given.name,
            value=record.value,
            since=record.since,
            until=record.until,
            paper=record.paper,
            record=record.pk,
        ),
    )


@router.get(
    "/facts",
    auth=for_post(Kind.POLICY, Act.VIEW),
    response=answers(list[VocabularyOut]),
    summary="The vocabulary of facts",
)
def vocabulary(request: OfficerCall) -> list[VocabularyOut]:
    """Every fact a rule may know."""
    return [
        VocabularyOut(
            name=fact.name,
            kind=fact.kind.value,
            zh=fact.label.zh,
            en=fact.label.en,
            paper=fact.paper.zh,
            supplier=fact.supplier.zh,
            codes=[code.value for code in fact.codes] if fact.codes else [],
        )
        for fact in VOCABULARY
    ]


def _place(number: int | None) -> Place | None:
    return get_object_or_404(Place, number=number) if number else None
