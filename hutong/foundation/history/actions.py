"""What is said here by hand: that a file was opened, what was sought, what an alert was."""

import hmac
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from hutong.foundation.access import Officer
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.history.models import Alert, Reading, Search
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

SOUGHT = b"hutong: what was sought\0"


class NotForThisPost(Refused):
    """Alerts and decoys are the security administrator's."""


class NotSaid(Refused):
    """An alert is put away with what was found, and once."""


def record_reading(*, file: UUID, what: str, purpose: str = "", by: Officer, on: date) -> None:
    """Record that an officer opened a child's file, in the same transaction as the opening."""
    Reading.objects.create(
        file=file, what=what, purpose=purpose, actor=by.account_id, posting=by.posting_id, on=on
    )


def record_search(
    *, what: str, sought: str = "", files: Sequence[UUID], by: Officer, on: date
) -> None:
    """Record which files a list or a search answered with, in the transaction of the question."""
    Search.objects.create(
        what=what,
        sought=_digest(sought) if sought else "",
        files=list(files),
        actor=by.account_id,
        posting=by.posting_id,
        on=on,
    )


def _digest(sought: str) -> str:
    """By which two equal questions are known as equal, and neither is read."""
    return hmac.new(settings.SECRET_KEY.encode(), SOUGHT + sought.encode(), sha256).hexdigest()


@transaction.atomic
def plant_decoy(*, file: UUID, by: Officer, on: date) -> None:
    """Let an alert be raised by whoever opens this file; it must be of a child that is not."""
    _refuse_others(by)
    with connection.cursor() as cursor:
        cursor.execute("select history_plant_decoy(%s, %s)", [file, on])


@transaction.atomic
def put_away(*, alert: Alert, finding: str, by: Officer, on: date) -> Alert:
    """Record what an alert turned out to be."""
    _refuse_others(by)
    if alert.seen_on is not None or not finding.strip():
        raise NotSaid(
            Finding(
                Text("请写明查明的情况；一条警报只处理一次。", "Say what it was; once."),
                field="finding",
            )
        )
    alert.seen_on, alert.seen_by, alert.finding = on, by.account_id, finding.strip()
    alert.save(update_fields=["seen_on", "seen_by", "finding"])
    return alert


def _refuse_others(by: Officer) -> None:
    if not may(by.role, Kind.ALERT, Act.CHANGE):
        raise NotForThisPost(
            Finding(
                Text(
                    "警报由安全管理员处理；您现在的岗位是{zh}。",
                    "Alerts are the security administrator's. Your post is {en}.",
                ).filled(zh=by.title.zh, en=by.title.en)
            )
        )
