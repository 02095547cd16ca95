"""A month's round: what is due, what was paid last month, and what has changed in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Q

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.policy import Dated
from hutong.foundation.policy.plans import Plan
from hutong.programmes.benefits._explaining import joined
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits._reasons import STOPS, Reasons, Step, day_of, step_of
from hutong.programmes.benefits._verdicts import Case
from hutong.programmes.benefits.models import Cause, Entitlement, Held, Kind, Line, Round
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hutong.foundation.policy import Pack

PAGE = 50


class Change(StrEnum):
    """How a child's money differs from last month's."""

    ENTERED = "entered"
    LEFT = "left"
    ALTERED = "altered"
    HELD = "held"
    BACK_PAY = "back_pay"
    RECOVERY = "recovery"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Change.ENTERED: Text("增员", "new"),
    Change.LEFT: Text("减员", "no longer paid"),
    Change.ALTERED: Text("金额变", "another amount"),
    Change.HELD: Text("暂缓", "held"),
    Change.BACK_PAY: Text("补发", "back-pay"),
    Change.RECOVERY: Text("追回", "recovery"),
}


@dataclass(frozen=True, slots=True)
class Sums:
    """How many children, and how much money."""

    children: int = 0
    amount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Summary:
    """A round as a funnel: due, paid last month, what changed, what goes to the bank."""

    round: Round
    due: Sums
    paid_last_month: Sums
    changes: dict[Change, Sums]
    unchanged: Sums
    to_pay: Sums
    held: int
    lines: int

    @property
    def difference(self) -> Decimal:
        """What this month's regular money is more than last month's."""
        return self.due.amount - self.paid_last_month.amount


class Position(NamedTuple):
    """Where a list went on from."""

    reading: str
    child: UUID
    account: str


@dataclass(frozen=True)
class ChangedLine:
    """One child on one account: last month, this month, and why they differ."""

    child: Child
    account: str
    benefit: str
    name: Text
    changes: tuple[Change, ...]
    last_month: Decimal
    this_month: Decimal
    back_pay: Decimal
    recovery: Decimal
    why: Text
    position: Position

    @property
    def difference(self) -> Decimal:
        """What is paid now beyond what was paid last month."""
        return self.this_month + self.back_pay + self.recovery - self.last_month


@dataclass(frozen=True)
class HeldChild:
    """A child of whom the round could not say what is due, and what would settle it."""

    child: Child
    account: str
    benefit: str
    name: Text
    first_month: Month
    last_month: Month
    cause: Cause
    missing: tuple[str, ...]
    why: Text
    position: Position


@dataclass(frozen=True, slots=True)
class HeldGround:
    """One ground on which children are held: the benefit, what is missing, and for how many."""

    key: int  # of the first row it holds
    name: Text
    missing: tuple[str, ...]
    why: Text
    children: int


# One row for each child and account: what was paid for last month before this round, what is due
# for its own month with it, and what it moves for earlier months.
COMPARED = """
    with bound as (
        -- Behind OFFSET 0, lest all lines ever paid are walked through for the first of this round.
        select min(id) as low
          from (select id from benefits_line where round_id = %(round)s offset 0) own
    ),
    last as (
        select distinct on (child_id, account) child_id, account, benefit, due
          from benefits_line, bound
         where month = %(last_month)s and place_id between %(place)s and %(place_last)s
           and live and round_id <> %(round)s and paid_in <= %(month)s
           and (bound.low is null or id < bound.low)
         order by child_id, account, sequence desc
    ),
    own as (
        select child_id, account, max(benefit) filter (where month = %(month)s) as benefit,
               max(benefit) as any_benefit, count(*) as lines, sum(amount) as amount,
               sum(amount) filter (where kind = 'back_pay') as back_pay,
               sum(amount) filter (where kind = 'recovery') as recovery
          from benefits_line where round_id = %(round)s
         group by child_id, account
    ),
    now as (
        select distinct on (child_id, account) child_id, account, benefit, due
          from benefits_line, bound
         where month = %(month)s and place_id between %(place)s and %(place_last)s
           and (round_id = %(round)s or live and (bound.low is null or id < bound.low))
         order by child_id, account, sequence desc
    ),
    waiting as (
        select distinct child_id, account from benefits_held
         where round_id = %(round)s and (cause = 'other_round' or last_month = %(month)s)
    ),
    compared as (
        select child_id, account,
               coalesce(now.benefit, own.benefit, last.benefit, own.any_benefit) as benefit,
               coalesce(last.due, 0) as last, coalesce(now.due, 0) as now,
               coalesce(own.back_pay, 0) as back_pay, coalesce(own.recovery, 0) as recovery,
               coalesce(own.amount, 0) as amount, coalesce(own.lines, 0) as lines,
               case when coalesce(last.due, 0) = coalesce(now.due, 0) then null
                    when coalesce(last.due, 0) = 0 then 'entered'
                    when coalesce(now.due, 0) > 0 then 'altered'
                    when waiting.child_id is not null then 'held'
                    else 'left' end as change
          from last
          full join now using (child_id, account)
          full join own using (child_id, account)
          left join waiting using (child_id, account)
    )
