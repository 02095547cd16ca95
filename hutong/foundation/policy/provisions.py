"""What the law states about one benefit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import Rounding
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.competence import Competence
from hutong.foundation.policy.derived import Category, texts
from hutong.foundation.policy.expressions import Expression, all_of, yes_no
from hutong.foundation.policy.facts import Fact, FactTuple
from hutong.foundation.policy.kinds import Kind, WrongKind

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_CODE = 48  # with its ending it must still be a column's name in PostgreSQL
MOST_CONDITIONS = 30  # so that one number can say which of them fail

Period = Literal["month", "year", "once"]


class Begins(StrEnum):
    """From which month a benefit is owed."""

    MONTH_AFTER_CONFIRMATION = "month-after-confirmation"
    MONTH_OF_APPLICATION = "month-of-application"

    @property
    def label(self) -> Text:
        return _BEGINS[self]


_BEGINS = {
    Begins.MONTH_AFTER_CONFIRMATION: Text(
        "自确认的次月起发放", "paid from the month after confirmation"
    ),
    Begins.MONTH_OF_APPLICATION: Text(
        "自递交申请当月起发放", "paid from the month in which the application was handed in"
    ),
}


@dataclass(frozen=True, eq=False)
class Condition:
    """One thing the law asks for, with its article, and what is said when it fails."""

    code: str
    label: Text
    rule: Expression
    law: Citation
    otherwise: Text

    def __post_init__(self) -> None:
        check_code(self.code)
        yes_no(self.rule)


_OFTEN = {
    "month": Text("每月", "a month"),
    "year": Text("每年", "a year"),
    "once": Text("一次性", "once"),
}


@dataclass(frozen=True, eq=False)
class Example:
    """A worked case: its story, its facts, and what the benefit must say of it.

    `pays` is the sum granted, `refuses` the code of a condition that fails, `lacks` the name of a
    fact without which nothing can be said, `category` a class the child must belong to.
    """

    story: str
    facts: Mapping[str, object]
    on: date
    pays: Decimal | int | None = None
    refuses: str | None = None
    lacks: str | None = None
    category: Category | str | None = None
    values_on: date | None = None
    known_on: date | None = None
    grants: bool = False

    def __post_init__(self) -> None:
        shown = (self.pays, self.refuses, self.lacks, self.category)
        if all(item is None for item in shown) and not self.grants:
            raise WrongKind(f"The example “{self.story}” shows nothing.")


@dataclass(frozen=True, eq=False, kw_only=False)
class Provision:
    """Who is granted what: conditions, amount, start, exclusions, re-checks and worked examples.

    `competence` says which office decides; without it, every post that decides may. What another
    office pays names it in `paid_by`: it is judged and shown, and never granted or paid here.
    `drawn` is the fact that says it is drawn, where a family may choose to give it up for another;
    `part_of` is the benefit whose sum already holds this one's. `not_income` is the article by
    which it does not count in the household's income; None where no text was found.
    """

    code: str
    name: Text
    law: Citation
    account: str
    requires: Sequence[Condition]
    pays: Expression | None = None
    begins: Begins = Begins.MONTH_AFTER_CONFIRMATION
    rounding: Rounding = Rounding.HALF_UP_FEN
    excludes: Sequence[str] = ()
    recheck_months: int | None = None
    yearly_in: int | None = None
    examples: Sequence[Example] = field(default=())
    unconfirmed: Sequence[Text] = ()
    period: Period = "month"
    every: Text | None = None  # how often, where the text says it otherwise than by its period
    provisional: bool = False  # granted before everything is proved, until it is
    competence: Competence | None = None
    paid_by: Text | None = None
    drawn: Fact | None = None
    part_of: str = ""
    not_income: Citation | None = None

    def __post_init__(self) -> None:
        check_code(self.code)
        check_code(self.account)
        codes = [condition.code for condition in self.requires]
        if not codes or len(codes) > MOST_CONDITIONS:
            raise WrongKind(f"{self.code} needs between 1 and {MOST_CONDITIONS} conditions.")
        if len(set(codes)) < len(codes):
            raise WrongKind(f"{self.code} has two conditions of one code.")
        if self.pays is not None and self.pays.kind is not Kind.MONEY:
            raise WrongKind(f"{self.code} pays {self.pays.kind.label.en} instead of money.")
        if self.paid_by is not None and self.competence is not None:
            raise WrongKind(f"{self.code} is paid by another office; nobody decides on it here.")
        if self.drawn is not None:
            yes_no(self.drawn)
        for name in ("requires", "excludes", "examples"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "unconfirmed", texts(self.unconfirmed))

    @property
    def often(self) -> Text:
        """How often it is paid, in words."""
        return self.every or _OFTEN[self.period]

    @property
    def paid_here(self) -> bool:
        """Whether it is granted and paid here, and not by another office."""
        return self.paid_by is None

    @property
    def rules(self) -> tuple[Expression, ...]:
        """The conditions in order, then what is paid, if it is money."""
        rules = tuple(condition.rule for condition in self.requires)
        return rules if self.pays is None else (*rules, self.pays)

    def facts_in_order(self, facts: Iterable[Fact]) -> FactTuple:
        """Facts in the order in which this benefit's rules name them."""
        return FactTuple(sorted(facts, key=lambda fact: self._order[fact.name]))

    @cached_property
    def _order(self) -> dict[str, int]:
        found: dict[str, int] = {}
        waiting = list(reversed(self.rules))
        seen: set[int] = set()
        while waiting:
            item = waiting.pop()
            if id(item) in seen:
                continue
            seen.add(id(item))
            if isinstance(item, Fact):
                found[item.name] = len(found)
            waiting += reversed(item.parts)
        return found

    @cached_property
    def met(self) -> Expression:
        """Every condition holds."""
        return all_of(*(condition.rule for condition in self.requires))


def check_code(code: str) -> None:
    """Raise unless this can stand in an address, a file name and, with _, in a column's name."""
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise WrongKind(f"{code!r} is no code: write words in small letters, joined by hyphens.")
