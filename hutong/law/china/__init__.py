"""What holds in every city."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from hutong.casework import Procedure
from hutong.foundation.policy import Benefit, Category, Pack
from hutong.law.china.contents import derived_in, rules_of
from hutong.law.china.instruments import instruments
from hutong.programmes.benefits.schedules import Schedule
from hutong.registry.people.facts import VOCABULARY

if TYPE_CHECKING:
    from hutong.casework.forms import Forms
    from hutong.casework.writing import Writer

Entry = Benefit | Category | Procedure
NAME_IN_FILE = {"benefits": "benefit", "categories": "category", "procedures": "procedure"}


def entries(kind: str, law: str = __name__) -> dict[str, Entry]:
    """Every entry of one kind by its code: each file in the folder of that name states one."""
    return {entry.code: entry for entry in stated(kind, law)}


def stated(kind: str, law: str = __name__) -> list[Entry]:
    """What the files in the folder of a kind state, in the order of their names."""
    folder = import_module(f"{law}.{kind}")
    names = [file.name for file in pkgutil.iter_modules(folder.__path__)]
    return [getattr(import_module(f"{law}.{kind}.{n}"), NAME_IN_FILE[kind]) for n in names]


def schedules(law: str = __name__) -> list[Schedule]:
    """When cases begin by themselves, as the files of their procedures say."""
    folder = import_module(f"{law}.procedures")
    files = [
        import_module(f"{law}.procedures.{f.name}") for f in pkgutil.iter_modules(folder.__path__)
    ]
    return [file.schedule for file in files if hasattr(file, "schedule")]


def packed(categories: dict[str, Entry], benefits: dict[str, Entry]) -> Pack:
    """These entries as one law, with every named rule they rest on."""
    classes = [entry for entry in categories.values() if isinstance(entry, Category)]
    grants = [entry for entry in benefits.values() if isinstance(entry, Benefit)]
    return Pack(classes, grants, derived_in(rules_of(classes, grants)), VOCABULARY)


@cache
def pack() -> Pack:
    """The national law as one pack."""
    return packed(entries("categories"), entries("benefits"))


def all_procedures() -> list[Procedure]:
    """The procedures that hold in every city, in every wording."""
    return [entry for entry in stated("procedures") if isinstance(entry, Procedure)]


def all_letters() -> Mapping[str, "Writer"]:
    """Whoever writes each letter that a step may send, by the letter's name."""
    # Writers know the tables; the rules are read where there are none.
    letters: Mapping[str, Writer] = import_module("hutong.law.china.letters").LETTERS
    return letters


def all_forms() -> "Forms":
    """The forms that offices may print."""
    known: Forms = import_module("hutong.law.china.forms").FORMS
    return known


def all_titles() -> Mapping[str, str]:
    """The title of every national instrument that was seen under its title, by its number."""
    return {
        number: listed.title.zh
        for number, listed in instruments().items()
        if listed.title_mark in {"read", "known"}
    }
