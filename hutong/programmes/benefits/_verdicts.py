"""Verdicts on many children at once, each on its day and as things were known on some day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from hutong.foundation.policy.compile import Layout
from hutong.programmes.benefits._law import law
from hutong.registry.people.queries import facts_relation_sql

if TYPE_CHECKING:
    from hutong.foundation.policy import Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """One benefit of one child, judged on the facts of a day and the figures of another."""

    child: UUID
    benefit: str
    on: date
    values_on: date
    known_on: date


def verdicts_on(cases: Iterable[Case]) -> dict[Case, "Verdict"]:
    """The verdict of each case; one question to the register for each day of knowledge."""
    pack = law()
    by_knowledge: dict[date, set[Case]] = defaultdict(set)
    for case in cases:
        by_knowledge[case.known_on].add(case)
    found: dict[Case, Verdict] = {}
    for known_on, asked in by_knowledge.items():
        facts = _facts(asked, known_on)
        for case in asked:
            found[case] = pack.benefit(case.benefit).judge(
                facts[case.child, case.on],
                case.on,
                values_on=case.values_on,
                known_on=known_on,
            )
    return found


def _facts(cases: Iterable[Case], known_on: date) -> Mapping[tuple[UUID, date], dict[str, object]]:
    """What was known of each child on each of its days."""
    wanted = sorted({(str(case.child), case.on) for case in cases})
    benefits = [law().benefit(code) for code in {case.benefit for case in cases}]
    question = facts_relation_sql(
        "select subject, on_day, on_day as values_on"
        " from unnest(%s::uuid[], %s::date[]) as wanted(subject, on_day)",
        known_on=known_on,
        names=Layout(benefits).facts.names,
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [[child for child, _ in wanted], [day for _, day in wanted]])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        (row["subject"], row["on_day"]): {
            name: value
            for name, value in row.items()
            if value is not None and name not in {"subject", "on_day", "values_on"}
        }
        for row in rows
    }
