"""One rule worked out for one person: whether it holds, what is missing, and why."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import cast

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.answers import day_in_words
from hutong.foundation.policy.dated import Amended
from hutong.foundation.policy.derived import Category
from hutong.foundation.policy.expressions import Expression
from hutong.foundation.policy.facts import FactTuple
from hutong.foundation.policy.grounds import Grounds, grounds_of
from hutong.foundation.policy.judging import Reckoning
from hutong.foundation.policy.plans import Figure
from hutong.foundation.policy.provisions import Condition, Provision


class Outcome(StrEnum):
    """Yes, no, or not yet: unknown is never no, and never yes."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Outcome.YES: Text("符合", "yes"),
    Outcome.NO: Text("不符合", "no"),
    Outcome.NOT_YET: Text("尚不能确定", "not yet"),
}


def outcome_of(held: bool | None) -> Outcome:
    """The outcome of a condition that holds, fails, or is unknown."""
    if held is None:
        return Outcome.NOT_YET
    return Outcome.YES if held else Outcome.NO


@dataclass(frozen=True, eq=False)
class _Answer:
    """One yes/no rule worked out for one person."""

    outcome: bool | None
    missing: FactTuple
    missing_values: tuple[Figure, ...]
    found: Reckoning = field(repr=False)

    @property
    def rule(self) -> Expression:
        raise NotImplementedError

    @cached_property
    def grounds(self) -> Grounds:
        """The facts, figures and named rules that made it so."""
        return grounds_of(self.found, self.rule)

    @property
    def rests_on(self) -> FactTuple:
        """The known facts that made it so."""
        return FactTuple(self.grounds.facts)

    @property
    def lacking(self) -> tuple[Text, ...]:
        """A sentence that names what is not known yet; none when the answer is settled."""
        names = [item.label for item in (*self.missing, *self.missing_values)]
        if not names:
            return ()
        return (
            Text(
                "尚未查明：" + "、".join(name.zh for name in names),
                "not known yet: " + ", ".join(name.en for name in names),
            ),
        )

    @property
    def not_in_force(self) -> tuple[Text, ...]:
        """A sentence for every rule that began only after the judged day."""
        return tuple(map(_begins_later, self.grounds.not_in_force))


@dataclass(frozen=True, eq=False)
class ConditionFinding(_Answer):
    """One condition of a benefit: whether it holds, what it lacks, and the reasons in words."""

    condition: Condition

    @property
    def rule(self) -> Expression:
        return self.condition.rule

    @cached_property
    def reasons(self) -> tuple[Text, ...]:
        """Why it fails or stays open, in sentences a family can read; none when it holds."""
        if self.outcome is None:
            return self.lacking
        return () if self.outcome else (self.condition.otherwise, *self.not_in_force)


@dataclass(frozen=True, eq=False)
class CategoryFinding(_Answer):
    """One class of children: whether this child belongs to it, and what is not known yet."""

    category: Category

    @property
    def rule(self) -> Expression:
        return self.category.rule

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why it stays open or was not in force."""
        return self.lacking if self.outcome is None else self.not_in_force


def _begins_later(rule: Amended) -> Text:
    first = rule.wordings[0]
    day = day_in_words(first.from_day)
    return Text(
        f"{rule.label.zh}（{first.law}）自{day.zh}起施行，认定当日尚未施行。",
        f"{rule.label.en} ({first.law}) is in force only from {day.en}.",
    )


def condition_finding(
    found: Reckoning, condition: Condition, benefit: Provision
) -> ConditionFinding:
    """One condition of a benefit as it stands in a reckoning."""
    held, missing, figures = _answer(found, condition.rule)
    return ConditionFinding(held, benefit.facts_in_order(missing), figures, found, condition)


def category_finding(found: Reckoning, category: Category) -> CategoryFinding:
    """One class of children as it stands in a reckoning."""
    return CategoryFinding(*_answer(found, category.rule), found, category)


def _answer(
    found: Reckoning, rule: Expression
) -> tuple[bool | None, FactTuple, tuple[Figure, ...]]:
    missing = found.lacks(rule)
    held = cast("bool | None", found.value(rule))
    return held, found.plan.facts(missing), found.plan.figures(missing)
