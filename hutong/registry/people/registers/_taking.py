"""Rows on their way to the register: which are meant, what became of them, why some stay behind."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people._numbers import number_taken
from hutong.registry.people.models import Child
from hutong.registry.people.models.imports import ImportedFile, ImportedRow
from hutong.registry.people.registers.proposal import (
    TAKEABLE,
    VERDICTS,
    Note,
    Verdict,
    Weight,
)

_MOST_NAMED = 20  # rows in one refusal


class NotTakeable(Refused):
    """Some of the rows chosen cannot be taken; nothing was taken."""


def chosen_rows(imported: ImportedFile, rows: Collection[UUID] | None) -> list[ImportedRow]:
    """The rows to take now: those named, or all that can be; never one that was taken before."""
    takeable = [verdict.value for verdict in TAKEABLE]
    if rows is None:
        waiting = imported.rows.filter(verdict__in=takeable, taken_on__isnull=True)
        return list(waiting.order_by("position"))
    chosen = list(imported.rows.filter(pk__in=set(rows)).order_by("position"))
    wrong = [row for row in chosen if row.verdict not in takeable]
    if wrong:
        raise NotTakeable(*(_cannot_be_taken(row) for row in wrong[:_MOST_NAMED]))
    if len(chosen) != len(set(rows)):
        raise NotTakeable(
            Finding(
                Text(
                    "有些行不在这个文件里，什么都没有导入。",
                    "Some rows are not of this file; nothing was taken.",
                ),
                field="rows",
            )
        )
    return [row for row in chosen if row.taken_on is None]


def _cannot_be_taken(row: ImportedRow) -> Finding:
    verdict = VERDICTS[Verdict(row.verdict)]
    return Finding(
        Text(
            "{sheet}第 {row} 行（{name}）：{zh}。",
            "Row {row} of sheet “{sheet}” ({name}): {en}.",
        ).filled(sheet=row.sheet, row=row.row, name=row.name, zh=verdict.zh, en=verdict.en),
        field="rows",
    )


def leave(rows: Sequence[ImportedRow], faults: Sequence[Sequence[Finding]]) -> None:
    """Write on rows that can no longer be taken why that is so."""
    taken = number_taken()
    for row, found in zip(rows, faults, strict=True):
        row.verdict = (Verdict.KNOWN if taken in found else Verdict.REFUSED).value
        row.notes = [
            *row.notes,
            *(
                Note(fault.sentence, Weight.STOPS, fault.field, row.sheet, row.row, "").as_json()
                for fault in found
            ),
        ]
        row.save(update_fields=["verdict", "notes"])


def mark_taken(
    rows: Sequence[ImportedRow], children: Sequence[Child], by: Officer, on: date
) -> None:
    """Write on rows which child each became."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            update people_imported_row taken
               set child_id = became.child, taken_on = %s, taken_by_id = %s
              from unnest(%s::uuid[], %s::uuid[]) became (row, child)
             where taken.id = became.row
            """,
            [on, by.account_id, [row.pk for row in rows], [child.pk for child in children]],
        )


def reasons(row: ImportedRow) -> str:
    """Why a row was not taken, each reason with its cell."""
    stopping = [note for note in row.notes if note["weight"] == Weight.STOPS.value]
    return "\n".join(
        f"{note['column']}{note['row']}：{note['zh']}" if note["column"] else note["zh"]
        for note in stopping
    )
