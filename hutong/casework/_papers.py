"""The papers of a step: those handed in, those that lie in the file already, those that lack."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from hutong.casework.models import Case, Taken, UsedPaper
from hutong.casework.steps import Step
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.documents.models import Paper
from hutong.foundation.documents.queries import valid_papers
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from uuid import UUID


def field_of(kind: PaperKind) -> str:
    """The name of a paper's field in a form, and of a finding about it."""
    return f"paper-{kind.code}"


def in_file(file: "UUID", kinds: Sequence[PaperKind], on: date) -> dict[str, Paper]:
    """By kind the paper of a file that can be used on a day, the last issued of several."""
    if not kinds:
        return {}
    found: dict[str, Paper] = {}
    for paper in valid_papers(file, kinds, on):
        found.setdefault(paper.kind, paper)
    return found


def lacking(case: Case, kinds: Sequence[PaperKind], on: date) -> list[PaperKind]:
    """Those of some kinds of which no valid paper lies in the child's file."""
    held = in_file(case.child_id, kinds, on)
    return [kind for kind in kinds if kind.code not in held]


def chosen(
    case: Case, step: Step, handed_in: Iterable[Paper], on: date
) -> tuple[list[tuple[Paper, bool]], list[Finding]]:
    """The papers a step rests on, each with whether it lay in the file before; what is wrong.

    Of a kind of which none is handed in the one in the file counts, so nobody brings it twice.
    """
    given = list(handed_in)
    findings = [finding for paper in given for finding in _faults(case, step, paper, on)]
    had = {paper.kind for paper in given}
    others = [kind for kind in step.papers if kind.code not in had]
    held = in_file(case.child_id, others, on)
    findings += [_lacks(kind) for kind in step.needs if kind.code not in had | set(held)]
    return [*((paper, False) for paper in given), *((paper, True) for paper in held.values())], (
        findings
    )


def keep(taken: Taken, papers: Iterable[tuple[Paper, bool]]) -> list[UsedPaper]:
    """The rows that say on which papers a step rests."""
    return UsedPaper.objects.bulk_create(
        [
            UsedPaper(
                case_id=taken.case_id, taken=taken, paper=paper, kind=paper.kind, reused=reused
            )
            for paper, reused in papers
        ]
    )


def _faults(case: Case, step: Step, paper: Paper, on: date) -> Iterator[Finding]:
    kinds = {kind.code: kind for kind in step.papers}
    kind = kinds.get(paper.kind)
    if kind is None or paper.file != case.child_id:
        yield Finding(
            Text(
                "“{step}”不收这份材料（{file}）。", "“{step_en}” does not take this paper ({file})."
            ).filled(step=step.label.zh, step_en=step.label.en, file=paper.file_name),
            law=step.law,
        )
    elif paper.withdrawn_on is not None or (
        paper.valid_until is not None and paper.valid_until < on
    ):
        yield Finding(
            Text(
                "“{zh}”（{file}）已撤销或者已过有效期，请换一份。",
                "“{en}” ({file}) was withdrawn or has expired; please hand in another.",
            ).filled(zh=kind.label.zh, en=kind.label.en, file=paper.file_name),
            law=kind.law,
            field=field_of(kind),
        )


def _lacks(kind: PaperKind) -> Finding:
    return Finding(
        Text(
            "缺“{zh}”，由{who}提供；档案里没有有效的这种材料。",
            "“{en}” is missing; {who_en} can supply it. The file holds no valid one.",
        ).filled(zh=kind.label.zh, en=kind.label.en, who=kind.supplier.zh, who_en=kind.supplier.en),
        law=kind.law,
        field=field_of(kind),
    )
