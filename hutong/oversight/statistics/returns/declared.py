"""The shape of a return: its official table, the time it speaks of, and the query that fills it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from hutong.foundation.access.roles import SEES_STRICTEST, Role
from hutong.foundation.exchange.official import Filled, Official
from hutong.foundation.exchange.writing import Value
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import full_name
from hutong.oversight.statistics.returns.periods import Period, Span


class Kind(StrEnum):
    """What a return is: a register of children by name, a count, or a public notice."""

    REGISTER = "register"
    COUNT = "count"
    NOTICE = "notice"


KINDS = {
    Kind.REGISTER: Text("名册（有姓名）", "register, with names"),
    Kind.COUNT: Text("统计表（无姓名）", "count, without names"),
    Kind.NOTICE: Text("对外公示（无姓名）", "public notice, without names"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """For which place and time a return is made, as known on a day, for a post."""

    place: Place
    period: Period
    known_on: date
    role: Role

    @property
    def may_be_told_all(self) -> bool:
        """Whether the post may be told what is held most closely."""
        return self.role in SEES_STRICTEST


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: the rows, their total, remarks, and which children are named."""

    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None
    remarks: tuple[str, ...] = ()
    children: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Return:
    """One return: what it is, over what time, and how it is worked out."""

    table: Official
    kind: Kind
    span: Span
    answer: Callable[[Asked], Answer]

    @property
    def code(self) -> str:
        return self.table.code

    @property
    def names_children(self) -> bool:
        """Whether its rows are children."""
        return self.kind is Kind.REGISTER


@dataclass(frozen=True)
class Made:
    """A return worked out for a place and time, ready to be looked at or written."""

    of: Return
    asked: Asked
    filled: Filled
    children: tuple[UUID, ...]


def work_out(wanted: Return, asked: Asked) -> Made:
    """The return with its rows and checks; nothing is written and nothing leaves."""
    answer = wanted.answer(asked)
    filled = Filled(
        table=wanted.table,
        place=full_name(asked.place),
        period=asked.period.printed,
        made_on=asked.known_on.isoformat(),
        rows=answer.rows,
        total=answer.total,
        remarks=answer.remarks,
    )
    return Made(wanted, asked, filled, answer.children)
