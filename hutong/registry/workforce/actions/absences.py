"""Being away from a post: for which days, why, who stands in, and being back earlier."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.workforce._rights import why_not_fill, why_not_speak_for
from hutong.registry.workforce.models import Absence, StandIn


class NotAway(Refused):
    """Nobody is away like that, or cannot be stood in for like that."""


@transaction.atomic
def record_absence(
    *,
    posting: Posting,
    since: date,
    back_on: date | None = None,
    reason: str,
    by: Officer,
    on: date,
) -> Absence:
    """Record that the holder of a post is away, until the day they are back if that is known."""
    refusal = why_not_speak_for(posting=posting, by=by)
    if refusal is not None:
        raise refusal
    faults = []
    if not reason.strip():
        faults.append(
            Finding(Text("请写明因为什么不在岗。", "Say why they are away."), field="reason")
        )
    if back_on is not None and back_on <= since:
        faults.append(
            Finding(
                Text(
                    "返岗的日子应在开始的日子之后。",
                    "They are back after the day on which they leave.",
                ),
                field="back_on",
            )
        )
    if since.year > on.year + 1 or (back_on is not None and back_on.year > on.year + 1):
        faults.append(
            Finding(
                Text("这一天离今天太远，请核对年份。", "That is too far ahead; check the year."),
                field="since",
            )
        )
    end = posting.days.upper
    if since < posting.days.lower or (end is not None and since >= end):
        faults.append(
            Finding(
                Text(
                    "{name}这一天不在这个岗位上。", "{name} does not hold the post on that day."
                ).filled(name=posting.account.name),
                field="since",
            )
        )
    if faults:
        raise NotAway(*faults)
    try:
        with transaction.atomic():
            return Absence.objects.create(
                posting=posting,
                place_id=posting.place_id,
                days=DateRange(since, back_on),
                reason=reason.strip(),
                recorded_by_id=by.account_id,
                recorded_on=on,
            )
    except IntegrityError as clash:
        if "a_holder_is_away_once_at_a_time" not in str(clash):
            raise
        raise NotAway(
            Finding(
                Text(
                    "{name}这些天里已有一段不在岗的记录；请先改那一段。",
                    "{name} is recorded as away on some of those days; change that first.",
                ).filled(name=posting.account.name),
                field="since",
            )
        ) from None


@transaction.atomic
def name_stand_in(*, absence: Absence, account: Account, by: Officer, on: date) -> Posting:
    """Let somebody do the work of a holder who is away, from today or from the first day of it."""
    posting = absence.posting
    refusal = why_not_fill(place=posting.place, by=by)
    if refusal is not None:
        raise refusal
    first, end = absence.days.lower, absence.days.upper
    if first is None or (end is not None and end <= on):
        raise NotAway(
            Finding(Text("这一段不在岗已经过去。", "That absence is over."), field="account")
        )
    days = DateRange(max(first, on), end)
    faults = []
    if account.pk == posting.account_id:
        faults.append(Text("不能由本人代办。", "Nobody stands in for themselves."))
    if not account.is_active:
        faults.append(
            Text("{name}的账号已停用。", "The account of {name} is closed.").filled(
                name=account.name
            )
        )
    already = Posting.objects.filter(role=posting.role, place_id=posting.place_id)
    if already.filter(account=account, days__overlap=days).exists():
        faults.append(
            Text(
                "{name}这些天本来就在这个岗位上，不用再指定。",
                "{name} holds that post on those days as it is.",
            ).filled(name=account.name)
        )
    taken = StandIn.objects.filter(absence=absence, posting__days__overlap=days)
    faults += [
        Text(
            "这些天已由{name}代办；要换人，请先结束。",
            "{name} stands in on those days; end that first.",
        ).filled(name=present.posting.account.name)
        for present in taken.select_related("posting__account")
    ]
    if faults:
        raise NotAway(*(Finding(fault, field="account") for fault in faults))
    made = Posting.objects.create(
        account=account, role=posting.role, place_id=posting.place_id, days=days
    )
    StandIn.objects.create(
        posting=made, place_id=posting.place_id, reason=absence.reason, absence=absence
    )
    return made


@transaction.atomic
def end_absence(*, absence: Absence, back_on: date, by: Officer, on: date) -> Absence:
    """Record that somebody is back earlier, or did not go at all; whoever stands in stops then."""
    refusal = why_not_speak_for(posting=absence.posting, by=by)
    if refusal is not None:
        raise refusal
    kept = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    first, end = kept.days.lower, kept.days.upper
    if first is None or (end is not None and end <= back_on):
        raise NotAway(
            Finding(
                Text(
                    "这一段不在岗在 {day} 之前已经结束。", "That absence was over before {day}."
                ).filled(day=back_on),
                field="back_on",
            )
        )
    if back_on < on:
        # What others did meanwhile in the holder's place was rightly done.
        raise NotAway(
            Finding(
                Text("返岗最早从今天起。", "They are back from today at the earliest."),
                field="back_on",
            )
        )
    kept.days = _until(kept.days, back_on)
    kept.ended_by_id, kept.ended_on = by.account_id, on
    kept.save(update_fields=["days", "ended_by", "ended_on"])
    for posting in Posting.objects.filter(stand_in__absence=kept):
        posting.days = _until(posting.days, back_on)
        posting.save(update_fields=["days"])
    return kept


def _until(days: DateRange, end: date) -> DateRange:
    """Some days as far as they lie before another; perhaps none."""
    if days.isempty or end <= days.lower:
        return DateRange(empty=True)
    return days if days.upper is not None and days.upper <= end else DateRange(days.lower, end)
