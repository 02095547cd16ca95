"""The forms, agreements and certificates that a law lets offices print, filled in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hutong.casework.models import Case, Taken
from hutong.foundation.documents.letters import Form
from hutong.foundation.kernel.text import Text
from hutong.registry.people.models import Child


def _always(_: Sequence[Taken]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A form of a case: who fills it in as of a day, and after which steps it can be."""

    label: Text
    write: Callable[[Case, date], Form]
    ready: Callable[[Sequence[Taken]], bool] = _always


@dataclass(frozen=True, slots=True)
class ChildForm:
    """A form of a child's file that belongs to no case."""

    label: Text
    about: Text
    write: Callable[[Child, date], Form]


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms of a law, by the names that procedures and addresses use."""

    of_cases: Mapping[str, CaseForm]
    of_children: Mapping[str, ChildForm]
