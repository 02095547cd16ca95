"""Why a sum is other than it was: the two verdicts laid side by side, in sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hutong.foundation.kernel.dates import age_on
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated, Fact, Kind, Value, Verdict
from hutong.foundation.policy.ages import YearsPassed
from hutong.foundation.policy.plans import Plan
from hutong.programmes.benefits._law import law

if TYPE_CHECKING:
    from hutong.foundation.policy import ConditionFinding
    from hutong.foundation.policy.provisions import Provision


@dataclass(frozen=True, slots=True)
class Known:
    """What the register says of a fact: since when, and recorded on which day."""

    since: date | None
    recorded_on: date | None


Register = dict[str, Known]
MOST_FACTS = 2  # a reason is read by families: beyond these it says how many more there are


def what_changed(before: Verdict, after: Verdict, register: Register | None = None) -> list[Text]:
    """What made the second verdict differ from the first, most telling first."""
    figures = [_figure_sentence(*change) for change in _figures_that_differ(before, after)]
    # What was known and is now another comes before what was only learned or is no longer known.
    changes = sorted(
        _facts_that_differ(before, after),
        key=lambda change: change[1] is None or change[2] is None,
    )
    facts = [_fact_sentence(*change, register or {}) for change in changes[:MOST_FACTS]]
    if len(changes) > MOST_FACTS:
        last = facts[-1]
        facts[-1] = Text(
            f"{last.zh}等{len(changes)}项", f"{last.en} and {len(changes) - MOST_FACTS} more"
        )
        facts += _turned(before, after)
    return [*figures, *facts] or list(_time_passing(before, after))


def _turned(before: Verdict, after: Verdict) -> Iterator[Text]:
    """The conditions that held and no longer do."""
    if before.benefit is not after.benefit:
        return
    for was, now in zip(before.findings, after.findings, strict=True):
        if was.outcome and now.outcome is False:
            label = now.condition.label
            yield Text(f"不再“{label.zh}”", f"no longer “{label.en}”")


def _facts_that_differ(before: Verdict, after: Verdict) -> Iterator[tuple[Fact, object, object]]:
    """The facts that are not the same in both, of those the verdicts rest on or lack."""
    telling = dict.fromkeys(
        [*after.rests_on, *before.rests_on, *before.missing, *after.missing], None
    )
    for fact in telling:
        was = before.found.facts.get(fact.name)
        now = after.found.facts.get(fact.name)
        if was != now:
            yield fact, was, now


def _figures_that_differ(before: Verdict, after: Verdict) -> Iterator[tuple[Dated, Value, Value]]:
    used = {figure.code: value for figure, value in before.values_used}
    for figure, value in after.values_used:
        was = used.get(figure.code)
        if was is not None and was.amount != value.amount:
            yield figure, was, value


def _fact_sentence(fact: Fact, was: object, now: object, register: Register) -> Text:
    known = register.get(fact.name)
    since = known.since if known and now is not None else None
    recorded = known.recorded_on if known and now is not None else None
    zh = f"{since}起" if since else ""
    en = f"from {since} " if since else ""
    shown = fact.show(now)
    if now is None:
        zh += f"{fact.label.zh}尚未查明（原为{fact.show(was).zh}）"
        en += f"{fact.label.en}: not known (was {fact.show(was).en})"
    elif was is None:
        zh += f"{fact.label.zh}：{shown.zh}"
        en += f"{fact.label.en}: {shown.en}"
    else:
        zh += f"{fact.label.zh}由{fact.show(was).zh}改为{shown.zh}"
        en += f"{fact.label.en}: {shown.en} instead of {fact.show(was).en}"
    if recorded is not None:
        zh += f"（{recorded}登记）"
        en += f" (recorded on {recorded})"
    return Text(zh, en)


def _figure_sentence(figure: Dated, was: Value, now: Value) -> Text:
    old, new = _amount(was, figure), _amount(now, figure)
    sentence = Text(
        f"{figure.label.zh}自{now.from_day}由{old.zh}调整为{new.zh}",
        f"{figure.label.en}: {new.en} instead of {old.en} from {now.from_day}",
    )
    if now.known_from > now.from_day:
        sentence = Text(
            f"{sentence.zh}，{now.known_from}公布", f"{sentence.en}, published on {now.known_from}"
        )
    return sentence


def _amount(value: Value, figure: Dated) -> Text:
    if figure.kind is Kind.MONEY and value.amount is not None:
        return in_yuan(Decimal(value.amount))
    return figure.said(value.amount)


def in_yuan(amount: Decimal) -> Text:
    """A sum inside a sentence."""
    return Text(f"{amount:,.2f}元", f"¥{amount:,.2f}")


def _time_passing(before: Verdict, after: Verdict) -> Iterator[Text]:
    """On which day a condition turned, though nothing new was known."""
    if before.benefit is not after.benefit or before.on >= after.on:
        return
    held = {finding.condition.code: finding.outcome for finding in before.findings}
    for finding in after.findings:
        if held[finding.condition.code] == finding.outcome:
            continue
        day = _turning_day(after, finding, before.on)
        birthday = _birthday(after, finding, day)
        if birthday is not None:
            yield birthday
        elif finding.outcome:
            label = finding.condition.label
            yield Text(f"{day}起{label.zh}", f"from {day}: {label.en}")
        else:
            label = finding.condition.label
            yield Text(f"{day}起不再“{label.zh}”", f"from {day} no longer “{label.en}”")


def _turning_day(after: Verdict, finding: "ConditionFinding", low: date) -> date:
    """The first day from which the condition stands as it does now."""
    benefit, facts, high = after.benefit, dict(after.found.facts), after.on
    while high - low > timedelta(days=1):
        middle = low + (high - low) // 2
        if _outcome(benefit, facts, middle, finding.condition.code) == finding.outcome:
            high = middle
        else:
            low = middle
    return high


def _outcome(
    benefit: "Provision", facts: dict[str, object], on: date, condition: str
) -> bool | None:
    verdict = law().benefit(benefit.code).judge(facts, on)
    return next(item.outcome for item in verdict.findings if item.condition.code == condition)


def _birthday(after: Verdict, finding: "ConditionFinding", day: date) -> Text | None:
    """That a birthday turned the condition, if it asks for an age and this is the day."""
    for node in Plan([finding.rule]).nodes:
        if not isinstance(node, YearsPassed) or not isinstance(node.since, Fact):
            continue
        birth = after.found.facts.get(node.since.name)
        if isinstance(birth, date) and age_on(birth, day) > age_on(birth, day - timedelta(days=1)):
            age = age_on(birth, day)
            label = finding.condition.label
            return Text(
                f"{day}满{age}周岁，不再“{label.zh}”"
                if not finding.outcome
                else f"{day}满{age}周岁",
                f"{age} years old on {day}, no longer “{label.en}”"
                if not finding.outcome
                else f"{age} years old on {day}",
            )
    return None


def joined(parts: Iterable[Text], ending: Text | None = None) -> Text:
    """Several clauses as one sentence."""
    clauses = [*parts, *([] if ending is None else [ending])]
    zh = "，".join(clause.zh for clause in clauses)
    en = "; ".join(clause.en for clause in clauses)
    return Text(f"{zh}。", f"{en[:1].upper()}{en[1:]}.")
