"""What one row of a register proposes to know of one child."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from hutong.foundation.exchange.cells import Cell
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.text import Text


class Verdict(StrEnum):
    """What can be done with a row."""

    TAKE = "take"
    REMARKS = "remarks"
    REFUSED = "refused"
    KNOWN = "known"
    DOUBLE = "double"


TAKEABLE = (Verdict.TAKE, Verdict.REMARKS)

VERDICTS = {
    Verdict.TAKE: Text("可以导入", "can be taken"),
    Verdict.REMARKS: Text("可以导入，有提示", "can be taken, with remarks"),
    Verdict.REFUSED: Text("不能导入", "cannot be taken"),
    Verdict.KNOWN: Text("已在册", "already on the register"),
    Verdict.DOUBLE: Text("本文件内重复", "double in this file"),
}


class Weight(StrEnum):
    """How much a note weighs: it stops the row, or the row is taken all the same."""

    STOPS = "stops"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about one cell, with the place where a person finds it."""

    sentence: Text
    weight: Weight
    field: str
    sheet: str
    row: int
    column: str

    def as_json(self) -> dict[str, Any]:
        return {
            "zh": self.sentence.zh,
            "en": self.sentence.en,
            "weight": self.weight.value,
            "field": self.field,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
        }


@dataclass(slots=True)
class Person:
    """A grown-up the row names."""

    name: str = ""
    label: str = ""
    id_number: str = ""
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    detail: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.name or self.facts)


@dataclass(slots=True)
class Proposal:
    """One child as a register has it; whatever the register does not say stays unknown."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]
    headers: Mapping[str, str]
    shown: Mapping[str, str]
    name: str = ""
    sex: str = ""
    birth_date: date | None = None
    birth_precision: Precision = Precision.UNKNOWN
    id_number: str = ""
    born: date | None = None  # the birth date, by the number where there is one
    ethnic_group: str = ""
    phone: str = ""
    residence_text: str = ""
    residence: int | None = None
    hukou_text: str = ""
    hukou: int | None = None
    unit_text: str = ""
    registered_on: date | None = None
    facts: dict[str, object] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    verdict: Verdict = Verdict.TAKE

    def person(self, part: str) -> Person:
        """The father, mother, guardian or carer of the row."""
        return self.people.setdefault(part, Person())

    def note(self, sentence: Text, weight: Weight, column: str) -> None:
        """Say something about one of the row's columns."""
        cell = self.cells.get(column)
        row, letter = (cell.row, cell.letter) if cell is not None else (self.row, "")
        self.notes.append(Note(sentence, weight, column, self.sheet, row, letter))

    def stop(self, sentence: Text, column: str) -> None:
        self.note(sentence, Weight.STOPS, column)

    def remark(self, sentence: Text, column: str) -> None:
        self.note(sentence, Weight.REMARK, column)

    @property
    def stopped(self) -> bool:
        return any(note.weight is Weight.STOPS for note in self.notes)
