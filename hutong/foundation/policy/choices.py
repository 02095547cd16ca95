"""An answer that depends on which of several conditions holds."""

from dataclasses import dataclass

from hutong.foundation.policy.expressions import Expression, alike, yes_no
from hutong.foundation.policy.kinds import Kind, WrongKind


@dataclass(frozen=True, eq=False)
class Choice(Expression):
    """The value beside the first condition that holds; unknown once a condition is unknown.

    The conditions are read in order, as in SQL's `CASE WHEN c THEN a WHEN NOT c THEN b END`: what
    comes after a condition that holds is never looked at.
    """

    conditions: tuple[Expression, ...]
    values: tuple[Expression, ...]
    otherwise: Expression

    @property
    def kind(self) -> Kind:
        return self.otherwise.kind

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (*self.conditions, *self.values, self.otherwise)

    @property
    def possible(self) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for value in (*self.values, self.otherwise):
            if value.possible is None:
                return None
            found |= value.possible
        return found


def choose(*cases: tuple[object, object], otherwise: object) -> Expression:
    """The value beside the first condition that holds."""
    if not cases:
        raise WrongKind("Name at least one case to choose from.")
    *values, last = alike((*(value for _, value in cases), otherwise))
    return Choice(tuple(yes_no(condition) for condition, _ in cases), tuple(values), last)
