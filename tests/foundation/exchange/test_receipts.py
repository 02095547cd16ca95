"""Every file has a receipt, and only those who answer for its place see it."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.exchange import actions as exchange
from hutong.foundation.exchange import queries
from hutong.foundation.exchange.models import Receipt, Upload
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.cells import SealedContent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)


def officer_at(number, last, name):
    place = Place.objects.create(
        number=number,
        last=last,
        code=str(number),
        name=name,
        pinyin=name,
        level=3,
        days=DateRange(date(1999, 1, 1), None),
    )
    account = Account.objects.create(username=f"clerk{number}", name=f"{name}民政干部")
    return Officer.of(
        Posting.objects.create(
            account=account,
            role=Role.DISTRICT_OFFICER,
            place=place,
            days=DateRange(date(2026, 1, 1), None),
        )
    )


@pytest.fixture
def shen_li():
    return officer_at(110114000000, 110114999999, "昌平区")


@pytest.fixture
def stranger():
    return officer_at(110115000000, 110115999999, "大兴区")


def take(by, content=b"abc", name="花名册.xlsx"):
    return exchange.take_in(kind="R8", file_name=name, content=content, by=by, on=TODAY)


def test_shen_li_gets_a_receipt_for_the_file_as_it_came(shen_li):
    with acting(shen_li):
        receipt = take(shen_li)

        assert (receipt.direction, receipt.size, receipt.file_name) == ("in", 3, "花名册.xlsx")
        assert receipt.sha256.startswith("ba7816bf")
        assert queries.content_of(receipt) == b"abc"
        assert list(queries.taken_before(b"abc")) == [receipt]


def test_a_stranger_from_another_district_sees_neither_receipt_nor_file(shen_li, stranger):
    with acting(shen_li):
        take(shen_li)

    with acting(stranger):
        assert Receipt.objects.count() == 0
        assert Upload.objects.count() == 0
        assert list(queries.taken_before(b"abc")) == []


def test_what_came_in_can_be_neither_changed_nor_thrown_away(shen_li):
    with acting(shen_li):
        take(shen_li)
        for act in (
            lambda: Upload.objects.update(content=SealedContent(b"x")),
            Upload.objects.all().delete,
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
        assert bytes(Upload.objects.get().content) == b"abc"


def test_a_file_that_goes_out_is_recorded_with_its_purpose(shen_li):
    with acting(shen_li):
        receipt = exchange.hand_out(
            kind="P1",
            file_name="发放名单.xlsx",
            content=b"xyz",
            rows=3,
            note="十一月发放",
            by=shen_li,
            on=TODAY,
        )

    assert (receipt.direction, receipt.rows, receipt.note) == ("out", 3, "十一月发放")


def test_a_name_with_folders_and_hidden_marks_becomes_a_plain_one(shen_li):
    with acting(shen_li):
        names = [
            take(shen_li, name=name).file_name
            for name in ("C:\\用户\\花名册.xlsx", "../../a.csv", "a\x00\u202eb.xlsx", "")
        ]

    assert names == ["花名册.xlsx", "a.csv", "ab.xlsx", "—"]
