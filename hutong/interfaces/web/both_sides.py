"""Both sides of a choice on a page: what a child draws with each, line by line, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import show as in_yuan
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact, Side, Verdict, Weighing
from hutong.foundation.policy.provisions import Provision
from hutong.interfaces.web.discretion import may_be_told
from hutong.interfaces.web.owing import PERIODS
from hutong.programmes.benefits.queries import Owed, both_sides

HERE = Text("本系统发放", "paid here")


@dataclass(frozen=True, slots=True)
class Line:
    """One benefit of a side: its sum, who pays it, and its article."""

    label: Text
    amount: Decimal
    note: Text
    law: Citation


@dataclass(frozen=True, slots=True)
class Shown:
    """A side as the page shows it: proposed or so much less, its lines, what is given up."""

    proposed: bool
    heading: Text
    lines: Sequence[Line]
    total: Decimal
    given_up: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Income:
    """A benefit, and the article by which it is no income of the household if one was found."""

    name: Text
    law: Citation | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every side, what must be known before one is proposed, and what counts as income."""

    sides: Sequence[Shown]
    waiting: Sequence[Fact]
    incomes: Sequence[Income]
    on_dibao: bool

    @property
    def not_counted(self) -> list[Income]:
        return [one for one in self.incomes if one.law is not None]

    @property
    def not_stated(self) -> list[Income]:
        return [one for one in self.incomes if one.law is None]


def comparison(found: Sequence[Owed], benefit: Provision, role: Role) -> Comparison | None:
    """The sides that bear on a benefit; nothing where there is no choice and nothing beside it."""
    weighing = both_sides(found)
    if not _bears_on(weighing, benefit):
        return None
    paid = {line.benefit.code: line for side in weighing.sides for line in side.paid}
    return Comparison(
        sides=[_shown(weighing, side) for side in weighing.sides],
        waiting=[
            fact for item in weighing.waiting for fact in item.missing if may_be_told(fact, role)
        ],
        incomes=[
            Income(line.benefit.name, line.benefit.not_income)
            for line in paid.values()
            if line.benefit.paid_here
        ],
        on_dibao="dibao" in paid,
    )


def _bears_on(weighing: Weighing, benefit: Provision) -> bool:
    if benefit.code in weighing.turning:
        return True
    waiting = {item.benefit.code for item in weighing.waiting}
    return benefit.code in waiting or any(
        benefit.code in side.codes and not line.benefit.paid_here
        for side in weighing.sides
        for line in side.paid
    )


def _shown(weighing: Weighing, side: Side) -> Shown:
    return Shown(
        proposed=side is weighing.proposed,
        heading=_heading(weighing, side),
        lines=[_line(line, side.lines) for line in side.paid],
        total=side.total,
        given_up=[benefit.name for benefit in side.given_up],
    )


def _heading(weighing: Weighing, side: Side) -> Text:
    if len(weighing.sides) == 1:
        return Text("合在一起", "Together")
    if weighing.proposed is None:
        return Text("还不能比较", "Not to be compared yet")
    if side is weighing.proposed:
        return Text("拟享受这一边", "The better side")
    less = weighing.behind(side)
    if not less:
        return Text("金额相同", "The same amount")
    return Text(f"每月少 {in_yuan(less)}", f"{in_yuan(less)} less a month")


def _line(line: Verdict, beside: Iterable[Verdict]) -> Line:
    benefit = line.benefit
    by = benefit.paid_by
    note = Text(f"由{by.zh}发放", f"paid by {by.en}") if by else HERE
    for part in beside:
        if part.benefit.part_of == benefit.code and part.amount is not None:
            name, amount = part.benefit.name, in_yuan(part.amount)
            note = Text(
                f"{note.zh}，内含{name.zh} {amount}", f"{note.en}, {name.en} {amount} included"
            )
    if benefit.period != "month":
        often = PERIODS[benefit.period]
        note = Text(f"{note.zh}{often.zh}", f"{note.en}{often.en}")
    return Line(benefit.name, line.amount or Decimal(0), note, benefit.law)
