"""Who is away from a post of the story's street, who stands in, and a post that changed hands."""

from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password

from hutong.casework.actions import handing_over
from hutong.demo.at_the_window import EAST, GATE, NORTH, SHOPS, TOWER
from hutong.demo.days import earlier
from hutong.demo.matters import WHY, When, in_post
from hutong.demo.players import COURTYARD
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Place
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.models import HandOver

# Where the story's own matters lie, their directors stay.
BUSY: Final = {where[2] for where in (COURTYARD, GATE, NORTH, TOWER, EAST, SHOPS)}
LEFT, CAME = When(4), When(3)
AWAY_FOR: Final = 14  # days, of which half are over


def come_about(*, supervisor: Officer, district: Officer, on: date) -> None:
    """One director is on leave, and another has handed over to somebody new."""
    first, second, third = _directors(supervisor, on)
    _on_leave(first, stand_in=second.account, supervisor=supervisor, district=district, on=on)
    _changes_hands(third, supervisor=supervisor, district=district, on=on)


def _directors(supervisor: Officer, on: date) -> list[Posting]:
    """Three directors of the street who are in post themselves, none of them of the story."""
    held = Posting.objects.filter(
        role=Role.CHILD_DIRECTOR,
        place_id__gte=supervisor.place_number,
        place_id__lte=supervisor.place_last,
        days__contains=on,
        stand_in__isnull=True,
    )
    found = [
        one
        for one in held.select_related("account", "place").order_by("place_id")
        if one.place.name.removesuffix("居委会") not in BUSY
    ]
    return found[:3]


def _on_leave(
    posting: Posting, *, stand_in: Account, supervisor: Officer, district: Officer, on: date
) -> None:
    since = earlier(on, days=AWAY_FOR // 2)
    with acting(supervisor, reason=WHY) as by:
        absence = workforce.record_absence(
            posting=posting,
            since=since,
            back_on=earlier(on, days=-AWAY_FOR // 2),
            reason="参加业务培训",
            by=by,
            on=since,
        )
    with acting(district, reason=WHY) as by:
        workforce.name_stand_in(absence=absence, account=stand_in, by=by, on=since)


def _changes_hands(giver: Posting, *, supervisor: Officer, district: Officer, on: date) -> HandOver:
    """The director retires; the supervisor takes the list over until the next one is there."""
    last, next_day = LEFT.before(on), CAME.before(on)
    taker = Posting.objects.get(
        account=supervisor.account_id, role=supervisor.role.value, days__contains=on
    )
    with acting(Officer.of(giver), reason=WHY) as by:
        drawn = handing_over.hand_over(
            from_posting=giver,
            to_posting=taker,
            last_day=last,
            by=by,
            on=last,
        )
        handing_over.sign_as_giver(hand_over=drawn, by=by, on=last)
    with acting(supervisor, reason=WHY) as by:
        closed = handing_over.take_over(hand_over=drawn, by=by, on=last)
    with acting(district, reason=WHY) as by:
        account = Account.objects.create(
            username="fangxiaoyu01", name="方晓雨", password=make_password(None)
        )
        workforce.appoint(
            account=account,
            role=Role.CHILD_DIRECTOR,
            place=Place.objects.get(pk=giver.place_id),
            since=next_day,
            by=by,
            on=next_day,
        )
    in_post.cache_clear()
    return closed
