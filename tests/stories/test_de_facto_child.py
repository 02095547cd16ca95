"""林小满, from a neighbour's word to the first payment; in time, and by a longer way."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.casework.models import Case, Clock
from hutong.foundation.access import acting
from hutong.programmes.benefits.models import Entitlement
from tests.programmes.benefits.families import paid
from tests.stories.families import lin_xiaoman, mother_not_found
from tests.stories.ways import NotDone

PROCEDURE, BENEFIT = "de-facto-allowance", "living-allowance-de-facto"
HEARD, ACCEPTED, DECIDED = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)
FORM, REGISTER = "application", "household-register"
GRANDMOTHER = {"applicant": "何秀兰", "relation": "外祖母"}
RECEIPT = "儿童失联父母查找情况回执单"


@pytest.fixture
def xiaoman(places, people):
    """A neighbour told the child director on Monday, who put down what she found."""
    return lin_xiaoman(places.longze, people.changping.supervisor.officer, on=HEARD)


def test_from_a_neighbours_word_to_the_first_payment_within_the_limit(way, xiaoman, places, people):
    here = people.changping
    way.on(HEARD).open(here.director, xiaoman, PROCEDURE, papers=[FORM, REGISTER], **GRANDMOTHER)
    case = way.case(here.supervisor, PROCEDURE)

    way.on(ACCEPTED).take(here.supervisor, case, "accept")
    with acting(here.supervisor.officer):
        assert Clock.objects.get(case=case).due_on == date(2026, 3, 10)  # five working days
    _, receipt = way.letter(here.supervisor, case, "receipt")
    assert "北京市昌平区回龙观街道" in receipt
    assert "何秀兰：" in receipt
    assert "在受理之日起5个工作日内（至2026年3月10日）作出决定" in receipt
    assert "户口簿复印件" in receipt

    mother_not_found(xiaoman, here.supervisor.officer, on=DECIDED)
    way.on(DECIDED).take(here.supervisor, case, "confirm")
    _, decision = way.letter(here.supervisor, case, "granted")
    assert "确认林小满为事实无人抚养儿童，自2026年4月起发放" in decision
    assert "2,850.00元" in decision
    assert "六十日内依法申请行政复议" in decision

    way.on(date(2026, 3, 12)).take(here.officer, case, "file", entry_number="QG-0001")
    with acting(here.officer.officer):
        assert Case.objects.get(pk=case.pk).closed_on == date(2026, 3, 12)

    way.on(date(2026, 4, 7)).pay(here, places.changping, "2026-04")
    assert paid(xiaoman, here.officer.officer) == {"2026-04": Decimal("2850.00")}


def test_a_missing_paper_a_return_a_refusal_and_an_objection_that_succeeds(
    way, xiaoman, places, people
):
    here = people.changping
    way.on(HEARD).open(here.director, xiaoman, PROCEDURE, **GRANDMOTHER)
    case = way.case(here.supervisor, PROCEDURE)
    with pytest.raises(NotDone, match="缺“申请表”"):
        way.on(ACCEPTED).take(here.supervisor, case, "accept")

    way.take(here.supervisor, case, "accept", papers=[FORM])
    way.take(here.supervisor, case, "ask-for-papers", reason="母亲失联的情况还没有证明")
    _, asked = way.letter(here.supervisor, case, "papers")
    assert RECEIPT in asked
    assert "公安机关（派出所）" in asked
    with acting(here.supervisor.officer):
        assert Clock.objects.get(case=case, ended_by__isnull=True).due_on is None  # it waits

    way.on(date(2026, 3, 16)).take(here.director, case, "supply", papers=["proof-of-parents"])
    with acting(here.supervisor.officer):
        running = Clock.objects.get(case=case, ended_by__isnull=True)
        assert running.due_on == date(2026, 3, 23)  # all five days are left
    with pytest.raises(NotDone, match=RECEIPT):
        way.take(here.supervisor, case, "confirm")
    way.on(date(2026, 3, 20)).take(here.supervisor, case, "decline", reason="公安机关没有出具回执")
    _, refusal = way.letter(here.supervisor, case, "declined")
    assert f"未提供：《{RECEIPT}》" in refusal
    assert "先向本机关或者区民政部门提出异议" in refusal

    way.on(date(2026, 4, 13)).open(
        here.director,
        xiaoman,
        "objection",
        applicant="何秀兰",
        benefit=BENEFIT,
        grounds="回执已经拿到",
        papers=["proof-of-parents"],
    )
    objection = way.case(here.officer, "objection")
    mother_not_found(xiaoman, here.supervisor.officer, on=date(2026, 4, 13))
    way.take(here.supervisor, objection, "explain", explanation="当时没有回执")
    with pytest.raises(NotDone):
        way.take(here.supervisor, objection, "reverse", reason="现在有了")
    way.on(date(2026, 4, 15)).take(here.officer, objection, "reverse", reason="回执已补")
    with acting(here.officer.officer):
        granted = Entitlement.objects.get(child=xiaoman)
        assert str(granted.first_month) == "2026-04"  # the month after the refusal

    way.on(date(2026, 5, 6)).pay(here, places.changping, "2026-05")
    assert paid(xiaoman, here.officer.officer) == {
        "2026-04": Decimal("2850.00"),
        "2026-05": Decimal("2850.00"),
    }
