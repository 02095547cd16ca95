"""Agreements, certificates and personal forms, each as the dataclass of what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from hutong.foundation.documents.letters.forms import ChildOnForm, Guardian, OpinionOf
from hutong.foundation.documents.letters.parts import Basis, Office, in_words
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.months import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an agreement; what is not known stays open for a hand.

    An office seals and names who acts for it; a person signs.
    """

    side: str
    standing: str
    name: str = ""
    relation: str = ""
    id_number: str = ""
    phone: str = ""
    lives_at: str = ""
    office: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """What the sides agree on one matter, each sentence an item, and what it rests on."""

    heading: str
    items: tuple[str, ...]
    basis: tuple[Citation, ...] = ()

    @property
    def resting_on(self) -> str:
        """The articles in words, an instrument at a time: 未成年人保护法第十六条、第十七条."""
        return "；".join(
            law + "、".join(in_words(one.article) for one in articles)
            for law, articles in groupby(self.basis, key=lambda one: one.instrument)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement about a child, such as 养育监护协议 or 委托照护协议, to be signed on paper.

    `open_terms` are what the sides fill in themselves: a label, and the words after its blank.
    """

    template: ClassVar[str] = "agreement"

    on: date
    title: str
    child: ChildOnForm
    parties: Sequence[Party]
    purpose: str
    clauses: Sequence[Clause]
    open_terms: Sequence[tuple[str, str]] = ()
    witnesses: Sequence[str] = ()
    copies: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """监护人确认书: a guardian takes on what the law asks, and the committee vouches for it."""

    template: ClassVar[str] = "confirmation"

    on: date
    title: str
    child: ChildOnForm
    guardian: Guardian
    grounds: Sequence[str]
    declares: Sequence[Clause]
    opinions: Sequence[OpinionOf]
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """委托照护备案表: who leaves a child in whose care, why and for how long.

    `reasons` and `barred` are boxes for a hand; what is known stands filled in.
    """

    template: ClassVar[str] = "filing"

    on: date
    title: str
    child: ChildOnForm
    parents: Sequence[Party]
    carer: Party
    reasons: Sequence[str]
    barred: Sequence[str]
    basis: Basis
    opinions: Sequence[OpinionOf]
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """儿童福利证: that a child was recognised, as what, by whom and from which month it is paid."""

    template: ClassVar[str] = "certificate"

    on: date
    title: str
    number: str
    child: ChildOnForm
    category: str
    benefit: str
    first_month: Month
    guardian: Guardian
    office: Office
    basis: Basis
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """Something to tick; `ticked` where the register knows that it holds."""

    words: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A question with its answer, or with boxes; without either it stays open for a hand."""

    label: str
    value: str = ""
    boxes: tuple[Box, ...] = ()
    room: int = 0  # how many lines a hand needs


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a personal form, row by row."""

    heading: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalForm:
    """A form of one child in blocks, such as 困境儿童个人登记表 or 儿童入户核查表."""

    template: ClassVar[str] = "personal"

    on: date
    title: str
    child: ChildOnForm
    sections: Sequence[Section]
    signatures: Sequence[str]
    legend: Sequence[str] = ()
    photo: bool = False
    number: str = ""