"""

SUMMED = """
    select coalesce(change, 'same'), count(distinct child_id), sum(now - last),
           count(distinct child_id) filter (where now > 0), sum(now)
      from compared group by change
    union all
    select 'due', count(distinct child_id) filter (where now > 0), sum(now),
           count(distinct child_id) filter (where last > 0), sum(last) from compared
    union all
    select 'back_pay', count(distinct child_id) filter (where back_pay <> 0), sum(back_pay),
           count(distinct child_id) filter (where recovery <> 0), sum(recovery) from compared
    union all
    select 'to_pay', count(distinct child_id) filter (where amount > 0), sum(amount),
           0, sum(lines) from compared
"""

PAGED = """
    select child.id, child.reading, compared.account, compared.benefit, compared.last,
           compared.now, compared.back_pay, compared.recovery, compared.change
      from compared join people_child child on child.id = compared.child_id
     where {wanted} and (%(reading)s::text is null
           or (child.reading, child.id, compared.account)
              > (%(reading)s, %(child)s::uuid, %(account)s))
     order by child.reading, child.id, compared.account
     limit %(limit)s
"""

WANTED = {
    None: "(change is not null or back_pay <> 0 or recovery <> 0)",
    Change.ENTERED: "change = 'entered'",
    Change.LEFT: "change = 'left'",
    Change.ALTERED: "change = 'altered'",
    Change.HELD: "change = 'held'",
    Change.BACK_PAY: "back_pay <> 0",
    Change.RECOVERY: "recovery <> 0",
}


def rounds_of(place: Place) -> "QuerySet[Round]":
    """The rounds of a place, of what lies in it and of what it lies in, the newest first."""
    touching = Round.objects.filter(place_id__lte=place.last, place_last__gte=place.number)
    return touching.select_related("place").order_by("-month", "-made_at")


def round_summary(round: Round) -> Summary:  # noqa: A002 - it is the word
    """The round as a funnel."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARED + SUMMED, _asked(round))
        rows: dict[str, tuple[Any, ...]] = {row[0]: row[1:] for row in cursor.fetchall()}
    due, back_pay, to_pay = (_row(rows, name) for name in ("due", "back_pay", "to_pay"))
    changes = {
        change: _sums(*_row(rows, change.value)[:2])
        for change in (Change.ENTERED, Change.LEFT, Change.ALTERED, Change.HELD)
    }
    changes |= {Change.BACK_PAY: _sums(*back_pay[:2]), Change.RECOVERY: _sums(*back_pay[2:])}
    same = _row(rows, "same")
    return Summary(
        round=round,
        due=_sums(*due[:2]),
        paid_last_month=_sums(*due[2:]),
        changes=changes,
        unchanged=_sums(*same[2:]),
        to_pay=_sums(*to_pay[:2]),
        held=Held.objects.filter(round=round).values("child").distinct().count(),
        lines=int(to_pay[3] or 0),
    )


