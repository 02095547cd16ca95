"""许安, whom nobody cares for, is supported at once; in time it is found that he is an orphan."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.casework.models import Case
from hutong.foundation.access import acting
from hutong.programmes.benefits.models import Entitlement
from tests.programmes.benefits.families import paid
from tests.stories.families import both_are_dead, xu_an
from tests.stories.ways import NotDone

FOUND, CLEAR = date(2026, 3, 2), date(2026, 5, 11)
PROVISIONAL, ORPHAN = "living-allowance-temporarily-unsupported", "living-allowance-orphan"
PAPERS = ["certificate-form", "household-register", "proof-of-parents", "proof-of-guardianship"]


def test_support_comes_first_and_the_class_follows_without_a_gap(way, places, people):
    here = people.changping
    child = xu_an(places.longze, here.supervisor.officer, on=FOUND)
    way.on(FOUND).open(here.director, child, "provisional-support", found="独自在家，无人照料")
    case = way.case(here.officer, "provisional-support")

    way.take(here.officer, case, "support")  # on the very day
    way.on(date(2026, 4, 7)).pay(here, places.changping, "2026-04")
    assert paid(child, here.officer.officer) == {"2026-04": Decimal("2850.00")}

    way.take(here.supervisor, case, "still-open", found="公安仍在查找父母")
    both_are_dead(child, here.supervisor.officer, on=CLEAR)
    way.on(CLEAR).take(here.supervisor, case, "settle", found="父母均已亡故")
    way.open(
        here.director,
        child,
        "orphan-certificate",
        applicant="许大山",
        relation="伯父",
        papers=PAPERS[:2],
    )
    orphan = way.case(here.officer, "orphan-certificate")
    with pytest.raises(NotDone, match="父母情形证明材料"):
        way.take(here.supervisor, orphan, "send-up", opinion="情况属实")
    way.take(here.supervisor, orphan, "send-up", opinion="情况属实", papers=PAPERS[2:])
    assert "乙方（监护人）姓名许大山与儿童关系伯父" in way.form(
        here.supervisor, orphan, "rearing-agreement"
    )
    with pytest.raises(NotDone, match="还没有办到可以打印它的一步"):
        way.form(here.officer, orphan, "welfare-certificate")
    way.on(date(2026, 5, 18)).take(here.officer, orphan, "certify", certificate_number="(京)昌0001")
    certificate = way.form(here.officer, orphan, "welfare-certificate")
    assert "证号：(京)昌0001" in certificate
    assert "起始月份2026年6月" in certificate
    assert certificate.endswith("北京市昌平区民政局（盖章）2026年5月18日第1页共1页")
    _, decision = way.letter(here.officer, orphan, "granted")
    assert "许安为孤儿" in decision

    way.on(date(2026, 6, 8)).pay(here, places.changping, "2026-06")
    # May, which was still provisional, is paid too; June by the class proper; nothing twice.
    assert paid(child, here.officer.officer) == {
        "2026-04": Decimal("2850.00"),
        "2026-05": Decimal("2850.00"),
        "2026-06": Decimal("2850.00"),
    }
    with acting(here.officer.officer):
        granted = Entitlement.objects.filter(child=child).order_by("first_month")
        assert [(one.benefit, str(one.first_month)) for one in granted] == [
            (PROVISIONAL, "2026-04"),
            (ORPHAN, "2026-06"),
        ]
        assert not Case.objects.filter(child=child, closed_on__isnull=True).exists()
