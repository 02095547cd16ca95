"""Years and months that have passed on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hutong.foundation.kernel import dates
from hutong.foundation.policy.expressions import ON_DAY, Expression, expression
from hutong.foundation.policy.kinds import Kind, WrongKind


@dataclass(frozen=True, eq=False)
class _Passed(Expression):
    since: Expression
    until: Expression

    kind = Kind.NUMBER

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.since, self.until)


class YearsPassed(_Passed):
    """Full years; who was born on 29 February is a year older on 1 March of a common year."""

    count: Callable[[date, date], int] = staticmethod(dates.age_on)


class MonthsPassed(_Passed):
    """Full months; a month is full on the last day of a month too short for the day."""

    count: Callable[[date, date], int] = staticmethod(dates.months_between)


def age_in_years(birth: Expression, until: Expression = ON_DAY) -> Expression:
    """The years completed by the judged day."""
    return YearsPassed(_day(birth), _day(until))


def months_since(start: Expression, until: Expression = ON_DAY) -> Expression:
    """The months completed by the judged day."""
    return MonthsPassed(_day(start), _day(until))


def _day(value: object) -> Expression:
    found = expression(value)
    if found.kind is not Kind.DATE:
        raise WrongKind(f"{found!r} gives {found.kind.label.en}, where a date is asked.")
    return found
