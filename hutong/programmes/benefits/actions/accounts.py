"""The bank account a child's money goes to."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.db.models.functions import Coalesce

from hutong.foundation.access import Officer
from hutong.foundation.kernel.names import NotAName, tidy
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._duties import KEEPS_ACCOUNTS, require
from hutong.programmes.benefits.models import Line, PayeeAccount
from hutong.registry.people.models import Child

SHORTEST, LONGEST = 8, 30


class NotAnAccount(Refused):
    """Money cannot be sent to what was written."""


@transaction.atomic
def set_payee_account(
    *,
    child: Child,
    holder: str,
    relation: str,
    bank: str,
    number: str,
    since: date,
    paper: str = "",
    by: Officer,
    on: date,
) -> PayeeAccount:
    """Name the account a child's money goes to from a day on; the one before it ends that day.

    What was sent to the bank already went to the account of its day, which stays as it was.
    """
    require(by, KEEPS_ACCOUNTS)
    digits = "".join(number.split()).replace("-", "")
    faults = []
    try:
        owner = tidy(holder)
    except NotAName as refusal:
        faults += [Finding(fault.sentence, field="holder") for fault in refusal.findings]
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        faults.append(
            Finding(
                Text("银行账号应为 8 至 30 位数字。", "An account number has 8 to 30 digits."),
                field="number",
            )
        )
    if not bank.strip():
        faults.append(Finding(Text("请写明开户银行。", "Name the bank."), field="bank"))
    if not relation.strip():
        faults.append(
            Finding(
                Text("请写明开户人是儿童的什么人。", "Say what the holder is to the child."),
                field="relation",
            )
        )
    Child.objects.select_for_update(no_key=True, of=("self",)).get(pk=child.pk)
    later = PayeeAccount.objects.filter(child=child, days__startswith__gte=since).first()
    if later is not None:
        faults.append(
            Finding(
                Text("从 {day} 起已另有账户。", "Another account is in use from {day}.").filled(
                    day=later.days.lower
                ),
                field="since",
            )
        )
    paid = _last_paid(child)
    if paid is not None and since <= paid:
        faults.append(
            Finding(
                Text(
                    "{day} 的一批已按当时的账户发放；新账户请从这之后的日子起。",
                    "What went out on {day} went to the account of that day; let the new one begin "
                    "after it.",
                ).filled(day=paid),
                field="since",
            )
        )
    if faults:
        raise NotAnAccount(*faults)
    for before in PayeeAccount.objects.filter(child=child, days__contains=since):
        before.days = DateRange(before.days.lower, since)
        before.save(update_fields=["days"])
    return PayeeAccount.objects.create(
        child=child,
        holder=owner,
        relation=relation.strip(),
        bank=bank.strip(),
        number=digits,
        days=DateRange(since, None),
        paper=paper.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )


def _last_paid(child: Child) -> date | None:
    """The day of the last round that was approved and paid the child something."""
    lines = Line.objects.filter(child=child, live=True, round__approved_on__isnull=False)
    last: date | None = lines.aggregate(
        day=Max(Coalesce("round__released_on", "round__approved_on"))
    )["day"]
    return last
