"""The tree a rule is written in: built with Python's operators, checked as it is built.

Logic is three-valued, exactly that of SQL's NULL. *Unknown and no* is no; *unknown or yes* is yes;
otherwise what is unknown stays unknown. A comparison, a sum or the larger of two with an unknown
part is unknown. `is_known()` asks what is on record and is always yes or no.
"""

import operator
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Never

from hutong.foundation.policy.kinds import Kind, WrongKind, fits, kind_of

Plain = bool | str | int | Decimal | date


class Expression:
    """A part of a rule that has an answer for one person on one day, or none yet."""

    @property
    def kind(self) -> Kind:
        raise NotImplementedError

    @property
    def parts(self) -> tuple["Expression", ...]:
        """The expressions this one is made of."""
        return ()

    @property
    def possible(self) -> frozenset[str] | None:
        """The codes it can give, if it gives codes and they are known beforehand."""
        return None

    @property
    def own(self) -> Hashable:
        """What tells it from another expression of its class with the same parts."""
        return ()

    def __bool__(self) -> Never:
        raise WrongKind(
            "A rule has no truth of its own: write & | ~ instead of and, or, not; "
            "choose(...) instead of if; two comparisons with & instead of a < b < c."
        )

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __eq__(self, other: object) -> "Expression":  # type: ignore[override] # it states a rule
        return compare(self, Relation.EQUAL, other)

    def __ne__(self, other: object) -> "Expression":  # type: ignore[override] # it states a rule
        return compare(self, Relation.UNEQUAL, other)

    def __lt__(self, other: object) -> "Expression":
        return compare(self, Relation.LESS, other)

    def __le__(self, other: object) -> "Expression":
        return compare(self, Relation.AT_MOST, other)

    def __gt__(self, other: object) -> "Expression":
        return compare(self, Relation.MORE, other)

    def __ge__(self, other: object) -> "Expression":
        return compare(self, Relation.AT_LEAST, other)

    def __and__(self, other: object) -> "Expression":
        return all_of(self, other)

    __rand__ = __and__

    def __or__(self, other: object) -> "Expression":
        return any_of(self, other)

    __ror__ = __or__

    def __invert__(self) -> "Expression":
        return self.part if isinstance(self, Not) else Not(yes_no(self))

    def __add__(self, other: object) -> "Expression":
        return Sum(*_amounts(self, other))

    def __radd__(self, other: object) -> "Expression":
        return Sum(*_amounts(other, self))

    def __sub__(self, other: object) -> "Expression":
        return Difference(*_amounts(self, other))

    def __rsub__(self, other: object) -> "Expression":
        return Difference(*_amounts(other, self))

    def __mul__(self, other: object) -> "Expression":
        return _product(self, other)

    def __rmul__(self, other: object) -> "Expression":
        return _product(self, other)

    def is_in(self, *values: object) -> "Expression":
        """It equals one of these."""
        if not values:
            raise WrongKind("Say what it may be one of.")
        if all(not isinstance(value, Expression) for value in values):
            chosen = tuple(_right(self, Relation.EQUAL, value) for value in values)
            return Membership(self, tuple(item.value for item in chosen))
        return any_of(*(self == value for value in values))

    def is_known(self) -> "Expression":
        """An answer is on record; this itself is always yes or no."""
        return IsKnown(self)

    def at_least(self, floor: object) -> "Expression":
        """This, but never less than the floor."""
        return larger(self, floor)

    def at_most(self, ceiling: object) -> "Expression":
        """This, but never more than the ceiling."""
        return smaller(self, ceiling)


class Relation(StrEnum):
    """How two answers are compared."""

    EQUAL = "="
    UNEQUAL = "≠"
    LESS = "<"
    AT_MOST = "≤"
    MORE = ">"
    AT_LEAST = "≥"

    @property
    def test(self) -> Callable[[Any, Any], bool]:
        return _TESTS[self]


_TESTS: dict[Relation, Callable[[Any, Any], bool]] = {
    Relation.EQUAL: operator.eq,
    Relation.UNEQUAL: operator.ne,
    Relation.LESS: operator.lt,
    Relation.AT_MOST: operator.le,
    Relation.MORE: operator.gt,
    Relation.AT_LEAST: operator.ge,
}

