"""What of a child's hospital bills is paid: the law's shares and caps, and plain arithmetic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import yuan
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated

NOTHING = Decimal(0)


class BillKind(StrEnum):
    """What was treated, as the rules tell it apart."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    MAJOR_DISEASE = "major_disease"

    @property
    def label(self) -> Text:
        """The kind in words."""
        return _KINDS[self]


_KINDS = {
    BillKind.OUTPATIENT: Text("门诊", "outpatient"),
    BillKind.INPATIENT: Text("住院", "inpatient"),
    BillKind.MAJOR_DISEASE: Text("重大疾病", "major disease"),
}


class NoFigure(Refused):
    """No share or cap is in force, or known, for a bill's day."""


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the bills of a kind is paid, and up to how much in an insurance year."""

    kind: BillKind
    part: Dated
    cap: Dated | None
    law: Citation


@dataclass(frozen=True, slots=True)
class Scheme:
    """The shares of one class of children: those to whom its benefit says yes."""

    benefit: str
    shares: tuple[Share, ...]

    def share(self, kind: BillKind) -> Share:
        """The share of a kind of bill."""
        return next(share for share in self.shares if share.kind is kind)


@dataclass(frozen=True, slots=True)
class Terms:
    """The schemes of a law in the order in which they are tried, and when its year begins."""

    schemes: tuple[Scheme, ...]
    year_begins_in: Dated  # a month, 1 to 12

    def last_day(self, year: int, known_on: date) -> date:
        """The last day of the insurance year that is called by this number."""
        return (self._first_month(year + 1, known_on) - 1).last_day

    def first_day(self, year: int, known_on: date) -> date:
        """The first day of the insurance year that is called by this number."""
        return self._first_month(year, known_on).first_day

    def _first_month(self, year: int, known_on: date) -> Month:
        return Month(year, int(_figure(self.year_begins_in, known_on, known_on)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A bill as the arithmetic sees it: its sum, and what insurance and others paid of it."""

    bill: UUID
    day: date
    kind: BillKind
    total: Decimal
    by_insurance: Decimal
    by_others: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        """What is left to the family."""
        return self.total - self.by_insurance - self.by_others


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One bill worked out: its share of what is left, the room under the cap, and what is paid."""

    charge: Charge
    benefit: str
    law: Citation
    part: Decimal
    share: Decimal  # of what is left, before the cap
    cap: Decimal | None
    spent: Decimal  # of the cap, before this bill
    paid: Decimal

    @property
    def capped(self) -> bool:
        """Whether the cap took something off."""
        return self.paid < self.share

    def as_json(self) -> dict[str, object]:
        """The same for the basis of a decision, sums as text."""
        return {
            "bill": str(self.charge.bill),
            "day": self.charge.day.isoformat(),
            "kind": self.charge.kind.value,
            "total": str(self.charge.total),
            "by_insurance": str(self.charge.by_insurance),
            "by_others": str(self.charge.by_others),
            "left": str(self.charge.left),
            "benefit": self.benefit,
            "law": str(self.law),
            "part": str(self.part),
            "share": str(self.share),
            "cap": None if self.cap is None else str(self.cap),
            "spent": str(self.spent),
            "paid": str(self.paid),
        }


def work_out(
    charges: Iterable[tuple[Charge, Scheme]],
    *,
    spent: Mapping[BillKind, Decimal],
    year_ends: date,
    known_on: date,
) -> Sequence[Covered]:
    """What is paid of each bill, the earliest first; `NoFigure` if a figure is not known.

    A bill's share is that of its own day. One cap holds for the whole insurance year: that in
    force on its last day, as far as it is known. `spent` is what earlier claims of the year used
    of it; bills without a cap use nothing of it.
    """
    used = {kind: spent.get(kind, NOTHING) for kind in BillKind}
    covered = []
    for charge, scheme in sorted(charges, key=lambda one: (one[0].day, one[0].bill)):
        rule = scheme.share(charge.kind)
        part = _figure(rule.part, charge.day, known_on)
        share = yuan(charge.left * part)
        cap = None if rule.cap is None else _figure(rule.cap, year_ends, known_on)
        before = used[charge.kind]
        paid = share if cap is None else min(share, max(cap - before, NOTHING))
        covered.append(
            Covered(
                charge=charge,
                benefit=scheme.benefit,
                law=rule.law,
                part=part,
                share=share,
                cap=cap,
                spent=before,
                paid=yuan(paid),
            )
        )
        if cap is not None:
            used[charge.kind] = before + paid
    return covered


def _figure(figure: Dated, day: date, known_on: date) -> Decimal:
    value = figure.in_force(day, known_on)
    if value is None or value.amount is None:
        raise NoFigure(
            Finding(
                Text(
                    "{label}在{day}没有已公布的数值，不能核算。",
                    "{label_en}: no figure for {day} is known; nothing can be worked out.",
                ).filled(label=figure.label.zh, label_en=figure.label.en, day=day),
                law=figure.values[0].law,
            )
        )
    return Decimal(value.amount)
