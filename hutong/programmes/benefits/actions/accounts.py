"""The bank account a child's money goes to: the first, and days on which nothing goes there."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.db.models.functions import Coalesce

from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._accounts import NotAnAccount, written
from hutong.programmes.benefits._duties import KEEPS_ACCOUNTS, require
from hutong.programmes.benefits.models import AccountChange, AccountHold, Line, PayeeAccount
from hutong.registry.people.models import Child


class NeedsTwoPeople(Refused):
    """The child has an account; another takes its place only by two people and after a wait."""


class NotHeld(Refused):
    """The account cannot be held back, or is not."""


@transaction.atomic
def set_payee_account(
    *,
    child: Child,
    holder: str,
    relation: str,
    bank: str,
    number: str,
    since: date,
    holder_kind: str = "",
    paper: str = "",
    by: Officer,
    on: date,
) -> PayeeAccount:
    """Name the first account a child's money goes to, from a day on.

    Whose it is follows from the file unless it is said. Once there is an account, another takes
    its place by `propose_account_change` and `approve_account_change` alone.
    """
    require(by, KEEPS_ACCOUNTS)
    lock(child)
    _refuse_another(child)
    paid = _last_paid(child)
    late = paid is not None and since <= paid
    account = written(
        child=child,
        holder=holder,
        kind=holder_kind,
        relation=relation,
        bank=bank,
        number=number,
        on=on,
        others=[
            Finding(
                Text(
                    "{day} 的一批已按当时的账户发放；新账户请从这之后的日子起。",
                    "What went out on {day} went to the account of that day; let the new one begin "
                    "after it.",
                ).filled(day=paid),
                field="since",
            )
        ]
        if late
        else [],
    )
    return PayeeAccount.objects.create(
        child=child,
        **account.columns(),
        days=DateRange(since, None),
        paper=paper.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )


@transaction.atomic
def hold_account(*, child: Child, reason: str, by: Officer, on: date) -> AccountHold:
    """Pay nothing to the child's present account from today on; what is due waits."""
    require(by, KEEPS_ACCOUNTS)
    lock(child)
    account = PayeeAccount.objects.filter(child=child, days__contains=on).first()
    faults = []
    if account is None:
        faults.append(Finding(Text("没有可暂停的账户。", "There is no account to hold back.")))
    elif account.holds.filter(days__contains=on).exists():
        faults.append(
            Finding(Text("这个账户已经暂停发放。", "Nothing goes to this account already."))
        )
    if not reason.strip():
        faults.append(Finding(Text("请写明理由。", "Say why."), field="reason"))
    if faults or account is None:
        raise NotHeld(*faults)
    return AccountHold.objects.create(
        child=child,
        account=account,
        days=DateRange(on, None),
        reason=reason.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )


@transaction.atomic
def lift_hold(*, child: Child, reason: str, by: Officer, on: date) -> AccountHold:
    """Pay to the child's present account again from today on."""
    require(by, KEEPS_ACCOUNTS)
    lock(child)
    held = AccountHold.objects.filter(child=child, days__endswith__isnull=True).order_by("-days")
    hold = held.filter(account__days__contains=on).first()
    faults = []
    if hold is None:
        faults.append(Finding(Text("现用账户没有暂停。", "The present account is not held back.")))
    if not reason.strip():
        faults.append(Finding(Text("请写明理由。", "Say why."), field="reason"))
    if faults or hold is None:
        raise NotHeld(*faults)
    hold.days = DateRange(hold.days.lower, on)
    hold.lifted_by_id = by.account_id
    hold.lifted_because = reason.strip()
    hold.save(update_fields=["days", "lifted_by", "lifted_because"])
    return hold


def lock(child: Child) -> None:
    """Let nobody else touch the accounts of a child meanwhile."""
    Child.objects.select_for_update(no_key=True, of=("self",)).get(pk=child.pk)


def _refuse_another(child: Child) -> None:
    """A child that has an account, or had one, gets another by two people only."""
    standing = PayeeAccount.objects.filter(child=child, days__isempty=False)
    asked = AccountChange.objects.filter(
        child=child, approved_on__isnull=True, ended_on__isnull=True
    )
    if standing.exists() or asked.exists():
        raise NeedsTwoPeople(
            Finding(
                Text(
                    "儿童已有账户或正在变更；变更账户须先提出，由另一人核准，等待期满后启用。",
                    "The child has an account, or a change is under way. Propose the change; "
                    "another person approves it, and it takes effect after the waiting time.",
                )
            )
        )


def _last_paid(child: Child) -> date | None:
    """The day of the last round that was approved and paid the child something."""
    lines = Line.objects.filter(child=child, live=True, round__approved_on__isnull=False)
    last: date | None = lines.aggregate(
        day=Max(Coalesce("round__released_on", "round__approved_on"))
    )["day"]
    return last


__all__ = [
    "NeedsTwoPeople",
    "NotAnAccount",
    "NotHeld",
    "hold_account",
    "lift_hold",
    "lock",
    "set_payee_account",
]
