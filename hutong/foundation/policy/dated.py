"""Numbers and rules of the law that change from a day on."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.answers import NO, YES, in_words
from hutong.foundation.policy.expressions import Expression, alike
from hutong.foundation.policy.kinds import Kind, WrongKind, fits

NOT_CONFIGURED = None  # the law has a figure, and nobody has told the system which
NOT_GIVEN = Text("尚未配置", "not configured")

Words = Mapping[Decimal | int, Text]
YES_OR_NO: Words = {1: YES, 0: NO}  # of a figure that switches a rule on from one day to another


class NotYetInForce(LookupError):  # noqa: N818 - the law is silent for that day; nothing is broken
    """On the day asked for, nothing was in force, or nobody could know of it yet."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = sentence
        super().__init__(f"{sentence.zh} {sentence.en}")


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of the law: from which day, how much, where it is written, when published.

    A figure may be published after the day it holds from; then arrears follow. `confirmed=False`
    marks a figure that the operator has yet to check against the original.
    """

    from_day: date
    amount: Decimal | int | None
    law: Citation
    published: date | None = None
    confirmed: bool = True
    note: Text | None = None
    last_confirmed: date | None = None

    @property
    def known_from(self) -> date:
        """The first day on which anybody could know it."""
        return self.published or self.from_day


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Dated(Expression):
    """A figure of the law with every value it has had; each is cited.

    `words` are what it is called where a value stands for something else than a number.
    """

    code: str
    label: Text
    values: tuple[Value, ...]
    kind: Kind = field(default=Kind.MONEY)
    words: Words = field(default_factory=dict)

    def __init__(
        self,
        code: str,
        label: Text,
        values: Iterable[Value],
        kind: Kind | None = None,
        words: Words | None = None,
    ) -> None:
        ordered = sorted(values, key=lambda value: (value.from_day, value.known_from))
        amounts = [value.amount for value in ordered if value.amount is not None]
        whole = bool(amounts) and all(isinstance(amount, int) for amount in amounts)
        sort = kind or (Kind.NUMBER if whole else Kind.MONEY)
        if not ordered:
            raise WrongKind(
                f"{code} needs a value: say NOT_CONFIGURED where the figure is unknown."
            )
        for amount in amounts:
            if not fits(amount, sort) or (sort is not Kind.NUMBER and isinstance(amount, float)):
                raise WrongKind(f"{code}: {amount!r} is not {sort.label.en}.")
        moments = {(value.from_day, value.known_from) for value in ordered}
        if len(moments) < len(ordered):
            raise WrongKind(f"{code} has two values from one day, published on one day.")
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "values", tuple(ordered))
        object.__setattr__(self, "kind", sort)
        object.__setattr__(self, "words", dict(words or {}))

    @property
    def own(self) -> Hashable:
        return (self.code, self.values)

    def __repr__(self) -> str:
        return f"@{self.code}"

    def said(self, amount: Decimal | int | None) -> Text:
        """One of its values as a person reads it: a sum, a number, a share, yes or no."""
        if amount is None:
            return NOT_GIVEN
        return self.words.get(amount) or in_words(amount, self.kind)

    def timeline(self, known_on: date | None = None) -> tuple[Value, ...]:
        """The values in order of their days, as they were known on a day; None: as known now."""
        latest: dict[date, Value] = {}
        for value in self.values:
            if known_on is None or value.known_from <= known_on:
                latest[value.from_day] = value
        return tuple(latest.values())

    def in_force(self, values_on: date, known_on: date | None = None) -> Value | None:
        """The value of a day, or nothing before the first."""
        found = None
        for value in self.timeline(known_on):
            if value.from_day <= values_on:
                found = value
        return found

    def at(self, values_on: date, known_on: date | None = None) -> Value:
        """The value of a day; before the first this is an error that names the article."""
        found = self.in_force(values_on, known_on)
        if found is None:
            first = self.values[0]
            raise NotYetInForce(
                Text(
                    f"{self.label.zh}（{first.law}）自{first.from_day}起施行，"
                    f"{first.known_from}公布；{values_on}尚无数值。",
                    f"{self.label.en} ({first.law}) is in force from {first.from_day}, "
                    f"published {first.known_from}; there is no value on {values_on}.",
                )
            )
        return found


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Wording:
    """One text of a rule, with the day it holds from."""

    from_day: date
    rule: Expression
    law: Citation


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Amended(Expression):
    """A rule whose text has changed: the wording of the judged day counts.

    Before the first wording a yes/no rule does not hold (*no*, because it is not yet in force);
    any other has no answer.
    """

    code: str
    label: Text
    wordings: tuple[Wording, ...]

    def __init__(
        self, code: str, label: Text, wordings: Iterable[tuple[date, object, Citation]]
    ) -> None:
        ordered = sorted(wordings, key=lambda wording: wording[0])
        if len({from_day for from_day, _, _ in ordered}) < len(ordered):
            raise WrongKind(f"{code} has two wordings from one day.")
        rules = alike(tuple(rule for _, rule, _ in ordered))
        if not rules:
            raise WrongKind(f"{code} needs a wording.")
        stated = tuple(
            Wording(from_day, rule, law)
            for (from_day, _, law), rule in zip(ordered, rules, strict=True)
        )
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "wordings", stated)

    @property
    def kind(self) -> Kind:
        return self.wordings[0].rule.kind

    @property
    def parts(self) -> tuple[Expression, ...]:
        return tuple(wording.rule for wording in self.wordings)

    @property
    def own(self) -> Hashable:
        return (self.code, tuple(wording.from_day for wording in self.wordings))

    @property
    def possible(self) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for wording in self.wordings:
            if wording.rule.possible is None:
                return None
            found |= wording.rule.possible
        return found

    def __repr__(self) -> str:
        return f"§{self.code}"

    def in_force(self, on: date) -> Wording | None:
        """The wording of a day, or nothing before the first."""
        found = None
        for wording in self.wordings:
            if wording.from_day <= on:
                found = wording
        return found
