"""What a rule may know of a person on a day."""

import difflib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal, Self

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import answers
from hutong.foundation.policy.expressions import Expression
from hutong.foundation.policy.kinds import Kind, WrongKind, fits

Subject = Literal["child", "father", "mother", "household"]


class Sensitivity(IntEnum):
    """How closely a fact is held; the strictest are seen by few."""

    NORMAL = 0
    SENSITIVE = 1
    STRICTEST = 2


class Code(StrEnum):
    """A code with its label in both languages: `DEAD = "dead", "死亡", "dead"`."""

    label: Text

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Keep the label beside the value that is stored."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.label = Text(zh or value, en or value.replace("_", " "))
        return code


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Fact(Expression):
    """One thing a rule may know: its name, what proves it and who can supply it.

    `words` are what numbers are called that count nothing, such as the levels of a disability.
    """

    name: str
    kind: Kind = field()
    label: Text
    paper: Text
    supplier: Text
    sensitivity: Sensitivity = Sensitivity.NORMAL
    codes: type[StrEnum] | None = None
    subject: Subject = "child"
    record: str = ""
    words: Mapping[int, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or self.name != self.name.lower():
            raise WrongKind(f"{self.name!r} cannot name a column.")
        if (self.kind is Kind.CODE) != (self.codes is not None):
            raise WrongKind(f"{self.name} gives its codes if, and only if, it is a code.")
        if self.kind is Kind.RATIO:
            raise WrongKind(f"{self.name}: a share stands in the law and is no fact of a person.")
        if not self.record:
            object.__setattr__(self, "record", self.name.removeprefix(f"{self.subject}_"))

    @property
    def possible(self) -> frozenset[str] | None:
        return None if self.codes is None else frozenset(code.value for code in self.codes)

    @property
    def own(self) -> Hashable:
        return self.name

    def __repr__(self) -> str:
        return self.name

    def check(self, value: object) -> None:
        """Raise unless the value is an answer this fact can have."""
        if not fits(value, self.kind):
            raise WrongKind(f"{self.name} is {self.kind.label.en}; {value!r} is not.")
        if self.possible is not None and value not in self.possible:
            raise WrongKind(f"{self.name} has no code {value!r}.")

    def show(self, value: object) -> Text:
        """A value of this fact in words."""
        word = self.words.get(value) if isinstance(value, int) else None
        return word or answers.in_words(value, self.kind, self.codes)


class FactTuple(tuple[Fact, ...]):
    """Facts in order; two facts are the same only if they are one and the same."""

    __slots__ = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(fact.name for fact in self)

    def __contains__(self, fact: object) -> bool:
        return any(fact is one for one in self)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, tuple)
            and len(self) == len(other)
            and all(one is another for one, another in zip(self, other, strict=True))
        )

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.names)


class NotAFact(Refused):
    """What was given as a fact is none, or its value is none of it."""


class Vocabulary:
    """Every fact a rule may know, by name: `child.birth_date` or `child["birth_date"]`."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            if fact.name in self._facts:
                raise WrongKind(f"There are two facts named {fact.name}.")
            if hasattr(Vocabulary, fact.name):
                raise WrongKind(f"A vocabulary cannot offer a fact named {fact.name}.")
            self._facts[fact.name] = fact

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._facts)

    def __getattr__(self, name: str) -> Fact:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._facts[name]
        except KeyError:
            raise AttributeError(self._unknown(name).en) from None

    def __getitem__(self, name: str) -> Fact:
        try:
            return self._facts[name]
        except KeyError:
            raise KeyError(self._unknown(name).en) from None

    def __contains__(self, name: object) -> bool:
        return name in self._facts

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)

    def parse(self, name: str, raw: object) -> object:
        """The typed value of what was written for a fact; nothing written is unknown (None)."""
        if name not in self._facts:
            raise NotAFact(Finding(self._unknown(name), field=name))
        fact = self._facts[name]
        try:
            return answers.read(raw, fact.kind, fact.codes)
        except answers.Unreadable as fault:
            raise NotAFact(
                Finding(
                    Text(
                        f"{fact.label.zh}（{name}）：{fault.sentence.zh}",
                        f"{fact.label.en} ({name}): {fault.sentence.en}",
                    ),
                    field=name,
                )
            ) from None

    def parse_all(self, raw: Mapping[str, object]) -> dict[str, object]:
        """Every fact that was written, typed; one refusal names everything that is wrong."""
        facts: dict[str, object] = {}
        findings: list[Finding] = []
        for name, value in raw.items():
            try:
                facts[name] = self.parse(name, value)
            except NotAFact as refusal:
                findings += refusal.findings
        if findings:
            raise NotAFact(*findings)
        return facts

    def _unknown(self, name: str) -> Text:
        near = ", ".join(difflib.get_close_matches(name, self._facts, n=3))
        return Text(
            f"没有名为“{name}”的事实" + (f"；相近的有：{near}。" if near else "。"),
            f"No fact is named “{name}”" + (f"; near it: {near}." if near else "."),
        )
