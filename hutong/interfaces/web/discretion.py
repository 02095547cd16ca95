"""What a page keeps back: fields that open for a purpose, and circumstances that are not told.

Nothing of a parent's prison, illness or disappearance stands on the first page of a child's file.
It opens for a purpose, which is kept with the reading, and is spelled out on the decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hutong.foundation.access.roles import SEES_STRICTEST, Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact, Kind, Sensitivity
from hutong.registry.people.queries import KnownFact


class Purpose(NamedTuple):
    """Why somebody opens what is kept back."""

    code: str
    label: Text


PURPOSES = (
    Purpose("visit", Text("入户走访", "a home visit")),
    Purpose("decision", Text("办理保障", "deciding on a benefit")),
    Purpose("payment", Text("核对发放", "checking a payment")),
    Purpose("emergency", Text("紧急情况", "an emergency")),
)
PURPOSE_LABELS = {purpose.code: purpose.label for purpose in PURPOSES}

SUBJECTS = {
    "child": Text("儿童本人", "the child"),
    "father": Text("父亲", "the father"),
    "mother": Text("母亲", "the mother"),
    "household": Text("家庭", "the household"),
}
NOT_TOLD = Text("只向区、市民政部门显示", "shown to the district and city offices only")

# Answers that say that nothing is amiss.
_QUIET_CODES = frozenset({"none", "known", "alive", "family"})
_GOOD_IF_TRUE = frozenset({"performs_guardianship", "able_to_guard", "birth_parents_found"})


class NoPurpose(Refused):
    """What is kept back opens only for one of the purposes."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is amiss with one parent, or with the child, in words that are not shown unasked."""

    who: Text
    since: date | None
    lines: Sequence[Text]


def purpose_given(given: str) -> str:
    """One of the purposes, or a refusal."""
    if given in PURPOSE_LABELS:
        return given
    raise NoPurpose(
        Finding(Text("请选一项查看事由。", "Choose what you need to see it for."), field="purpose")
    )


def is_guarded(fact: Fact) -> bool:
    """Whether a fact is kept back until somebody says what for."""
    return fact.sensitivity is not Sensitivity.NORMAL


def is_telling(fact: Fact, value: object) -> bool:
    """Whether a guarded fact says that something is amiss, and not that nothing is."""
    if not is_guarded(fact):
        return False
    if fact.kind is Kind.YES_NO:
        return value is not (fact.record in _GOOD_IF_TRUE)
    return fact.kind is not Kind.CODE or value not in _QUIET_CODES


def may_be_told(fact: Fact, role: Role) -> bool:
    """Whether a post may be told of a fact at all, its purpose given."""
    return fact.sensitivity is not Sensitivity.STRICTEST or role in SEES_STRICTEST


def told(known: KnownFact, role: Role) -> Text:
    """A fact with its value, as far as the post may be told."""
    fact = known.fact
    if not may_be_told(fact, role):
        return Text(f"一项情况{NOT_TOLD.zh}", f"one circumstance is {NOT_TOLD.en}")
    value = fact.show(known.value)
    return Text(f"{fact.label.zh}：{value.zh}", f"{fact.label.en}: {value.en}")


def circumstances(rows: Iterable[KnownFact], role: Role, *subjects: str) -> list[Circumstances]:
    """What is amiss with each of these, the days from which it is so, and the words for it."""
    telling = [row for row in rows if is_telling(row.fact, row.value)]
    found = []
    for subject in subjects:
        own = [row for row in telling if row.fact.subject == subject]
        if own:
            since = min((row.since for row in own if row.since), default=None)
            found.append(Circumstances(SUBJECTS[subject], since, [told(row, role) for row in own]))
    return found
