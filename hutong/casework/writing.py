"""What a family is written with a step: the occasion, and the letters that every procedure has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from hutong.casework.models import Case, Taken
from hutong.casework.procedures import Procedure
from hutong.casework.steps import Step
from hutong.foundation.access import Officer
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.documents.letters import (
    Basis,
    Child,
    Letter,
    MissingPaper,
    Office,
    Papers,
    Receipt,
)
from hutong.foundation.kernel.law import Citation
from hutong.foundation.places.models import Level, Place
from hutong.foundation.places.queries import full_name

Writer = Callable[["Occasion"], Letter | Sequence[Letter]]
GUARDIAN = "监护人"
APPLICANT = "applicant"  # the answer that names whoever asked

# What an office is called after its place; streets and communities are called by it alone.
OFFICES = {Level.CITY: "民政局", Level.DISTRICT: "民政局"}


class Heading(TypedDict):
    """What stands above and below the words of every letter."""

    office: Office
    recipient: str
    child: Child
    on: date
    number: str
    enquiries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The step a letter is about, what came of it, and what the case still waits for.

    `made` is what the step's verb made. `missing` are papers that the steps ahead cannot do
    without and that do not lie in the file. `titles` gives an instrument's title by its number.
    """

    procedure: Procedure
    step: Step
    case: Case
    taken: Taken
    before: Sequence[Taken]
    made: object
    handed_in: Sequence[PaperKind]
    missing: Sequence[PaperKind]
    due_on: date | None
    by: Officer
    on: date
    titles: Mapping[str, str]

    @property
    def recipient(self) -> str:
        """Whoever asked, as the first step that names them says, or else the guardian."""
        for taken in (*self.before, self.taken):
            if named := taken.answers.get(APPLICANT):
                return str(named)
        return GUARDIAN

    @property
    def office(self) -> Office:
        """Whoever writes: the office for which the step was taken."""
        return office_of(self.case, self.acted)

    @property
    def acted(self) -> Taken:
        """The last step that a person took; the clock itself writes for whoever acted before it."""
        taken = (one for one in (self.taken, *reversed(self.before)) if one.by_id is not None)
        return next(taken, self.taken)

    def basis(self, law: Citation) -> Basis:
        """An article, with the title of its instrument where that is known."""
        return Basis(law, self.titles.get(law.instrument, ""))

    @property
    def heading(self) -> Heading:
        """What every letter says above its words."""
        child, acted = self.case.child, self.acted
        hand = acted.by.name if acted.by else self.by.name
        return {
            "office": self.office,
            "recipient": self.recipient,
            "child": Child(child.name, child_no=child.child_no),
            "on": self.on,
            "number": number_of(self.taken),
            "enquiries": (f"办件编号：{self.case.number}　　经办人：{hand}",),
        }


def office_of(case: Case, taken: Taken) -> Office:
    """The office for which a step of a case was taken, as letters and certificates name it."""
    around = Place.objects.filter(number__lte=taken.office, last__gte=taken.office)
    place = around.order_by("-level").first() or case.place
    return Office(full_name(place) + OFFICES.get(Level(place.level), ""))


def number_of(taken: Taken, reader: int = 1) -> str:
    """The number a letter goes by: that of its case, of its step, and of its further readers."""
    number = f"{taken.case.number}-{taken.number}"
    return number if reader == 1 else f"{number}-{reader}"


def receipt(about: Occasion) -> Receipt:
    """That an application was accepted, and by when it is decided."""
    ahead = next(
        (step for step in about.procedure.way_from(about.taken.enters) if step.within), None
    )
    return Receipt(
        **about.heading,
        matter=about.procedure.name.zh,
        applied_on=about.case.opened_on,
        accepted_on=about.taken.done_on,
        limit=ahead.within.text.zh if ahead and ahead.within and about.due_on else "",
        due_on=about.due_on,
        basis=about.basis(about.step.law),
        papers=tuple(kind.label.zh for kind in about.handed_in),
    )


def papers(about: Occasion) -> Papers:
    """Which papers are missing, all at once, and who can supply each."""
    return Papers(
        **about.heading,
        matter=about.procedure.name.zh,
        applied_on=about.case.opened_on,
        missing=tuple(missing(kind) for kind in about.missing),
        basis=about.basis(about.step.law),
        further=(f"需要补正的内容：{about.taken.reason}", CITY_FETCHES),
    )


CITY_FETCHES = "自己取不到的材料，可以告诉本机关，由本机关协助查询。"


def missing(kind: PaperKind) -> MissingPaper:
    """A kind of paper as a letter asks for it."""
    note = f"自签发之日起{kind.valid.text.zh}内有效" if kind.valid else ""
    return MissingPaper(kind.label.zh, kind.supplier.zh, note)
