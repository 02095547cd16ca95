"""Everything one city's law grants, judged together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from hutong.foundation.kernel.law import Citation
from hutong.foundation.policy.benefits import Benefit
from hutong.foundation.policy.derived import Category, Derived
from hutong.foundation.policy.facts import Fact, Vocabulary
from hutong.foundation.policy.findings import CategoryFinding, Outcome, category_finding
from hutong.foundation.policy.judging import Reckoner
from hutong.foundation.policy.kinds import WrongKind
from hutong.foundation.policy.provisions import Provision
from hutong.foundation.policy.verdicts import Verdict, verdict_of

_MONTHS = {"month": 12, "year": 1, "once": 1}


@dataclass(frozen=True, eq=False)
class Alternative:
    """A benefit that was due as well and gives way; taking it would pay so much less a month."""

    verdict: Verdict
    difference: Decimal


@dataclass(frozen=True, eq=False)
class Proposal:
    """For one account: what is proposed, what gives way to it, and what might still be better.

    Nothing is proposed for an account whose benefits all give way to those of other accounts.
    """

    account: str
    verdict: Verdict | None
    instead_of: tuple[Alternative, ...] = ()
    undecided: tuple[Verdict, ...] = ()

    @property
    def amount(self) -> Decimal | None:
        return None if self.verdict is None else self.verdict.amount


@dataclass(frozen=True, slots=True)
class PayDay:
    """The day of the month by which its money has to be paid."""

    day: int
    law: Citation


@dataclass(frozen=True, eq=False)
class Pack:
    """The categories and benefits of a law, over one vocabulary."""

    categories: Sequence[Category]
    benefits: Sequence[Benefit]
    derived: Sequence[Derived] = field(default=())
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary([]))
    pay_day: PayDay | None = None

    def __post_init__(self) -> None:
        for name in ("categories", "benefits", "derived"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        _refuse_doubles("categories", [item.code for item in self.categories])
        _refuse_doubles("benefits", [item.code for item in self.benefits])
        _refuse_doubles("derived facts", [item.name for item in self.derived])
        codes = {benefit.code for benefit in self.benefits}
        for benefit in self.benefits:
            named = [("excludes", code) for code in benefit.excludes]
            named += [("is part of", benefit.part_of)] if benefit.part_of else []
            for how, code in named:
                if code not in codes:
                    raise WrongKind(f"{benefit.code} {how} {code}, which is no benefit here.")
        self._check_facts()

    @cached_property
    def reckoner(self) -> Reckoner:
        """Every rule of the pack once, ready to be worked out."""
        rules = [rule for benefit in self.benefits for rule in (*benefit.rules, benefit.met)]
        return Reckoner([*rules, *self.categories, *self.derived])

    def benefit(self, code: str) -> Benefit:
        """The benefit of this code."""
        for benefit in self.benefits:
            if benefit.code == code:
                return benefit
        raise KeyError(f"No benefit has the code {code}.")

    def category(self, code: str) -> Category:
        """The category of this code."""
        for category in self.categories:
            if category.code == code:
                return category
        raise KeyError(f"No category has the code {code}.")

    def judge_all(
        self,
        facts: Mapping[str, object],
        on: date,
        *,
        values_on: date | None = None,
        known_on: date | None = None,
    ) -> list[Verdict]:
        """A verdict on every benefit, in the order of the pack."""
        found = self.reckoner.reckon(facts, on, values_on, known_on)
        return [verdict_of(found, benefit) for benefit in self.benefits]

    def categories_of(
        self,
        facts: Mapping[str, object],
        on: date,
        *,
        values_on: date | None = None,
        known_on: date | None = None,
    ) -> list[CategoryFinding]:
        """Every category with whether this child belongs to it; a child may be in several."""
        found = self.reckoner.reckon(facts, on, values_on, known_on)
        return [category_finding(found, category) for category in self.categories]

    def run_examples(self) -> tuple[str, ...]:
        """A sentence for every worked case that does not come out as it says."""
        return tuple(fault for benefit in self.benefits for fault in benefit.run_examples())

    def settle(self, verdicts: Iterable[Verdict]) -> dict[str, Proposal]:
        """For each account what is proposed: the set that pays most and excludes nothing in itself.

        Benefits of one account exclude each other, and so do those the law says exclude each
        other, whichever of the two says so.
        """
        judged = list(verdicts)
        due = [verdict for verdict in judged if verdict.eligible]
        chosen = _best(due)
        return {
            account: self._proposal(account, judged, due, chosen)
            for account in dict.fromkeys(verdict.benefit.account for verdict in judged)
        }

    def _proposal(
        self, account: str, judged: list[Verdict], due: list[Verdict], chosen: list[Verdict]
    ) -> Proposal:
        proposed = next((item for item in chosen if item.benefit.account == account), None)
        giving_way = [
            item for item in due if item.benefit.account == account and item is not proposed
        ]
        alternatives = tuple(
            Alternative(item, monthly(yearly(chosen) - yearly(_best(due, including=item))))
            for item in sorted(giving_way, key=lambda item: -yearly([item]))
        )
        undecided = tuple(
            item
            for item in judged
            if item.outcome is Outcome.NOT_YET
            and (
                item.benefit.account == account
                or (proposed is not None and excluded(item.benefit, proposed.benefit))
            )
        )
        return Proposal(account, proposed, alternatives, undecided)

    def _check_facts(self) -> None:
        drawn = [benefit.drawn for benefit in self.benefits if benefit.drawn is not None]
        for source in (*self.reckoner.plan.sources, *drawn):
            if not isinstance(source, Fact) or not self.vocabulary:
                continue
            if source.name not in self.vocabulary or self.vocabulary[source.name] is not source:
                raise WrongKind(f"The vocabulary does not hold the fact {source.name}.")
        for benefit in self.benefits:
            for example in benefit.examples:
                for name, value in example.facts.items():
                    if self.vocabulary and value is not None:
                        self.vocabulary[name].check(value)


def excluded(one: Provision, other: Provision) -> bool:
    """Whether two benefits may not be paid side by side."""
    return one.account == other.account or one.code in other.excludes or other.code in one.excludes


def _best(due: Sequence[Verdict], *, including: Verdict | None = None) -> list[Verdict]:
    """The verdicts that pay most together, none excluding another; the earlier ones if equal."""
    start = [] if including is None else [including]
    rest = [
        item
        for item in due
        if item is not including and not any(excluded(item.benefit, one.benefit) for one in start)
    ]
    return start + _best_of(rest)


def _best_of(due: Sequence[Verdict]) -> list[Verdict]:
    if not due:
        return []
    first, rest = due[0], due[1:]
    compatible = [item for item in rest if not excluded(item.benefit, first.benefit)]
    taken = [first, *_best_of(compatible)]
    if len(compatible) == len(rest):
        return taken
    return max(taken, _best_of(rest), key=yearly)


def yearly(verdicts: Iterable[Verdict]) -> Decimal:
    """What verdicts pay in a year, as far as it is money; what is part of another's sum, once."""
    return sum(
        (
            (item.amount or Decimal(0)) * _MONTHS[item.benefit.period]
            for item in verdicts
            if not item.benefit.part_of
        ),
        Decimal(0),
    )


def monthly(in_a_year: Decimal) -> Decimal:
    """So much of a year's sum a month, to the fen."""
    return (in_a_year / 12).quantize(Decimal("0.01"))


def _refuse_doubles(what: str, codes: Sequence[str]) -> None:
    doubles = sorted({code for code in codes if codes.count(code) > 1})
    if doubles:
        raise WrongKind(f"Two {what} are called {', '.join(doubles)}.")
