"""The procedures of the law in force here, found by its name in the settings."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.conf import settings

from hutong.casework.procedures import Procedure
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from hutong.casework.forms import Forms
    from hutong.casework.writing import Writer


class NoSuchProcedure(Refused):
    """The law knows no procedure of this code, or not yet on that day."""


def procedures() -> Mapping[str, tuple[Procedure, ...]]:
    """Every procedure by its code, its versions in the order of the days they are in force from."""
    return _load(settings.HUTONG_LAW)


@cache
def _load(name: str) -> Mapping[str, tuple[Procedure, ...]]:
    declared: dict[str, list[Procedure]] = {}
    for procedure in import_module(name).all_procedures():
        declared.setdefault(procedure.code, []).append(procedure)
    return MappingProxyType(
        {
            code: tuple(sorted(versions, key=lambda version: version.since))
            for code, versions in declared.items()
        }
    )


def letters() -> Mapping[str, "Writer"]:
    """Whoever writes each letter that a step may name."""
    writers: Mapping[str, Writer] = import_module(settings.HUTONG_LAW).all_letters()
    return writers


def forms() -> "Forms":
    """The forms that the law lets offices print."""
    known: Forms = import_module(settings.HUTONG_LAW).all_forms()
    return known


def titles() -> Mapping[str, str]:
    """The title of every instrument of the law, by its number."""
    found: Mapping[str, str] = import_module(settings.HUTONG_LAW).all_titles()
    return found


def in_force(code: str, on: date) -> Procedure:
    """The wording of a procedure that is in force on a day."""
    versions = [version for version in procedures().get(code, ()) if version.since <= on]
    if not versions:
        raise _no_such(code)
    return versions[-1]


def of_version(code: str, version: str) -> Procedure:
    """A procedure as it stood in a version."""
    for one in procedures().get(code, ()):
        if one.version == version:
            return one
    raise _no_such(code)


def faults() -> list[str]:
    """What is wrong with the procedures of the law in force, all together."""
    found = []
    for code, versions in procedures().items():
        days = [version.since for version in versions]
        if len(days) != len(set(days)):
            found.append(f"{code}: two versions are in force from the same day.")
        for version in versions:
            found += version.faults()
            found += [
                f"{code}: {step.code} opens {step.opens}, which is no procedure."
                for step in version.steps
                if step.opens and step.opens not in procedures()
            ]
            found += [
                f"{code}: {step.code} sends the letter {step.letter}, which nobody writes."
                for step in version.steps
                if step.letter and step.letter not in letters()
            ]
            found += [
                f"{code}: it offers the form {form}, which nobody fills in."
                for form in version.forms
                if form not in forms().of_cases
            ]
    return found


def _no_such(code: str) -> NoSuchProcedure:
    return NoSuchProcedure(
        Finding(
            Text("没有代码为“{code}”的办理程序。", "No procedure has the code “{code}”.").filled(
                code=code
            ),
            field="procedure",
        )
    )
