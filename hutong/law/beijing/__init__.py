"""What the city of Beijing decides."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from hutong.casework import Procedure
from hutong.foundation.policy import Pack
from hutong.foundation.policy.packs import PayDay
from hutong.law import china
from hutong.law.beijing import payees
from hutong.law.beijing.texts import DISABILITY_2016
from hutong.law.china import Entry
from hutong.law.china.instruments import instruments
from hutong.programmes.benefits.payees import AccountRules
from hutong.programmes.benefits.schedules import Schedule

if TYPE_CHECKING:
    from hutong.casework.forms import Forms
    from hutong.casework.writing import Writer


def entries(kind: str) -> dict[str, Entry]:
    """Every entry of one kind by its code; Beijing's replaces China's of the same code."""
    return china.entries(kind) | china.entries(kind, __name__)


# Said of the disability subsidies; the living allowances go out with them.
PAY_DAY = PayDay(10, DISABILITY_2016["8"])


@cache
def pack() -> Pack:
    """Beijing's law as one pack, China's entries included where Beijing has none of its own."""
    return replace(china.packed(entries("categories"), entries("benefits")), pay_day=PAY_DAY)


def all_procedures() -> list[Procedure]:
    """How Beijing's offices proceed, China's procedures included where Beijing has none."""
    own = [one for one in china.stated("procedures", __name__) if isinstance(one, Procedure)]
    codes = {procedure.code for procedure in own}
    return [*(one for one in china.all_procedures() if one.code not in codes), *own]


def all_schedules() -> list[Schedule]:
    """When cases begin by themselves, by the files of their procedures."""
    own = china.schedules(__name__)
    codes = {schedule.procedure for schedule in own}
    return [*(one for one in china.schedules() if one.procedure not in codes), *own]


def account_rules() -> AccountRules:
    """To whom money goes, and how long a changed account waits."""
    return payees.RULES


def all_letters() -> Mapping[str, "Writer"]:
    """Whoever writes each letter that a step may send, by the letter's name."""
    return china.all_letters()


def all_forms() -> "Forms":
    """The forms that offices may print."""
    # Whoever fills them in knows the tables; the rules are read where there are none.
    known: Forms = import_module("hutong.law.beijing.forms").FORMS
    return known


@cache
def all_titles() -> Mapping[str, str]:
    """The title of every instrument that was seen under its title, by its number."""
    return {
        number: listed.title.zh
        for number, listed in (instruments() | instruments(__name__)).items()
        if listed.title_mark in {"read", "known"}
    }
