"""The procedures that are in force, and the one a case runs under."""

from datetime import date

from hutong.casework._law import faults, in_force, of_version, procedures
from hutong.casework._papers import in_file as papers_in_file
from hutong.casework.models import Case
from hutong.casework.procedures import Procedure
from hutong.casework.steps import Move
from hutong.foundation.documents.kinds import PaperKind
from hutong.registry.people.models import Child

__all__ = [
    "all_in_force",
    "case_about",
    "faults",
    "for_benefit",
    "open_to_people",
    "paper_kinds",
    "papers_in_file",
    "procedure_of",
]


def all_in_force(on: date) -> list[Procedure]:
    """Every procedure in the wording in force on a day, in the order of their names."""
    codes = [
        code for code, versions in procedures().items() if any(one.since <= on for one in versions)
    ]
    return sorted((in_force(code, on) for code in codes), key=lambda one: one.code)


def open_to_people(on: date) -> list[Procedure]:
    """Those that somebody opens by hand; the others a step of another case opens, or the clock."""
    declared = all_in_force(on)
    opened = {step.opens for one in declared for step in one.steps}
    return [
        one
        for one in declared
        if one.code not in opened and any(step.move is not Move.LAPSE for step in one.openings)
    ]


def procedure_of(case: Case) -> Procedure:
    """The declaration, in its version, that a case runs under."""
    return of_version(case.procedure, case.version)


def for_benefit(benefit: str, on: date) -> Procedure | None:
    """The procedure in force that decides on a benefit, if the law has one that people open."""
    return next((one for one in open_to_people(on) if one.benefit == benefit), None)


def case_about(child: Child, benefit: str) -> Case | None:
    """The open case of a child in which a benefit is decided on, if there is one."""
    codes = [code for code, versions in procedures().items() if versions[-1].benefit == benefit]
    found = Case.objects.filter(child=child, procedure__in=codes, closed_on__isnull=True)
    return found.order_by("opened_on", "pk").first()


def paper_kinds() -> dict[str, PaperKind]:
    """Every kind of paper that a procedure asks for, by its code."""
    return {
        kind.code: kind
        for versions in procedures().values()
        for version in versions
        for kind in version.papers
    }
