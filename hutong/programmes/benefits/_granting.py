"""How a benefit is granted: the judgement, the frozen bundle, and what a refusal says."""

from datetime import date
from typing import TYPE_CHECKING

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Begins, Outcome
from hutong.foundation.policy.answers import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hutong.foundation.policy import Benefit, Verdict
    from hutong.registry.people.queries import KnownFact


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


def frozen_facts(known: "Iterable[KnownFact]") -> list[dict[str, object]]:
    """What was known, each fact with the row and the paper it rests on."""
    return [
        {
            "name": item.fact.name,
            "value": as_json(item.value),
            "record": None if item.record is None else str(item.record.pk),
            "paper": item.paper,
            "since": as_json(item.since),
            "until": as_json(item.until),
            "recorded_on": None if item.record is None else as_json(item.record.recorded_on),
        }
        for item in known
    ]
