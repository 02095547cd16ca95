"""Changing the account a child's money goes to: proposed, approved by another, after a wait.

Where the law has a procedure for it, each of these is a step of the child's case.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.casework import actions as casework
from hutong.casework.models import Case
from hutong.casework.queries import all_in_force
from hutong.foundation.access import Officer
from hutong.foundation.documents.models import Paper
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import ONE_DAY
from hutong.programmes.benefits._accounts import doubts_of, rules, written
from hutong.programmes.benefits._duties import APPROVES_ACCOUNTS, KEEPS_ACCOUNTS, require
from hutong.programmes.benefits.actions.accounts import lock
from hutong.programmes.benefits.models import AccountChange, PayeeAccount
from hutong.programmes.benefits.models.changing import REFUSED, WITHDRAWN
from hutong.programmes.benefits.payees import CHANGE_OF_PAYEE
from hutong.programmes.benefits.queries.accounts import case_of
from hutong.registry.people.models import Child


class NotChanged(Refused):
    """The account cannot be changed like this, or not by this person."""


@transaction.atomic
def propose_account_change(
    *,
    child: Child,
    holder: str,
    relation: str,
    bank: str,
    number: str,
    why: str,
    holder_kind: str = "",
    wished_from: date | None = None,
    paper: str = "",
    papers: Sequence[Paper] = (),
    by: Officer,
    on: date,
) -> AccountChange:
    """Ask that a child's money go to another account; nothing changes until another approves."""
    require(by, KEEPS_ACCOUNTS)
    lock(child)
    present = PayeeAccount.objects.filter(child=child, days__contains=on).first()
    others = []
    if not why.strip():
        others.append(Finding(Text("请写明为什么变更。", "Say why it is to change."), field="why"))
    others += _in_the_way(child, on)
    account = written(
        child=child,
        holder=holder,
        kind=holder_kind,
        relation=relation,
        bank=bank,
        number=number,
        on=on,
        others=others,
    )
    change = AccountChange.objects.create(
        child=child,
        replaces=present,
        **account.columns(),
        wished_from=max(wished_from or on, on),
        why=why.strip(),
        paper=paper.strip(),
        proposed_on=on,
        proposed_by_id=by.account_id,
    )
    if any(procedure.code == CHANGE_OF_PAYEE for procedure in all_in_force(on)):
        casework.open_case(procedure=CHANGE_OF_PAYEE, child=child, papers=papers, by=by, on=on)
    return change


@transaction.atomic
def approve_account_change(
    *, change: AccountChange, answer: str = "", papers: Sequence[Paper] = (), by: Officer, on: date
) -> AccountChange:
    """Say as another person that the account is right; it is used once the wait is over.

    Whatever speaks against the account must be answered. Until then money goes where it went.
    """
    case = case_of(change)
    if case is None:
        return _approve(change, answer, by=by, on=on)
    answers = {"answer": answer} if answer.strip() else {}
    _step(case, "approve", answers=answers, papers=papers, by=by, on=on)
    change.refresh_from_db()
    return change


@transaction.atomic
def refuse_account_change(
    *, change: AccountChange, reason: str, by: Officer, on: date
) -> AccountChange:
    """Say as another person that money shall not go to the account that was proposed."""
    case = case_of(change)
    if case is None:
        return _refuse(change, reason, by=by, on=on)
    _step(case, "refuse", reason=reason, by=by, on=on)
    change.refresh_from_db()
    return change


@transaction.atomic
def withdraw_account_change(
    *, change: AccountChange, reason: str, by: Officer, on: date
) -> AccountChange:
    """Call a change off before it takes effect; money goes on to the account it went to."""
    case = case_of(change)
    if case is None:
        return _withdraw(change, reason, by=by, on=on)
    _step(case, "withdraw", reason=reason, by=by, on=on)
    change.refresh_from_db()
    return change


def proposed_in_case(*, child: Child) -> AccountChange:
    """The change that a case is opened about, proposed on the page of the account."""
    found = AccountChange.objects.filter(
        child=child, approved_on__isnull=True, ended_on__isnull=True
    ).first()
    if found is None or case_of(found) is not None:
        raise NotChanged(
            Finding(
                Text(
                    "没有待办的账户变更；请在“领取账户”页提出。",
                    "No change of account is asked for; propose it on the page of the account.",
                )
            )
        )
    return found


def approve_in_case(*, case: Case, answer: str = "", by: Officer, on: date) -> AccountChange:
    """Approve the change that a case is about."""
    return _approve(_of_case(case), answer, by=by, on=on)


def refuse_in_case(*, case: Case, reason: str, by: Officer, on: date) -> AccountChange:
    """Refuse the change that a case is about."""
    return _refuse(_of_case(case), reason, by=by, on=on)


def withdraw_in_case(*, case: Case, reason: str, by: Officer, on: date) -> AccountChange:
    """Call off the change that a case is about."""
    return _withdraw(_of_case(case), reason, by=by, on=on)


def _of_case(case: Case) -> AccountChange:
    opening = case.taken.get(number=1)
    return AccountChange.objects.get(pk=opening.made[AccountChange.__name__.lower()])


