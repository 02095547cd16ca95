"""Which office grants a benefit, and that nobody does so on their own word alone."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import acting
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Entitlement
from hutong.programmes.benefits.queries import deciding_office, law
from hutong.registry.facilities import actions as facilities
from hutong.registry.facilities.kinds import InstitutionKind, InstitutionLevel
from hutong.registry.people import actions as people
from hutong.registry.people.queries import fact_rows
from tests.programmes.benefits.conftest import place, post
from tests.programmes.benefits.families import ABLE, DEAD, ORPHAN, a_family, granted

pytestmark = pytest.mark.django_db

ORPHANS, DE_FACTO = "living-allowance-orphan", "living-allowance-de-facto"
NURSING = "disability-nursing-subsidy"
ON = date(2026, 3, 5)
DISABLED = ABLE | {"disability_kind": "limb", "disability_level": 1}


@pytest.fixture
def street(changping):
    return place(110114010000, 110114010999, "回龙观街道", 4, changping)


@pytest.fixture
def supervisor(street):
    return post("高岚", Role.CHILD_SUPERVISOR, street)


@pytest.fixture
def yu_he(miyun):
    return post("于禾", Role.DISTRICT_OFFICER, miyun)


@pytest.fixture
def zhao_ming(city):
    return post("赵明", Role.CITY_OFFICER, city)


def confirm(child, benefit, by):
    with acting(by):
        return benefits.confirm(child=child, benefit=benefit, applied_on=ON, by=by, on=ON)


def refused(child, benefit, by, kind=benefits.NotCompetent):
    with pytest.raises(kind) as refusal:
        confirm(child, benefit, by)
    with acting(by):
        assert not Entitlement.objects.filter(child=child).exists()
    (finding,) = refusal.value.findings
    return finding


def test_the_street_confirms_who_is_de_facto_unsupported_and_the_district_does_not(
    huilongguan, supervisor, shen_li, zhao_ming
):
    xiaoman = a_family("林小满", huilongguan, supervisor, mother=DISABLED)

    finding = refused(xiaoman, DE_FACTO, shen_li)
    assert "由该儿童户籍地的回龙观街道决定；您是昌平区的区民政干部" in finding.sentence.zh
    assert str(finding.law) == "京社委儿福发〔2019〕36号 四（二）"
    refused(xiaoman, DE_FACTO, zhao_ming)

    assert confirm(xiaoman, DE_FACTO, supervisor).confirmed_by_id == supervisor.account_id


def test_where_the_street_has_nobody_in_post_the_district_decides_meanwhile(
    huilongguan, street, shen_li
):
    xiaoman = a_family("林小满", huilongguan, shen_li, mother=DISABLED)
    with acting(shen_li):
        deciding = deciding_office(xiaoman, law().benefit(DE_FACTO), ON)

    assert deciding is not None
    assert deciding.instead_of is not None
    assert (deciding.name.zh, deciding.instead_of.zh) == ("昌平区民政部门", street.name)
    assert confirm(xiaoman, DE_FACTO, shen_li).child == xiaoman


def test_a_supervisor_who_has_left_is_not_waited_for(huilongguan, supervisor, shen_li):
    xiaoman = a_family("林小满", huilongguan, supervisor, mother=DISABLED)
    Posting.objects.filter(pk=supervisor.posting_id).update(days=DateRange(date(2020, 1, 1), ON))

    assert confirm(xiaoman, DE_FACTO, shen_li).child == xiaoman


def test_the_district_certifies_an_orphan_on_what_the_street_looked_into(
    huilongguan, supervisor, shen_li
):
    yutong = a_family("童雨桐", huilongguan, supervisor)

    finding = refused(yutong, ORPHANS, supervisor)
    assert "户籍地的昌平区民政部门决定" in finding.sentence.zh
    assert str(finding.law) == "京民福发〔2011〕173号 三（二）"

    assert confirm(yutong, ORPHANS, shen_li).benefit == ORPHANS


def test_nobody_certifies_an_orphan_on_what_they_alone_recorded(huilongguan, supervisor, shen_li):
    yutong = a_family("童雨桐", huilongguan, shen_li)

    finding = refused(yutong, ORPHANS, shen_li, benefits.DecidedAlone)
    assert "所依据的情况都是您一人登记的" in finding.sentence.zh

    with acting(supervisor):
        rows = fact_rows(yutong, ON, ON)
        death = next(row.record for row in rows if row.fact.name == "mother_life")
        people.verify_fact(record=death, by=supervisor, on=ON)
    assert confirm(yutong, ORPHANS, shen_li).benefit == ORPHANS


def test_money_follows_the_hukou_and_so_does_the_office(
    huilongguan, gulou, supervisor, shen_li, yu_he
):
    yan = a_family("马䶮", huilongguan, supervisor)
    with acting(shen_li):
        people.record_move(child=yan, to=gulou, kind="hukou", since=ON, by=shen_li, on=ON)

    assert "户籍地的密云区民政部门决定" in refused(yan, ORPHANS, shen_li).sentence.zh
    assert confirm(yan, ORPHANS, yu_he).confirmed_by_id == yu_he.account_id


def test_a_child_registered_nowhere_in_the_city_belongs_to_where_it_lives(
    huilongguan, supervisor, shen_li
):
    with acting(supervisor):
        anning = people.register_child(
            name="安宁", residence=huilongguan, hukou_detail="河北省承德市", by=supervisor, on=ON
        )
        deciding = deciding_office(anning, law().benefit(DE_FACTO), ON)

    assert deciding is not None
    assert deciding.name.zh == "回龙观街道"


@pytest.mark.parametrize(
    ("level", "office"),
    [(InstitutionLevel.CITY, "北京市民政部门"), (InstitutionLevel.DISTRICT, "密云区民政部门")],
)
def test_of_a_child_in_an_institution_the_institutions_superior_decides(  # noqa: PLR0917 - who is there
    huilongguan, gulou, shen_li, yu_he, zhao_ming, level, office
):
    with acting(zhao_ming):
        home = facilities.open_institution(
            name="示例福利院",
            level=level,
            kind=InstitutionKind.CHILD_WELFARE,
            place=gulou,
            approved_beds=9,
            since=date(2005, 6, 1),
            by=zhao_ming,
            on=ON,
        )
    yutong = a_family("童雨桐", huilongguan, shen_li)
    with acting(shen_li):
        people.admit(
            child=yutong,
            institution=home,
            since=date(2025, 1, 6),
            basis="监护安置",
            by=shen_li,
            on=ON,
        )
        orphan = deciding_office(yutong, law().benefit(ORPHANS), ON)
        nursing = deciding_office(yutong, law().benefit(NURSING), ON)

    assert orphan is not None
    assert (orphan.name.zh, str(orphan.law)) == (office, "京民福发〔2011〕173号 三（一）")
    assert nursing is not None
    assert nursing.name.zh == "昌平区民政部门"


def test_whoever_may_not_grant_may_not_decline_or_end_either(huilongguan, supervisor, shen_li):
    able = a_family("程远山", huilongguan, supervisor, mother=ABLE)
    old = a_family("白露", huilongguan, supervisor, father=DEAD, mother=DISABLED)
    entitlement = granted(old, DE_FACTO, shen_li, date(2026, 1, 5))

    with acting(shen_li):
        with pytest.raises(benefits.NotCompetent):
            benefits.decline(child=able, benefit=DE_FACTO, by=shen_li, on=ON)
        given = {"entitlement": entitlement, "last_month": Month(2026, 3), "reason": "母亲回来了"}
        with pytest.raises(benefits.NotCompetent):
            benefits.end(**given, by=shen_li, on=ON)
    with acting(supervisor):
        assert not benefits.decline(child=able, benefit=DE_FACTO, by=supervisor, on=ON).granted
        assert benefits.end(**given, by=supervisor, on=ON).ended_by_id == supervisor.account_id


def test_the_child_has_to_be_one_of_ones_own(gulou, yu_he, supervisor):
    theirs = a_family("江雨桐", gulou, yu_he, mother=DISABLED, facts=ORPHAN)
    with acting(yu_he):
        deciding = deciding_office(theirs, law().benefit(DE_FACTO), ON)

    assert deciding is not None
    assert deciding.refusal(supervisor, law().benefit(DE_FACTO)) is not None
    assert deciding.refusal(yu_he, law().benefit(DE_FACTO)) is None
