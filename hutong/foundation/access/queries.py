"""What may be asked about accounts and posts."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from hutong.foundation.access.models import Account, Assignment, Posting
from hutong.foundation.access.officer import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NoSuchOfficer(Refused):
    """Nobody by that name holds a post on that day."""


def postings_of(*, account: Account, on: date) -> "QuerySet[Posting]":
    """The posts a person holds on a day, the widest first."""
    held = Posting.objects.filter(account=account, days__contains=on)
    return held.select_related("account", "place", "unit").order_by("place__level", "role", "pk")


def posting_in_use(*, account: Account, on: date, chosen: str | None = None) -> Posting | None:
    """The post a person works in: the one they chose, or else the first they hold."""
    held = list(postings_of(account=account, on=on))
    for posting in held:
        if str(posting.pk) == chosen:
            return posting
    return held[0] if held else None


def given_to(*, officer: Officer, file: UUID) -> bool:
    """Whether a file is with the officer's unit, or with the officer."""
    standing = Assignment.objects.filter(file=file, ended_on__isnull=True)
    return standing.filter(
        Q(account_id=officer.account_id) | Q(unit_id=officer.unit_id, unit__isnull=False)
    ).exists()


def officer_named(*, username: str, on: date) -> Officer:
    """The officer that somebody is on a day, in the widest post they hold."""
    account = Account.objects.filter(username=username, is_active=True).first()
    posting = posting_in_use(account=account, on=on) if account else None
    if posting is None:
        raise NoSuchOfficer(
            Finding(
                Text(
                    "没有这个账号，或者该账号在这一天没有岗位：{name}",
                    "There is no such account, or it holds no post on that day: {name}",
                ).filled(name=username)
            )
        )
    return Officer.of(posting)
