"""What the offices are in the middle of: matters at every stage, some of them late.

First what the story's street and district have on their desks, then a few things in every other
district, then the applications of children whose circumstances are being looked into; and at last
the clock, which warns of what it must.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from django.conf import settings

from hutong.casework import actions as casework
from hutong.casework.actions.ringing import the_clock
from hutong.casework.models import Case
from hutong.demo import away, over_the_city, under_way
from hutong.demo.days import earlier
from hutong.demo.matters import WHY, When, sign
from hutong.demo.players import CAST_CHILD, CITY_OFFICER, DISTRICT, SUPERVISOR
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import CHINA_TIME
from hutong.foundation.places.models import SPAN, Level, Place
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.queries.waiting import being_verified
from hutong.registry.people.models import Child

OPENS: Final = time(7)
PROCEDURE: Final = "de-facto-allowance"
MOST: Final = 120  # applications under way in the whole city
AGES: Final = (4, 0, 1, 2, 6, 11, 18)  # days since they were handed in
MISSING: Final = (
    "缺公安机关查找回执。",
    "缺父亲一方判决书复印件。",
    "户口簿复印件看不清，请重新提供。",
)
APPLICANTS: Final = ("外祖母", "祖父", "姑姑")


def begin(*, officers: Mapping[str, Officer], on: date) -> int:
    """Open what is under way on the day of the demo, unless something is; how many cases."""
    city = officers[CITY_OFFICER]
    with acting(city, reason=WHY):
        if Case.objects.exists():
            return 0
    under_way.come_about(city=city, on=on)
    over_the_city.come_about(city=city, on=on)
    _applications(city, on)
    away.come_about(supervisor=officers[SUPERVISOR], district=officers[DISTRICT], on=on)
    hold_back(under_way.HELD, by=officers[DISTRICT], on=on)
    _clock(officers[DISTRICT], on)
    with acting(city):
        return Case.objects.count()


def hold_back(name: str, *, by: Officer, on: date) -> None:
    """Pay nothing to a child's account until its family has been reached."""
    with acting(by, reason=WHY):
        benefits.hold_account(
            child=Child.objects.get(name=name),
            reason="监护人电话反映银行卡遗失，补卡前暂停发放。",
            by=by,
            on=When(2).before(on),
        )


def _clock(district: Officer, on: date) -> None:
    """What the law opens by itself in the story's district, and what the clock tells everywhere."""
    its_own = the_clock(Place.objects.get(pk=district.place_number))
    with acting(its_own):
        benefits.open_what_is_due(by=its_own, on=on)
    everywhere = the_clock(Place.objects.get(pk=settings.HUTONG_CITY))
    morning = datetime.combine(on, OPENS, CHINA_TIME)
    with acting(everywhere):
        while casework.ring(until=morning, by=everywhere).fired:
            pass


def _applications(city: Officer, on: date) -> None:
    """Applications for children whose circumstances are being looked into."""
    with acting(city, reason=WHY):
        children = _children(on)
    posts = _posts(children, on)
    for turn, child in enumerate(children):
        _application(child, turn, posts, on)


def _children(on: date) -> list[Child]:
    """Who is being looked into, and 林小满 whom everybody knows, in the order of their files."""
    busy = set(Case.objects.values_list("child", flat=True))
    told = [fact.child for fact in being_verified(on) if fact.child_id not in busy]
    known = Child.objects.filter(name=CAST_CHILD).first()
    children = {
        child.pk: child for child in told if child is not None and child.hukou_id is not None
    }
    first = [known] if known is not None and known.hukou_id is not None else []
    rest = sorted((c for c in children.values() if c not in first), key=lambda c: c.child_no)
    return [*first, *rest][:MOST]


def _posts(children: Sequence[Child], on: date) -> Mapping[tuple[str, int], Officer]:
    """Whoever is in post where these children are registered, by post and place."""
    communities = {child.hukou_id for child in children if child.hukou_id is not None}
    streets = {number - number % SPAN[Level.STREET] for number in communities}
    held = Posting.objects.filter(
        place_id__in=communities | streets,
        role__in=[Role.CHILD_DIRECTOR, Role.CHILD_SUPERVISOR],
        days__contains=on,
    )
    return {
        (posting.role, posting.place_id): Officer.of(posting)
        for posting in held.select_related("account", "place").order_by("pk")
    }


def _application(
    child: Child, turn: int, posts: Mapping[tuple[str, int], Officer], on: date
) -> None:
    """One application, as far as it has come by now."""
    community = child.hukou_id or 0
    street = posts.get((Role.CHILD_SUPERVISOR, community - community % SPAN[Level.STREET]))
    home = posts.get((Role.CHILD_DIRECTOR, community), street)
    if street is None or home is None:
        return
    opened = earlier(on, days=AGES[turn % len(AGES)])
    relation = APPLICANTS[turn % len(APPLICANTS)]
    with acting(home, reason=WHY):
        case = casework.open_case(
            procedure=PROCEDURE,
            child=child,
            answers={"applicant": f"{child.name}的{relation}", "relation": relation},
            by=home,
            on=opened,
        )
        if turn % 4 != 3:  # the others have yet to sign the form
            sign(case, opened, by=home)
    if turn % 5 == 1 or turn % 4 == 3 or opened == on:
        return  # nobody has looked at it yet
    with acting(street, reason=WHY):
        casework.take_step(
            case=case, step="accept", seen=1, by=street, on=min(on, earlier(opened, days=-1))
        )
        if turn % 6 == 2:
            casework.take_step(
                case=case,
                step="ask-for-papers",
                seen=2,
                reason=MISSING[turn % len(MISSING)],
                by=street,
                on=min(on, earlier(opened, days=-2)),
            )
