"""A benefit that can be judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hutong.foundation.policy.derived import Category
from hutong.foundation.policy.findings import Outcome
from hutong.foundation.policy.judging import Reckoner
from hutong.foundation.policy.provisions import Example, Provision
from hutong.foundation.policy.verdicts import Verdict, verdict_of


@dataclass(frozen=True, eq=False)
class Benefit(Provision):
    """Something the law grants: who, how much, from when; it can judge a case and try itself."""

    @cached_property
    def reckoner(self) -> Reckoner:
        """The benefit's rules, ready to be worked out."""
        asked = [example.category for example in self.examples]
        return Reckoner(
            [*self.rules, self.met, *(item for item in asked if isinstance(item, Category))]
        )

    def judge(
        self,
        facts: Mapping[str, object],
        on: date,
        *,
        values_on: date | None = None,
        known_on: date | None = None,
    ) -> Verdict:
        """What the benefit comes to for these facts on this day.

        A fact that is absent or None is unknown. The figures are those of `values_on` (else of
        the day itself) as far as they were published by `known_on` (else all of them).
        """
        return verdict_of(self.reckoner.reckon(facts, on, values_on, known_on), self)

    def run_example(self, example: Example) -> str:
        """Judge a worked case; a sentence that says what is wrong, or nothing."""
        verdict = self.judge(
            example.facts, example.on, values_on=example.values_on, known_on=example.known_on
        )
        fault = (
            _wrong_sum(verdict, example)
            or _wrong_refusal(verdict, example)
            or _wrong_lack(verdict, example)
            or self._wrong_category(verdict, example)
        )
        return f"{self.code}: {example.story}: {fault}" if fault else ""

    def run_examples(self) -> tuple[str, ...]:
        """A sentence for every worked case that does not come out as it says; none if all do."""
        return tuple(filter(None, map(self.run_example, self.examples)))

    def _wrong_category(self, verdict: Verdict, example: Example) -> str:
        wanted = example.category
        if wanted is None:
            return ""
        for named in verdict.found.plan.named:
            if isinstance(named, Category) and (named is wanted or named.code == wanted):
                held = verdict.found.value(named)
                return "" if held else f"the child is not in the category {named.code}."
        return f"the benefit does not ask for the category {wanted!r}."


def _wrong_sum(verdict: Verdict, example: Example) -> str:
    if example.pays is None and not example.grants:
        return ""
    if not verdict.eligible:
        return f"expected yes, found {_summary(verdict)}"
    if example.pays is not None and verdict.amount != example.pays:
        return f"expected {example.pays}, found {verdict.amount}."
    return ""


def _wrong_refusal(verdict: Verdict, example: Example) -> str:
    if example.refuses is None:
        return ""
    failed = [finding.condition.code for finding in verdict.failed]
    found = "" if example.refuses in failed else _summary(verdict)
    return f"expected {example.refuses} to fail, found {found}" if found else ""


def _wrong_lack(verdict: Verdict, example: Example) -> str:
    if example.lacks is None or example.lacks in verdict.missing.names:
        return ""
    return f"expected {example.lacks} to be missing, found {_summary(verdict)}"


def _summary(verdict: Verdict) -> str:
    if verdict.outcome is Outcome.YES:
        return f"yes, {verdict.amount}."
    if verdict.outcome is Outcome.NO:
        return f"no: {', '.join(finding.condition.code for finding in verdict.failed)}."
    figures = [figure.code for figure in verdict.missing_values]
    return f"not yet: {', '.join([*verdict.missing.names, *figures])}."
