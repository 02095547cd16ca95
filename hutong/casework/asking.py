"""What a step asks whoever takes it: a field, how it is read, and how it is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text

LONGEST = 2000
Answer = str | date | Month | Decimal | int | bool


class Shape(StrEnum):
    """What is written into a field."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    MONTH = "month"
    MONEY = "money"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a step's form."""

    name: str
    label: Text
    shape: Shape = Shape.LINE
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = True
    hint: Text | None = None

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise ValueError(f"{self.name!r} cannot name a field.")
        if (self.shape is Shape.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.name} gives its choices if, and only if, it is a choice.")

    def read(self, raw: str) -> Answer | None:
        """What was written, or nothing if the field was left empty; `ValueError` if unreadable."""
        written = raw.strip()
        if not written:
            return None
        if self.shape is Shape.CHOICE and written not in dict(self.choices):
            raise ValueError(written)
        return READERS[self.shape](written)


def _words(written: str) -> str:
    if len(written) > LONGEST or "\x00" in written:
        raise ValueError(written)
    return written


def _yes_no(written: str) -> bool:
    if written not in {"yes", "no"}:
        raise ValueError(written)
    return written == "yes"


def _money(written: str) -> Decimal:
    try:
        sum_ = Decimal(written.replace(",", "").replace("，", "").lstrip("¥￥"))
    except InvalidOperation:
        raise ValueError(written) from None
    if not sum_.is_finite() or sum_ != sum_.quantize(Decimal("0.01")) or abs(sum_) >= 10**10:
        raise ValueError(written)
    return sum_.quantize(Decimal("0.01"))


READERS: dict[Shape, Callable[[str], Answer]] = {
    Shape.LINE: _words,
    Shape.TEXT: _words,
    Shape.DAY: date.fromisoformat,
    Shape.MONTH: Month.parse,
    Shape.MONEY: _money,
    Shape.NUMBER: int,
    Shape.YES_NO: _yes_no,
    Shape.CHOICE: str,
}
SENTENCES = {
    Shape.LINE: Text("请控制在 2000 字以内。", "Please keep it under 2,000 characters."),
    Shape.TEXT: Text("请控制在 2000 字以内。", "Please keep it under 2,000 characters."),
    Shape.DAY: Text("请写成 2026-03-05 这样的日期。", "Write a day such as 2026-03-05."),
    Shape.MONTH: Text("请写成 2026-03 这样的年月。", "Write a month such as 2026-03."),
    Shape.MONEY: Text("请写金额，最多两位小数。", "Write a sum with two decimals at most."),
    Shape.NUMBER: Text("请写整数。", "Write a whole number."),
    Shape.YES_NO: Text("请选择是或否。", "Choose yes or no."),
    Shape.CHOICE: Text("请从所列各项中选择。", "Choose one of those listed."),
}


def read_answers(
    asks: Sequence[Ask], written: Mapping[str, str]
) -> tuple[dict[str, Answer], list[Finding]]:
    """The answers to a step's questions, and a finding for each that is missing or unreadable."""
    answers: dict[str, Answer] = {}
    findings = []
    for ask in asks:
        try:
            answer = ask.read(written.get(ask.name, ""))
        except ValueError:
            sentence = Text("“{zh}”：{why}", "{en}: {why_en}").filled(
                zh=ask.label.zh,
                en=ask.label.en,
                why=SENTENCES[ask.shape].zh,
                why_en=SENTENCES[ask.shape].en,
            )
            findings.append(Finding(sentence, field=ask.name))
            continue
        if answer is not None:
            answers[ask.name] = answer
        elif ask.required:
            sentence = Text("请填写“{zh}”。", "Please fill in “{en}”.").filled(
                zh=ask.label.zh, en=ask.label.en
            )
            findings.append(Finding(sentence, field=ask.name))
    known = {ask.name for ask in asks}
    findings += [
        Finding(
            Text("这一步不问“{name}”。", "This step does not ask for “{name}”.").filled(name=name),
            field=name,
        )
        for name in written
        if name not in known
    ]
    return answers, findings


def from_kept(asks: Sequence[Ask], kept: Mapping[str, str | bool | int]) -> dict[str, Answer]:
    """Answers as they were given, from a row that keeps them."""
    answers: dict[str, Answer] = {}
    for ask in asks:
        if ask.name in kept:
            value = kept[ask.name]
            written = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            answer = ask.read(written)
            if answer is not None:
                answers[ask.name] = answer
    return answers


def as_kept(answers: Mapping[str, Answer]) -> dict[str, str | bool | int]:
    """Answers as a row keeps them."""
    return {
        name: answer if isinstance(answer, bool | int) else str(answer)
        for name, answer in answers.items()
    }
