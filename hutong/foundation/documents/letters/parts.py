"""What letters and forms are made of."""

from dataclasses import dataclass
from decimal import Decimal

from hutong.foundation.kernel.law import Citation


@dataclass(frozen=True, slots=True)
class Basis:
    """Where it stands: the article, with the title of its instrument where it is known."""

    law: Citation
    title: str = ""

    def __str__(self) -> str:
        if not self.title:
            return str(self.law)
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
