"""林小满's file and the people who may, and may not, open it."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Place
from hutong.registry.people import actions as people
from hutong.registry.people.facts import DisabilityKind, Hukou, Life, Measure
from hutong.registry.people.kinds import RelationKind
from tests.interfaces.web.file.told import (
    BORN,
    ID_NUMBER,
    IMPRISONED,
    KNOWN,
    LOST,
    learns,
    officer,
)

ALWAYS = DateRange(date(1999, 1, 1), None)


def in_post(username, name, role, place):
    person = Account.objects.create(username=username, name=name)
    Posting.objects.create(account=person, role=role, place=place, days=ALWAYS)
    return person


@pytest.fixture(autouse=True)
def city(db):
    return Place.objects.create(
        number=110100000000,
        last=110199999999,
        code="110100000000",
        name="北京市",
        pinyin="beijingshi",
        level=2,
        days=ALWAYS,
    )


@pytest.fixture
def gao_lan(changping):
    return in_post("gaolan", "高岚", Role.CHILD_SUPERVISOR, changping)


@pytest.fixture
def he_yun(changping):
    return in_post("heyun", "贺芸", Role.PAYMENT_CLERK, changping)


@pytest.fixture
def a_stranger():
    miyun = Place.objects.create(
        number=110118000000,
        last=110118999999,
        code="110118000000",
        name="密云区",
        pinyin="miyunqu",
        level=3,
        days=ALWAYS,
    )
    return in_post("yuhe", "于禾", Role.DISTRICT_OFFICER, miyun)


@pytest.fixture
def lin_xiaoman(shiyuan, gao_lan):
    """Her father is in prison and her mother gone; all is on record but the police's receipt."""
    by = officer(gao_lan)
    with acting(by):
        child = people.register_child(
            name="林小满",
            sex="2",
            birth_date=BORN,
            id_number=ID_NUMBER,
            residence=shiyuan,
            residence_detail="6号院2单元302",
            hukou=shiyuan,
            registered_as=Hukou.CITY,
            registered_on=date(2024, 2, 1),
            by=by,
            on=KNOWN,
        )
        for name, kind in (("林建国", RelationKind.FATHER), ("何婷", RelationKind.MOTHER)):
            adult = people.record_adult(child=child, name=name, by=by, on=KNOWN)
            people.relate(child=child, adult=adult, kind=kind, since=BORN, by=by, on=KNOWN)
        learns(
            child,
            by,
            on_dibao=False,
            on_tekun=False,
            on_disabled_living_subsidy=False,
            adopted=False,
            disability_kind=DisabilityKind.NONE,
            father_life=Life.ALIVE,
            mother_life=Life.ALIVE,
            mother_disability_kind=DisabilityKind.NONE,
            mother_major_disease=False,
            mother_illness_ends_guardianship=False,
            mother_measure=Measure.NONE,
            mother_guardianship_revoked=False,
            mother_expelled=False,
        )
        learns(
            child,
            by,
            IMPRISONED,
            father_measure=Measure.PRISON,
            father_measure_months=38,
            father_measure_from=IMPRISONED,
        )
        learns(
            child,
            by,
            LOST,
            mother_out_of_contact=True,
            mother_performs_guardianship=False,
            mother_search_accepted_on=LOST,
        )
    return child


@pytest.fixture
def receipt(lin_xiaoman, gao_lan):
    by = officer(gao_lan)
    with acting(by):
        return people.record_fact(
            subject=lin_xiaoman,
            name="mother_search_receipt",
            value=True,
            since=KNOWN,
            by=by,
            on=KNOWN,
        )
