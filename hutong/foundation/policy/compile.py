"""Benefits as one SELECT, for everybody at once.

`compile_pack(pack, dialect="postgres" | "duckdb" | "spark", relation=…, known_on=…)` reads a
relation with one row per person and day: the columns `subject`, `on_day` (whose facts count),
`values_on` (whose figures count) and one column for every fact the rules use, named like the fact
(boolean, text, integer, date, numeric(12,2)), NULL where it is unknown. It gives back the first
three and, for every category and benefit (hyphens become underscores):

- `<category>__is`: true, false, or NULL for not yet;
- `<benefit>__outcome`: true for yes, false for no, NULL for not yet;
- `<benefit>__amount`: numeric(12,2), NULL unless the outcome is yes;
- `<benefit>__failed`: a number whose bits are the conditions that fail, the first condition last;
- `<benefit>__missing` (and `…__missing_1`, … where 31 facts are not enough): a number whose bits
  are the facts and figures that could still change the outcome; nought unless it is not yet.

`Layout(pack).decode(row)` turns a row back into codes and names. Judging one person in Python and
judging everybody in SQL agree in every column; a property test holds them to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Literal, cast

from sqlglot import exp

from hutong.foundation.kernel.money import Rounding
from hutong.foundation.policy._sql_missing import WORD, Missing, words_of
from hutong.foundation.policy._sql_parts import (
    ON_DAY_COLUMN,
    VALUES_ON_COLUMN,
    Span,
    as_type,
    case,
    chain,
    is_null,
    negated,
    number_of,
    typed,
)
from hutong.foundation.policy._sql_rails import Rails
from hutong.foundation.policy._sql_steps import Steps, column
from hutong.foundation.policy._sql_values import Values
from hutong.foundation.policy.benefits import Benefit
from hutong.foundation.policy.derived import Category
from hutong.foundation.policy.facts import Fact, FactTuple
from hutong.foundation.policy.findings import Outcome, outcome_of
from hutong.foundation.policy.kinds import Kind
from hutong.foundation.policy.packs import Pack
from hutong.foundation.policy.plans import Plan
from hutong.foundation.policy.provisions import Provision

Dialect = Literal["postgres", "duckdb", "spark"]
Rules = Pack | Sequence[Benefit]

AMOUNT = "DECIMAL(12, 2)"
SUBJECT_COLUMN = "subject"
KEYS = (SUBJECT_COLUMN, ON_DAY_COLUMN, VALUES_ON_COLUMN)


@dataclass(frozen=True, slots=True)
class Decoded:
    """One benefit in one row, in the words a verdict uses."""

    outcome: Outcome
    amount: Decimal | None
    failed: tuple[str, ...]
    missing: tuple[str, ...]
    missing_values: tuple[str, ...]


class Layout:
    """Which bit of which column stands for what."""

    def __init__(self, rules: Rules) -> None:
        self._columns: dict[str, list[tuple[str, int]]] = {}
        self.benefits: tuple[Benefit, ...]
        self.categories: tuple[Category, ...] = ()
        if isinstance(rules, Pack):
            self.benefits, self.categories = tuple(rules.benefits), tuple(rules.categories)
            self.plan = rules.reckoner.plan
        else:
            self.benefits = tuple(rules)
            self.plan = Plan(
                rule for benefit in self.benefits for rule in (*benefit.rules, benefit.met)
            )

    @property
    def facts(self) -> FactTuple:
        """The facts the relation must have columns for."""
        return FactTuple(item for item in self.plan.sources if isinstance(item, Fact))

    def missing_columns(self, benefit: Provision) -> list[tuple[str, int]]:
        """The columns that hold what a benefit lacks, each with the number of its word."""
        found = self._columns.get(benefit.code)
        if found is None:
            words = [word for word, _ in words_of(self._reach(benefit))]
            found = [(_missing_column(benefit, word), word) for word in dict.fromkeys([0, *words])]
            self._columns[benefit.code] = found
        return found

    def bits(self, benefit: Provision) -> list[tuple[str, str, int]]:
        """Each fact and figure a benefit can lack: its name, its column, and its bit there."""
        columns = {word: name for name, word in self.missing_columns(benefit)}
        return [
            (
                source.name if isinstance(source, Fact) else source.code,
                columns[place // WORD],
                place % WORD,
            )
            for place, source in enumerate(self.plan.sources)
            if self._reach(benefit) >> place & 1
        ]

    def decode(self, row: Mapping[str, object]) -> dict[str, Decoded]:
        """What a row says of every benefit, by its code."""
        return {benefit.code: self._decode(benefit, row) for benefit in self.benefits}

    def categories_in(self, row: Mapping[str, object]) -> dict[str, bool | None]:
        """What a row says of every category, by its code."""
        return {
            category.code: cast("bool | None", row[f"{_name(category.code)}__is"])
            for category in self.categories
        }

    def _reach(self, benefit: Provision) -> int:
        reach = 0
        for rule in benefit.rules:
            reach |= self.plan.sources_of(self.plan.number(rule))
        return reach

    def _decode(self, benefit: Benefit, row: Mapping[str, object]) -> Decoded:
        name = _name(benefit.code)
        failed = cast("int", row[f"{name}__failed"])
        missing = 0
        for column_name, word in self.missing_columns(benefit):
            missing |= cast("int", row[column_name]) << word * WORD
        return Decoded(
            outcome_of(cast("bool | None", row[f"{name}__outcome"])),
            cast("Decimal | None", row[f"{name}__amount"]),
            tuple(
                condition.code
                for place, condition in enumerate(benefit.requires)
                if failed >> place & 1
            ),
            benefit.facts_in_order(self.plan.facts(missing)).names,
            tuple(figure.code for figure in self.plan.figures(missing)),
        )


def decode(rules: Rules, row: Mapping[str, object]) -> dict[str, Decoded]:
    """What one row says of every benefit; for many rows keep a Layout."""
    return Layout(rules).decode(row)


def compile_pack(
    rules: Rules,
    dialect: Dialect = "postgres",
    relation: str = "child_facts",
    known_on: date | None = None,
    *,
    days: tuple[date, date] | None = None,
    explain: bool = True,
    pretty: bool = False,
) -> str:
    """The SELECT that judges every row; without `explain` only outcomes, amounts and categories.

    `days` is a promise that `on_day` and `values_on` of every row lie between these two, both
    included: what the law said only before or says only after them is then left out.
    """
    layout = Layout(rules)
    first, last = days or (None, None)
    writer = _Writer(layout, dialect, Span(known_on, first, last), explain=explain)
    outputs: list[tuple[str, exp.Expr]] = [(key, column(key)) for key in KEYS]
    outputs += map(writer.category, layout.categories)
    for benefit in layout.benefits:
        outputs += writer.benefit(benefit)
    return writer.steps.select(relation, outputs).sql(
        dialect, identify=True, pretty=pretty, copy=False
    )


class _Writer:
    """Writes the columns of each category and benefit."""

    def __init__(self, layout: Layout, dialect: Dialect, span: Span, *, explain: bool) -> None:
        self.layout = layout
        self.explain = explain
        self.steps = Steps(fenced=dialect == "postgres")
        number = layout.plan.number
        judged = [
            number(rule)
            for benefit in layout.benefits
            for rule in (benefit.met, *benefit.rules[len(benefit.requires) :])
        ]
        shown = [number(condition.rule) for item in layout.benefits for condition in item.requires]
        asked = [number(category) for category in layout.categories]
        self.missing = Missing(layout.plan, judged if explain else [])
        writer = Rails if dialect == "duckdb" else Values
        roots = [*judged, *judged, *asked, *(shown if explain else [])]
        self.values = writer(layout.plan, self.steps, span, roots, self.missing.values_used)
        self.missing.begin(self.steps, self.values)

    def category(self, category: Category) -> tuple[str, exp.Expr]:
        """Whether each row belongs to a category."""
        number = self.layout.plan.number(category)
        return f"{_name(category.code)}__is", self.values.of(number)

    def benefit(self, benefit: Benefit) -> list[tuple[str, exp.Expr]]:
        """The columns of one benefit."""
        name = _name(benefit.code)
        amount = self._amount(benefit)
        outcome = self._kept(f"{name}__outcome", self._outcome(benefit, amount))
        columns = [
            (f"{name}__outcome", outcome),
            (f"{name}__amount", as_type(exp.null(), AMOUNT) if amount is None else amount),
        ]
        if self.explain:
            columns.append((f"{name}__failed", self._failed(benefit)))
            columns += self._missing(benefit, outcome)
        return columns

    def _kept(self, name: str, value: exp.Expr) -> exp.Expr:
        self.steps.define(name, value)
        return column(name)

    def _amount(self, benefit: Benefit) -> exp.Expr | None:
        if benefit.pays is None:
            return None
        number = self.layout.plan.number
        exact = self.values.of(number(benefit.pays))
        amount = as_type(rounded(exact, benefit.rounding), AMOUNT)
        held = self.values.holds(number(benefit.met))
        return self._kept(f"{_name(benefit.code)}__amount", case([(held, amount)]))

    def _outcome(self, benefit: Benefit, amount: exp.Expr | None) -> exp.Expr:
        """Yes where all conditions hold and the amount is known; no where a condition fails."""
        number = self.layout.plan.number
        met = number(benefit.met)
        if (
            amount is None
            or benefit.pays is None
            or self.values.never_unknown(number(benefit.pays))
        ):
            return self.values.of(met)
        known = negated(is_null(amount))
        return self.values.settled(known, self.values.fails(met))

    def _failed(self, benefit: Benefit) -> exp.Expr:
        number = self.layout.plan.number
        bits = [
            self.values.where(
                self.values.fails(number(condition.rule)), exp.Literal.number(1 << place)
            )
            for place, condition in enumerate(benefit.requires)
        ]
        return as_type(chain(exp.BitwiseOr, bits), "INT")

    def _missing(self, benefit: Benefit, outcome: exp.Expr) -> Iterator[tuple[str, exp.Expr]]:
        number = self.layout.plan.number
        judged = [number(rule) for rule in (benefit.met, *benefit.rules[len(benefit.requires) :])]
        nothing = number_of(0)
        for name, word in self.layout.missing_columns(benefit):
            lacking = self.missing.together(judged, word)
            still_open = is_null(outcome.copy())
            yield name, nothing if lacking is None else case([(still_open, lacking)], nothing)


def rounded(amount: exp.Expr, rounding: Rounding) -> exp.Expr:
    """An amount rounded as a benefit says, with the numbers' own exact arithmetic."""
    places = -int(cast("int", rounding.coin.as_tuple().exponent))
    if rounding.way == ROUND_HALF_UP:
        return exp.Round(this=amount, decimals=_whole(places))
    function = exp.Ceil if rounding.way == ROUND_CEILING else exp.Floor
    whole = function(this=exp.Mul(this=exp.Paren(this=amount), expression=_whole(10**places)))
    return exp.Mul(this=whole, expression=typed(rounding.coin, Kind.MONEY))


def _whole(value: int) -> exp.Expr:
    return exp.Literal.number(value)


def _name(code: str) -> str:
    return code.replace("-", "_")


def _missing_column(benefit: Provision, word: int) -> str:
    return f"{_name(benefit.code)}__missing" + (f"_{word}" if word else "")
