"""The procedures that are in force, and the one a case runs under."""

from datetime import date

from hutong.casework._law import faults, in_force, of_version, procedures
from hutong.casework.models import Case
from hutong.casework.procedures import Procedure

__all__ = ["all_in_force", "faults", "open_to_people", "procedure_of"]


def all_in_force(on: date) -> list[Procedure]:
    """Every procedure in the wording in force on a day, in the order of their names."""
    codes = [
        code for code, versions in procedures().items() if any(one.since <= on for one in versions)
    ]
    return sorted((in_force(code, on) for code in codes), key=lambda one: one.code)


def open_to_people(on: date) -> list[Procedure]:
    """Those that somebody opens by hand; the others are opened by a step of another case."""
    declared = all_in_force(on)
    opened = {step.opens for one in declared for step in one.steps}
    return [one for one in declared if one.code not in opened]


def procedure_of(case: Case) -> Procedure:
    """The declaration, in its version, that a case runs under."""
    return of_version(case.procedure, case.version)
