"""A month's payments: made by one person, checked by a second, approved by a third."""

from datetime import date

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg import errors

from hutong.foundation.access import Officer
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.programmes.benefits._duties import APPROVES, CHECKS, MAKES, WITHDRAWS, require
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits._reckoning import reckon
from hutong.programmes.benefits._remitting import freeze
from hutong.programmes.benefits.models import Round, State
from hutong.registry.people.queries import is_kept_from_somebody


class RoundInTheWay(Refused):
    """Another round stands where this one would."""


class NotThisRound(Refused):
    """The round cannot take this step, or not by this person."""


class LinesChanged(Refused):
    """The lines are not those that were checked."""


@transaction.atomic
def make_round(
    *, month: Month, place: Place, supplement: bool = False, by: Officer, on: date
) -> Round:
    """Work out what is due to everybody of a place, and propose what remains to be paid.

    Where the same round stands open already, it is given back as it is. Once it was approved, what
    has changed since goes into the next month's round, or into a supplement if one is asked for.
    """
    require(by, MAKES)
    _refuse_unless_answers(by, place)
    if month > Month.of(on) + 1:
        raise NotThisRound(
            Finding(
                Text(
                    "{month} 还早；最多提前一个月编制。",
                    "It is too early for {month}; a round is made at most one month ahead.",
                ).filled(month=month),
                field="month",
            )
        )
    found = _standing(month, place, supplement=supplement)
    if found is not None:
        return found
    made = _begun(
        Round(
            month=month,
            place=place,
            place_last=place.last,
            made_on=on,
            made_by_id=by.account_id,
        )
    )
    reckon(made, law())
    return made


@transaction.atomic
def check_round(*, round: Round, by: Officer, on: date) -> Round:  # noqa: A002 - it is the word
    """Say that the lines are right; what they add up to is sealed with them."""
    require(by, CHECKS)
    current = _for_step(round, by, from_state=State.MADE)
    if current.made_by_id == by.account_id:
        raise _two_people()
    current.checked_by_id = by.account_id
    current.checked_on = on
    current.digest = digest_of(current)
    current.save(update_fields=["checked_by", "checked_on", "digest"])
    return current


@transaction.atomic
def approve_round(*, round: Round, by: Officer, on: date) -> Round:  # noqa: A002 - it is the word
    """Approve the lines that were checked, and those only."""
    require(by, APPROVES)
    current = _for_step(round, by, from_state=State.CHECKED)
    if by.account_id in {current.made_by_id, current.checked_by_id}:
        raise _two_people()
    _refuse_changed_lines(current)
    current.approved_by_id = by.account_id
    current.approved_on = on
    current.save(update_fields=["approved_by", "approved_on"])
    return current


@transaction.atomic
def release_round(*, round: Round, by: Officer, on: date) -> Round:  # noqa: A002 - it is the word
    """Send the approved round to the bank: its file is frozen line by line, and declared.

    The lines must still be those that were checked. Failed payments whose account was mended come
    along, and what a child owes back is taken off as far as two people decided.
    """
    require(by, (*MAKES, *APPROVES))
    current = _for_step(round, by, from_state=State.APPROVED)
    _refuse_changed_lines(current)
    current.released_by_id = by.account_id
    current.released_on = on
    current.save(update_fields=["released_by", "released_on"])
    freeze(current, by)
    return current


@transaction.atomic
def withdraw_round(*, round: Round, reason: str, by: Officer, on: date) -> Round:  # noqa: A002 - it is the word
    """Take back a round that nobody has approved; its lines stay readable and no longer count."""
    require(by, WITHDRAWS)
    current = _for_step(round, by, from_state=None)
    if current.state not in {State.MADE, State.CHECKED}:
        raise _wrong_state(current)
    if not reason.strip():
        raise NotThisRound(
            Finding(Text("退回要写明理由。", "Say why it is withdrawn."), field="reason")
        )
    current.withdrawn_by_id = by.account_id
    current.withdrawn_on = on
    current.reason = reason.strip()
    try:
        with transaction.atomic():
            current.save(update_fields=["withdrawn_by", "withdrawn_on", "reason"])
    except IntegrityError as clash:
        if "a_line_goes_on_from_the_one_before" not in str(clash):
            raise
        raise NotThisRound(
            Finding(
                Text(
                    "另一轮发放已在这份名单之后接续，不能退回。",
                    "Another round goes on from these lines; they cannot be withdrawn.",
                )
            )
        ) from None
    return current


def _refuse_changed_lines(made: Round) -> None:
    """Refuse a round whose lines are not, to the last sign, those that were checked."""
    if digest_of(made) == made.digest:
        return
    raise LinesChanged(
        Finding(
            Text(
                "名单与复核时不一致，不能继续；请报告系统管理员。",
                "The lines are not those that were checked. Nothing more is done with the round;"
                " tell the system administrator.",
            )
        )
    )


