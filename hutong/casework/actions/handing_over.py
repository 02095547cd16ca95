"""Handing a post over: the list is drawn up, the giver signs it, then the taker."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.casework._whose import UP_THE_LINE
from hutong.casework.models import Turn
from hutong.casework.queries.handing_over import may_settle
from hutong.foundation.access import Officer
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people.queries import children_of
from hutong.registry.workforce.models import (
    HandOver,
    HandOverLine,
    HandOverRefusal,
    HandOverSignature,
    Side,
)
from hutong.registry.workforce.queries import why_not_fill, why_not_speak_for

# Whose list names every child; the list of an office further up names its cases alone.
NAMES_CHILDREN = frozenset({Role.CHILD_DIRECTOR, Role.CHILD_SUPERVISOR})
ONE_DAY = timedelta(days=1)


class CannotHandOver(Refused):
    """The post cannot be handed over like that."""


class NotYourSignature(Refused):
    """Somebody else has to sign here, or the list has been signed already."""


@transaction.atomic
def hand_over(
    *,
    from_posting: Posting,
    to_posting: Posting,
    last_day: date | None = None,
    by: Officer,
    on: date,
) -> HandOver:
    """Draw up the list of everything that lies at a post, for one person to hand to another.

    It names each case whose turn it is there, with its state and limit, and each child of a
    community or street that has no such case. It is frozen; both sign it afterwards.
    """
    refusal = why_not_speak_for(posting=from_posting, by=by)
    if refusal is not None:
        raise refusal
    last = last_day or on
    _refuse_unfit(from_posting, to_posting, last, by)
    place = from_posting.place
    turns = (
        Turn.objects.filter(
            until__isnull=True,
            office__range=(place.number, place.last),
            roles__contains=[from_posting.role],
        )
        .select_related("case__child")
        .order_by("due_on", "came_on", "pk")
    )
    lines = [
        HandOverLine(
            child=turn.case.child.child_no,
            name=turn.case.child.name,
            case=turn.case.number,
            matter=turn.procedure,
            state=turn.state,
            office=turn.office,
            since=turn.came_on,
            due_on=turn.due_on,
        )
        for turn in turns
    ]
    children = children_of(place)
    if from_posting.role in NAMES_CHILDREN:
        named = {line.child for line in lines}
        others = children.exclude(child_no__in=named).order_by("child_no")
        lines += [
            HandOverLine(child=number, name=name)
            for number, name in others.values_list("child_no", "name")
        ]
    for number, line in enumerate(lines, 1):
        line.number = number
    try:
        with transaction.atomic():
            drawn = HandOver.objects.create(
                giver=from_posting,
                taker=to_posting,
                place=place,
                last_day=last,
                digest=digest_of(lines),
                children=children.count(),
                drawn_by_id=by.account_id,
                drawn_on=on,
            )
    except IntegrityError as clash:
        if "a_post_is_handed_over_once_at_a_time" not in str(clash):
            raise
        raise CannotHandOver(
            Finding(
                Text(
                    "这个岗位已有一份交接清单还没有签完；要重做，请先作废那一份。",
                    "A hand-over of this post is not signed yet; withdraw it first.",
                )
            )
        ) from None
    for line in lines:
        line.hand_over = drawn
    HandOverLine.objects.bulk_create(lines, batch_size=1_000)
    return drawn


@transaction.atomic
def sign_as_giver(
    *, hand_over: HandOver, instead_because: str = "", by: Officer, on: date
) -> HandOverSignature:
    """Sign that the list is what is handed over: the giver, or the office above, saying why."""
    current = _open(hand_over)
    giver = current.giver
    instead = instead_because.strip()
    if by.account_id == giver.account_id:
        instead = ""
    elif why_not_fill(place=current.place, by=by) is not None:
        raise NotYourSignature(
            Finding(
                Text(
                    "移交人一栏由{name}本人签；本人不能签的，由任用他的民政部门代签。",
                    "{name} signs as the giver; where they cannot, the office that fills the post.",
                ).filled(name=giver.account.name)
            )
        )
    elif not instead:
        raise NotYourSignature(
            Finding(
                Text(
                    "请写明{name}为什么不能本人签字。", "Say why {name} cannot sign themselves."
                ).filled(name=giver.account.name),
                field="instead_because",
            )
        )
    return _sign(current, Side.GIVER, by=by, on=on, instead=instead)


@transaction.atomic
def take_over(
    *, hand_over: HandOver, refused: Mapping[int, str] | None = None, by: Officer, on: date
) -> HandOver:
    """Sign as the taker; `refused` are the numbers of lines that are not taken, each with a reason.

    The giver's posting ends with its last day, or today where that is past. What is not taken
    stays with the office above until somebody there settles it.
    """
    current = _open(hand_over)
    if by.account_id != current.taker.account_id:
        raise NotYourSignature(
            Finding(
                Text(
                    "接收人一栏由{name}本人签。", "{name} signs as the taker, nobody else."
                ).filled(name=current.taker.account.name)
            )
        )
    if not HandOverSignature.objects.filter(hand_over=current, side=Side.GIVER).exists():
        raise NotYourSignature(Finding(Text("移交人还没有签。", "The giver has not signed yet.")))
    lines = {line.number: line for line in current.lines.all()}
    _refuse_wrong_lines(current, refused or {}, lines)
    _sign(current, Side.TAKER, by=by, on=on)
    HandOverRefusal.objects.bulk_create(
        [
            HandOverRefusal(line=lines[number], reason=reason.strip())
            for number, reason in (refused or {}).items()
        ]
    )
    _end(current.giver, max(current.last_day + ONE_DAY, on))
    current.closed_on = on
    current.save(update_fields=["closed_on"])
    return current


@transaction.atomic
def withdraw(*, hand_over: HandOver, because: str, by: Officer, on: date) -> HandOver:
    """Withdraw a hand-over that is not signed by both; everything stays with the giver."""
    current = _open(hand_over)
    refusal = why_not_speak_for(posting=current.giver, by=by)
    if refusal is not None and by.account_id != current.taker.account_id:
        raise refusal
    if not because.strip():
        raise CannotHandOver(
            Finding(Text("请写明为什么作废。", "Say why it is withdrawn."), field="because")
        )
    current.closed_on, current.withdrawn_because = on, because.strip()
    current.save(update_fields=["closed_on", "withdrawn_because"])
    return current


@transaction.atomic
def settle(*, refusal: HandOverRefusal, how: str, by: Officer, on: date) -> HandOverRefusal:
    """Settle a line that was not taken, in words; the office above the post does it."""
    kept = HandOverRefusal.objects.select_for_update(of=("self",)).get(pk=refusal.pk)
    if not may_settle(kept, by):
        raise NotYourSignature(
            Finding(
                Text(
                    "未接收的，由上一级处理。", "What was not taken is settled by the office above."
                )
            )
        )
    faults = []
    if not how.strip():
        faults.append(Finding(Text("请写明怎么处理的。", "Say how it was settled."), field="how"))
    if kept.settled_on is not None:
        faults.append(Finding(Text("这一行已经处理过。", "That line is settled already.")))
    if faults:
        raise CannotHandOver(*faults)
    kept.settled, kept.settled_by_id, kept.settled_on = how.strip(), by.account_id, on
    kept.save(update_fields=["settled", "settled_by", "settled_on"])
    return kept


def digest_of(lines: Iterable[HandOverLine]) -> str:
    """The fingerprint of a list: of all that its lines say, in their order."""
    said = [
        [
            line.number,
            line.child,
            line.name,
            line.case,
            line.matter,
            line.state,
            line.office,
            str(line.since or ""),
            str(line.due_on or ""),
        ]
        for line in sorted(lines, key=lambda line: line.number)
    ]
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _open(hand_over: HandOver) -> HandOver:
    """The hand-over, locked and still open, its list as it was drawn up."""
    current = (
        HandOver.objects.select_for_update(of=("self",))
        .select_related("giver__account", "giver__place", "taker__account", "place")
        .get(pk=hand_over.pk)
    )
    if current.closed_on is not None:
        raise NotYourSignature(Finding(Text("这份交接已经办结。", "This hand-over is closed.")))
    if digest_of(current.lines.all()) != current.digest:
        raise NotYourSignature(
            Finding(
                Text(
                    "清单与生成时不一致，不能签。", "The list is not what was drawn up; not signed."
                )
            )
        )
    return current


def _sign(
    hand_over: HandOver, side: Side, *, by: Officer, on: date, instead: str = ""
) -> HandOverSignature:
    try:
        with transaction.atomic():
            return HandOverSignature.objects.create(
                hand_over=hand_over,
                side=side.value,
                by_id=by.account_id,
                on=on,
                instead_because=instead,
            )
    except IntegrityError as clash:
        if "each_side_signs_a_hand_over_once" in str(clash):
            told = Text("这一栏已经签过。", "This side has signed already.")
        elif "two_people_sign_a_hand_over" in str(clash):
            told = Text("移交人和接收人不能是同一个人。", "One person cannot sign for both sides.")
        else:
            raise
        raise NotYourSignature(Finding(told)) from None


def _refuse_unfit(giver: Posting, taker: Posting, last_day: date, by: Officer) -> None:
    """The taker is another person, in the same post or the one above it, from then on."""
    place = giver.place
    faults = []
    if not (by.place_number <= place.number and place.last <= by.place_last):
        faults.append(
            Text(
                "请换到管得到{place}的岗位再办。", "Do this in a post that answers for {place}."
            ).filled(place=place.name)
        )
    if giver.account_id == taker.account_id:
        faults.append(Text("不能交给自己。", "Nobody hands over to themselves."))
    same = taker.role == giver.role and (
        taker.place_id <= place.number and place.last <= taker.place.last
    )
    if not same and not _is_above(giver, taker):
        faults.append(
            Text(
                "{name}不在同一个岗位，也不是上一级；请先任用，再办交接。",
                "{name} holds neither the same post nor the one above; appoint them first.",
            ).filled(name=taker.account.name)
        )
    end = taker.days.upper
    if taker.days.isempty or (end is not None and end <= last_day + ONE_DAY):
        faults.append(
            Text("{name}的任职到那时已经结束。", "{name} no longer holds the post by then.").filled(
                name=taker.account.name
            )
        )
    if giver.days.isempty or last_day < giver.days.lower:
        faults.append(
            Text(
                "{name}在 {day} 还没有到岗。", "{name} had not taken up the post by {day}."
            ).filled(name=giver.account.name, day=last_day)
        )
    if faults:
        raise CannotHandOver(*map(Finding, faults))


def _is_above(giver: Posting, taker: Posting) -> bool:
    if giver.role not in UP_THE_LINE:
        return False
    level, role = UP_THE_LINE[Role(giver.role)]
    return (
        taker.role == role
        and taker.place.level <= level
        and taker.place_id <= giver.place_id <= taker.place.last
    )


def _refuse_wrong_lines(
    hand_over: HandOver, refused: Mapping[int, str], lines: Mapping[int, HandOverLine]
) -> None:
    faults = []
    if refused and hand_over.taker.role != hand_over.giver.role:
        title = LABELS[Role(hand_over.taker.role)]
        faults.append(
            Finding(
                Text(
                    "您是上一级的{zh}，未接收的也归您，请全部接收。",
                    "You are the {en} above: what is not taken is yours as well. Take it all.",
                ).filled(zh=title.zh, en=title.en)
            )
        )
    if refused and Role(hand_over.giver.role) not in UP_THE_LINE:
        faults.append(
            Finding(
                Text(
                    "这个岗位没有上一级，清单要全部接收。",
                    "There is no office above this post; the whole list is taken.",
                )
            )
        )
    for number, reason in refused.items():
        if number not in lines:
            faults.append(
                Finding(Text("清单里没有第 {n} 行。", "The list has no line {n}.").filled(n=number))
            )
        elif not reason.strip():
            faults.append(
                Finding(
                    Text("第 {n} 行不接收，请写明理由。", "Say why line {n} is not taken.").filled(
                        n=number
                    ),
                    field=f"reason-{number}",
                )
            )
    if faults:
        raise CannotHandOver(*faults)


def _end(posting: Posting, end: date) -> None:
    """End a posting on a day, and with it whoever stands in for its holder."""
    stood_in = Posting.objects.filter(stand_in__absence__posting=posting)
    for one in [posting, *stood_in]:
        if one.days.isempty or (one.days.upper is not None and one.days.upper <= end):
            continue
        first = one.days.lower
        one.days = DateRange(first, end) if first < end else DateRange(empty=True)
        one.save(update_fields=["days"])
