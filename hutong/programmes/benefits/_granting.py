"""How a benefit is granted: the judgement, the frozen bundle, and what a refusal says."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Begins, Outcome
from hutong.programmes.benefits._law import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hutong.foundation.policy import Benefit, Verdict
    from hutong.registry.people.queries.circumstances import KnownFact


class NotGranted(Refused):
    """The rule does not say yes, and nobody has agreed to depart from it."""


def first_month(benefit: "Benefit", *, applied_on: date, confirmed_on: date) -> Month:
    """The first month that counts: that after the confirmation, or that of the application."""
    if benefit.begins is Begins.MONTH_OF_APPLICATION:
        return Month.of(applied_on)
    return Month.of(confirmed_on) + 1


def refusal_of(verdict: "Verdict") -> NotGranted:
    """Every reason why a verdict grants nothing, with its article."""
    if verdict.outcome is Outcome.NO:
        return NotGranted(*verdict.refusals)
    lacking = [
        Finding(
            Text(
                "还不能确定：缺{label}（{paper}），由{supplier}提供。",
                "Not settled yet: {label_en} is missing ({paper_en}); {supplier_en} can supply it.",
            ).filled(
                label=fact.label.zh,
                label_en=fact.label.en,
                paper=fact.paper.zh,
                paper_en=fact.paper.en,
                supplier=fact.supplier.zh,
                supplier_en=fact.supplier.en,
            ),
            field=fact.name,
        )
        for fact in verdict.missing
    ]
    lacking += [
        Finding(
            Text(
                "还不能确定：{label}没有已公布的数值。",
                "Not settled yet: no figure has been published for {label_en}.",
            ).filled(label=figure.label.zh, label_en=figure.label.en)
        )
        for figure in verdict.missing_values
    ]
    return NotGranted(*lacking)


def frozen_facts(known: "Iterable[KnownFact]") -> list[dict[str, Any]]:
    """What was known, each fact with the row and the paper it rests on."""
    return [
        _plain(
            {
                "name": item.fact.name,
                "value": item.value,
                "record": None if item.record is None else str(item.record.pk),
                "paper": item.paper,
                "since": item.since,
                "until": item.until,
                "recorded_on": None if item.record is None else item.record.recorded_on,
            }
        )
        for item in known
    ]


def frozen_verdict(verdict: "Verdict") -> dict[str, Any]:
    """A verdict with everything it rests on, as it is stored with the decision."""
    frozen: dict[str, Any] = _plain(
        {
            "benefit": verdict.benefit.code,
            "on": verdict.on,
            "values_on": verdict.values_on,
            "known_on": verdict.known_on,
            "outcome": verdict.outcome.value,
            "amount": verdict.amount,
            "conditions": [
                {
                    "code": finding.condition.code,
                    "law": str(finding.condition.law),
                    "outcome": finding.outcome,
                    "missing": list(finding.missing.names),
                    "reasons": [list(reason) for reason in finding.reasons],
                }
                for finding in verdict.findings
            ],
            "sum": [
                {
                    "label": list(line.label),
                    "amount": line.amount,
                    "law": None if line.law is None else str(line.law),
                }
                for line in verdict.sum
            ],
            "values": [
                {
                    "code": figure.code,
                    "from": value.from_day,
                    "amount": value.amount,
                    "published": value.published,
                    "law": str(value.law),
                    "confirmed": value.confirmed,
                }
                for figure, value in verdict.values_used
            ],
            "unconfirmed": [list(text) for text in verdict.unconfirmed],
            "missing": list(verdict.missing.names),
            "missing_values": [figure.code for figure in verdict.missing_values],
            "rules": fingerprint(verdict.benefit),
        }
    )
    return frozen


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a verdict holds
    """A value as JSON can hold it: sums of money and days are written out."""
    match value:
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case Decimal() | date():
            return str(value)
        case _:
            return value