def digest_of(made: Round) -> str:
    """The seal of a round's lines: any change of any of them makes it another."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select encode(sha256(convert_to(coalesce(string_agg(
                       concat_ws('|', id, child_id, account, benefit, month, sequence,
                                 due, paid_before, amount, place_id), E'\n' order by id
                   ), ''), 'UTF8')), 'hex')
              from benefits_line where round_id = %s
            """,
            [made.pk],
        )
        digest: str = cursor.fetchone()[0]
    return digest


def _standing(month: Month, place: Place, *, supplement: bool) -> Round | None:
    """The same round if it stands open; a refusal if another round is in the way."""
    live = Round.objects.filter(withdrawn_on__isnull=True)
    overlapping = live.filter(place_id__lte=place.last, place_last__gte=place.number)
    opened = overlapping.filter(approved_on__isnull=True).select_related("place").first()
    if opened is not None:
        if (opened.month, opened.place_id) == (month, place.number):
            return opened
        raise _in_the_way(opened)
    covering = live.filter(place_id__lte=place.number, place_last__gte=place.last)
    later = covering.filter(month__gt=month).select_related("place").order_by("-month").first()
    if later is not None:
        raise RoundInTheWay(
            Finding(
                Text(
                    "{place} {later} 的发放已经编制，不能再编制更早的 {month}。",
                    "The round of {place} for {later} was made already; {month} cannot be made"
                    " after it.",
                ).filled(place=later.place.name, later=later.month, month=month),
                field="month",
            )
        )
    same = covering.filter(month=month, place=place).first()
    if same is not None and not supplement:
        raise RoundInTheWay(
            Finding(
                Text(
                    "{place} {month} 的发放已于 {day} 审批；其后的变化列入下月，"
                    "急需的可另编补充名单。",
                    "The round of {place} for {month} was approved on {day}. What changed since"
                    " goes into the next month, or into a supplement if it is urgent.",
                ).filled(place=place.name, month=month, day=same.approved_on),
                field="month",
            )
        )
    return None


def _begun(new: Round) -> Round:
    """Write the round down before anything is worked out, so that only one of two goes on."""
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as clash:
        if "one_open_round_for_a_place" not in str(clash):
            raise
        raise _in_the_way(None) from None
    except OperationalError as wait:
        # Somebody else is making such a round at this moment; we do not wait for them.
        if not isinstance(wait.__cause__, errors.LockNotAvailable | errors.DeadlockDetected):
            raise
        raise _in_the_way(None) from None
    return new


def _in_the_way(other: Round | None) -> RoundInTheWay:
    if other is None:
        sentence = Text(
            "同一范围的发放正由他人编制，请稍后再看。",
            "Somebody else is making a round for this area just now; look again in a moment.",
        )
    else:
        sentence = Text(
            "{place} {month} 的发放还没有审批，先把它审批或退回。",
            "The round of {place} for {month} has not been approved; approve or withdraw it first.",
        ).filled(place=other.place.name, month=other.month)
    return RoundInTheWay(Finding(sentence))


def _for_step(made: Round, by: Officer, *, from_state: State | None) -> Round:
    """The round as it stands now, nobody else taking a step with it meanwhile."""
    _refuse_unless_answers(by, made.place)  # the row itself is not for others to lock
    current = Round.objects.select_for_update(of=("self",)).select_related("place").get(pk=made.pk)
    if from_state is not None and current.state is not from_state:
        raise _wrong_state(current)
    return current


def _refuse_unless_answers(by: Officer, place: Place) -> None:
    if is_kept_from_somebody():  # the round would leave that child out, and pay it nothing
        raise NotThisRound(
            Finding(
                Text(
                    "这一范围的名单里有您应当回避的事项，请由同岗位的另一人办理。",
                    "Somebody in this area is one you are to keep away from: let a colleague in"
                    " the same post do this.",
                )
            )
        )
    if not (by.answers_for(place.number) and by.answers_for(place.last)):
        raise NotThisRound(
            Finding(
                Text(
                    "您不负责{place}的全部范围。", "Your post does not cover all of {place}."
                ).filled(place=place.name),
                field="place",
            )
        )


_SAID = {
    State.MADE: Text("已编制，待复核", "made and not yet checked"),
    State.CHECKED: Text("已复核，待审批", "checked and not yet approved"),
    State.APPROVED: Text("已审批", "approved"),
    State.RELEASED: Text("已送银行", "given to the bank"),
    State.WITHDRAWN: Text("已退回", "withdrawn"),
}


def _wrong_state(made: Round) -> NotThisRound:
    said = _SAID[made.state]
    return NotThisRound(
        Finding(
            Text(
                "这一轮发放{zh}，不能再做这一步。", "This round is {en}; this step is not its next."
            ).filled(zh=said.zh, en=said.en)
        )
    )


def _two_people() -> NotThisRound:
    return NotThisRound(
        Finding(
            Text(
                "经办、复核、审批须由三个不同的人办理。",
                "Making, checking and approving are done by three different people.",
            )
        )
    )
