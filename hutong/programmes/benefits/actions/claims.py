"""Claims for medical costs: bills entered and struck, the claim handed in and decided."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from hutong.casework.models import Case
from hutong.foundation.access import Officer
from hutong.foundation.kernel.money import LARGEST, yuan
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._awarding import Sum, awarded
from hutong.programmes.benefits._claiming import standing_bills, worked_out
from hutong.programmes.benefits._competence import alone, refuse_unless_competent
from hutong.programmes.benefits._duties import DECIDES, ENTERS_BILLS, require
from hutong.programmes.benefits._law import benefit_of
from hutong.programmes.benefits.medical import BillKind, Terms
from hutong.programmes.benefits.models import Award, MedicalBill, MedicalClaim
from hutong.registry.people.models import Child

EARLIEST = 2000


class NotABill(Refused):
    """The bill cannot be entered as it was written."""


class NotThisClaim(Refused):
    """The claim is not at the point where this can be done."""


@transaction.atomic
def begin_claim(
    *, child: Child, case: Case, insurance_year: int, by: Officer, on: date
) -> MedicalClaim:
    """Begin a claim for the bills of one insurance year."""
    require(by, ENTERS_BILLS)
    if not EARLIEST <= insurance_year <= on.year:
        raise NotThisClaim(
            Finding(
                Text(
                    "参保年度请写成 {this} 这样的年份，不晚于今年。",
                    "Write the insurance year as {this}; it is no later than this year.",
                ).filled(this=on.year),
                field="insurance_year",
            )
        )
    return MedicalClaim.objects.create(child=child, case=case, year=insurance_year)


@transaction.atomic
def add_bill(
    *,
    claim: MedicalClaim,
    day: date,
    kind: BillKind,
    hospital: str,
    number: str,
    total: Decimal,
    by_insurance: Decimal,
    by_others: Decimal,
    terms: Terms,
    by: Officer,
    on: date,
) -> MedicalBill:
    """Enter a bill of a claim that is not handed in; one that was sent in before is refused."""
    require(by, ENTERS_BILLS)
    current = _open(claim)
    name, told = " ".join(hospital.split()), "".join(number.split()).upper()
    faults = [*_unnamed(name, told), *_wrong_sums(total, by_insurance, by_others)]
    first, last = terms.first_day(current.year, on), terms.last_day(current.year, on)
    if not first <= day <= min(last, on):
        faults.append(
            Finding(
                Text(
                    "这次申报的是 {year} 参保年度，就诊日期应在 {first} 至 {last} 之间，"
                    "且不晚于今天。",
                    "The claim is for the insurance year {year}: a day between {first} and {last},"
                    " and no later than today.",
                ).filled(year=current.year, first=first, last=last),
                field="day",
            )
        )
    if faults:
        raise NotABill(*faults)
    try:
        with transaction.atomic():
            return MedicalBill.objects.create(
                child_id=current.child_id,
                claim=current,
                day=day,
                kind=kind.value,
                hospital=name,
                number=told,
                total=yuan(total),
                by_insurance=yuan(by_insurance),
                by_others=yuan(by_others),
                recorded_on=on,
                recorded_by_id=by.account_id,
            )
    except IntegrityError as clash:
        if "a_bill_is_sent_in_once" not in str(clash):
            raise
        raise NotABill(
            Finding(
                Text(
                    "{hospital} {day} 第 {number} 号票据已经申报过，不能再报。",
                    "The bill {number} of {hospital}, {day}, has been sent in before.",
                ).filled(hospital=name, day=day, number=told),
                field="number",
            )
        ) from None


@transaction.atomic
def strike_bill(*, bill: MedicalBill, reason: str, by: Officer, on: date) -> MedicalBill:
    """Strike a bill from a claim that is not handed in; it may be sent in again."""
    require(by, ENTERS_BILLS)
    _open(bill.claim)
    current = MedicalBill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    faults = []
    if current.struck_on is not None:
        faults.append(Finding(Text("这张票据已经划去。", "The bill was struck already.")))
    if not reason.strip():
        sentence = Text("请写明为什么划去。", "Say why it is struck.")
        faults.append(Finding(sentence, field="reason"))
    if faults:
        raise NotABill(*faults)
    current.struck_on = on
    current.struck_by_id = by.account_id
    current.reason = reason.strip()
    current.save(update_fields=["struck_on", "struck_by", "reason"])
    return current


@transaction.atomic
def hand_in_claim(*, case: Case, by: Officer, on: date) -> MedicalClaim:
    """Hand a claim in; from now on its bills stand."""
    require(by, ENTERS_BILLS)
    current = _open(_claim_of(case))
    if not standing_bills(current):
        raise NotThisClaim(
            Finding(Text("还没有录入票据，不能提交。", "No bill was entered; nothing to hand in."))
        )
    current.handed_in_on = on
    current.save(update_fields=["handed_in_on"])
    return current


@transaction.atomic
def return_claim(*, case: Case, by: Officer) -> MedicalClaim:
    """Give a claim back, so that its bills can be put right."""
    require(by, DECIDES)
    current = _locked(_claim_of(case))
    current.handed_in_on = None
    current.save(update_fields=["handed_in_on"])
    return current


@transaction.atomic
def decide_claim(
    *, child: Child, case: Case, terms: Terms, applied_on: date, by: Officer, on: date
) -> Award:
    """Award what the bills of a claim come to, and keep how it was worked out.

    Each bill is judged by what the child was on its day. What earlier claims of the year used of
    the caps counts as it stands on the day of the decision.
    """
    require(by, DECIDES)
    Child.objects.select_for_update(no_key=True, of=("self",)).get(pk=child.pk)
    found = worked_out(_locked(_claim_of(case)), terms, on)
    for judged in found.days.values():
        refuse_unless_competent(by, child, judged.verdict.benefit, on)
        if refusal := alone(by, judged.verdict, judged.known):
            raise refusal
    return awarded(
        Sum(
            child=child,
            case=case,
            benefit=benefit_of(found.benefit),
            amount=found.total,
            basis=found.as_json(),
            applied_on=applied_on,
        ),
        by=by,
        on=on,
    )


@transaction.atomic
def drop_claim(*, case: Case, reason: str, by: Officer, on: date) -> MedicalClaim:
    """Let go of a claim that is declined or withdrawn; its bills may be sent in again."""
    require(by, ENTERS_BILLS)
    current = _locked(_claim_of(case))
    strike_all(current, reason=reason, by=by, on=on)
    return current


def strike_all(claim: MedicalClaim, *, reason: str, by: Officer, on: date) -> None:
    """Strike every bill of a claim that still stands."""
    claim.bills.filter(struck_on__isnull=True).update(
        struck_on=on, struck_by_id=by.account_id, reason=reason.strip()
    )


def _claim_of(case: Case) -> MedicalClaim:
    return MedicalClaim.objects.get(case=case)


def _locked(claim: MedicalClaim) -> MedicalClaim:
    """The claim as it stands now, nobody else changing it meanwhile."""
    rows = MedicalClaim.objects.select_for_update(of=("self",))
    return rows.select_related("child", "case").get(pk=claim.pk)


def _open(claim: MedicalClaim) -> MedicalClaim:
    current = _locked(claim)
    if current.handed_in_on is not None or current.case.closed_on is not None:
        raise NotThisClaim(
            Finding(
                Text(
                    "这次申报已经提交，票据不能再改；有误的，先退回补正。",
                    "The claim was handed in; its bills stand. To put one right, have it returned.",
                )
            )
        )
    return current


def _unnamed(hospital: str, number: str) -> list[Finding]:
    faults = []
    if not hospital:
        faults.append(Finding(Text("请写医院名称。", "Name the hospital."), field="hospital"))
    if not number:
        faults.append(Finding(Text("请写票据号码。", "Write the bill's number."), field="number"))
    return faults


def _wrong_sums(total: Decimal, by_insurance: Decimal, by_others: Decimal) -> list[Finding]:
    faults = []
    if not 0 < total <= LARGEST:
        faults.append(Finding(Text("总额应大于零。", "The total is above nought."), field="total"))
    if by_insurance < 0:
        sentence = Text("医保支付不能为负。", "What insurance paid is not below nought.")
        faults.append(Finding(sentence, field="by_insurance"))
    if by_others < 0:
        sentence = Text("其他救助支付不能为负。", "What others paid is not below nought.")
        faults.append(Finding(sentence, field="by_others"))
    if by_insurance >= 0 and by_others >= 0 and by_insurance + by_others > total:
        sentence = Text(
            "医保和其他救助支付之和超过了票据总额。",
            "Insurance and others paid more than the bill's total.",
        )
        faults.append(Finding(sentence, field="by_insurance"))
    return faults
