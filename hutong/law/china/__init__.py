"""What holds in every city."""

import pkgutil
from functools import cache
from importlib import import_module

from hutong.casework import Procedure
from hutong.foundation.policy import Benefit, Category, Pack
from hutong.law.china.contents import derived_in, rules_of
from hutong.registry.people.facts import VOCABULARY

Entry = Benefit | Category | Procedure
NAME_IN_FILE = {"benefits": "benefit", "categories": "category", "procedures": "procedure"}


def entries(kind: str, law: str = __name__) -> dict[str, Entry]:
    """Every entry of one kind by its code: each file in the folder of that name states one."""
    folder = import_module(f"{law}.{kind}")
    names = [file.name for file in pkgutil.iter_modules(folder.__path__)]
    stated = [getattr(import_module(f"{law}.{kind}.{n}"), NAME_IN_FILE[kind]) for n in names]
    return {entry.code: entry for entry in stated}


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
    """The procedures that hold in every city."""
    return [entry for entry in entries("procedures").values() if isinstance(entry, Procedure)]
