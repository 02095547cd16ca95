"""From sheets to proposals: every row or form of a register, cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hutong.foundation.exchange.cells import Sheet, Workbook
from hutong.foundation.exchange.forms import Form
from hutong.foundation.exchange.tables import PassedOver, Table
from hutong.foundation.exchange.values import Unreadable, is_blank
from hutong.foundation.kernel.text import Text
from hutong.registry.people.registers.catalogue import layout_of
from hutong.registry.people.registers.columns import Column, Register
from hutong.registry.people.registers.proposal import Proposal

# Columns without which nobody knows which child is meant: what cannot be read there stops the row.
IDENTITY = frozenset({"name", "sex", "id_number", "birth_date"})
LONGEST = 300  # characters a cell of a register can mean

_PASSED_OVER = {
    PassedOver.NUMBERING: Text("栏次行", "column numbers"),
    PassedOver.HEADER_AGAIN: Text("重复的表头", "the header again"),
    PassedOver.TOTAL: Text("合计行", "a total"),
    PassedOver.BELOW: Text("表下的说明或签字", "a note or signature below the table"),
}


@dataclass(slots=True)
class Read:
    """Everything a file proposes, and what was noticed about the file itself."""

    proposals: list[Proposal] = field(default_factory=list)
    understood: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)


def read_register(workbook: Workbook, register: Register) -> Read:
    """All rows and forms of the register on all visible sheets."""
    read = Read()
    for sheet in workbook.sheets:
        layout = layout_of(sheet, register)
        if layout is None:
            if sheet.rows:
                read.remarks.append(
                    Text(
                        "工作表“{name}”上没有找到名册，没有读取。",
                        "No register was found on sheet “{name}”; it was not read.",
                    ).filled(name=sheet.name or "—")
                )
        elif isinstance(layout, Table):
            _notice_table(layout, sheet, register, read)
            read.proposals.extend(_rows(layout, sheet, register))
        else:
            _notice_forms(layout, register, read)
            read.proposals.extend(_form(form, sheet, register) for form in layout)
    read.remarks.extend(
        Text(
            "工作表“{name}”是隐藏的，没有读取。",
            "Sheet “{name}” is hidden; it was not read.",
        ).filled(name=name)
        for name in workbook.hidden
    )
    return read


def _notice_table(table: Table, sheet: Sheet, register: Register, read: Read) -> None:
    for name in table.columns:
        read.understood.setdefault(register.column(name).field, table.header_of(name))
    read.unknown.extend(
        header
        for header in (table.headers[column] for column in table.unknown)
        if header not in read.unknown and header.strip() not in {"序号", "序", "编号", "备注"}
    )
    for name, columns in table.doubled.items():
        read.remarks.append(
            Text(
                "工作表“{sheet}”有 {count} 栏都是“{header}”，只用了第一栏。",
                "Sheet “{sheet}” has {count} columns “{header}”; only the first was used.",
            ).filled(sheet=sheet.name or "—", count=len(columns), header=table.header_of(name))
        )
    read.remarks.extend(
        Text(
            "第 {row} 行没有当作儿童读取（{zh}）：{text}",
            "Row {row} was not read as a child ({en}): {text}",
        ).filled(
            row=passed.row,
            zh=_PASSED_OVER[passed.why].zh,
            en=_PASSED_OVER[passed.why].en,
            text=passed.text[:60],
        )
        for passed in table.passed
    )


def _notice_forms(forms: tuple[Form, ...], register: Register, read: Read) -> None:
    for form in forms:
        for name, label in form.labels.items():
            read.understood.setdefault(register.column(name).field, label)


def _rows(table: Table, sheet: Sheet, register: Register) -> Iterator[Proposal]:
    fields = list(table.columns.items())
    readings = {name: register.column(name) for name in table.columns}
    headers = {name: table.headers[column] for name, column in fields}
    for row in table.body:
        shown = {table.headers.get(cell.column) or cell.letter: cell.text for cell in row if cell}
        cells = {name: row.cell(column) for name, column in fields}
        yield _filled(Proposal(sheet.name, row.number, cells, headers, shown), readings)


def _form(form: Form, sheet: Sheet, register: Register) -> Proposal:
    readings = {name: register.column(name) for name in form.values}
    shown = {readings[name].label.zh: cell.text for name, cell in form.values.items()}
    proposal = Proposal(sheet.name, form.first_row, form.values, form.labels, shown)
    return _filled(proposal, readings)


def _filled(proposal: Proposal, columns: Mapping[str, Column]) -> Proposal:
    """The proposal with all that its cells say; what cannot be read is noted at its cell."""
    for name, column in columns.items():
        cell = proposal.cells[name]
        if column.read is None or is_blank(cell):
            continue
        if len(cell.text) > LONGEST:
            _say(
                proposal,
                name,
                Text(
                    "这一格有 {count} 个字，最多 {most} 个，没有读取。",
                    "This cell has {count} characters; the most is {most}, so it was not read.",
                ).filled(count=len(cell.text), most=LONGEST),
            )
            continue
        try:
            column.read(proposal, cell, proposal.headers[name])
        except Unreadable as refusal:
            for finding in refusal.findings:
                _say(proposal, name, finding.sentence)
    return proposal


def _say(proposal: Proposal, name: str, sentence: Text) -> None:
    (proposal.stop if name in IDENTITY else proposal.remark)(sentence, name)
