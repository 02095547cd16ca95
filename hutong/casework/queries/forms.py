"""Which forms can be printed for a case, and for a child."""

from collections.abc import Mapping, Sequence

from hutong.casework import _law
from hutong.casework.forms import CaseForm, ChildForm
from hutong.casework.models import Case, Taken


def forms_of(case: Case, taken: Sequence[Taken]) -> Mapping[str, CaseForm]:
    """The forms that the procedure of a case offers after the steps taken so far."""
    known = _law.forms().of_cases
    procedure = _law.of_version(case.procedure, case.version)
    offered = {name: known[name] for name in procedure.forms}
    return {name: form for name, form in offered.items() if form.ready(taken)}


def child_forms() -> Mapping[str, ChildForm]:
    """The forms that can be printed for any child."""
    return _law.forms().of_children
