"""Forms of one sheet, each as the dataclass of what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from hutong.foundation.documents.letters.parts import Basis, SumLine
from hutong.foundation.kernel.months import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOnForm:
    """A child as forms describe one; what is not known stays open for a hand."""

    name: str
    sex: str = ""
    birth_date: date | None = None
    ethnic_group: str = ""
    id_number: str = ""
    child_no: str = ""
    registered_at: str = ""
    lives_at: str = ""
    health: str = ""
    study: str = ""
    receives: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A parent: in which circumstances since when, and the paper that proves it."""

    relation: str
    name: str = ""
    id_number: str = ""
    circumstances: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """Whoever raises the child."""

    name: str = ""
    relation: str = ""
    id_number: str = ""
    phone: str = ""
    lives_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the money goes."""

    holder: str = ""
    bank: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionOf:
    """What one office thinks; empty words and days stay open for a hand."""

    heading: str
    office: str
    words: str = ""
    by: str = ""
    responsible: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """事实无人抚养儿童基本生活补贴申请表."""

    template: ClassVar[str] = "application"

    on: date
    child: ChildOnForm
    parents: Sequence[Parent]
    guardian: Guardian
    consent: Sequence[str]
    opinions: Sequence[OpinionOf]
    title: str = "事实无人抚养儿童基本生活补贴申请表"
    number: str = ""
    account: Account = field(default_factory=Account)
    papers: Sequence[str] = ()
    applicant_relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A condition, what was found of it, and where it stands."""

    condition: str
    result: str
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """审批表."""

    template: ClassVar[str] = "approval"

    on: date
    title: str
    child: ChildOnForm
    applicant: str
    applicant_relation: str
    applied_on: date
    accepted_on: date | None
    category: str
    benefit: str
    findings: Sequence[Found]
    sum: Sequence[SumLine]
    monthly: Decimal
    first_month: Month
    opinions: Sequence[OpinionOf]
    number: str = ""
    account: Account = field(default_factory=Account)
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedLine:
    """One line of a hand-over: a case with its state and limit, or a child without one."""

    number: int
    child: str
    child_no: str
    matter: str = ""
    case: str = ""
    state: str = ""
    since: str = ""  # as tables write a day, 2026-03-09
    due: str = ""
    late: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signed a hand-over for which side, and on which day; open where nobody has yet."""

    side: str
    name: str
    on: date | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverList:
    """岗位交接清单."""

    template: ClassVar[str] = "handover"

    on: date
    place: str
    post: str
    giver: str
    taker: str
    taker_post: str
    last_day: date
    lines: Sequence[HandedLine]
    signatures: Sequence[Signed]
    children: int
    digest: str
    withdrawn: str = ""

    @property
    def cases(self) -> int:
        return sum(1 for line in self.lines if line.case)
