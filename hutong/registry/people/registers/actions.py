"""What may be done with a register that somebody sent: look it over, take its rows, send back."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.exchange import actions as exchange
from hutong.foundation.exchange.reading import read_workbook
from hutong.foundation.exchange.writing import Column, Page, Shape, write_workbook_xlsx
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.registry.people import _bulk
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from hutong.registry.people.models.imports import ImportedFile, ImportedRow
from hutong.registry.people.registers._entries import Read, read_register
from hutong.registry.people.registers._judging import judge
from hutong.registry.people.registers._taking import (
    NotTakeable,
    chosen_rows,
    leave,
    mark_taken,
    reasons,
)
from hutong.registry.people.registers._telling import Source, new_child, told_by
from hutong.registry.people.registers.catalogue import NoSuchRegister, detect, register_named
from hutong.registry.people.registers.columns import Register
from hutong.registry.people.registers.proposal import TAKEABLE

__all__ = [
    "Acceptance",
    "NoSuchRegister",
    "NotTakeable",
    "accept_rows",
    "preview_register",
    "rejected_as_xlsx",
]


class Acceptance(NamedTuple):
    """What came of accepting: the children now on the register, and the rows left behind."""

    children: Sequence[Child]
    left: Sequence[ImportedRow]


@transaction.atomic
def preview_register(
    *,
    kind: str | None = None,
    file_name: str,
    content: bytes,
    as_of: date | None = None,
    by: Officer,
    on: date,
) -> ImportedFile:
    """Read a register and give every row its verdict; the file and the verdicts are kept.

    `kind` is R1, R6, R7 or R8; without it the file says which it is. `as_of` is the day the
    register speaks of, if that is not today. Nothing of it enters the register of children yet.
    """
    workbook = read_workbook(content, file_name)
    register = register_named(kind) if kind else detect(workbook)
    read = read_register(workbook, register)
    if not read.proposals:
        raise NoSuchRegister(
            Finding(
                Text(
                    "没有找到“{zh}”的任何一行：要有“姓名”一栏，下面有儿童。",
                    "No row of a “{en}” was found: a column 姓名 is needed, with children below.",
                ).filled(zh=register.name.zh, en=register.name.en),
                field="file",
            )
        )
    receipt = exchange.take_in(
        kind=register.code, file_name=file_name, content=content, by=by, on=on
    )
    imported = ImportedFile.objects.create(
        receipt=receipt,
        register=register.code,
        place_id=by.place_number,
        on=on,
        as_of=as_of or on,
        columns=_columns(register, read),
        remarks=[{"zh": remark.zh, "en": remark.en} for remark in read.remarks],
    )
    judge(read.proposals, register, _source(imported), by, on)
    _keep(imported, read)
    return imported


@transaction.atomic
def accept_rows(
    *,
    imported: ImportedFile,
    rows: Collection[UUID] | None = None,
    by: Officer,
    on: date,
) -> Acceptance:
    """Register the children of these rows, or of all that can be taken: all of them or none.

    Rows that were taken before stay as they are, so that asking again, after a power cut or a
    second click, adds nobody twice. A child that somebody registered meanwhile is left out and
    its row says so.
    """
    ImportedFile.objects.select_for_update(no_key=True).get(pk=imported.pk)
    chosen = chosen_rows(imported, rows)
    source = _source(imported)
    numbers = {row.proposal[kind] for row in chosen for kind in ("residence", "hukou")}
    places = Place.objects.in_bulk(numbers - {None})
    entries = [
        new_child(row.proposal, places, source, source.of(row.sheet, row.row)) for row in chosen
    ]
    left: list[ImportedRow] = []
    try:
        children = people.register_children(rows=entries, by=by, on=on) if entries else []
    except people.NotRegistrable:
        faults = people.examine(rows=entries, by=by, on=on)
        if not any(faults):
            raise
        left = [row for row, found in zip(chosen, faults, strict=True) if found]
        leave(left, [found for found in faults if found])
        pairs = [
            (row, entry)
            for row, entry, found in zip(chosen, entries, faults, strict=True)
            if not found
        ]
        chosen = [row for row, _ in pairs]
        entries = [entry for _, entry in pairs]
        children = people.register_children(rows=entries, by=by, on=on) if entries else []
    mark_taken(chosen, children, by, on)
    return Acceptance(children, left)


def rejected_as_xlsx(imported: ImportedFile) -> bytes:
    """The rows that were not and cannot be taken, as they came, with the reasons at the end."""
    rows = list(
        imported.rows.exclude(verdict__in=[verdict.value for verdict in TAKEABLE])
        .filter(taken_on__isnull=True)
        .order_by("position")
    )
    headers: dict[str, None] = {}
    for row in rows:
        headers.update(dict.fromkeys(row.cells))
    columns = [
        Column("工作表", 12),
        Column("行号", 6, Shape.NUMBER),
        *(Column(header, 16) for header in headers),
        Column("不能导入的原因", 60, Shape.LONG_TEXT),
    ]
    body = [
        [row.sheet, row.row, *(row.cells.get(header, "") for header in headers), reasons(row)]
        for row in rows
    ]
    title = f"退回的行：{imported.receipt.file_name}"
    return write_workbook_xlsx([Page("退回", title, columns, body)])


# --- preview --------------------------------------------------------------------------------------


def _columns(register: Register, read: Read) -> dict[str, object]:
    """Which headers were understood and taken, which are only kept, and which nobody knew."""
    found = [(register.column(name), header) for name, header in read.understood.items()]
    return {
        "taken": [{"header": h, "label": c.label} for c, h in found if c.read is not None],
        "kept": [{"header": h, "label": c.label} for c, h in found if c.read is None],
        "unknown": read.unknown,
    }


def _keep(imported: ImportedFile, read: Read) -> None:
    rows = (
        {
            "id": new_key(),
            "imported_id": imported.pk,
            "place_id": imported.place_id,
            "position": position,
            "sheet": proposal.sheet,
            "row": proposal.row,
            "name": proposal.name,
            "verdict": proposal.verdict.value,
            "cells": dict(proposal.shown),
            "proposal": told_by(proposal),
            "notes": [note.as_json() for note in proposal.notes],
        }
        for position, proposal in enumerate(read.proposals, start=1)
    )
    _bulk.insert(ImportedRow, rows)


def _source(imported: ImportedFile) -> Source:
    return Source(
        register_named(imported.register).name,
        imported.receipt.file_name,
        str(imported.receipt_id),
        imported.as_of,
    )
