"""A medical claim worked out: which scheme each bill falls under, and what it comes to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Outcome
from hutong.programmes.benefits._granting import frozen_facts, refusal_of
from hutong.programmes.benefits._law import benefit_of, fingerprint
from hutong.programmes.benefits.medical import (
    BillKind,
    Charge,
    Covered,
    Scheme,
    Terms,
    work_out,
)
from hutong.programmes.benefits.models import Award, MedicalBill, MedicalClaim
from hutong.registry.people.queries import fact_rows

if TYPE_CHECKING:
    from hutong.foundation.policy import Verdict
    from hutong.registry.people.models import Child
    from hutong.registry.people.queries import KnownFact


class NotCovered(Refused):
    """On the day of a bill the child belonged to no class whose bills are paid."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A day of treatment: what was known of it, the scheme that covers it, and the verdict."""

    scheme: Scheme
    verdict: "Verdict"
    known: Sequence["KnownFact"]


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A claim worked out: every bill, and the days it was judged by."""

    year: int
    covered: Sequence[Covered]
    days: Mapping[date, Judged]

    @property
    def total(self) -> Decimal:
        """What is paid altogether."""
        return sum((one.paid for one in self.covered), Decimal("0.00"))

    @property
    def benefit(self) -> str:
        """The benefit it is paid as: that of the latest bill."""
        return self.covered[-1].benefit

    def as_json(self) -> dict[str, object]:
        """The basis of the decision: every bill with its arithmetic, the verdicts and the facts."""
        return {
            "year": self.year,
            "bills": [one.as_json() for one in self.covered],
            "days": [
                {
                    "day": day.isoformat(),
                    "benefit": judged.verdict.benefit.code,
                    "rules": fingerprint(judged.verdict.benefit),
                    "verdict": judged.verdict.as_json(),
                    "facts": frozen_facts(judged.known),
                }
                for day, judged in self.days.items()
            ],
        }


def worked_out(claim: MedicalClaim, terms: Terms, on: date) -> WorkedOut:
    """What a claim comes to by what is known on a day; refused with every reason why not."""
    charges = [charge_of(bill) for bill in standing_bills(claim)]
    days: dict[date, Judged] = {}
    reasons: dict[tuple[Finding, ...], list[date]] = {}
    for day in sorted({charge.day for charge in charges}):
        judged = _judged(claim.child, terms, day, on)
        if isinstance(judged, Judged):
            days[day] = judged
        else:
            reasons.setdefault(judged, []).append(day)
    if reasons:
        raise NotCovered(
            *(_of_days(one, told) for findings, told in reasons.items() for one in findings)
        )
    covered = work_out(
        [(charge, days[charge.day].scheme) for charge in charges],
        spent=spent_in(claim, on),
        year_ends=terms.last_day(claim.year, on),
        known_on=on,
    )
    return WorkedOut(claim.year, covered, days)


def standing_bills(claim: MedicalClaim) -> list[MedicalBill]:
    """The bills of a claim that are not struck, the earliest first."""
    return list(claim.bills.filter(struck_on__isnull=True).order_by("day", "pk"))


def spent_in(claim: MedicalClaim, on: date) -> dict[BillKind, Decimal]:
    """What other claims of the same child and insurance year used of each cap, as it stands."""
    spent: dict[BillKind, Decimal] = defaultdict(Decimal)
    others = Award.objects.filter(
        child=claim.child_id, case__medical_claim__year=claim.year, decided_on__lte=on
    )
    standing = others.exclude(withdrawal__withdrawn_on__lte=on).exclude(case=claim.case_id)
    for basis in standing.values_list("basis", flat=True):
        for line in cast("Iterable[Mapping[str, str]]", basis["bills"]):
            if line["cap"] is not None:
                spent[BillKind(line["kind"])] += Decimal(line["paid"])
    return spent


def charge_of(bill: MedicalBill) -> Charge:
    """A bill as the arithmetic sees it."""
    return Charge(
        bill=bill.pk,
        day=bill.day,
        kind=BillKind(bill.kind),
        total=bill.total,
        by_insurance=bill.by_insurance,
        by_others=bill.by_others,
    )


def _judged(child: "Child", terms: Terms, day: date, on: date) -> Judged | tuple[Finding, ...]:
    """The first scheme whose benefit says yes of a day; else why none does.

    A scheme that might still say yes is told of with the fewest papers that would settle it, and
    those that say no are then left out.
    """
    known = fact_rows(child, day, on)
    facts = {item.fact.name: item.value for item in known}
    refused: list[Finding] = []
    unsettled: list[Finding] = []
    for scheme in terms.schemes:
        verdict = benefit_of(scheme.benefit).judge(facts, day, known_on=on)
        match verdict.outcome:
            case Outcome.YES:
                return Judged(scheme, verdict, known)
            case Outcome.NOT_YET:
                unsettled += _named(verdict, _settling(verdict))
            case _:
                refused += _named(verdict, refusal_of(verdict).findings)
    return tuple(unsettled or refused)


def _settling(verdict: "Verdict") -> Iterable[Finding]:
    """The fewest papers that would settle what is still open, or the figures that lack."""
    lacking = [
        Finding(
            Text(
                "还不能确定，请补{label}（{paper}），由{supplier}提供。",
                "not settled yet; supply {label_en} ({paper_en}), from {supplier_en}.",
            ).filled(
                label=fact.label.zh,
                label_en=fact.label.en,
                paper=fact.paper.zh,
                paper_en=fact.paper.en,
                supplier=fact.supplier.zh,
                supplier_en=fact.supplier.en,
            ),
            field=fact.name,
        )
        for fact in verdict.shortest
    ]
    return lacking or refusal_of(verdict).findings


def _named(verdict: "Verdict", findings: Iterable[Finding]) -> list[Finding]:
    """Findings that also say of which benefit they speak."""
    name = verdict.benefit.name
    return [
        replace(
            one,
            sentence=Text("{name}：{why}", "{name_en}: {why_en}").filled(
                name=name.zh, name_en=name.en, why=one.sentence.zh, why_en=one.sentence.en
            ),
        )
        for one in findings
    ]


def _of_days(finding: Finding, days: Iterable[date]) -> Finding:
    """A finding with the days of the bills it is about."""
    told = [day.isoformat() for day in days]
    return replace(
        finding,
        sentence=Text("{zh} 的票据，{why}", "Bills of {en}. {why_en}").filled(
            zh="、".join(told),
            en=", ".join(told),
            why=finding.sentence.zh,
            why_en=finding.sentence.en,
        ),
    )
