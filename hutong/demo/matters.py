"""A matter of a child: a case as its deeds, one by one, each by whoever may do it that day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from random import Random
from typing import Final, Protocol

from PIL import Image, ImageDraw

from hutong.casework import Competent, Procedure
from hutong.casework import actions as casework
from hutong.casework.duties import Where
from hutong.casework.models import Case, Letter
from hutong.casework.queries import all_in_force, paper_kinds, papers_in_file
from hutong.casework.steps import Step
from hutong.demo.days import earlier
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.documents import actions as documents
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.documents.models import Paper
from hutong.foundation.places.models import SPAN, Level, Place
from hutong.law.beijing.medical_costs import TERMS
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import forms
from hutong.programmes.benefits.actions import claims
from hutong.programmes.benefits.medical import BillKind
from hutong.programmes.benefits.models import MedicalClaim
from hutong.registry.people.models import Child

# What a form takes: words, or what depends on the day of the demo.
Answer = str | Callable[[date], str]

WHY: Final = "日常办理"
APPLICATION: Final = "application"
LEVELS: Final = {
    Where.COMMUNITY: Level.COMMUNITY,
    Where.STREET: Level.STREET,
    Where.DISTRICT: Level.DISTRICT,
    Where.CITY: Level.CITY,
}
SATURDAY: Final = 5
PAGE, INK, SEAL = (420, 594), (70, 70, 70), (178, 40, 40)  # a scanned page, small


def working_days_ago(on: date, days: int) -> date:
    """So many days of the week before a day that offices work; a weekend counts as its Friday."""
    day = on
    while day.weekday() >= SATURDAY:
        day = earlier(day, days=1)
    for _ in range(days):
        day = earlier(day, days=3 if day.weekday() == 0 else 1)
    return day


@dataclass(frozen=True, slots=True)
class When:
    """A day before that of the demo: working days back, or months and then days."""

    days: int = 0
    months: int = 0

    def before(self, on: date) -> date:
        """The day itself."""
        if self.months:
            return earlier(on, months=self.months, days=self.days)
        return working_days_ago(on, self.days)


def day(days: int) -> Callable[[date], str]:
    """So many working days ago, as a form takes it."""
    return lambda on: When(days).before(on).isoformat()


def last_month(number: int) -> Callable[[date], str]:
    """A day of the month before, as a form takes it."""
    return lambda on: earlier(on.replace(day=1), months=1).replace(day=number).isoformat()


def this_year(on: date) -> str:
    """The year, as a form takes it."""
    return str(on.year)


@dataclass(slots=True)
class Walk:
    """A matter as far as it has come: the child, the case once it is open, and who acts."""

    child: Child
    procedure: str
    on: date
    case: Case | None = None
    last: Officer | None = None  # who took the last step
    takers: dict[str, set[object]] = field(default_factory=dict)

    @property
    def declared(self) -> Procedure:
        """The procedure as it is in force."""
        return next(one for one in all_in_force(self.on) if one.code == self.procedure)

    @property
    def opened(self) -> Case:
        """The case, which is open by now."""
        if self.case is None:
            raise ValueError(f"{self.procedure} of {self.child.name} is not open yet.")
        return self.case

    def whoever_may(self, step: Step, other: int | None) -> Officer:
        """The first post that the step names, held by somebody whom the step does not bar."""
        barred = {who for code in step.not_by for who in self.takers.get(code, ())}
        for duty in step.duties:
            near = other if duty.there else self._place()
            office = (near or 0) - (near or 0) % SPAN[LEVELS[duty.where]]
            for role in duty.roles:
                officer = in_post(role, office, self.on)
                if officer is not None and officer.account_id not in barred:
                    return officer
        raise ValueError(f"Nobody may take {step.code} for {self.child.name}.")

    def took(self, step: str, by: Officer) -> None:
        """Note who took a step."""
        self.takers.setdefault(step, set()).add(by.account_id)
        self.last = by

    def _place(self) -> int | None:
        if self.case is not None:
            return self.case.place_id
        by_hukou = self.declared.competent is Competent.HUKOU
        return self.child.hukou_id if by_hukou else self.child.residence_id


@cache
def in_post(role: Role, office: int, on: date) -> Officer | None:
    """Whoever holds a post on a day, and nobody where it is vacant."""
    held = Posting.objects.filter(role=role, place_id=office, days__contains=on)
    posting = held.select_related("account", "place").order_by("pk").first()
    return None if posting is None else Officer.of(posting)


class Deed(Protocol):
    """One thing that was done about a matter."""

    def done(self, walk: Walk) -> None:
        """Do it."""


@dataclass(frozen=True, slots=True)
class Takes:
    """A step of the procedure; the first opens the case. Papers that lack are handed in with it."""

    step: str
    when: When = When()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    reason: str = ""
    papers: tuple[str, ...] = ()  # handed in besides those the step cannot do without
    to: int | None = None  # the other place that a case concerns
    signed: bool = False  # whether the application form is printed, signed and kept

    def done(self, walk: Walk) -> None:
        """Do it."""
        day = self.when.before(walk.on)
        step = walk.declared[self.step]
        other = self.to if walk.case is None else walk.case.other_place_id
        by = walk.whoever_may(step, other)
        answers = {
            name: told if isinstance(told, str) else told(walk.on)
            for name, told in self.answers.items()
        }
        with acting(by, reason=WHY):
            papers = self._papers(walk, step, by, day)
            if walk.case is None:
                walk.case = casework.open_case(
                    procedure=walk.procedure,
                    child=walk.child,
                    other_place=Place.objects.get(pk=self.to) if self.to else None,
                    answers=answers,
                    papers=papers,
                    reason=self.reason,
                    by=by,
                    on=day,
                )
            else:
                casework.take_step(
                    case=walk.case,
                    step=self.step,
                    seen=walk.case.taken.count(),
                    answers=answers,
                    papers=papers,
                    reason=self.reason,
                    by=by,
                    on=day,
                )
            if self.signed:
                sign(walk.opened, day, by=by)
        walk.took(self.step, by)

    def _papers(self, walk: Walk, step: Step, by: Officer, day: date) -> list[Paper]:
        held = papers_in_file(walk.child.pk, step.needs, day)
        kinds = [paper_kinds()[code] for code in self.papers]
        kinds += [kind for kind in step.needs if kind.code not in {*held, *self.papers}]
        return [hand_in(walk.child, kind, by=by, on=day) for kind in kinds]


def sign(case: Case, day: date, *, by: Officer) -> None:
    """Print the application form, have it signed and keep it."""
    documents.keep_sheet(
        file=case.child_id,
        kind=paper_kinds()[APPLICATION],
        sheet=forms.application(case, day),
        issued_on=day,
        by=by,
        on=day,
    )


def hand_in(child: Child, kind: PaperKind, *, by: Officer, on: date) -> Paper:
    """Keep a paper of one page, as a scanner in the office would make it."""
    return documents.keep_paper(
        file=child.pk,
        kind=kind,
        content=_scan(f"{child.child_no} {kind.code} {on}"),
        file_name=f"{kind.label.zh}.png",
        issued_on=on,
        by=by,
        on=on,
    )


def _scan(seed: str) -> bytes:
    """A page of lines that say nothing, with a seal; each page another."""
    page = Image.new("RGB", PAGE, "white")
    pen = ImageDraw.Draw(page)
    lines = Random(seed)  # noqa: S311 - an invented page, no secret
    pen.rectangle((150, 40, 270, 54), fill=INK)
    for line in range(lines.randrange(9, 15)):
        top = 96 + 26 * line
        pen.rectangle((48, top, 48 + lines.randrange(180, 324), top + 7), fill=INK)
    pen.ellipse((290, 470, 370, 550), outline=SEAL, width=4)
    written = BytesIO()
    page.save(written, "PNG")
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class Delivers:
    """The letter of the last step reaches the family."""

    when: When
    how: str = "by_hand"

    def done(self, walk: Walk) -> None:
        """Do it."""
        by, day = walk.last, self.when.before(walk.on)
        if by is None:
            raise ValueError(f"No letter was written in {walk.procedure}.")
        with acting(by, reason=WHY):
            casework.hand_over_letter(
                letter=Letter.objects.filter(case=walk.opened).latest("pk"),
                how=self.how,
                handed_over_on=day,
                by=by,
                on=day,
            )


@dataclass(frozen=True, slots=True)
class Bill:
    """A hospital bill: how many days before it was entered, where, and who paid what of it."""

    days: int
    kind: BillKind
    hospital: str
    total: str
    by_insurance: str


@dataclass(frozen=True, slots=True)
class EntersBills:
    """The bills of a claim are entered, each with a number that no hospital gave."""

    when: When
    bills: Sequence[Bill]

    def done(self, walk: Walk) -> None:
        """Do it."""
        day = self.when.before(walk.on)
        by = walk.whoever_may(walk.declared["begin"], None)
        with acting(by, reason=WHY):
            claim = MedicalClaim.objects.get(case=walk.opened)
            for number, bill in enumerate(self.bills, 1):
                claims.add_bill(
                    claim=claim,
                    day=earlier(day, days=bill.days),
                    kind=bill.kind,
                    hospital=bill.hospital,
                    number=f"9901{walk.child.child_no[-7:]}{number:02}",
                    total=Decimal(bill.total),
                    by_insurance=Decimal(bill.by_insurance),
                    by_others=Decimal(0),
                    terms=TERMS,
                    by=by,
                    on=day,
                )


@dataclass(frozen=True, slots=True)
class AsksForAnotherAccount:
    """The family asks that the money go to the child's new card; this opens the case."""

    when: When
    why: str
    scanned: bool = True  # whether the card and the holder's paper are kept with it

    def done(self, walk: Walk) -> None:
        """Do it."""
        day = self.when.before(walk.on)
        opening = walk.declared["request"]
        by = walk.whoever_may(opening, None)
        with acting(by, reason=WHY):
            kinds = opening.takes if self.scanned else ()
            papers = [hand_in(walk.child, kind, by=by, on=day) for kind in kinds]
            benefits.propose_account_change(
                child=walk.child,
                holder=walk.child.name,
                relation="本人",
                bank="示范银行（民政一卡通）",
                number=f"99010000{walk.child.child_no[-11:]}",
                why=self.why,
                papers=papers,
                by=by,
                on=day,
            )
            walk.case = Case.objects.filter(child=walk.child, procedure=walk.procedure).latest("pk")
        walk.took("request", by)


@dataclass(frozen=True, slots=True)
class Matter:
    """A child's name, a procedure, and what has been done in it so far."""

    child: str
    procedure: str
    deeds: Sequence[Deed]

    def come_about(self, child: Child, on: date) -> Case:
        """Let everything happen up to the day of the demo."""
        walk = Walk(child, self.procedure, on)
        for deed in self.deeds:
            deed.done(walk)
        return walk.opened
