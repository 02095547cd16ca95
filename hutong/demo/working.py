"""What the offices are in the middle of: applications at every stage, some of them late."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from hutong.casework import actions as casework
from hutong.casework.models import Case
from hutong.casework.queries import paper_kinds
from hutong.demo.days import earlier
from hutong.demo.players import CAST_CHILD
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.documents import actions as documents
from hutong.foundation.places.models import SPAN, Level
from hutong.programmes.benefits import forms
from hutong.programmes.benefits.queries.waiting import being_verified
from hutong.registry.people.models import Child

APPLICATION: Final = "application"
PROCEDURE: Final = "de-facto-allowance"
MOST: Final = 120  # applications under way in the whole city
AGES: Final = (4, 0, 1, 2, 6, 11, 18)  # days since they were handed in
MISSING: Final = (
    "缺公安机关查找回执。",
    "缺父亲一方判决书复印件。",
    "户口簿复印件看不清，请重新提供。",
)
APPLICANTS: Final = ("外祖母", "祖父", "姑姑")


def begin(*, city: Officer, on: date) -> int:
    """Open applications for children whose circumstances are being looked into; how many."""
    with acting(city, reason="日常办理"):
        if Case.objects.exists():
            return 0
        children = _children(on)
    posts = _posts(children, on)
    for turn, child in enumerate(children):
        _application(child, turn, posts, on)
    return len(children)


def _children(on: date) -> list[Child]:
    """Who is being looked into, and 林小满 whom everybody knows, in the order of their files."""
    told = [fact.child for fact in being_verified(on) if fact.child is not None]
    known = Child.objects.filter(name=CAST_CHILD).first()
    children = {child.pk: child for child in told if child.hukou_id is not None}
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
    with acting(home, reason="日常办理"):
        case = casework.open_case(
            procedure=PROCEDURE,
            child=child,
            answers={"applicant": f"{child.name}的{relation}", "relation": relation},
            by=home,
            on=opened,
        )
        if turn % 4 != 3:  # the others have yet to sign the form
            documents.keep_sheet(
                file=child.pk,
                kind=paper_kinds()[APPLICATION],
                sheet=forms.application(case, opened),
                issued_on=opened,
                by=home,
                on=opened,
            )
    if turn % 5 == 1 or turn % 4 == 3 or opened == on:
        return  # nobody has looked at it yet
    with acting(street, reason="日常办理"):
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