def changed_lines(
    round: Round,  # noqa: A002 - it is the word
    kind: Change | None = None,
    after: Position | None = None,
    limit: int = PAGE,
) -> list[ChangedLine]:
    """A page of the children whose money differs from last month's, each with the reason."""
    page = _asked(round) | {
        "reading": after.reading if after else None,
        "child": after.child if after else None,
        "account": after.account if after else None,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(COMPARED + PAGED.format(wanted=WANTED[kind]), page)
        rows = [Row(*row) for row in cursor.fetchall()]
    return _explained(round, rows)


def changes_since_last_month(round: Round) -> Iterator[ChangedLine]:  # noqa: A002 - it is the word
    """Every child whose money differs from last month's, page after page."""
    after = None
    while page := changed_lines(round, after=after, limit=10 * PAGE):
        yield from page
        after = page[-1].position


def held(round: Round) -> list[HeldChild]:  # noqa: A002 - it is the word
    """The children of whom the round could not say what is due, and what is missing."""
    rows = Held.objects.filter(round=round).select_related("child")
    return [
        _held_child(row)
        for row in rows.order_by("child__reading", "child_id", "account", "benefit")
    ]


def held_page(
    round: Round,  # noqa: A002 - it is the word
    key: int | None = None,
    after: Position | None = None,
    limit: int = PAGE,
) -> list[HeldChild]:
    """A page of the held children, of one ground or of all, in the order of their pinyin.

    The account of a position is here the number of the row, which no other row of a child shares.
    """
    rows = Held.objects.filter(round=round).select_related("child")
    if key is not None:
        one = rows.filter(pk=key).values("benefit", "cause", "missing").first()
        rows = rows.filter(**one) if one else rows.none()
    if after is not None:
        rows = rows.filter(
            Q(child__reading__gt=after.reading)
            | Q(child__reading=after.reading, child_id__gt=after.child)
            | Q(child__reading=after.reading, child_id=after.child, pk__gt=int(after.account))
        )
    return [_held_child(row) for row in rows.order_by("child__reading", "child_id", "pk")[:limit]]


def held_grounds(round: Round) -> list[HeldGround]:  # noqa: A002 - it is the word
    """Why children are held, the commonest ground first, each with how many it holds."""
    groups = (
        Held.objects.filter(round=round)
        .values("benefit", "cause", "missing")
        .annotate(children=Count("child", distinct=True), key=Min("pk"))
        .order_by("-children", "key")
    )
    return [
        HeldGround(
            key=group["key"],
            name=law().benefit(group["benefit"]).name,
            missing=tuple(group["missing"]),
            why=_why_held(group["cause"], group["missing"]),
            children=group["children"],
        )
        for group in groups
    ]


def _held_child(row: Held) -> HeldChild:
    return HeldChild(
        child=row.child,
        account=row.account,
        benefit=row.benefit,
        name=law().benefit(row.benefit).name,
        first_month=row.first_month,
        last_month=row.last_month,
        cause=Cause(row.cause),
        missing=tuple(row.missing),
        why=why_held(row),
        position=Position(row.child.reading, row.child_id, str(row.pk)),
    )


def why_held(row: Held) -> Text:
    """What keeps a round from saying what is due, and who can supply it."""
    return _why_held(row.cause, row.missing)


def _why_held(cause: str, missing: Sequence[str]) -> Text:
    if cause == Cause.OTHER_ROUND:
        return Text(
            "列在另一地区尚未审批的发放中。",
            "On the round of another place that has not been approved.",
        )
    facts = law().vocabulary
    clauses = []
    for name in missing:
        if name in facts:
            fact = facts[name]
            clauses.append(
                Text(
                    f"缺{fact.label.zh}（{fact.paper.zh}，{fact.supplier.zh}可以提供）",
                    f"missing: {fact.label.en} ({fact.paper.en}; {fact.supplier.en} can supply it)",
                )
            )
        else:
            label = _figure_called(name)
            clauses.append(
                Text(f"“{label.zh}”尚未配置数值", f"no figure is configured for “{label.en}”")
            )
    return joined(clauses)


def _figure_called(code: str) -> Text:
    """What a figure of the law is called; its code where the law no longer knows it."""
    return _figures(law()).get(code, Text(code, code))


@cache
def _figures(pack: "Pack") -> dict[str, Text]:
    rules = [rule for benefit in pack.benefits for rule in benefit.rules]
    return {one.code: one.label for one in Plan(rules).sources if isinstance(one, Dated)}


class Row(NamedTuple):
    """What the comparison says of one child on one account."""

    child: UUID
    reading: str
    account: str
    benefit: str
    last: Decimal
    now: Decimal
    back_pay: Decimal
    recovery: Decimal
    change: str | None

    @property
    def changes(self) -> tuple[Change, ...]:
        found = [Change(self.change)] if self.change else []
        found += [Change.BACK_PAY] if self.back_pay else []
        found += [Change.RECOVERY] if self.recovery else []
        return tuple(found)


@dataclass
class _Page:
    """The lines behind one page of rows."""

    round: Round
    rows: Sequence[Row]
    own: dict[tuple[UUID, str], list[Line]] = field(init=False)
    last: dict[tuple[UUID, str], Line] = field(init=False)
    held: dict[tuple[UUID, str], Held] = field(init=False)
    granted: dict[tuple[UUID, str], list[Entitlement]] = field(init=False)
    children: dict[UUID, Child] = field(init=False)
    elsewhere: set[UUID] = field(init=False)

    def __post_init__(self) -> None:
        children = {row.child for row in self.rows}
        self.children = Child.objects.in_bulk(children)
        self.elsewhere = {
            key
            for key, child in self.children.items()
            if not self.round.place_id
            <= (child.hukou_id or child.residence_id or 0)
            <= self.round.place_last
        }
        self.granted = {}
        for entitlement in Entitlement.objects.filter(child__in=children):
            self.granted.setdefault((entitlement.child_id, entitlement.benefit), []).append(
                entitlement
            )
        self.own = {}
        for line in Line.objects.filter(round=self.round, child__in=children).order_by("month"):
            self.own.setdefault((line.child_id, line.account), []).append(line)
        before = Line.objects.filter(
            child__in=children, month=self.round.month - 1, live=True
        ).exclude(round=self.round)
        earliest = min((line.pk for lines in self.own.values() for line in lines), default=None)
        if earliest is not None:
            before = before.filter(pk__lt=earliest)
        self.last = {
            (line.child_id, line.account): line
            for line in before.filter(paid_in__lte=self.round.month).order_by("sequence")
        }
        waiting = Held.objects.filter(round=self.round, child__in=children)
        self.held = {(item.child_id, item.account): item for item in waiting}

    def step(self, row: Row) -> tuple[Step, Line | None] | None:
        """What has to be explained of a row: its own month if that changed, else what moved."""
        key = row.child, row.account
        own, last = self.own.get(key, []), self.last.get(key)
        if row.change == Change.HELD:
            return None
        this_month = [line for line in own if line.month == self.round.month]
        if row.change is not None and this_month:
            return step_of(this_month[-1], last), this_month[-1]
        if row.change is not None and last is not None:
            return self._stopped(last), None
        return (step_of(own[-1], last), own[-1]) if own else None

    def _stopped(self, last: Line) -> Step:
        month = self.round.month
        before = Case(
            last.child_id,
            last.benefit,
            day_of(last.month),
            last.month.first_day,
            date.fromisoformat(last.reason["known"]),
        )
        after = Case(
            last.child_id, last.benefit, day_of(month), month.first_day, self.round.made_on
        )
        return Step(
            last.child_id,
            last.account,
            month,
            last.benefit,
            before,
            after,
            self._ground(last),
            first=False,
        )

    def _ground(self, last: Line) -> str:
        if last.child_id in self.elsewhere:
            return "moved"
        standing = self.granted.get((last.child_id, last.benefit), [])
        covered = any(entitlement.covers(self.round.month) for entitlement in standing)
        return "not_due" if covered else "not_entitled"


def _explained(made: Round, rows: Sequence[Row]) -> list[ChangedLine]:
    page = _Page(made, rows)
    steps = [page.step(row) for row in rows]
    reasons = Reasons([step for step, _ in filter(None, steps)])
    return [
        ChangedLine(
            child=page.children[row.child],
            account=row.account,
            benefit=row.benefit,
            name=law().benefit(row.benefit).name,
            changes=row.changes,
            last_month=row.last,
            this_month=row.now,
            back_pay=row.back_pay,
            recovery=row.recovery,
            why=_why(page, row, step, reasons),
            position=Position(row.reading, row.child, row.account),
        )
        for row, step in zip(rows, steps, strict=True)
    ]


def _why(page: _Page, row: Row, step: tuple[Step, Line | None] | None, reasons: Reasons) -> Text:
    waiting = page.held.get((row.child, row.account))
    if step is None:
        return joined([]) if waiting is None else why_held(waiting)
    what, line = step
    clauses = reasons.of(what)
    own = page.own.get((row.child, row.account), [])
    stops = [STOPS] if line is None else []
    return joined([*clauses, *stops, *_moved_for_earlier_months(own)])


def _moved_for_earlier_months(lines: "Sequence[Line]") -> Iterator[Text]:
    """What is paid or recovered for earlier months: which ones, and how many."""
    for kind, zh, en in (
        (Kind.BACK_PAY, "补发", "back-pay for"),
        (Kind.RECOVERY, "追回", "to be recovered for"),
    ):
        months = [line.month for line in lines if line.kind == kind]
        if len(months) == 1:
            yield Text(f"{zh}{months[0]}", f"{en} {months[0]}")
        elif months:
            yield Text(
                f"{zh}{months[0]}至{months[-1]}共{len(months)}个月",
                f"{en} {months[0]} to {months[-1]}, {len(months)} months",
            )


def _asked(made: Round) -> dict[str, Any]:
    return {
        "round": made.pk,
        "month": made.month.first_day,
        "last_month": (made.month - 1).first_day,
        "place": made.place_id,
        "place_last": made.place_last,
    }


def _row(rows: dict[str, tuple[Any, ...]], name: str) -> tuple[Any, ...]:
    return rows.get(name, (0, 0, 0, 0))


def _sums(children: int | None, amount: Decimal | None) -> Sums:
    return Sums(int(children or 0), Decimal(amount or 0))
