"""林小满 moves from 昌平 to 海淀: the old place pays that month still, the new one the next."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits.models import Line
from hutong.registry.people import actions as register
from hutong.registry.people.models import Child
from tests.programmes.benefits.families import granted, paid
from tests.stories.families import lin_xiaoman, mother_not_found
from tests.stories.ways import NotDone

BENEFIT = "living-allowance-de-facto"
KNOWN, MOVED, TRANSFERRED = date(2026, 1, 12), date(2026, 3, 10), date(2026, 3, 18)


@pytest.fixture
def xiaoman(places, people):
    """She has her allowance in 昌平, and since March lives with an aunt in 海淀."""
    by = people.changping.supervisor.officer
    child = lin_xiaoman(places.longze, by, on=KNOWN)
    mother_not_found(child, by, on=KNOWN)
    granted(child, BENEFIT, people.changping.officer.officer, KNOWN, Month(2026, 3))
    with acting(by):
        register.record_move(child=child, to=places.liudaokou, since=MOVED, by=by, on=MOVED)
    return child


def test_a_move_leaves_no_gap_and_pays_nothing_twice(way, xiaoman, places, people):
    old, new = people.changping, people.haidian
    to = SimpleNamespace(number=places.liudaokou.number, address="北京市海淀区学院路街道六道口社区")
    way.on(MOVED).open(
        old.supervisor,
        xiaoman,
        "move-between-districts",
        applicant="何秀兰",
        moved_on="2026-03-10",
        other_place=to,
        papers=["household-register"],
    )
    case = way.case(new.officer, "move-between-districts")
    way.on(TRANSFERRED).take(old.supervisor, case, "transfer")
    with pytest.raises(NotDone, match="2026-04-01"):
        way.on(date(2026, 3, 25)).take(new.officer, case, "take-over")

    first = way.on(date(2026, 3, 26)).pay(old, places.changping, "2026-03")
    way.on(date(2026, 4, 2)).take(new.officer, case, "take-over")
    with acting(new.officer.officer):
        assert Child.objects.get(pk=xiaoman.pk).hukou_id == places.liudaokou.number

    nothing = way.on(date(2026, 4, 7)).pay(old, places.changping, "2026-04")
    second = way.pay(new, places.haidian, "2026-04")
    assert paid(xiaoman, new.officer.officer) == {
        "2026-03": Decimal("2850.00"),
        "2026-04": Decimal("2850.00"),
    }
    with acting(new.officer.officer):
        rounds = dict(Line.objects.filter(child=xiaoman).values_list("month", "round_id"))
        assert rounds == {Month(2026, 3): first.pk, Month(2026, 4): second.pk}
    with acting(old.officer.officer):
        assert not Line.objects.filter(round=nothing).exists()


def test_a_move_without_its_new_place_is_not_begun(way, xiaoman, people):
    with pytest.raises(NotDone, match="迁入的社区"):
        way.on(MOVED).open(
            people.changping.supervisor,
            xiaoman,
            "move-between-districts",
            applicant="何秀兰",
            moved_on="2026-03-10",
        )
