"""A street of one district, those who act there, and how a story's case moves through them."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.casework import actions as casework
from hutong.casework._papers import lacking
from hutong.casework.queries import procedure_of
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.calendar import actions as calendar
from hutong.foundation.documents import actions as documents
from hutong.foundation.places.models import Place
from tests.foundation.documents import files
from tests.programmes.benefits.conftest import Payers

PLACES = (
    ("北京市", 110100000000, 110199999999, 2, None),
    ("昌平区", 110114000000, 110114999999, 3, "北京市"),
    ("回龙观街道", 110114010000, 110114010999, 4, "昌平区"),
    ("龙泽社区", 110114010001, 110114010001, 5, "回龙观街道"),
)


@pytest.fixture
def tree(db):
    made = {}
    for name, number, last, level, parent in PLACES:
        made[name] = Place.objects.create(
            number=number,
            last=last,
            code=str(number),
            name=name,
            pinyin=name,
            level=level,
            parent=made.get(parent),
            days=DateRange(date(2000, 1, 1), None),
        )
    return made


def post(name, role, at):
    account = Account.objects.create(username=f"{name}-{role.value}", name=name)
    posting = Posting.objects.create(
        account=account, role=role, place=at, days=DateRange(date(2015, 1, 1), None)
    )
    return Officer.of(posting)


@pytest.fixture
def zhao_min(tree):
    return post("赵敏", Role.CHILD_DIRECTOR, tree["龙泽社区"])


@pytest.fixture
def gao_lan(tree):
    return post("高岚", Role.CHILD_SUPERVISOR, tree["回龙观街道"])


@pytest.fixture
def shen_li(tree):
    found = post("沈立", Role.DISTRICT_OFFICER, tree["昌平区"])
    with acting(found):
        calendar.load_package_years(by=found, on=date(2026, 1, 5))
    return found


@pytest.fixture
def payers(tree):
    return Payers(
        post("杜若", Role.PAYMENT_CLERK, tree["昌平区"]),
        post("韩章", Role.PAYMENT_CHECKER, tree["昌平区"]),
        post("孟岚", Role.PAYMENT_APPROVER, tree["昌平区"]),
    )


def opened(procedure, child, by, on, **answers):
    with acting(by):
        return casework.open_case(procedure=procedure, child=child, answers=answers, by=by, on=on)


def take(case, step, by, on, *, reason="", **answers):
    """Take a step; whatever papers it needs and the file lacks are handed in with it."""
    with acting(by):
        kinds = lacking(case, procedure_of(case)[step].needs, on)
        papers = [
            documents.keep_paper(
                file=case.child_id,
                kind=kind,
                content=files.scan(pages=number),
                file_name=f"{case.number}-{kind.code}.pdf",
                issued_on=on,
                by=by,
                on=on,
            )
            for number, kind in enumerate(kinds, case.taken.count() + 1)
        ]
        seen = case.taken.order_by("-number").values_list("number", flat=True).first()
        return casework.take_step(
            case=case,
            step=step,
            seen=seen,
            answers=answers,
            papers=papers,
            reason=reason,
            by=by,
            on=on,
        )
