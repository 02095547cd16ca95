"""The lines of a round run together, where months follow each other for one reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._knowledge import news_sql
from hutong.programmes.benefits._reasons import Reasons, Step, Told, rests_on_figures, step_of
from hutong.programmes.benefits.models import Kind, Line, Round
from hutong.registry.people.models import Child

KEPT = ("ground", "on", "known", "known_before", "benefit_before")
# Months that follow each other and were told alike: `on` only where it is not the day before.
SPANS = """
    select child_id, account, kind, min(place_id), (array_agg(benefit order by month))[count(*)],
           min(month), max(month), sum(amount), array_agg(amount order by month), told
      from (select *, extract(year from month) * 12 + extract(month from month)
                   - row_number() over (partition by child_id, account, kind, told order by month)
                   as island
              from (select child_id, account, kind, place_id, benefit, month, amount,
                           case when kind <> 'normal' then concat(
                               benefit, '|', sequence, '|', reason ->> 'ground',
                               '|', nullif((reason ->> 'on')::date, month - 1),
                               '|', reason ->> 'known', '|', reason ->> 'known_before',
                               '|', reason ->> 'benefit_before') else '' end as told
                      from benefits_line where round_id = %(round)s) line) line
     group by child_id, account, kind, told, island
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Months of one child, account and kind that follow each other for one reason."""

    child: UUID
    account: str
    kind: Kind
    place: int
    benefit: str
    first: Month
    last: Month
    amount: Decimal
    clauses: tuple[Text, ...]


class _Span(NamedTuple):
    """A row of the query above."""

    child: UUID
    account: str
    kind: str
    place: int
    benefit: str
    first: date
    last: date
    amount: Decimal
    amounts: Sequence[Decimal]
    told: str  # empty for the month's own payment, which needs no reason


# Where a reason is the same within a span: its first and last month, and the clauses.
Part = tuple[Month, Month, tuple[Text, ...]]


def runs_of(made: Round, order: Mapping[UUID, str]) -> Iterator[Run]:
    """The runs of a round by place, then by child as these are ordered, then by month.

    Children that are not in the order are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(SPANS, {"round": made.pk})
        spans = [span for row in cursor.fetchall() if (span := _Span(*row)).child in order]
    spans.sort(
        key=lambda span: (
            span.place,
            order[span.child],
            span.child,
            span.account,
            span.kind,
            span.first,
        )
    )
    wording = _Wording(made, [span for span in spans if span.told])
    for _, alike in groupby(spans, lambda span: (span.child, span.account, span.kind)):
        yield from _joined(run for span in alike for run in _runs(span, wording.parts(span)))


def _runs(span: _Span, parts: Sequence[Part]) -> Iterator[Run]:
    begun = Month.of(span.first)
    for first, last, clauses in parts:
        amount = span.amount
        if len(parts) > 1:
            amount = sum(span.amounts[first - begun : last - begun + 1], Decimal(0))
        yield Run(
            span.child,
            span.account,
            Kind(span.kind),
            span.place,
            span.benefit,
            first,
            last,
            amount,
            clauses,
        )


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """One run of two that follow each other for one reason, though they were told differently."""
    before: Run | None = None
    for run in runs:
        if before is None:
            before = run
        elif run.first - before.last == 1 and run.clauses == before.clauses:
            before = replace(run, first=before.first, amount=before.amount + run.amount)
        else:
            yield before
            before = run
    if before is not None:
        yield before


class _Wording:
    """The reasons of many spans: one that rests on the law's figures alone is worded once."""

    def __init__(self, made: Round, spans: Sequence[_Span]) -> None:
        children = Line.objects.filter(round=made).values("child")
        visible = Child.objects.filter(pk__in=children).values_list("pk", flat=True)
        self._visible = set(visible) if spans else set()
        self._news = _news(made, {_knowledge(span.told) for span in spans})
        self._steps: dict[tuple[object, ...], Step] = {}
        self._seen: set[tuple[object, ...]] = set()
        for span in spans:
            self._keep_steps(span)
        self._reasons = Reasons(list(self._steps.values()))
        self._worded: dict[tuple[object, ...], list[Part]] = {}

    def parts(self, span: _Span) -> Sequence[Part]:
        """The parts of a span within which the reason is the same."""
        if not span.told:
            return [(Month.of(span.first), Month.of(span.last), ())]
        key = (*self._whose(span), span.first, span.last)
        if key not in self._worded:
            self._worded[key] = list(self._parts(span))
        return self._worded[key]

    def _parts(self, span: _Span) -> Iterator[Part]:
        whose = self._whose(span)
        worded = [
            (month, tuple(self._reasons.of(self._steps[*whose, month]))) for month in _months(span)
        ]
        for clauses, alike in groupby(worded, lambda one: one[1]):
            months = [month for month, _ in alike]
            yield months[0], months[-1], clauses

    def _keep_steps(self, span: _Span) -> None:
        whose = self._whose(span)
        if (*whose, span.first, span.last) in self._seen:
            return
        self._seen.add((*whose, span.first, span.last))
        for month in _months(span):
            if (*whose, month) not in self._steps:
                self._steps[*whose, month] = _step(span, month)

    def _whose(self, span: _Span) -> tuple[object, ...]:
        """What the reason depends on beside the month: what was told, and perhaps the child."""
        _, sequence, reason = _read(span.told)
        if (
            span.child in self._visible
            and rests_on_figures(sequence, reason)
            and (span.child, *_knowledge(span.told)) not in self._news
        ):
            return (span.told,)
        return span.told, span.child, span.account


@lru_cache(maxsize=1_000)
def _read(told: str) -> tuple[str, int, Mapping[str, str]]:
    """The benefit, the number of the step, and of the reason what a line keeps."""
    benefit, sequence, *kept = told.split("|")
    return (
        benefit,
        int(sequence),
        {key: value for key, value in zip(KEPT, kept, strict=True) if value},
    )


def _knowledge(told: str) -> tuple[str, str]:
    """The days between which something came to be known; the first is empty if there was none."""
    _, _, reason = _read(told)
    return reason.get("known_before", ""), reason["known"]


def _step(span: _Span, month: Month) -> Step:
    benefit, sequence, reason = _read(span.told)
    told = Told(span.child, span.account, benefit, month, Kind(span.kind), sequence, reason)
    return step_of(told, None)


def _months(span: _Span) -> Iterator[Month]:
    return iter(Month.span(Month.of(span.first), Month.of(span.last)))


def _news(made: Round, spans: Iterable[tuple[str, str]]) -> set[tuple[UUID, str, str]]:
    """Of whom something was recorded or taken back between two days."""
    found: set[tuple[UUID, str, str]] = set()
    children = "select distinct child_id as child from benefits_line where round_id = %s"
    with connection.cursor() as cursor:
        for after, until in spans:
            if after and after < until:
                days = date.fromisoformat(after), date.fromisoformat(until)
                cursor.execute(news_sql(children, *days), [made.pk])
                found |= {(row[0], after, until) for row in cursor.fetchall()}
    return found
