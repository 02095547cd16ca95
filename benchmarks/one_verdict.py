"""How long it takes to judge one child by the shipped law, with everything that explains it.

    python benchmarks/one_verdict.py

Each figure is the median over a thousand judgements; nothing is kept from one to the next.
"""

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.foundation.policy.asking import next_question
from hutong.foundation.policy.wording import describe_benefit
from hutong.law.beijing import pack

ON = date(2026, 10, 31)
TIMES = 1000


def main() -> None:
    """Judge a child of whom nothing is known, and the children of the worked cases."""
    law = pack()
    known = [example.facts for benefit in law.benefits for example in benefit.examples]
    nothing: list[Mapping[str, object]] = [{}]
    print(
        f"{len(law.benefits)} benefits, {len(law.categories)} categories, "
        f"{len(law.reckoner.plan.nodes)} steps, {len(known)} worked cases"
    )
    for label, cases in (("nothing known", nothing), ("the worked cases", known)):
        print(f"{label}:")
        for what, act in (
            ("every outcome, amount, failed condition and missing fact", _judge),
            ("… with shortest ways, grounds, sums and reasons, as JSON", _explain),
            ("one benefit so", _explain_one),
            ("the next question", _ask),
        ):
            _timed(what, act, cases)
    benefit = law.benefits[0]
    _timed("a benefit printed in words", lambda _: describe_benefit(benefit, "zh"), nothing)


def _judge(facts: Mapping[str, object]) -> object:
    return pack().judge_all(facts, ON)


def _explain(facts: Mapping[str, object]) -> object:
    return [verdict.as_json() for verdict in pack().judge_all(facts, ON)]


def _explain_one(facts: Mapping[str, object]) -> object:
    return pack().benefit("living-allowance-de-facto").judge(facts, ON).as_json()


def _ask(facts: Mapping[str, object]) -> object:
    return next_question(pack(), facts, ON)


def _timed(
    what: str,
    act: Callable[[Mapping[str, object]], object],
    cases: list[Mapping[str, object]],
) -> None:
    spans = []
    for number in range(TIMES):
        facts = cases[number % len(cases)]
        start = time.perf_counter()
        act(facts)
        spans.append((time.perf_counter() - start) * 1000)
    slow = statistics.quantiles(spans, n=100)[98]
    print(f"{statistics.median(spans):8.2f} ms  (99 % within {slow:.2f} ms)  {what}")


if __name__ == "__main__":
    main()
