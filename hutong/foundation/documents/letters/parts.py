"""What letters and forms are made of."""

from dataclasses import dataclass
from decimal import Decimal

from hutong.foundation.kernel.law import Citation

FIGURES = "零一二三四五六七八九"
PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def in_words(article: str) -> str:
    """An article as statutes are cited: 第一千零九十八条 for "1098"; what is no number stays."""
    if not article.isdecimal():
        return article
    return f"第{chinese_number(int(article))}条"


def chinese_number(number: int) -> str:
    """A number below ten thousand in characters: 二十, 十三, 一百零二."""
    if not 0 < number < 10_000:
        raise ValueError(f"Only 1 to 9999 are written out, not {number}.")
    words, gap = "", False
    for place, sign in PLACES:
        figure = number // place % 10
        if figure:
            words += (FIGURES[0] if gap and words else "") + FIGURES[figure] + sign
            gap = False
        else:
            gap = True
    return words.removeprefix("一") if 10 <= number < 20 else words


@dataclass(frozen=True, slots=True)
class Basis:
    """Where it stands: the article, with the title of its instrument where it is known."""

    law: Citation
    title: str = ""

    def __str__(self) -> str:
        if not self.title:
            return f"{self.law.instrument} {in_words(self.law.article)}".strip()
        if self.law.instrument in self.title:
            return f"《{self.title}》{in_words(self.law.article)}"
        return f"《{self.title}》（{self.law.instrument}）{self.law.article}"


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes."""

    name: str


@dataclass(frozen=True, slots=True)
class Child:
    """The child a letter is about; `words` tell it from others of its name."""

    name: str
    id_number: str = ""
    child_no: str = ""

    @property
    def words(self) -> str:
        marks = (("公民身份号码", self.id_number), ("儿童编号", self.child_no))
        told = "，".join(f"{label}{mark}" for label, mark in marks if mark)
        return f"{self.name}（{told}）" if told else self.name


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason or finding, in a sentence the family can read, and what it rests on."""

    sentence: str
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done against a decision, where and by when, in a sentence; the law gives it."""

    sentence: str
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of how a monthly sum comes about."""

    label: str
    amount: Decimal
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """A paper that is asked for, who can supply it, and what to mind."""

    name: str
    supplier: str
    note: str = ""
