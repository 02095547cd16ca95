"""Two children of two provinces: one lives here and is registered there, the other the reverse."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.casework.models import Case, Clock
from hutong.foundation.access import acting
from hutong.registry.people import actions as register
from tests.programmes.benefits.families import paid
from tests.stories.families import lin_xiaoman, mother_not_found
from tests.stories.ways import NotDone

ASKED = date(2026, 3, 2)
BENEFIT = "living-allowance-de-facto"
FORM = "cross-province-application"


def due(case, by):
    with acting(by.officer):
        running = Clock.objects.filter(case=case, ended_by__isnull=True)
        return dict(running.values_list("step", "due_on"))


def test_our_street_takes_in_what_another_province_decides(way, places, people):
    here = people.haidian
    by = here.supervisor.officer
    with acting(by):
        child = register.register_child(
            name="魏清扬",
            sex="1",
            birth_date=date(2015, 4, 2),
            residence=places.liudaokou,
            hukou=None,
            hukou_detail="河北省承德市双桥区西大街街道",
            by=by,
            on=ASKED,
        )
    way.on(ASKED).open(
        here.supervisor,
        child,
        "cross-province-sent",
        applicant="魏长河",
        relation="祖父",
        applied_for="de-facto",
        sent_to="河北省承德市双桥区西大街街道",
    )
    case = way.case(here.supervisor, "cross-province-sent")
    assert due(case, here.supervisor) == {"push": date(2026, 3, 5)}  # three working days
    with pytest.raises(NotDone, match="缺“跨省通办申请表”"):
        way.take(here.supervisor, case, "push", entry_number="QG-13-0007")

    way.on(date(2026, 3, 4)).take(
        here.supervisor, case, "push", entry_number="QG-13-0007", papers=[FORM]
    )
    assert due(case, here.supervisor) == {"record-answer": date(2026, 4, 16)}  # 15 and 15
    way.on(date(2026, 4, 8)).take(
        here.supervisor,
        case,
        "record-answer",
        outcome="granted",
        decided_by="承德市双桥区民政局",
        decided_on="2026-04-07",
    )
    assert due(case, here.supervisor) == {"tell": date(2026, 4, 13)}
    way.on(date(2026, 4, 9)).take(here.supervisor, case, "tell")
    with acting(here.supervisor.officer):
        assert Case.objects.get(pk=case.pk).closed_on == date(2026, 4, 9)


def test_what_another_province_took_in_is_decided_by_our_district(way, places, people):
    here = people.changping
    child = lin_xiaoman(places.longze, here.supervisor.officer, on=ASKED)
    mother_not_found(child, here.supervisor.officer, on=ASKED)
    way.on(ASKED).open(
        here.supervisor,
        child,
        "cross-province-received",
        applicant="何秀兰",
        relation="外祖母",
        benefit=BENEFIT,
        taken_in_by="广东省广州市天河区石牌街道",
        entry_number="QG-44-0311",
        papers=[FORM],
    )
    case = way.case(here.officer, "cross-province-received")
    assert due(case, here.officer) == {"first-opinion": date(2026, 3, 23)}
    way.on(date(2026, 3, 12)).take(here.supervisor, case, "first-opinion", opinion="情况属实")
    assert due(case, here.officer) == {"confirm": date(2026, 4, 2)}
    with pytest.raises(NotDone):  # in this procedure the street does not decide
        way.take(here.supervisor, case, "confirm")
    way.on(date(2026, 3, 20)).take(here.officer, case, "confirm")
    _, decision = way.letter(here.officer, case, "granted")
    assert "北京市昌平区民政局" in decision
    way.on(date(2026, 3, 23)).take(here.supervisor, case, "send-back")

    way.on(date(2026, 4, 7)).pay(here, places.changping, "2026-04")
    assert paid(child, here.officer.officer) == {"2026-04": Decimal("2850.00")}
