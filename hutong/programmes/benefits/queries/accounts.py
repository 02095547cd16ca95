"""Where a child's money goes, and where it went."""

from datetime import date

from hutong.programmes.benefits.models import PayeeAccount
from hutong.registry.people.models import Child


def accounts_of(child: Child) -> list[PayeeAccount]:
    """Every account a child's money goes to, or went to, the latest first."""
    accounts = PayeeAccount.objects.filter(child=child)
    return list(accounts.select_related("recorded_by").order_by("-days", "pk"))


def account_on(child: Child, on: date) -> PayeeAccount | None:
    """The account a child's money goes to on a day."""
    return PayeeAccount.objects.filter(child=child, days__contains=on).first()