OPPOSITE = {
    Relation.EQUAL: Relation.UNEQUAL,
    Relation.UNEQUAL: Relation.EQUAL,
    Relation.LESS: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.LESS,
    Relation.MORE: Relation.AT_MOST,
    Relation.AT_MOST: Relation.MORE,
}


@dataclass(frozen=True, eq=False, slots=True)
class Constant(Expression):
    """An answer that is the same for everybody on every day."""

    value: Plain
    kind: Kind = field()

    @property
    def possible(self) -> frozenset[str] | None:
        return frozenset({self.value}) if isinstance(self.value, str) else None

    @property
    def own(self) -> Hashable:
        return (self.kind, str(self.value))


class OnDay(Expression):
    """The day on which the case is judged."""

    @property
    def kind(self) -> Kind:
        return Kind.DATE


ON_DAY = OnDay()


@dataclass(frozen=True, eq=False)
class Comparison(Expression):
    left: Expression
    relation: Relation
    right: Expression

    kind = Kind.YES_NO

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)

    @property
    def own(self) -> Hashable:
        return self.relation


@dataclass(frozen=True, eq=False)
class Membership(Expression):
    """It equals one of several fixed answers."""

    part: Expression
    values: tuple[Plain, ...]

    kind = Kind.YES_NO

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.part,)

    @property
    def own(self) -> Hashable:
        return self.values


@dataclass(frozen=True, eq=False)
class IsKnown(Expression):
    part: Expression

    kind = Kind.YES_NO

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.part,)


@dataclass(frozen=True, eq=False)
class Not(Expression):
    part: Expression

    kind = Kind.YES_NO

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.part,)


@dataclass(frozen=True, eq=False)
class AllOf(Expression):
    members: tuple[Expression, ...]

    kind = Kind.YES_NO

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.members


@dataclass(frozen=True, eq=False)
class AnyOf(Expression):
    members: tuple[Expression, ...]

    kind = Kind.YES_NO

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.members


@dataclass(frozen=True, eq=False)
class _OfTwo(Expression):
    left: Expression
    right: Expression

    @property
    def kind(self) -> Kind:
        return self.left.kind

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


class Sum(_OfTwo):
    """Left plus right."""


class Difference(_OfTwo):
    """Left minus right."""


class Product(_OfTwo):
    """Left times right."""


@dataclass(frozen=True, eq=False)
class _OfSeveral(Expression):
    members: tuple[Expression, ...]

    @property
    def kind(self) -> Kind:
        return self.members[0].kind

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.members


class Largest(_OfSeveral):
    """The larger of several; unknown while one of them is."""


class Smallest(_OfSeveral):
    """The smaller of several; unknown while one of them is."""


def constant(value: Plain, kind: Kind | None = None) -> Constant:
    """A fixed answer; a Decimal is money unless `Kind.RATIO` is said."""
    sort = kind or kind_of(value)
    if not fits(value, sort):
        raise WrongKind(f"{value!r} is not {sort.label.en}.")
    if sort in {Kind.MONEY, Kind.RATIO}:
        value = Decimal(str(value))
        if not value.is_finite():
            raise WrongKind("An amount is finite.")
    elif sort is Kind.CODE:
        value = str(value)
    return Constant(value, sort)


def expression(value: object, kind: Kind | None = None) -> Expression:
    """The expression itself, or the constant a plain value stands for."""
    if isinstance(value, Expression):
        return value
    if value is None:
        raise WrongKind("Nothing equals the unknown; ask .is_known() instead of comparing.")
    if kind in {Kind.MONEY, Kind.RATIO} and kind_of(value) is Kind.NUMBER:
        value = Decimal(str(value))
    sort = kind_of(value)
    if kind is Kind.RATIO and sort is Kind.MONEY:
        sort = Kind.RATIO
    return constant(value, sort)  # type: ignore[arg-type] # kind_of has refused what is not plain


