"""The form for one fact: what was typed, what it may be, and how it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact, Kind
from hutong.foundation.policy.answers import as_text
from hutong.interfaces.web.form_days import NotFilled, day_given, day_needed
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.queries import KnownFact

YES, NO = Text("是", "yes"), Text("否", "no")
# True of a whole life: nobody is asked from which day.
LIFELONG = frozenset({"birth_date"})
HINTS = {
    Kind.NUMBER: Text("填整数", "a whole number"),
    Kind.MONEY: Text("单位：元，如 1812.50", "in yuan, such as 1812.50"),
}


class Answer(NamedTuple):
    """What the form says: the answer and its days."""

    value: object
    since: date | None
    until: date | None


class Choice(NamedTuple):
    """One answer to choose."""

    value: str
    label: Text
    current: bool


@dataclass(frozen=True, slots=True)
class FactForm:
    """What somebody types about one fact; nothing of it is lost when it is refused."""

    fact: Fact
    value: str = ""
    since: str = ""
    always: bool = False
    until: str = ""
    paper: str = ""
    paper_number: str = ""
    source: str = ""
    reason: str = ""

    @classmethod
    def blank(cls, fact: Fact) -> "FactForm":
        """An empty form, with the fact's usual paper and who supplies it."""
        return cls(fact, paper=fact.paper.zh, source=fact.supplier.zh)

    @classmethod
    def of_row(cls, row: KnownFact) -> "FactForm":
        """The form filled with what stands on record."""
        record = row.record
        return cls(
            row.fact,
            value=as_text(row.value),
            since=str(row.since or ""),
            always=row.since is None,
            until=str(row.until or ""),
            paper=row.paper,
            paper_number=record.paper_number if record else "",
            source=record.source if record else "",
        )

    @classmethod
    def of(cls, given: Mapping[str, str], fact: Fact) -> "FactForm":
        """What was sent."""
        typed = {
            one.name: given.get(one.name, "").strip()
            for one in fields(cls)
            if one.name not in {"fact", "value", "always"}
        }
        return cls(
            fact,
            value=given.get(fact.name, "").strip(),
            always=given.get("always") == "yes",
            **typed,
        )

    @property
    def choices(self) -> Sequence[Choice]:
        """The answers to choose from, where the fact has a few."""
        if self.fact.kind is Kind.YES_NO:
            return [
                Choice("true", YES, self.value == "true"),
                Choice("false", NO, self.value == "false"),
            ]
        return [
            Choice(code.value, self.fact.show(code.value), self.value == code.value)
            for code in self.fact.codes or ()
        ]

    @property
    def type(self) -> str:
        """What the browser calls the field."""
        return "date" if self.fact.kind is Kind.DATE else "text"

    @property
    def hint(self) -> Text | None:
        return HINTS.get(self.fact.kind)

    @property
    def lifelong(self) -> bool:
        return self.fact.name in LIFELONG

    def read(self) -> Answer:
        """The answer and its days, or one refusal that names everything that is wrong."""
        findings: list[Finding] = []
        for part in (self.read_value, self.read_since, self.read_until):
            try:
                part()
            except Refused as refusal:
                findings += refusal.findings
        if findings:
            raise NotFilled(*findings)
        return Answer(self.read_value(), self.read_since(), self.read_until())

    def read_value(self) -> object:
        """The answer, or a refusal beside its field."""
        value = VOCABULARY.parse(self.fact.name, self.value)
        if value is None:
            raise NotFilled(
                Finding(
                    Text(
                        f"请填“{self.fact.label.zh}”；不知道就先不登记。",
                        f"Say what is known of “{self.fact.label.en}”; what is not known is not"
                        " recorded.",
                    ),
                    field=self.fact.name,
                )
            )
        return value

    def read_since(self) -> date | None:
        """The first day; none for what was always so, which has to be said."""
        if self.always or self.lifelong:
            return None
        return day_needed(
            self.since,
            "since",
            Text(
                "请填从哪一天起；一直如此的，勾选“一直如此”。",
                "Say from which day; tick the box if it was always so.",
            ),
        )

    def read_until(self) -> date | None:
        """The day from which it no longer holds, if there is one."""
        return day_given(self.until, "until")

    def read_end(self) -> date:
        """The day from which it no longer holds, which must be said."""
        return day_needed(
            self.until,
            "until",
            Text("请填从哪一天起不再如此。", "Say from which day it no longer holds."),
        )
