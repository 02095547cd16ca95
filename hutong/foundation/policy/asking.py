"""Which fact to ask for next, so that a form stays short."""

from collections.abc import Mapping, Sequence
from datetime import date

from hutong.foundation.policy.benefits import Benefit
from hutong.foundation.policy.facts import Fact, Sensitivity
from hutong.foundation.policy.findings import Outcome
from hutong.foundation.policy.kinds import Kind
from hutong.foundation.policy.packs import Pack
from hutong.foundation.policy.verdicts import Verdict

TRIED = 6  # so many of the most promising facts are tried answer by answer


def next_question(
    rules: Pack | Benefit,
    facts: Mapping[str, object],
    on: date,
    *,
    values_on: date | None = None,
    known_on: date | None = None,
) -> Fact | None:
    """The missing fact whose answer settles most; None when nothing more need be asked.

    Only facts on the shortest way to a yes are asked for, of the benefits that are nearest to one
    and paid here. Among them the one goes first after whose answer least is missing on average, and
    of equals the less sensitive. The strictest facts are asked for only when no other would do.
    """
    days = {"values_on": values_on, "known_on": known_on}

    def judged(known: Mapping[str, object]) -> list[Verdict]:
        if isinstance(rules, Pack):
            every = rules.judge_all(known, on, **days)
            return [verdict for verdict in every if verdict.benefit.paid_here]
        return [rules.judge(known, on, **days)]

    still_open = [verdict for verdict in judged(facts) if verdict.shortest]
    if not still_open:
        return None
    fewest = min(len(verdict.shortest) for verdict in still_open)
    nearest = [verdict.shortest for verdict in still_open if len(verdict.shortest) == fewest]
    wanted = sorted(
        {fact.name: fact for facts_wanted in nearest for fact in facts_wanted}.values(),
        key=lambda fact: (_is_strictest(fact), -_asked_by(fact, still_open), fact.sensitivity),
    )[:TRIED]

    def left(fact: Fact) -> float:
        answers = _answers(fact)
        if not answers:
            return _open_facts(still_open) - _asked_by(fact, still_open)
        after = [_open_facts(judged({**facts, fact.name: answer})) for answer in answers]
        return sum(after) / len(after)

    return min(wanted, key=lambda fact: (_is_strictest(fact), left(fact), fact.sensitivity))


def _is_strictest(fact: Fact) -> bool:
    return fact.sensitivity is Sensitivity.STRICTEST


def _asked_by(fact: Fact, verdicts: list[Verdict]) -> int:
    return sum(fact in verdict.missing for verdict in verdicts)


def _open_facts(verdicts: list[Verdict]) -> int:
    """How many facts are missing, counted for each benefit that is not settled."""
    return sum(len(verdict.missing) for verdict in verdicts if verdict.outcome is Outcome.NOT_YET)


def _answers(fact: Fact) -> Sequence[object]:
    """Every answer a fact can have, if they are few."""
    if fact.kind is Kind.YES_NO:
        return [True, False]
    return sorted(fact.possible or ())