def yes_no(value: object) -> Expression:
    """An expression that answers yes or no."""
    found = expression(value)
    if found.kind is not Kind.YES_NO:
        raise WrongKind(f"{found!r} gives {found.kind.label.en}, where yes or no is asked.")
    return found


def compare(left: Expression, relation: Relation, value: object) -> Expression:
    """One answer compared with another of the same kind."""
    right = value if isinstance(value, Expression) else _right(left, relation, value)
    if left.kind is not right.kind:
        raise WrongKind(
            f"{left!r} gives {left.kind.label.en} and {right!r} {right.kind.label.en}: "
            "they cannot be compared."
        )
    if not left.kind.has_order and relation not in {Relation.EQUAL, Relation.UNEQUAL}:
        raise WrongKind(f"{left!r} gives {left.kind.label.en}, which is never less or more.")
    return Comparison(left, relation, right)


def _right(left: Expression, relation: Relation, value: object) -> Constant:
    """The plain value to the right of a comparison, checked against what the left can give."""
    right = expression(value, left.kind)
    if not isinstance(right, Constant) or right.kind is not left.kind:
        raise WrongKind(f"{left!r} gives {left.kind.label.en}; {value!r} does not.")
    if left.possible is not None and right.value not in left.possible:
        raise WrongKind(
            f"{left!r} {relation} {right.value!r} can never hold; the codes are "
            + ", ".join(sorted(left.possible))
            + "."
        )
    return right


def all_of(*conditions: object) -> Expression:
    """Every one of these holds."""
    members = _members(AllOf, conditions)
    return members[0] if len(members) == 1 else AllOf(members)


def any_of(*conditions: object) -> Expression:
    """At least one of these holds."""
    members = _members(AnyOf, conditions)
    return members[0] if len(members) == 1 else AnyOf(members)


def _members(
    joining: type[AllOf] | type[AnyOf], conditions: tuple[object, ...]
) -> tuple[Expression, ...]:
    members: list[Expression] = []
    for condition in map(yes_no, conditions):
        members += condition.members if isinstance(condition, joining) else (condition,)
    if not members:
        raise WrongKind("Name at least one condition.")
    return tuple(members)


def larger(*values: object) -> Expression:
    """The larger of these; unknown while one of them is."""
    return Largest(_amounts(*values))


def smaller(*values: object) -> Expression:
    """The smaller of these; unknown while one of them is."""
    return Smallest(_amounts(*values))


def alike(values: tuple[object, ...]) -> tuple[Expression, ...]:
    """Expressions of one kind; plain whole numbers become money beside money."""
    stated = [value for value in values if isinstance(value, Expression)]
    kinds = {item.kind for item in stated} or {kind_of(value) for value in values}
    if kinds == {Kind.NUMBER} and any(isinstance(value, Decimal) for value in values):
        kinds = {Kind.MONEY} if not stated else kinds
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    found = tuple(expression(value, kind) for value in values)
    if len({item.kind for item in found}) > 1:
        listed = " and ".join(item.kind.label.en for item in found)
        raise WrongKind(f"{listed} do not go together.")
    return found


def _amounts(*values: object) -> tuple[Expression, ...]:
    found = alike(values)
    if not found:
        raise WrongKind("Name at least one amount.")
    if found[0].kind not in {Kind.NUMBER, Kind.MONEY, Kind.RATIO}:
        raise WrongKind(f"{found[0].kind.label.en} cannot be reckoned with.")
    return found


def _product(left: Expression, value: object) -> Expression:
    """Money times a share or a number; a plain Decimal is a share here."""
    right = expression(value, Kind.RATIO if isinstance(value, Decimal) else None)
    kinds = {left.kind, right.kind}
    if kinds == {Kind.NUMBER}:
        return Product(left, right)
    if left.kind is Kind.MONEY and right.kind in {Kind.RATIO, Kind.NUMBER}:
        return Product(left, right)
    if right.kind is Kind.MONEY and left.kind in {Kind.RATIO, Kind.NUMBER}:
        return Product(right, left)
    raise WrongKind(f"{left.kind.label.en} times {right.kind.label.en} has no meaning.")
