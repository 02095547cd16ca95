"""Writing a letter: its parts in official Chinese, then the template."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Final

from hutong.foundation.documents._typesetting import TEMPLATES, typeset
from hutong.foundation.documents.letters.agreements import (
    Agreement,
    Certificate,
    Confirmation,
    Filing,
    PersonalForm,
)
from hutong.foundation.documents.letters.forms import Application, Approval, HandOverList
from hutong.foundation.documents.letters.notices import Letter
from hutong.foundation.documents.letters.parts import Basis
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.months import Month

# What is filled in to be signed or filed; and whatever can be set at all.
Form = Application | Approval | Agreement | Certificate | Confirmation | Filing | PersonalForm
Sheet = Letter | Form | HandOverList


def write(letter: Sheet) -> bytes:
    """The PDF (PDF/A) of a letter or a form; the same bytes whenever the fonts are the same.

    Raises `CannotBeSet`, naming the characters that no font on the server can show.
    """
    return render(letter.template, _parts(letter))


def words(letter: Letter | Form) -> dict[str, object]:
    """All that a letter says, as its template is given it: texts, lists and mappings of texts.

    With its day, it sets the very same sheet again.
    """
    return {name: in_chinese(one) for name, one in _parts(letter).items()}


def render(template: str, data: Mapping[str, object], *, language: str = "zh") -> bytes:
    """The PDF of a template, by its name and its data; `on`, a day, is among it.

    Days, months, sums and articles in the data are written as official Chinese writes them.
    """
    if not template.isalpha() or not (TEMPLATES / f"{template}.typ").is_file():
        raise ValueError(f"There is no template {template!r}.")
    on = data.get("on")
    if not isinstance(on, date):
        raise TypeError(f"{template}: a letter carries its day.")
    written = {name: in_chinese(value) for name, value in data.items()}
    return typeset(template, written, language=language, on=on)


_WORDS: Final[tuple[tuple[type | UnionType, Callable[..., object]], ...]] = (
    (date, lambda day: f"{day.year}年{day.month}月{day.day}日"),
    (Month, lambda month: f"{month.year}年{month.number}月"),
    (Decimal, lambda amount: f"{amount:,.2f}元".replace("-", "−")),
    (Citation, str),
    (Basis, str),
    (Mapping, lambda held: {str(name): in_chinese(one) for name, one in held.items()}),
    (list | tuple, lambda held: [in_chinese(one) for one in held]),
)


def in_chinese(value: object) -> object:
    """A value as a letter shows it: 2026年3月5日, 2026年3月, 2,850.00元; nothing is ''."""
    if value is None:
        return ""
    if isinstance(value, bool | int | str):
        return value
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return {name: in_chinese(one) for name, one in _parts(value).items()}


def _parts(value: object) -> dict[str, object]:
    """The fields of a dataclass and what follows from them."""
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"A letter cannot show {value!r}.")
    derived = [name for name, one in vars(type(value)).items() if isinstance(one, property)]
    return {name: getattr(value, name) for name in [one.name for one in fields(value)] + derived}
