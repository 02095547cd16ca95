"""What a family is written about a benefit: granted, declined, stopped, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from hutong.casework import writing
from hutong.casework.writing import GUARDIAN, Occasion, missing, number_of
from hutong.foundation.documents.letters import (
    AccountChanged,
    AccountShown,
    Awarded,
    Basis,
    Declined,
    Granted,
    MissingPaper,
    Overpaid,
    Papers,
    Reason,
    Recovery,
    Remedy,
    Stopped,
    SumLine,
)
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Outcome, Sensitivity
from hutong.programmes.benefits._law import benefit_of, law
from hutong.programmes.benefits.medical import BillKind
from hutong.programmes.benefits.models import (
    AccountChange,
    Award,
    Determination,
    Entitlement,
    PayeeAccount,
)
from hutong.programmes.benefits.queries.ledgers import ledger
from hutong.registry.people.queries import facts_on

if TYPE_CHECKING:
    from hutong.foundation.policy import Benefit, Fact

AGAIN = "情形发生变化的，可以随时重新申请。"
TELL = (
    "儿童或者家庭情形发生变化的，请及时告诉居（村）委会或者本机关；情形消失后继续领取的，应当退回。"
)
NOT_NAMED = "具有规定的其他情形（依照规定不在文书中写明）。"
HEARD = "怎样退回（一次退还、按月从以后的发放中抵扣），由本机关听取你的意见后另行决定。"
LAST_DIGITS = 4
ONCE = "一次性"
NOT_ASKED = (
    "如果你没有提出这次变更，或者对新账户有异议，请立即告诉本机关或者居（村）委会，当面或者打电话都可以。核实期间，本机关可以暂停向新账户发放，应发的款项予以保留。",
    "新账户不是你或者儿童本人的，请不要把银行卡、密码和验证码交给他人。",
)


class NothingDecided(Refused):
    """A letter about a decision was to be written, and the step decided nothing."""


def granted(about: Occasion, *, remedies: Sequence[Remedy]) -> Granted:
    """That a benefit is granted: on which findings, from which month, how much and why."""
    entitlement = _entitlement(about)
    decided = entitlement.determinations.latest("pk")
    verdict = decided.verdict
    provision = benefit_of(entitlement.benefit)
    agreed = decided.deviation
    amount = agreed.amount if agreed else decided.amount
    return Granted(
        **about.heading,
        matter=about.procedure.name.zh,
        applied_on=entitlement.applied_on,
        category="、".join(_categories(about)) or provision.name.zh,
        benefit=verdict["name"]["zh"],
        findings=_findings(about, decided, provision),
        first_month=entitlement.first_month,
        monthly=amount or Decimal(0),
        basis=about.basis(provision.law),
        sum=[] if agreed else [_sum_line(about, line) for line in verdict["sum"]],
        account=_account(about),
        duties=(TELL,),
        remedies=remedies,
    )


def awarded(about: Occasion, *, remedies: Sequence[Remedy], to_the_family: bool = True) -> Awarded:
    """That something is granted which is no sum a month: how much, for what, where it is paid.

    Where it is not paid `to_the_family`, no account is named.
    """
    if isinstance(about.made, Award):
        return _of_award(about, about.made, remedies)
    entitlement = _entitlement(about)
    decided = entitlement.determinations.latest("pk")
    provision = benefit_of(entitlement.benefit)
    agreed = decided.deviation
    amount = agreed.amount if agreed else decided.amount
    return Awarded(
        **about.heading,
        matter=about.procedure.name.zh,
        applied_on=entitlement.applied_on,
        benefit=decided.verdict["name"]["zh"],
        basis=about.basis(provision.law),
        paid=about.step.tells.zh if about.step.tells else "",
        findings=_findings(about, decided, provision),
        every=provision.often.zh,
        amount=amount,
        first_month=entitlement.first_month if amount is not None else None,
        sum=[] if agreed else [_sum_line(about, line) for line in decided.verdict["sum"]],
        account=_account(about) if to_the_family else "",
        duties=(TELL,),
        remedies=remedies,
    )


def _of_award(about: Occasion, award: Award, remedies: Sequence[Remedy]) -> Awarded:
    """A sum paid once with a month, worked out bill by bill."""
    provision = benefit_of(award.benefit)
    return Awarded(
        **about.heading,
        matter=about.procedure.name.zh,
        applied_on=about.case.opened_on,
        benefit=provision.name.zh,
        basis=about.basis(provision.law),
        paid=about.step.tells.zh if about.step.tells else "",
        every=ONCE,
        amount=award.amount,
        first_month=award.month,
        sum=[_bill_line(about, line) for line in award.basis.get("bills", ())],
        account=_account(about),
        duties=(TELL,),
        remedies=remedies,
    )


def account_changed(about: Occasion) -> list[AccountChanged]:
    """That money goes to another account from a day on; to the new payee and to the old one.

    Where they are two, neither is told the other's bank and figures, or why: what keeps them apart
    may be why the account changes.
    """
    opening = (*about.before, about.taken)[0]
    change = AccountChange.objects.select_related("replaces").get(
        pk=opening.made[AccountChange.__name__.lower()]
    )
    old, first = change.replaces, change.takes_effect_on
    if first is None or change.waiting_days is None:
        raise _nothing(about)
    said = partial(
        AccountChanged,
        first_day=first,
        in_use=first <= about.on,
        waiting_days=change.waiting_days,
        if_not_asked=NOT_ASKED,
        basis=about.basis(about.step.law),
    )
    new, shown = _reader(about, change.holder), [_shown("新账户", change)]
    if old is None or _reader(about, old.holder) == new:
        both = [_shown("原账户", old), *shown] if old else shown
        return [said(**about.heading | {"recipient": new}, accounts=both, why=change.why)]
    number = number_of(about.taken, reader=2)
    return [
        said(**about.heading | {"recipient": new}, accounts=shown, why=change.why),
        said(
            **about.heading | {"recipient": _reader(about, old.holder), "number": number},
            accounts=[_shown("原账户", old)],
            until_now=True,
        ),
    ]


def declined(about: Occasion, *, remedies: Sequence[Remedy]) -> Declined:
    """That a benefit is refused, with every reason, its article, and what can be done."""
    decided = about.made
    if not isinstance(decided, Determination):
        return Declined(
            **about.heading,
            matter=about.procedure.name.zh,
            applied_on=about.case.opened_on,
            reasons=[Reason(about.taken.reason, about.basis(about.step.law))],
            again=AGAIN,
            remedies=remedies,
        )
    close = _held_close(about, benefit_of(decided.benefit))
    return Declined(
        **about.heading,
        matter=about.procedure.name.zh,
        applied_on=about.case.opened_on,
        reasons=[
            Reason(_told(one["code"], sentence, close), _basis(about, one["law"]))
            for one in decided.verdict["conditions"]
            if one["outcome"] != Outcome.YES.value
            for sentence in _why_not(one, decided.verdict)
        ],
        again=AGAIN,
        remedies=remedies,
    )


def stopped(about: Occasion, *, remedies: Sequence[Remedy]) -> Stopped:
    """That a benefit ends: after which month, and why."""
    entitlement = _entitlement(about)
    if entitlement.ended_month is None:
        raise _nothing(about)
    return Stopped(
        **about.heading,
        benefit=benefit_of(entitlement.benefit).name.zh,
        first_unpaid_month=entitlement.ended_month + 1,
        reasons=[Reason(entitlement.reason, about.basis(about.step.law))],
        again=AGAIN,
        remedies=remedies,
    )


def recovery(about: Occasion, *, remedies: Sequence[Remedy]) -> Recovery:
    """That too much was paid: for which months, how much, why, and that the family is heard."""
    back = [
        (entry.line, entry.sentence)
        for month in reversed(ledger(about.case.child))
        for entry in month.entries
        if entry.line.amount < 0
    ]
    if not back:
        raise _nothing(about)
    return Recovery(
        **about.heading,
        benefit="、".join(
            dict.fromkeys(benefit_of(line.benefit).name.zh for line, _ in back if line.benefit)
        ),
        months=[Overpaid(line.month, line.paid_before, line.due, why.zh) for line, why in back],
        basis=about.basis(about.step.law),
        how=(HEARD,),
        remedies=remedies,
    )


def papers(about: Occasion) -> Papers:
    """Which papers are missing: those the steps need, and the fewest that would settle it."""
    wanted = [missing(kind) for kind in about.missing]
    wanted += _settling(about)
    return Papers(
        **about.heading,
        matter=about.procedure.name.zh,
        applied_on=about.case.opened_on,
        missing=wanted,
        basis=about.basis(about.step.law),
        further=(f"需要补正的内容：{about.taken.reason}", writing.CITY_FETCHES),
    )


def _findings(about: Occasion, decided: Determination, provision: "Benefit") -> list[Reason]:
    """The conditions that a decision found met, and what two people agreed on instead."""
    close = _held_close(about, provision)
    met = [
        Reason(_told(one["code"], one["label"]["zh"], close), _basis(about, one["law"]))
        for one in decided.verdict["conditions"]
        if one["outcome"] == Outcome.YES.value
    ]
    agreed = decided.deviation
    return met + ([Reason(f"经两人同意，另行决定：{agreed.reason}")] if agreed else [])


def _bill_line(about: Occasion, line: Mapping[str, str]) -> SumLine:
    """A bill of a claim: what was treated on which day, and what is paid of it."""
    day, kind = date.fromisoformat(line["day"]), BillKind(line["kind"])
    label = f"{day.year}年{day.month}月{day.day}日{kind.label.zh}（票据{line['total']}元）"
    return SumLine(label, Decimal(line["paid"]), _basis(about, line["law"]))


def _reader(about: Occasion, holder: str) -> str:
    """To whom a letter about an account goes; a child's own is its guardian's to know of."""
    return GUARDIAN if holder == about.case.child.name else holder


def _shown(which: str, account: AccountChange | PayeeAccount) -> AccountShown:
    return AccountShown(which, account.holder, account.bank, account.number[-LAST_DIGITS:])


def _settling(about: Occasion) -> list[MissingPaper]:
    """The papers for the smallest set of facts that would settle what the case decides on."""
    if not about.procedure.benefit:
        return []
    provision = benefit_of(about.procedure.benefit)
    facts = facts_on(about.case.child, about.on, about.on)
    verdict = provision.judge(facts, about.on, known_on=about.on)
    return list(
        {
            fact.paper.zh: MissingPaper(fact.paper.zh, fact.supplier.zh, f"用于查明{fact.label.zh}")
            for fact in verdict.shortest
        }.values()
    )


def _entitlement(about: Occasion) -> Entitlement:
    if not isinstance(about.made, Entitlement):
        raise _nothing(about)
    return about.made


def _nothing(about: Occasion) -> NothingDecided:
    return NothingDecided(
        Finding(
            Text(
                "“{zh}”没有作出决定，不能发出决定书。",
                "“{en}” decided nothing; no letter about a decision can be sent.",
            ).filled(zh=about.step.label.zh, en=about.step.label.en)
        )
    )


def _categories(about: Occasion) -> list[str]:
    """The classes the child belongs to on the day of the letter, as far as a letter tells them."""
    facts = facts_on(about.case.child, about.on, about.on)
    return [
        found.category.label.zh
        for found in law().categories_of(facts, about.on)
        if found.outcome is True and not _strictest(found.rests_on)
    ]


def _held_close(about: Occasion, provision: "Benefit") -> set[str]:
    """The conditions whose ground no letter may name, since what they rest on is held closest."""
    facts = facts_on(about.case.child, about.on, about.on)
    findings = provision.judge(facts, about.on, known_on=about.on).findings
    return {found.condition.code for found in findings if _strictest(found.rests_on)}


def _strictest(facts: "Iterable[Fact]") -> bool:
    return any(fact.sensitivity is Sensitivity.STRICTEST for fact in facts)


def _told(condition: str, sentence: str, close: set[str]) -> str:
    return NOT_NAMED if condition in close else sentence


def _basis(about: Occasion, cited: str) -> Basis | None:
    """An article as a kept verdict writes it, read back."""
    instrument, _, article = cited.partition(" ")
    return about.basis(Citation(instrument, article)) if instrument else None


def _sum_line(about: Occasion, line: Mapping[str, Any]) -> SumLine:
    return SumLine(line["label"]["zh"], Decimal(line["amount"]), _basis(about, line["law"]))


def _why_not(condition: Mapping[str, Any], verdict: Mapping[str, Any]) -> list[str]:
    """Why a condition was not met, or what was not proved."""
    reasons = [reason["zh"] for reason in condition["reasons"]]
    if condition["outcome"] == Outcome.NO.value:
        return reasons or [f"不符合：{condition['label']['zh']}。"]
    lacking = {one["name"]: one["paper"]["zh"] for one in verdict["missing"]}
    papers = [lacking[name] for name in condition["missing"] if name in lacking]
    told = f"（未提供：{'、'.join(dict.fromkeys(papers))}）" if papers else ""
    return [f"{condition['label']['zh']}：未能查明{told}。"]


def _account(about: Occasion) -> str:
    account = PayeeAccount.objects.filter(child=about.case.child, days__contains=about.on).first()
    if account is None:
        return ""
    return f"{account.bank}账户（户名{account.holder}，尾号{account.number[-LAST_DIGITS:]}）"
