"""The form of a step, made from its declaration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict

from hutong.casework import Ask, Shape, Step
from hutong.casework.actions import NotComplete
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text

TYPES = {Shape.DAY: "date", Shape.MONTH: "month", Shape.NUMBER: "number"}
YES_NO = (("yes", Text("是", "yes")), ("no", Text("否", "no")))


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from."""

    value: str
    label: Text
    current: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a step as the page shows it."""

    name: str
    label: Text
    type: str
    long: bool
    value: str
    hint: Text | None
    required: bool
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form held when it was sent."""

    answers: Mapping[str, str]
    reason: str
    done_on: date
    key: UUID
    seen: int


def fields(step: Step, given: Mapping[str, str]) -> Sequence[Field]:
    """The questions of a step, with what was entered so far."""
    return [_field(ask, given.get(ask.name, "")) for ask in step.asks]


def read(step: Step, post: QueryDict, *, today: date) -> Sent:
    """What was sent; refused if its day cannot be read or the form is not one of ours."""
    try:
        done_on = date.fromisoformat(post.get("done_on") or today.isoformat())
    except ValueError:
        raise NotComplete(
            Finding(
                Text("请写成 2026-03-05 这样的日期。", "Write a day such as 2026-03-05."),
                field="done_on",
            )
        ) from None
    try:
        key, seen = UUID(post.get("key", "")), int(post.get("seen", ""))
    except ValueError:
        raise NotComplete(
            Finding(
                Text("这张表不完整，请重新打开页面再办。", "The form is not whole; open it anew.")
            )
        ) from None
    return Sent(given_answers(step, post), post.get("reason", ""), done_on, key, seen)


def given_answers(step: Step, post: Mapping[str, str]) -> dict[str, str]:
    """What was entered for the questions of a step."""
    return {ask.name: post[ask.name] for ask in step.asks if post.get(ask.name)}


def fresh_key() -> UUID:
    """A key for a form that has not been sent yet."""
    return new_key()


def _field(ask: Ask, value: str) -> Field:
    return Field(
        name=ask.name,
        label=ask.label
        if ask.required
        else Text(f"{ask.label.zh}（可空）", f"{ask.label.en} (may be empty)"),
        type=TYPES.get(ask.shape, "text"),
        long=ask.shape is Shape.TEXT,
        value=value,
        hint=ask.hint,
        required=ask.required,
        choices=list(_choices(ask, value)),
    )


def _label(ask: Ask) -> Text:
    if ask.required:
        return ask.label
    return Text(f"{ask.label.zh}（可空）", f"{ask.label.en} (may be empty)")


def _choices(ask: Ask, value: str) -> Iterator[Choice]:
    listed = YES_NO if ask.shape is Shape.YES_NO else ask.choices
    for code, label in listed:
        yield Choice(code, label, code == value)