def _approve(change: AccountChange, answer: str, *, by: Officer, on: date) -> AccountChange:
    require(by, APPROVES_ACCOUNTS)
    _lock_undecided(change)
    _refuse_the_same_person(change, by)
    limit = rules().waiting_time(on)
    if limit is None:
        raise NotChanged(
            Finding(
                Text(
                    "尚未配置变更账户的等待期，不能核准。",
                    "Nobody has said how long a change waits; it cannot be approved.",
                ),
                law=rules().payee,
            )
        )
    found = doubts_of(change, on)
    if found and not answer.strip():
        raise NotChanged(
            *found,
            Finding(
                Text("核准前请逐条说明以上情况。", "Answer the above before you approve."),
                field="answer",
            ),
        )
    first = max(limit.due_day(on, None) + ONE_DAY, change.wished_from)
    change.approved_by_id, change.approved_on = by.account_id, on
    change.waiting_days, change.takes_effect_on = limit.amount, first
    change.doubts = [finding.sentence._asdict() for finding in found]
    change.answer = answer.strip()
    change.save(
        update_fields=[
            "approved_by",
            "approved_on",
            "waiting_days",
            "takes_effect_on",
            "doubts",
            "answer",
        ]
    )
    for present in PayeeAccount.objects.filter(child=change.child_id, days__contains=first):
        present.days = DateRange(present.days.lower, first)
        present.save(update_fields=["days"])
    PayeeAccount.objects.create(
        child_id=change.child_id,
        change=change,
        holder=change.holder,
        kind=change.kind,
        relation=change.relation,
        bank=change.bank,
        number=change.number,
        days=DateRange(first, None),
        paper=change.paper,
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    return change


def _refuse(change: AccountChange, reason: str, *, by: Officer, on: date) -> AccountChange:
    require(by, APPROVES_ACCOUNTS)
    _lock_undecided(change)
    _refuse_the_same_person(change, by)
    return _ended(change, REFUSED, reason, by=by, on=on)


def _withdraw(change: AccountChange, reason: str, *, by: Officer, on: date) -> AccountChange:
    require(by, (*KEEPS_ACCOUNTS, *APPROVES_ACCOUNTS))
    lock(change.child)
    change.refresh_from_db()
    first = change.takes_effect_on
    if change.ended_on is not None or (first is not None and first <= on):
        raise _over()
    _ended(change, WITHDRAWN, reason, by=by, on=on)
    if first is not None:
        called_off = PayeeAccount.objects.get(change=change)
        called_off.days = DateRange(empty=True)
        called_off.save(update_fields=["days"])
        for present in PayeeAccount.objects.filter(child=change.child_id, days__endswith=first):
            present.days = DateRange(present.days.lower, None)
            present.save(update_fields=["days"])
    return change


def _ended(change: AccountChange, how: str, reason: str, *, by: Officer, on: date) -> AccountChange:
    if not reason.strip():
        raise NotChanged(Finding(Text("请写明理由。", "Say why."), field="reason"))
    change.ended_as, change.reason = how, reason.strip()
    change.ended_by_id, change.ended_on = by.account_id, on
    change.save(update_fields=["ended_as", "reason", "ended_by", "ended_on"])
    return change


def _lock_undecided(change: AccountChange) -> None:
    """The change as it stands now, refused once somebody has decided on it."""
    lock(change.child)
    change.refresh_from_db()
    if not change.undecided:
        raise _over()


def _over() -> NotChanged:
    return NotChanged(
        Finding(
            Text(
                "这次账户变更已经办结或者已经启用。",
                "This change of account was decided already, or is in effect.",
            )
        )
    )


def _refuse_the_same_person(change: AccountChange, by: Officer) -> None:
    if change.proposed_by_id == by.account_id:
        raise NotChanged(
            Finding(
                Text(
                    "账户变更由您提出，须由另一人核准或者驳回。",
                    "You proposed the change; another person approves or refuses it.",
                )
            )
        )


def _in_the_way(child: Child, on: date) -> list[Finding]:
    """Another change of the same child that is not over yet."""
    unfinished = AccountChange.objects.filter(child=child, ended_on__isnull=True)
    if unfinished.filter(approved_on__isnull=True).exists():
        return [
            Finding(
                Text(
                    "已有一件账户变更等待核准，办完再提。",
                    "A change of account waits for approval; finish it first.",
                )
            )
        ]
    waiting = unfinished.filter(takes_effect_on__gt=on).first()
    ahead = PayeeAccount.objects.filter(child=child, days__startswith__gt=on).first()
    day = waiting.takes_effect_on if waiting else ahead.days.lower if ahead else None
    if day is None:
        return []
    return [
        Finding(
            Text(
                "{day} 起已另有账户启用；要改，先撤回那一次变更。",
                "Another account is in use from {day}; call that change off first.",
            ).filled(day=day)
        )
    ]


def _step(
    case: Case,
    step: str,
    *,
    reason: str = "",
    answers: dict[str, str] | None = None,
    papers: Sequence[Paper] = (),
    by: Officer,
    on: date,
) -> None:
    casework.take_step(
        case=case,
        step=step,
        seen=case.taken.count(),
        answers=answers,
        papers=papers,
        reason=reason,
        by=by,
        on=on,
    )
