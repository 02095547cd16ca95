"""A paper is kept once, used while it holds, and seen by those who answer for the child."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from hutong.foundation.access import acting
from hutong.foundation.documents import actions as documents
from hutong.foundation.documents.actions import KeptBefore, NotKept, NotOpened, NotWithdrawn
from hutong.foundation.documents.faults import UnfitFile
from hutong.foundation.documents.models import Content, Paper
from hutong.foundation.documents.queries import papers_of, valid_papers
from hutong.foundation.history.models import Change, Reading
from hutong.foundation.kernel.dates import days, working_days
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.facts import Sensitivity
from hutong.foundation.secrecy.cells import SealedContent
from tests.foundation.documents import files
from tests.programmes.benefits.conftest import own_database  # noqa: F401 - asked for by name

TODAY = date(2026, 3, 16)
PURPOSE = "办理保障"


def keep(child, kind, by, content=None, **details):
    return documents.keep_paper(
        file=child.pk,
        kind=kind,
        content=content or files.scan(),
        **{"file_name": "户口簿.pdf", "by": by, "on": TODAY} | details,
    )


def test_xiaomans_household_register_is_kept_with_its_fingerprint(xiaoman, shen_li, register_book):
    scan = files.scan(pages=2)

    with acting(shen_li):
        paper = keep(xiaoman, register_book, shen_li, scan, title=" 林家户口簿 ", number="昌平001")
        shown = documents.open_paper(paper=paper, purpose=PURPOSE, by=shen_li, on=TODAY)

    assert (paper.kind, paper.title, paper.number) == (
        "household-register",
        "林家户口簿",
        "昌平001",
    )
    assert (paper.media_type, paper.pages, paper.size) == ("application/pdf", 2, len(scan))
    assert paper.fingerprint == hashlib.sha256(scan).hexdigest()
    assert (paper.kept_on, paper.kept_by_id, paper.valid_until) == (TODAY, shen_li.account_id, None)
    assert shown == scan


def test_what_a_file_is_is_told_by_its_content_and_not_by_its_name(xiaoman, shen_li, register_book):
    with acting(shen_li):
        named = {
            keep(xiaoman, register_book, shen_li, content, file_name=name).file_name
            for name, content in (
                ("C:\\照片\\证明.docx", files.photograph(40, 30)),
                ("../../etc/passwd", files.scan(1)),
                ("\u202efdp.exe", files.scan(2)),
                ("", files.scan(3)),
            )
        }
        with pytest.raises(UnfitFile):
            keep(xiaoman, register_book, shen_li, b"MZ program", file_name="证明.pdf")
        assert Paper.objects.count() == 4

    assert named == {"证明.jpg", "passwd.pdf", "fdp.pdf", "—.pdf"}


def test_the_opening_of_a_paper_is_kept_with_its_purpose(xiaoman, shen_li, register_book):
    with acting(shen_li):
        paper = keep(xiaoman, register_book, shen_li)
        with pytest.raises(NotOpened):
            documents.open_paper(paper=paper, purpose=" ", by=shen_li, on=TODAY)
        assert Reading.objects.count() == 0

        documents.open_paper(paper=paper, purpose=PURPOSE, by=shen_li, on=TODAY)

        reading = Reading.objects.get()
    assert (reading.file, reading.what, reading.purpose) == (xiaoman.pk, "paper", PURPOSE)
    assert (reading.actor, reading.on) == (shen_li.account_id, TODAY)


def test_an_officer_of_another_district_neither_sees_nor_opens_nor_adds(
    xiaoman, shen_li, stranger, register_book
):
    with acting(shen_li):
        paper = keep(xiaoman, register_book, shen_li)

    with acting(stranger):
        assert list(papers_of(xiaoman.pk, TODAY)) == []
        assert Content.objects.count() == 0
        assert Change.objects.filter(table_name="documents_paper").count() == 0
        with pytest.raises(Content.DoesNotExist):
            documents.open_paper(paper=paper, purpose=PURPOSE, by=stranger, on=TODAY)
        with pytest.raises(Paper.DoesNotExist):
            documents.withdraw_paper(paper=paper, reason="x", by=stranger, on=TODAY)
        with pytest.raises(DatabaseError), transaction.atomic():
            keep(xiaoman, register_book, stranger, files.scan(1))

    with acting(shen_li):
        assert list(papers_of(xiaoman.pk, TODAY)) == [paper]
        assert Reading.objects.count() == 0


def test_without_an_actor_there_are_no_papers(xiaoman, shen_li, register_book):
    with acting(shen_li):
        keep(xiaoman, register_book, shen_li)

    assert (Paper.objects.count(), Content.objects.count()) == (0, 0)


def test_the_community_sees_the_paper_and_not_what_is_held_most_closely(
    xiaoman, shen_li, chen_xiuying, luo_min, test_result
):
    with acting(shen_li):
        paper = keep(xiaoman, test_result, shen_li)
    assert paper.sensitivity == Sensitivity.STRICTEST

    with acting(chen_xiuying):
        assert list(papers_of(xiaoman.pk, TODAY)) == [paper]
        with pytest.raises(NotOpened, match="区、市民政部门"):
            documents.open_paper(paper=paper, purpose=PURPOSE, by=chen_xiuying, on=TODAY)

    with acting(luo_min):
        assert documents.open_paper(paper=paper, purpose=PURPOSE, by=luo_min, on=TODAY)


def test_a_paper_can_be_held_more_closely_than_its_kind_and_not_less(
    xiaoman, shen_li, register_book, test_result
):
    with acting(shen_li):
        closer = keep(xiaoman, register_book, shen_li, sensitivity=Sensitivity.SENSITIVE)
        looser = keep(xiaoman, test_result, shen_li, sensitivity=Sensitivity.NORMAL)

    assert (closer.sensitivity, looser.sensitivity) == (1, 2)


# --- kept once, and used again --------------------------------------------------------------------


def test_the_same_photograph_sent_twice_is_one_paper(xiaoman, shen_li, register_book):
    photograph = files.photograph(400, 300)
    with acting(shen_li):
        first = keep(xiaoman, register_book, shen_li, photograph, number="昌平001")

        again = keep(xiaoman, register_book, shen_li, photograph, file_name="复件.jpg")

        assert again == first
        assert Paper.objects.get() == first


def test_the_same_file_under_other_words_names_the_earlier_paper(xiaoman, shen_li, register_book):
    with acting(shen_li):
        first = keep(xiaoman, register_book, shen_li, number="昌平001")

        with pytest.raises(KeptBefore) as refusal:
            keep(xiaoman, register_book, shen_li, number="昌平002")

        assert refusal.value.earlier == first
        assert Paper.objects.count() == 1


def test_one_scan_may_prove_two_things(xiaoman, shen_li, register_book, test_result):
    with acting(shen_li):
        assert keep(xiaoman, register_book, shen_li) != keep(xiaoman, test_result, shen_li)


def test_a_proof_of_study_is_used_again_until_its_half_year_is_over(
    xiaoman, shen_li, school_paper, register_book
):
    with acting(shen_li):
        older = keep(xiaoman, school_paper, shen_li, files.scan(1), issued_on=date(2025, 9, 1))
        newer = keep(xiaoman, school_paper, shen_li, files.scan(2), issued_on=date(2026, 3, 2))
        book = keep(xiaoman, register_book, shen_li, files.scan(3))
        kinds = (school_paper, register_book)

        assert (older.valid_until, newer.valid_until) == (date(2026, 3, 1), date(2026, 9, 2))
        assert list(valid_papers(xiaoman.pk, kinds, TODAY)) == [book, newer]
        assert list(valid_papers(xiaoman.pk, [school_paper], date(2026, 9, 2))) == [newer]
        assert list(valid_papers(xiaoman.pk, [school_paper], date(2026, 9, 3))) == []
        assert list(valid_papers(xiaoman.pk, kinds, date(2026, 3, 15))) == []
        assert list(papers_of(xiaoman.pk, TODAY)) == [book, newer, older]


def test_a_paper_that_grows_old_says_when_it_was_issued(xiaoman, shen_li, school_paper):
    with acting(shen_li):
        for issued_on in (None, date(2026, 3, 17)):
            with pytest.raises(NotKept) as refusal:
                keep(xiaoman, school_paper, shen_li, issued_on=issued_on)
            assert refusal.value.findings[0].field == "issued_on"
        assert Paper.objects.count() == 0

    assert refusal.value.findings[0].sentence == Text(
        "签发日期在今天以后。", "The day of issue lies in the future."
    )


def test_how_long_a_kind_holds_is_said_in_days_or_months(register_book):
    assert replace(register_book, valid=days(30)).valid == days(30)
    with pytest.raises(ValueError, match="days or months"):
        replace(register_book, valid=working_days(5))


def test_a_paper_withdrawn_is_used_no_more_and_may_be_kept_anew(xiaoman, shen_li, register_book):
    scan = files.scan()
    with acting(shen_li):
        wrong = keep(xiaoman, register_book, shen_li, scan, number="昌平001")
        with pytest.raises(NotWithdrawn):
            documents.withdraw_paper(paper=wrong, reason="  ", by=shen_li, on=TODAY)

        gone = documents.withdraw_paper(paper=wrong, reason="编号抄错", by=shen_li, on=TODAY)

        assert list(papers_of(xiaoman.pk, TODAY)) == []
        assert list(valid_papers(xiaoman.pk, [register_book], TODAY)) == []
        right = keep(xiaoman, register_book, shen_li, scan, number="昌平002")
        assert list(papers_of(xiaoman.pk, TODAY)) == [right]
        with pytest.raises(NotWithdrawn):
            documents.withdraw_paper(paper=wrong, reason="又一次", by=shen_li, on=TODAY)
        assert documents.open_paper(paper=gone, purpose=PURPOSE, by=shen_li, on=TODAY) == scan
        changes = Change.objects.filter(row_id=str(gone.pk)).order_by("pk")
        assert [change.action for change in changes] == ["insert", "update"]

    assert (gone.withdrawn_on, gone.withdrawn_reason) == (TODAY, "编号抄错")
    assert gone.withdrawn_by_id == shen_li.account_id


def test_what_was_kept_can_be_neither_changed_nor_thrown_away(xiaoman, shen_li, register_book):
    with acting(shen_li):
        keep(xiaoman, register_book, shen_li)
        for act in (
            lambda: Content.objects.update(bytes=SealedContent(b"x")),
            lambda: Content.objects.all().delete(),
            lambda: Paper.objects.update(number="x"),
            lambda: Paper.objects.update(fingerprint="0" * 64),
            lambda: Paper.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


# --- what the database itself may suffer ----------------------------------------------------------


class TestWithADatabaseOfItsOwn:
    """Stories in which somebody else reaches into the database."""

    @pytest.fixture
    def db(self, own_database):  # noqa: F811 - the fixture itself
        return own_database

    def test_a_paper_that_is_no_longer_what_was_kept_is_not_shown(
        self, db, xiaoman, shen_li, register_book
    ):
        with acting(shen_li):
            paper = keep(xiaoman, register_book, shen_li)
        with psycopg.connect(db) as administrator:
            administrator.execute("update documents_content set bytes = bytes || 'x'::bytea")

        with acting(shen_li):
            with pytest.raises(NotOpened, match="指纹不符"):
                documents.open_paper(paper=paper, purpose=PURPOSE, by=shen_li, on=TODAY)
            assert Reading.objects.count() == 0

    def test_of_two_who_keep_one_photograph_at_once_both_have_the_same_paper(
        self, xiaoman, shen_li, chen_xiuying, register_book
    ):
        photograph = files.photograph(400, 300)
        ready = threading.Barrier(2)

        def sent_by(officer):
            ready.wait()
            try:
                with acting(officer):
                    return keep(xiaoman, register_book, officer, photograph).pk
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            kept = list(pool.map(sent_by, (shen_li, chen_xiuying)))

        with acting(shen_li):
            assert kept == [Paper.objects.get().pk] * 2
            assert Content.objects.count() == 1
