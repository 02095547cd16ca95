"""Small parts of SQL from which the rest is put together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlglot import exp

from hutong.foundation.policy._sql_steps import column
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.kinds import Kind

ON_DAY_COLUMN = "on_day"
VALUES_ON_COLUMN = "values_on"

Writer = Callable[[], exp.Expr]

_TYPES = {
    Kind.YES_NO: "BOOLEAN",
    Kind.CODE: "TEXT",
    Kind.NUMBER: "INT",
    Kind.DATE: "DATE",
    Kind.MONEY: "DECIMAL(12, 2)",
    Kind.RATIO: "DECIMAL(5, 4)",
}


def typed(value: object, kind: Kind) -> exp.Expr:
    """A fixed value, or NULL, with its type."""
    if value is None:
        return as_type(exp.null(), _TYPES[kind])
    if isinstance(value, bool):
        return exp.true() if value else exp.false()
    if isinstance(value, date):
        return as_type(exp.Literal.string(value.isoformat()), "DATE")
    if kind is Kind.NUMBER:
        return exp.Literal.number(str(value))
    if isinstance(value, Decimal | int):
        return as_type(exp.Literal.number(f"{value:f}"), _decimal(Decimal(value)))
    return exp.Literal.string(str(value))


def _decimal(value: Decimal) -> str:
    _, digits, exponent = value.as_tuple()
    scale = max(0, -int(exponent))
    return f"DECIMAL({max(len(digits) + max(0, int(exponent)), scale + 1)}, {scale})"


def as_type(value: exp.Expr, kind: str | exp.DType) -> exp.Expr:
    """The value as another type."""
    return exp.cast(value, kind, copy=False)


def case(whens: Iterable[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr | None = None) -> exp.Expr:
    """CASE WHEN … THEN … ELSE … END."""
    found = exp.Case(ifs=[exp.If(this=test, true=value) for test, value in whens])
    if otherwise is not None:
        found.set("default", otherwise)
    return found


def paren(value: exp.Expr) -> exp.Expr:
    """The value in brackets where an operator beside it could take a part of it."""
    return exp.Paren(this=value) if isinstance(value, exp.Binary | exp.Unary) else value


def chain(joining: type[exp.Binary], members: Iterable[exp.Expr]) -> exp.Expr:
    """Members joined by one operator."""
    first, *rest = members
    found = paren(first) if rest else first
    for member in rest:
        found = joining(this=found, expression=paren(member))
    return found


def negated(value: exp.Expr) -> exp.Expr:
    """NOT, or the value itself where it was negated already."""
    return value.this if isinstance(value, exp.Not) else exp.Not(this=paren(value))


def number_of(value: int) -> exp.Expr:
    """A whole number of 32 bits."""
    return as_type(exp.Literal.number(value), "INT")


def is_null(value: exp.Expr) -> exp.Expr:
    """Whether a value is unknown."""
    return exp.Is(this=paren(value), expression=exp.null())


@dataclass(frozen=True, slots=True)
class Span:
    """What all rows share: how much of the law is known, and between which days they lie."""

    known_on: date | None = None
    first: date | None = None
    last: date | None = None

    @property
    def only_day(self) -> date | None:
        """The day all rows lie on, if they lie on one."""
        return self.first if self.first == self.last else None

    def in_force(self, starts: Sequence[date]) -> list[tuple[int, date | None]]:
        """The pieces of a timeline that rows can meet, each with the day on which the next begins.

        Piece 0 comes before the first start. The last piece met has no end.
        """
        ends = [*starts, None]
        begins = [None, *starts]
        met = [
            (number, end)
            for number, (begin, end) in enumerate(zip(begins, ends, strict=True))
            if (self.first is None or end is None or end > self.first)
            and (self.last is None or begin is None or begin <= self.last)
        ]
        return [*met[:-1], (met[-1][0], None)]

    def piecewise(self, day: str, starts: Sequence[date], pieces: Sequence[Writer]) -> exp.Expr:
        """The piece of a row's day; only pieces that rows can meet are written."""
        whens: list[tuple[exp.Expr, exp.Expr]] = []
        for number, end in self.in_force(starts):
            if end is None:
                last = pieces[number]()
                return case(whens, last) if whens else last
            whens.append(
                (exp.LT(this=column(day), expression=typed(end, Kind.DATE)), pieces[number]())
            )
        raise AssertionError("A timeline has a last piece.")

    def wording(self, rule: Amended, before: exp.Expr, texts: Sequence[Writer]) -> exp.Expr:
        """What belongs to the wording in force on the row's day."""
        starts = [wording.from_day for wording in rule.wordings]
        return self.piecewise(ON_DAY_COLUMN, starts, [lambda: before, *texts])

    def figure(self, figure: Dated, write: Callable[[Decimal | int | None], exp.Expr]) -> exp.Expr:
        """What belongs to the value in force on the day whose figures count."""
        timeline = figure.timeline(self.known_on)
        amounts = [None, *(value.amount for value in timeline)]
        pieces = [lambda amount=amount: write(amount) for amount in amounts]
        return self.piecewise(VALUES_ON_COLUMN, [value.from_day for value in timeline], pieces)

    def can_be_unknown(self, figure: Dated) -> bool:
        """Whether the figure is missing on some day that rows can meet."""
        timeline = figure.timeline(self.known_on)
        amounts = [None, *(value.amount for value in timeline)]
        met = self.in_force([value.from_day for value in timeline])
        return any(amounts[number] is None for number, _ in met)
