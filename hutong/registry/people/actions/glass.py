"""Looking into a file that is not one's own, in an emergency; and looking at who did."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from hutong.foundation.access import Officer
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Emergency, Kind
from hutong.foundation.access.models import Glass
from hutong.foundation.calendar.queries import working_calendar
from hutong.foundation.history.actions import record_reading, record_search
from hutong.foundation.kernel.identity import could_be_whole
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people._numbers import number_digest
from hutong.registry.people.models import Child

SHORTEST = 15  # characters of a reason


class NotBroken(Refused):
    """The glass was not broken; every reason is told."""


class NotReviewed(Refused):
    """Whoever broke a glass is looked at by somebody else, once, in words."""


def break_glass(*, number: str, ground: str, reason: str, by: Officer, on: date) -> Glass:
    """Open one file for half an hour, reading only; the number is the file's or the child's, whole.

    The security administrator is told at once, and those who answer for the child. Raises
    `NotBroken`; whoever has a glass that nobody has looked at in time breaks no further one. A
    number that was tried in vain stays on record, so this is no transaction of its own.
    """
    faults = []
    if not may(by.role, Kind.GLASS, Act.CREATE):
        faults.append(
            Finding(
                Text("您现在的岗位不能紧急查看。", "Your post does not include emergency access.")
            )
        )
    if ground not in set(Emergency):
        faults.append(Finding(Text("请选紧急情形。", "Choose what it is."), field="ground"))
    if len(reason.strip()) < SHORTEST:
        faults.append(
            Finding(
                Text(
                    "请用至少 {n} 个字写明为什么必须现在看。",
                    "Say in at least {n} characters why it must be now.",
                ).filled(n=SHORTEST),
                field="reason",
            )
        )
    late = suspended_by(account=by.account_id, on=on)
    if late is not None:
        faults.append(
            Finding(
                Text(
                    "您 {day} 的紧急查看过期没有人复核，紧急查看权已停用；请先请区民政部门复核。",
                    "Nobody has looked at your emergency access of {day} in time, so you have none"
                    " until somebody has.",
                ).filled(day=late.broken_on)
            )
        )
    if faults:
        raise NotBroken(*faults)
    written = number.strip().upper()
    with connection.cursor() as cursor:
        cursor.execute(
            "select people_break_glass(%s, %s, %s, %s, %s)",
            [
                "" if could_be_whole(written) else written,
                number_digest(written),
                ground,
                reason.strip(),
                on,
            ],
        )
        made = cursor.fetchone()[0]
    broken = Glass.objects.filter(pk=made).first() if made else None
    files = [broken.file] if broken else []
    record_search(what="glass", sought=number.strip(), files=files, by=by, on=on)
    if broken is None:
        raise NotBroken(
            Finding(
                Text(
                    "没有这个编号。儿童编号和身份证号都要写完整。",
                    "Nobody has that number. Give the whole file number or identity number.",
                ),
                field="number",
            )
        )
    return broken


def look_through(*, glass: Glass, by: Officer, on: date) -> Child:
    """The child behind a broken glass, on record; nothing can be written in the transaction after.

    Raises `NotBroken` once the half hour is over.
    """
    record_reading(file=glass.file, what="glass", purpose=glass.ground, by=by, on=on)
    with connection.cursor() as cursor:
        cursor.execute("set transaction read only")
    child = Child.objects.select_related("residence", "hukou").filter(pk=glass.file).first()
    if child is None or glass.account_id != by.account_id:
        raise NotBroken(Finding(Text("紧急查看的半小时已过。", "The half hour is over.")))
    return child


@transaction.atomic
def review_glass(*, glass: Glass, justified: bool, finding: str, by: Officer, on: date) -> Glass:
    """Say whether an emergency access was right; never one's own."""
    faults = []
    if not may(by.role, Kind.GLASS, Act.APPROVE) or glass.account_id == by.account_id:
        faults.append(
            Finding(
                Text(
                    "紧急查看由区、市民政部门的另一人复核。",
                    "It is looked at by somebody else of the district or the city.",
                )
            )
        )
    if glass.reviewed_on is not None:
        faults.append(Finding(Text("已经复核过。", "It has been looked at.")))
    if not finding.strip():
        faults.append(Finding(Text("请写明复核情况。", "Say what you found."), field="finding"))
    if faults:
        raise NotReviewed(*faults)
    glass.reviewed_by_id, glass.reviewed_on = by.account_id, on
    glass.justified, glass.finding = justified, finding.strip()
    glass.save(update_fields=["reviewed_by", "reviewed_on", "justified", "finding"])
    return glass


def due(glass: Glass) -> date:
    """The working day by whose end somebody else has looked at it."""
    return working_calendar().next_working(glass.broken_on)


def suspended_by(*, account: UUID, on: date) -> Glass | None:
    """The glass that keeps somebody from breaking another: nobody has looked at it in time."""
    waiting = Glass.objects.filter(account_id=account, reviewed_on__isnull=True)
    return next((one for one in waiting.order_by("broken_on") if due(one) < on), None)
