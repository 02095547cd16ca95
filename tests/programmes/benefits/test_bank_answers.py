"""The bank file as rows, and the bank's answers line by line: nothing guessed, nothing twice."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries, tables
from hutong.programmes.benefits.models import (
    Answer,
    Carried,
    Payment,
    Remittance,
    Round,
    Ruled,
    Unsent,
)
from hutong.programmes.benefits.queries import Heap
from tests.programmes.benefits.banking import (
    a_file,
    an_account,
    answered,
    mended_account,
    payments_of,
    released,
    said,
    yuan,
)
from tests.programmes.benefits.conftest import a_round
from tests.programmes.benefits.families import a_family, granted, run_month, tell

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
FEBRUARY, MARCH, APRIL = date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 2)
RATE = yuan("2850.00")


@pytest.fixture
def orphans(huilongguan, shen_li):
    """Three orphans, granted from February on, each with an account of their own."""
    children = [a_family(name, huilongguan, shen_li) for name in ("安然", "童雨桐", "岳晴")]
    for number, child in enumerate(children):
        granted(child, ORPHANS, shen_li, date(2026, 1, 20))
        an_account(child, f"621400000000001234{number}", shen_li)
    return children


@pytest.fixture
def february(orphans, changping, payers):
    assert len(orphans) == 3
    return released("2026-02", FEBRUARY, changping, payers)


def heaps(made, by):
    with acting(by):
        found = queries.reconciliation(made)
    assert found.adds_up
    return {heap.value: sums.children for heap, sums in found.heaps.items() if sums.children}


def mismatches(file, by):
    with acting(by):
        return [one.mismatch for one in Answer.objects.filter(file=file).order_by("row")]


def test_what_goes_to_the_bank_stands_line_by_line_with_its_count_and_sum(february, du_ruo):
    with acting(du_ruo):
        declared = Remittance.objects.get(round=february)
        rows = [
            (one.number, one.holder, one.account, one.amount, one.attempt)
            for one in Payment.objects.filter(round=february).order_by("number")
        ]
        file = tables.bank_file(february)
    assert (declared.count, declared.total, declared.sent_on) == (3, 3 * RATE, FEBRUARY)
    assert rows == [
        (1, "安然", "6214000000000012340", RATE, 1),
        (2, "童雨桐", "6214000000000012341", RATE, 1),
        (3, "岳晴", "6214000000000012342", RATE, 1),
    ]
    listed = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert listed[0][:4] == ["序号", "户名", "账号", "金额"]
    assert [row[0] for row in listed[1:]] == ["1", "2", "3"]


def test_the_file_stays_as_it_was_sent_whatever_is_mended_later(february, orphans, shen_li, du_ruo):
    with acting(du_ruo):
        before = tables.bank_file(february).content
    mended_account(orphans[0], "6222020000000009", du_ruo, shen_li, on=date(2026, 2, 9))
    with acting(du_ruo):
        assert tables.bank_file(february).content == before


def test_a_payment_is_never_edited_added_or_taken_away(
    february, orphans, du_ruo, huilongguan, shen_li
):
    payment = payments_of(february, du_ruo)[0]
    with acting(du_ruo):
        for statement, says in (
            ("update benefits_payment set amount = 1", "permission denied"),
            ("delete from benefits_payment", "permission denied"),
            ("update benefits_remittance set total = 1", "permission denied"),
            ("update benefits_answer set mismatch = ''", "permission denied"),
            ("update benefits_ruling set ruled = 'paid'", "permission denied"),
        ):
            with (
                pytest.raises(DatabaseError, match=says),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        stranger = a_family("程远", huilongguan, shen_li)
        payment.pk, payment.number, payment.child = None, 4, stranger
        payment.place_id = orphans[0].hukou_id
        with pytest.raises(IntegrityError, match="never after"), transaction.atomic():
            payment.save(force_insert=True)


def test_a_file_that_declares_other_than_it_holds_is_refused(
    orphans, changping, payers, monkeypatch
):
    """A planted defect: the verb forgets the last child of the file."""
    from hutong.programmes.benefits import _remitting

    made = run_month("2026-02", FEBRUARY, changping, payers)
    whole = _remitting.instructions
    monkeypatch.setattr(_remitting, "instructions", lambda made, day: whole(made, day)[:-1])

    with (
        acting(payers.makes),
        pytest.raises(IntegrityError, match="differs from what its round's lines come to"),
        transaction.atomic(),
    ):
        benefits.release_round(round=made, by=payers.makes, on=FEBRUARY)
    monkeypatch.undo()
    with acting(payers.makes):
        benefits.release_round(round=made, by=payers.makes, on=FEBRUARY)


def test_each_answer_finds_its_payment_by_number_account_and_sum(february, du_ruo):
    first, second, third = payments_of(february, du_ruo)
    file = answered(
        february,
        du_ruo,
        said(first, "交易成功"),
        said(second, "失败", "账户已销户"),
        said(third, "处理中"),
    )
    assert mismatches(file, du_ruo) == ["", "", ""]
    assert heaps(february, du_ruo) == {"paid": 1, "failed": 1, "unknown": 1}
    with acting(du_ruo):
        failed = queries.standing_of(second)
        assert (failed.heap, failed.reason) == (Heap.FAILED, "账户已销户")
        waiting = [one.payment.number for one in queries.standings(february, limit=9)]
    assert waiting == [2, 3]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"number": 9}, "no_such"),
        ({"account": "6214000000000099999"}, "other_account"),
        ({"amount": "2850.01"}, "other_amount"),
        ({"amount": "二千"}, "unreadable"),
        ({"number": "甲"}, "unreadable"),
        ({"account": "6.214E+18"}, "unreadable"),
    ],
)
def test_a_line_that_differs_is_shown_and_counts_for_nothing(other, found, february, du_ruo):
    first, second, third = payments_of(february, du_ruo)
    file = answered(
        february, du_ruo, said(first, "成功", **other), said(second, "成功"), said(third, "成功")
    )
    assert mismatches(file, du_ruo) == [found, "", ""]
    assert heaps(february, du_ruo) == {"paid": 2, "unanswered": 1}
    with acting(du_ruo):
        assert [one.mismatch for one in queries.findings_of(february, limit=9)] == [found]


def test_a_payment_named_twice_counts_for_neither_even_if_both_say_the_same(february, du_ruo):
    first, second, third = payments_of(february, du_ruo)
    file = answered(
        february,
        du_ruo,
        said(first, "成功"),
        said(first, "成功"),
        said(second, "成功"),
        said(second, "成功", amount="1.00"),
        said(third, "成功"),
    )
    assert mismatches(file, du_ruo) == ["twice", "twice", "twice", "other_amount", ""]
    assert heaps(february, du_ruo) == {"paid": 1, "unanswered": 2}


def test_other_headers_and_full_widths_are_read_and_unknown_words_stay_unknown(february, du_ruo):
    first, second, third = payments_of(february, du_ruo)
    header = ("编号", "收款人", "收款账号", "交易金额（元）", "处理结果", "返回信息")
    answered(
        february,
        du_ruo,
        said(first, "Success", amount="2,850.00"),
        said(second, "未成功"),
        said(third, ""),
        header=header,
    )
    assert heaps(february, du_ruo) == {"paid": 1, "unknown": 2}


def test_the_same_file_counts_once_and_one_without_answers_is_refused(february, du_ruo, payers):
    first, *_ = payments_of(february, du_ruo)
    answered(february, du_ruo, said(first, "成功"))
    with pytest.raises(benefits.NotAnswers, match="2026-02-03 已经导入过"):
        answered(february, du_ruo, said(first, "成功"))
    with pytest.raises(benefits.NotAnswers, match="没有找到回盘明细"):
        answered(february, du_ruo, ("甲", "乙"), header=("姓名", "电话"))
    with acting(payers.checks), pytest.raises(benefits.NotYourDuty, match="发放经办人"):
        benefits.take_answers(
            round=february, file_name="x.csv", content=a_file(), by=payers.checks, on=MARCH
        )


def test_an_unknown_payment_is_ruled_by_another_person_with_a_reason(february, du_ruo, han_zhang):
    first, second, third = payments_of(february, du_ruo)
    answered(february, du_ruo, said(first, "处理中"), said(second, "成功"))
    with acting(du_ruo), pytest.raises(benefits.NotYourDuty, match="发放复核人"):
        benefits.rule_payment(payment=first, ruled=Ruled.PAID, reason="电话", by=du_ruo, on=MARCH)
    with acting(han_zhang):
        with pytest.raises(benefits.NotToBeRuled, match="写明依据"):
            benefits.rule_payment(
                payment=first, ruled=Ruled.PAID, reason=" ", by=han_zhang, on=MARCH
            )
        with pytest.raises(benefits.NotToBeRuled, match="银行已经答复"):
            benefits.rule_payment(
                payment=second, ruled=Ruled.FAILED, reason="误", by=han_zhang, on=MARCH
            )
        benefits.rule_payment(
            payment=first, ruled=Ruled.PAID, reason="开户行来函", by=han_zhang, on=MARCH
        )
        benefits.rule_payment(
            payment=third, ruled=Ruled.FAILED, reason="开户行查无此笔", by=han_zhang, on=MARCH
        )
        with pytest.raises(benefits.NotToBeRuled, match="银行已经答复"):
            benefits.rule_payment(
                payment=first, ruled=Ruled.FAILED, reason="再想", by=han_zhang, on=MARCH
            )
    assert heaps(february, du_ruo) == {"paid": 2, "failed": 1}


def test_nobody_rules_on_what_they_brought_even_in_another_post(february, du_ruo, changping):
    from hutong.foundation.access import Officer
    from hutong.foundation.access.models import Posting
    from hutong.foundation.access.roles import Role

    first, *_ = payments_of(february, du_ruo)
    answered(february, du_ruo, said(first, "处理中"))
    from django.db.backends.postgresql.psycopg_any import DateRange

    second_post = Posting.objects.create(
        account_id=du_ruo.account_id,
        role=Role.PAYMENT_CHECKER,
        place=changping,
        days=DateRange(date(2020, 1, 1), None),
    )
    both = Officer.of(second_post)
    with acting(both), pytest.raises(benefits.NotToBeRuled, match="另一人"):
        benefits.rule_payment(payment=first, ruled=Ruled.PAID, reason="x", by=both, on=MARCH)


def test_a_failed_payment_joins_the_next_file_once_its_account_was_mended(
    february, orphans, changping, payers, shen_li
):
    du_ruo = payers.makes
    first, second, third = payments_of(february, du_ruo)
    answered(
        february, du_ruo, said(first, "退票", "户名不符"), said(second, "成功"), said(third, "成功")
    )
    mended_account(orphans[0], "6222020000000009", du_ruo, shen_li, on=date(2026, 2, 9))

    march = released("2026-03", MARCH, changping, payers)

    again, *others = payments_of(march, du_ruo)
    assert (again.account, again.amount, again.attempt) == ("6222020000000009", 2 * RATE, 2)
    assert [one.amount for one in others] == [RATE, RATE]
    with acting(du_ruo):
        assert queries.standing_of(first).next.zh == "已随后一批重新发放"
    april = released("2026-04", APRIL, changping, payers)
    assert [one.amount for one in payments_of(april, du_ruo)] == [RATE] * 3


def test_a_failed_payment_waits_until_somebody_says_again_and_never_goes_twice(
    february, changping, payers, du_ruo
):
    first, second, third = payments_of(february, du_ruo)
    answered(february, du_ruo, said(first, "失败"), said(second, "成功"), said(third, "成功"))
    march = released("2026-03", MARCH, changping, payers)
    assert [one.amount for one in payments_of(march, du_ruo)] == [RATE] * 3

    with acting(du_ruo):
        with pytest.raises(benefits.NotToBeRuled, match="确认失败"):
            benefits.send_again(payment=second, reason="误", by=du_ruo, on=MARCH)
        benefits.send_again(payment=first, reason="银行系统故障", by=du_ruo, on=MARCH)
        with pytest.raises(benefits.NotToBeRuled, match="已定于下一批"):
            benefits.send_again(payment=first, reason="再说", by=du_ruo, on=MARCH)
    april = released("2026-04", APRIL, changping, payers)
    assert [one.amount for one in payments_of(april, du_ruo)] == [2 * RATE, RATE, RATE]
    may = released("2026-05", date(2026, 5, 6), changping, payers)
    assert [one.amount for one in payments_of(may, du_ruo)] == [RATE] * 3
    with acting(payers.checks), pytest.raises(benefits.NotToBeRuled, match="另行补付"):
        benefits.rule_payment(
            payment=first, ruled=Ruled.PAID, reason="原来到账了", by=payers.checks, on=APRIL
        )


def test_the_database_carries_a_failed_payment_once_and_a_paid_one_never(
    february, changping, payers, du_ruo, orphans
):
    first, second, _ = payments_of(february, du_ruo)
    answered(february, du_ruo, said(first, "失败"), said(second, "成功"))
    march = run_month("2026-03", MARCH, changping, payers)
    with acting(du_ruo):
        Round.objects.filter(pk=march.pk).update(released_on=MARCH, released_by=du_ruo.account_id)

        def carry(payment):
            with transaction.atomic():
                Carried.objects.create(
                    round=march,
                    child_id=payment.child_id,
                    failed=payment,
                    amount=payment.amount,
                    place_id=payment.place_id,
                )

        with pytest.raises(IntegrityError, match="Only what failed"):
            carry(second)
        carry(first)
        with pytest.raises(IntegrityError, match="benefits_carried_failed_id"):
            carry(first)


def test_a_bank_that_answers_again_is_heard_by_a_person(february, du_ruo, han_zhang):
    first, second, third = payments_of(february, du_ruo)
    answered(february, du_ruo, *(said(one, "成功") for one in (first, second, third)))
    late = answered(february, du_ruo, said(first, "退汇", "账户冻结"), on=date(2026, 2, 9))
    assert mismatches(late, du_ruo) == ["again"]
    assert heaps(february, du_ruo) == {"paid": 3}
    with acting(han_zhang):
        (one,) = queries.standings(february, limit=9)
        assert (one.payment.pk, one.next.zh) == (first.pk, "银行又答复了一次，须认定")
        benefits.rule_payment(
            payment=first, ruled=Ruled.FAILED, reason="银行退汇", by=han_zhang, on=MARCH
        )
    assert heaps(february, du_ruo) == {"paid": 2, "failed": 1}


def test_who_had_no_account_is_paid_by_the_first_file_after_there_is_one(
    huilongguan, changping, payers, shen_li, du_ruo
):
    anran = a_family("安然", huilongguan, shen_li)
    granted(anran, ORPHANS, shen_li, date(2026, 1, 20))
    for month, on in (("2026-02", FEBRUARY), ("2026-03", MARCH)):
        assert payments_of(released(month, on, changping, payers), du_ruo) == []
    with acting(du_ruo):
        assert [one.amount for one in Unsent.objects.order_by("pk")] == [RATE, RATE]
    an_account(anran, "6214000000000012345", shen_li, since=date(2026, 3, 9))

    (payment,) = payments_of(released("2026-04", APRIL, changping, payers), du_ruo)

    assert (payment.amount, payment.attempt) == (3 * RATE, 1)


def test_another_district_sees_nothing_of_it(february, du_ruo, fang_zhi):
    first, *_ = payments_of(february, du_ruo)
    answered(february, du_ruo, said(first, "成功"))
    with acting(fang_zhi):
        assert not Payment.objects.exists()
        assert not Answer.objects.exists()
        assert not Remittance.objects.exists()
        with pytest.raises(Round.DoesNotExist):
            benefits.take_answers(
                round=february, file_name="x.csv", content=a_file(), by=fang_zhi, on=MARCH
            )


def test_a_round_approved_before_payments_were_kept_has_no_reconciliation(changping, du_ruo):
    with acting(du_ruo):
        made = a_round(changping, du_ruo, month=Month(2026, 2), on=FEBRUARY)
        assert queries.reconciliation(made) is None
        assert tables.bank_file(made).total == Decimal(0)


def test_a_death_known_late_leaves_the_failed_money_and_the_debt_for_a_person(
    february, orphans, changping, payers, shen_li
):
    du_ruo = payers.makes
    payments = payments_of(february, du_ruo)
    answered(february, du_ruo, *(said(one, "成功") for one in payments))
    tell(orphans[0], "deceased", True, since=date(2026, 1, 25), by=shen_li, on=date(2026, 2, 20))
    march = released("2026-03", MARCH, changping, payers)
    assert [one.holder for one in payments_of(march, du_ruo)] == ["童雨桐", "岳晴"]
    with acting(du_ruo):
        assert queries.owed_back(orphans[0]) == RATE
