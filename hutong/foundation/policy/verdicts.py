"""What the law says of one person on one day: yes, no, or not yet, and why."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import cast

from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.answers import as_json, day_in_words
from hutong.foundation.policy.dated import Dated, Value
from hutong.foundation.policy.derived import Category
from hutong.foundation.policy.facts import Fact, FactTuple
from hutong.foundation.policy.findings import (
    ConditionFinding,
    Outcome,
    condition_finding,
    outcome_of,
)
from hutong.foundation.policy.grounds import Grounds, grounds_of
from hutong.foundation.policy.judging import Reckoning
from hutong.foundation.policy.plans import Figure
from hutong.foundation.policy.provisions import Provision
from hutong.foundation.policy.shortest import shortest
from hutong.foundation.policy.sums import SumLine, sum_of

Json = dict[str, object]


@dataclass(frozen=True, eq=False)
class Verdict:
    """What one benefit comes to for one person on one day, with everything it rests on."""

    benefit: Provision
    outcome: Outcome
    amount: Decimal | None
    findings: tuple[ConditionFinding, ...]
    missing: FactTuple
    missing_values: tuple[Figure, ...]
    found: Reckoning = field(repr=False)

    @property
    def on(self) -> date:
        """The day whose facts counted."""
        return self.found.on

    @property
    def values_on(self) -> date:
        """The day whose figures counted."""
        return self.found.values_on

    @property
    def known_on(self) -> date | None:
        """The day whose knowledge of the law counted; None: everything known now."""
        return self.found.known_on

    @property
    def eligible(self) -> bool:
        """Every condition holds and the amount is known."""
        return self.outcome is Outcome.YES

    @property
    def failed(self) -> tuple[ConditionFinding, ...]:
        """Every condition that fails, not only the first."""
        return tuple(finding for finding in self.findings if finding.outcome is False)

    @cached_property
    def refusals(self) -> tuple[Finding, ...]:
        """Every reason against, with its article, ready for a refusal."""
        return tuple(
            Finding(reason, finding.condition.law)
            for finding in self.failed
            for reason in finding.reasons
        )

    @cached_property
    def shortest(self) -> FactTuple:
        """The fewest missing facts that could make it a yes; none if no fact can."""
        if self.outcome is not Outcome.NOT_YET:
            return FactTuple()
        conditions = [condition.rule for condition in self.benefit.requires]
        found = shortest(self.found, conditions, self.benefit.rules[len(conditions) :])
        return self.benefit.facts_in_order(found)

    @cached_property
    def grounds(self) -> Grounds:
        """The facts, figures and named rules the outcome rests on."""
        if self.outcome is Outcome.NO:
            return grounds_of(self.found, *(finding.rule for finding in self.failed))
        return grounds_of(self.found, *self.benefit.rules)

    @property
    def rests_on(self) -> FactTuple:
        """The known facts the outcome rests on."""
        return FactTuple(self.grounds.facts)

    @property
    def values_used(self) -> tuple[tuple[Dated, Value], ...]:
        """The figures of the law the outcome rests on, each with the value in force."""
        return tuple(self.grounds.figures)

    @cached_property
    def unconfirmed(self) -> tuple[Text, ...]:
        """Whatever this verdict rests on that the operator has yet to check against the law."""
        noted = list(self.benefit.unconfirmed)
        for item in self.grounds.named:
            noted += item.unconfirmed if isinstance(item, Category) else ()
        noted += [
            _unchecked(figure, value) for figure, value in self.values_used if not value.confirmed
        ]
        return tuple(dict.fromkeys(noted))

    @cached_property
    def sum(self) -> tuple[SumLine, ...]:
        """How the amount came about; empty unless something is paid."""
        if self.amount is None or self.benefit.pays is None:
            return ()
        return sum_of(self.found, self.benefit.pays, self.benefit.rounding)

    def as_json(self) -> Json:
        """The verdict as it is kept with a decision: plain values only, money as text."""
        return {
            "benefit": self.benefit.code,
            "name": _text(self.benefit.name),
            "law": str(self.benefit.law),
            "on": self.on.isoformat(),
            "values_on": self.values_on.isoformat(),
            "known_on": as_json(self.known_on),
            "outcome": self.outcome.value,
            "amount": as_json(self.amount),
            "period": self.benefit.period,
            "conditions": [_condition(finding) for finding in self.findings],
            "missing": [_wanted(fact) for fact in self.missing],
            "shortest": list(self.shortest.names),
            "missing_values": [
                {"code": figure.code, "label": _text(figure.label)}
                for figure in self.missing_values
            ],
            "facts": {fact.name: as_json(self.found.value(fact)) for fact in self.rests_on},
            "values": [_value(figure, value) for figure, value in self.values_used],
            "unconfirmed": [_text(note) for note in self.unconfirmed],
            "sum": [
                {
                    "label": _text(line.label),
                    "amount": format(line.amount, "f"),
                    "law": str(line.law or ""),
                    "total": line.is_total,
                }
                for line in self.sum
            ],
        }


def verdict_of(found: Reckoning, benefit: Provision) -> Verdict:
    """The verdict on one benefit, from a reckoning of its rules.

    One condition that fails makes it a no: nothing is missing then, and every failing condition
    is named. Otherwise, while a condition or the amount is unknown, it is not yet: missing is what
    any of these lacks, a figure the law has not given included. So a child who meets every
    condition still waits while the amount is open, and nobody is ever paid nought for it.
    """
    findings = tuple(condition_finding(found, condition, benefit) for condition in benefit.requires)
    if any(finding.outcome is False for finding in findings):
        return Verdict(benefit, Outcome.NO, None, findings, FactTuple(), (), found)
    lacking = 0
    for rule in benefit.rules:
        lacking |= found.lacks(rule)
    if lacking:
        plan = found.plan
        missing, figures = benefit.facts_in_order(plan.facts(lacking)), plan.figures(lacking)
        return Verdict(benefit, Outcome.NOT_YET, None, findings, missing, figures, found)
    amount = None
    if benefit.pays is not None:
        amount = benefit.rounding.apply(cast("Decimal", found.value(benefit.pays)))
    return Verdict(benefit, Outcome.YES, amount, findings, FactTuple(), (), found)


def _unchecked(figure: Dated, value: Value) -> Text:
    amount, day = figure.said(value.amount), day_in_words(value.from_day)
    zh = f"{figure.label.zh}（自{day.zh}起 {amount.zh}）尚未与原文核对"
    en = f"{figure.label.en} ({amount.en} from {day.en}) is not yet checked against the original"
    if value.note is None:
        return Text(f"{zh}。", f"{en}.")
    return Text(f"{zh}：{value.note.zh}", f"{en}: {value.note.en}")


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en}


def _condition(finding: ConditionFinding) -> Json:
    return {
        "code": finding.condition.code,
        "label": _text(finding.condition.label),
        "law": str(finding.condition.law),
        "outcome": outcome_of(finding.outcome).value,
        "missing": list(finding.missing.names),
        "reasons": [_text(reason) for reason in finding.reasons],
    }


def _wanted(fact: Fact) -> Json:
    return {
        "name": fact.name,
        "label": _text(fact.label),
        "paper": _text(fact.paper),
        "supplier": _text(fact.supplier),
    }


def _value(figure: Dated, value: Value) -> Json:
    return {
        "code": figure.code,
        "label": _text(figure.label),
        "from_day": value.from_day.isoformat(),
        "amount": None
        if value.amount is None
        else format(value.amount, "f")
        if isinstance(value.amount, Decimal)
        else value.amount,
        "law": str(value.law),
        "published": as_json(value.published),
        "confirmed": value.confirmed,
    }
