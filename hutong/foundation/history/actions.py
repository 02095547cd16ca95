"""What may be done here by hand: to say that a file was opened."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from hutong.foundation.access import Officer
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.history.models import Alert, Reading
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text


class NotForThisPost(Refused):
    """Alerts and decoys are the security administrator's."""


class NotSaid(Refused):
    """An alert is put away with what was found, and once."""


def record_reading(*, file: UUID, what: str, purpose: str = "", by: Officer, on: date) -> None:
    """Record that an officer opened a child's file, in the same transaction as the opening."""
    Reading.objects.create(
        file=file, what=what, purpose=purpose, actor=by.account_id, posting=by.posting_id, on=on
    )


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
