"""The reviewed table of access: who may do what to which kind of thing, standing how to it."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.roles import HOLDABLE, Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

FILE = Path(__file__).resolve().parents[2] / "security" / "access.csv"


class Relation(StrEnum):
    """How somebody in a post stands to a child."""

    OWN_CASE = "own case"
    OWN_COMMUNITY = "own community"
    SAME_STREET = "same street"
    SAME_DISTRICT = "same district"
    OTHER = "other"
    INSTITUTION = "institution"
    NO_CONTACT = "no-contact"
    DECOY = "decoy"


class Answer(StrEnum):
    """What the table says of a cell; `-` where the relation cannot be."""

    ALLOW = "allow"
    MASK = "mask"
    DENY = "deny"
    ABSENT = "absent"
    CANNOT_BE = "-"


SHOWS = frozenset({Answer.ALLOW, Answer.MASK})


class NoTable(Refused):
    """The table of access is not there, or says something that cannot be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing the table says."""

    role: Role
    relation: Relation
    kind: Kind
    act: Act
    answer: Answer

    def __str__(self) -> str:
        return f"{self.role} × {self.relation} × {self.kind} × {self.act} → {self.answer}"


class Table:
    """The whole table, asked by its cells."""

    def __init__(self, cells: Iterator[Cell]) -> None:
        self.cells = list(cells)
        self._by_key = {(one.role, one.relation, one.kind, one.act): one for one in self.cells}

    @classmethod
    def read(cls, file: Path = FILE) -> "Table":
        """The table as it stands in the file; a word it does not know is refused."""
        if not file.exists():
            raise NoTable(
                Finding(
                    Text(
                        "找不到权限表 {file}；请在源码目录里运行。",
                        "There is no table {file}; run this in a checkout of the source.",
                    ).filled(file=str(file))
                )
            )
        with file.open(newline="", encoding="utf-8") as rows:
            try:
                return cls(iter([cell for row in csv.DictReader(rows) for cell in _cells(row)]))
            except (KeyError, ValueError) as fault:
                raise NoTable(
                    Finding(
                        Text(
                            "权限表写错了：{told}", "The table of access cannot be read: {told}"
                        ).filled(told=str(fault))
                    )
                ) from fault

    def answer(self, role: Role, relation: Relation, kind: Kind, act: Act) -> Answer:
        """What the table says; what it does not name is denied."""
        cell = self._by_key.get((role, relation, kind, act))
        return cell.answer if cell else Answer.DENY

    def includes(self, role: Role, kind: Kind, act: Act) -> bool:
        """Whether the post includes this at all, for whomever."""
        return any(
            self.answer(role, relation, kind, act) not in {Answer.DENY, Answer.CANNOT_BE}
            for relation in Relation
        )

    def reaches(self, role: Role, relation: Relation, kind: Kind) -> bool:
        """Whether any act on such things is open, so that their rows must show."""
        return any(self.answer(role, relation, kind, act) in SHOWS for act in Act)

    def can_be(self, role: Role, relation: Relation, kind: Kind) -> bool:
        """Whether somebody can stand so to things of this kind."""
        return any(
            self.answer(role, relation, kind, act) is not Answer.CANNOT_BE
            for act in Act
            if (role, relation, kind, act) in self._by_key
        )

    def relations(self, role: Role) -> list[Relation]:
        """How a post can stand to a child."""
        return [
            relation
            for relation in Relation
            if any(
                cell.answer is not Answer.CANNOT_BE
                for cell in self.cells
                if (cell.role, cell.relation) == (role, relation)
            )
        ]

    def faults(self) -> list[str]:
        """What is missing from the table: every post has a line for every kind and act named."""
        named = {(one.kind, one.act) for one in self.cells}
        return [
            f"{role} has no line for {kind} {act}"
            for role in HOLDABLE
            for kind, act in sorted(named)
            if (role, Relation.OTHER, kind, act) not in self._by_key
        ]


def _cells(row: Mapping[str, str]) -> Iterator[Cell]:
    for relation in Relation:
        yield Cell(
            Role(row["role"]),
            relation,
            Kind(row["kind"]),
            Act(row["act"]),
            Answer(row[relation.value]),
        )
