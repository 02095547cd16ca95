"""How a register declares its columns: the headers a column goes by, and what its cells mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hutong.foundation.exchange.cells import Cell
from hutong.foundation.exchange.tables import GROUP, Heading
from hutong.foundation.kernel.text import Text
from hutong.registry.people.registers.proposal import Proposal

# Takes what a filled cell says into the proposal; a cell it cannot read raises `Unreadable`.
Reading = Callable[[Proposal, Cell, str], None]

# The parts of a form, or the upper row of a header, and what stands there for each.
PARTS: Mapping[str, tuple[str, ...]] = {
    "": (
        *(
            "儿童",
            "儿童信息",
            "儿童情况",
            "儿童基本信息",
            "儿童基本情况",
            "困境儿童情况",
            "基本信息",
        ),
        *("保障费发放情况", "帮扶计划", "就学情况信息", "家庭情况", "本人情况"),
    ),
    "father": ("父亲", "父亲情况", "父亲信息", "父亲基本情况", "父亲基本信息", "父"),
    "mother": ("母亲", "母亲情况", "母亲信息", "母亲基本情况", "母亲基本信息", "母"),
    "guardian": (
        *("监护人", "监护人情况", "监护人信息", "户主(监护人)", "户主(监护人)情况", "其他监护人"),
        *("其他监护人情况", "其他监护人信息"),
    ),
    "carer": (
        *("受委托监护人", "受委托监护人情况", "受委托人", "委托照料人", "被委托人", "委托照护人"),
        *("受委托照护人", "实际照料人", "实际照料人情况"),
    ),
    "grandparents": ("祖父母", "外祖父母", "祖父母/外祖父母", "祖父母(外祖父母)"),
    "institution": ("机构", "机构情况", "监护机构", "机构信息"),
    "payee": ("领取人", "领取人情况", "开户人"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning, its headers, and how its cells are read.

    A column of a `part` (the father's 姓名) is known by the part's words before its own. A column
    that is not read is kept as it was written, for whoever needs it.
    """

    field: str
    label: Text
    names: tuple[str, ...]
    read: Reading | None = None
    part: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """Every header by which a table or a form may name it."""
        if not self.part:
            return self.names
        of_the_part = PARTS[self.part]
        return tuple(
            header
            for name in self.names
            for header in (
                f"{self.part}{GROUP}{name}",
                *(f"{word}{GROUP}{name}" for word in of_the_part),
                *(f"{word}{name}" for word in of_the_part),
            )
        )


@dataclass(frozen=True, slots=True)
class Register:
    """One kind of register that offices keep: its name, its columns, and how to tell it."""

    code: str
    name: Text
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    telling: tuple[str, ...]
    sexes: tuple[Mapping[str, str], ...]
    has_forms: bool = False

    @property
    def headings(self) -> Sequence[Heading]:
        return [Heading(column.field, column.headings) for column in self.columns]

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)


# Codes of sex as registers have them; GB/T 2261.1 is the national one.
NATIONAL_SEXES = {"0": "0", "1": "1", "2": "2", "9": "9"}
LEFT_BEHIND_SEXES = {"0": "1", "1": "2"}
