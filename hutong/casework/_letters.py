"""The letters that a step sends: composed with the step, kept as their words."""

from collections.abc import Sequence

from hutong.casework import _clocks, _papers
from hutong.casework._law import letters, titles
from hutong.casework._stepping import Attempt
from hutong.casework.models import Letter, Taken
from hutong.casework.writing import Occasion
from hutong.foundation.documents.letters import words


def write(attempt: Attempt, taken: Taken, before: Sequence[Taken], made: object) -> list[Letter]:
    """Compose the letter that a step names, to each of its readers, and keep what it says."""
    procedure, step, case = attempt.procedure, attempt.step, attempt.case
    ahead = [one.code for one in procedure.from_state(taken.enters)]
    used = {paper.kind for paper, _ in attempt.papers}
    written = letters()[step.letter](
        Occasion(
            procedure=procedure,
            step=step,
            case=case,
            taken=taken,
            before=before,
            made=made,
            handed_in=[kind for kind in procedure.papers if kind.code in used],
            missing=_papers.lacking(case, procedure.still_needed(taken.enters), attempt.on),
            due_on=_clocks.nearest_due(case, ahead),
            by=attempt.by,
            on=attempt.on,
            titles=titles(),
        )
    )
    each = written if isinstance(written, Sequence) else [written]
    return [
        Letter.objects.create(
            case=case,
            taken=taken,
            name=step.letter,
            template=letter.template,
            number=letter.number,
            words=words(letter),
            written_on=attempt.on,
        )
        for letter in each
    ]
