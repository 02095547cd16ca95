"""What the rows of a roster say of people, each thing once and none against another."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact
from hutong.registry.people import _timeline
from hutong.registry.people._subjects import LIFELONG, read_value
from hutong.registry.people.entries import NewFact
from hutong.registry.people.models import FactRecord


class Holder(NamedTuple):
    """Whom a fact is kept with, in which column, and under which name."""

    column: str
    key: UUID
    name: str


class Contradiction(Refused):
    """The rows themselves do not agree."""

    def __init__(self, sentence: Text, at: str) -> None:
        super().__init__(Finding(sentence, field=at))


class Sayings:
    """Remembers what was said of whom, so that rows about one person are one statement."""

    def __init__(self, by: Officer, on: date, on_record: Collection[UUID]) -> None:
        self._on = on
        self._on_record = frozenset(on_record)
        self._today: dict[str, object] = {
            "recorded_on": on.isoformat(),
            "recorded_by_id": str(by.account_id),
            "reason": "",
        }
        self._spans: dict[tuple[date | None, date | None], DateRange] = {}
        self._said: dict[tuple[UUID, str], list[tuple[DateRange, str]]] = {}

    def known(self, since: date | None, until: date | None, paper: str) -> dict[str, object]:
        """The columns of a row that is known from today on."""
        days = self._span(since, until)
        return self._today | {"id": str(new_key()), "days": days, "paper": paper.strip()}

    def say(
        self, holder: Holder, fact: Fact, told: NewFact, source: str
    ) -> dict[str, object] | FactRecord | None:
        """The row of a fact; none if that was said already.

        Of whoever is on record it is a whole record, which finds its place among theirs.
        """
        _, text = read_value(fact, told.value)
        since, until = (None, None) if holder.name in LIFELONG else (told.since, told.until)
        if self._is_said(holder, fact, self._span(since, until), text):
            return None
        row = self.known(since, until, told.paper) | {
            holder.column: holder.key,
            "name": holder.name,
            "value": text,
            "paper_number": told.paper_number.strip(),
            "source": (told.source or source).strip(),
        }
        if holder.key in self._on_record:
            return FactRecord(**row | {"id": new_key(), "recorded_on": self._on})
        return row

    def _is_said(self, holder: Holder, fact: Fact, days: DateRange, text: str) -> bool:
        earlier = self._said.setdefault((holder.key, holder.name), [])
        for other, said in earlier:
            if not _apart(days, other):
                if said == text:
                    return True
                raise Contradiction(
                    Text(
                        f"“{fact.label.zh}”在同一时间有两种说法：{said}、{text}。",
                        f"“{fact.label.en}” is told in two ways of one time: {said}, {text}.",
                    ),
                    fact.name,
                )
        earlier.append((days, text))
        return False

    def _span(self, since: date | None, until: date | None) -> DateRange:
        days = self._spans.get((since, until))
        if days is None:
            days = self._spans[since, until] = _timeline.span(since, until, on=self._on)
        return days


def _apart(one: DateRange, other: DateRange) -> bool:
    """Whether two spans of days share none."""
    return _before(one, other) or _before(other, one)


def _before(one: DateRange, other: DateRange) -> bool:
    return one.upper is not None and other.lower is not None and one.upper <= other.lower
