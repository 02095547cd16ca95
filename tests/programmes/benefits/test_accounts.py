"""The account a child's money goes to: the first by one person, every other by two and a wait."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import ProgrammingError

from hutong.casework import actions as casework
from hutong.casework.models import Case, Taken
from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.history.models import Change
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import AccountChange, PayeeAccount
from hutong.programmes.benefits.queries import (
    account_candidates,
    account_on,
    accounts_of,
    bank_preview,
    case_of,
    held_back_in,
    unfinished_change,
    unfinished_in,
    waiting_days,
)
from hutong.registry.people import actions as people
from tests.programmes.benefits.accounts import (
    approve,
    card_and_identity,
    first_account,
    propose,
)
from tests.programmes.benefits.conftest import post
from tests.programmes.benefits.families import a_family, granted, run_month, tell

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
OLD, NEW = "62140000000012345", "6222020000000001"
FEBRUARY = date(2026, 2, 9)  # a Monday
ASKED = date(2026, 2, 24)  # a Tuesday, after the Spring Festival
APPROVED = date(2026, 2, 25)
FIRST = date(2026, 3, 5)  # the day after seven whole days


@pytest.fixture
def yutong(huilongguan, shen_li):
    """An orphan whose grandmother is her guardian, paid to an account of her own."""
    child = a_family("童雨桐", huilongguan, shen_li)
    guarded_by("周桂兰", child, shen_li)
    granted(child, ORPHANS, shen_li, date(2026, 1, 20))
    first_account(child, shen_li, OLD, date(2026, 1, 20))
    return child


def guarded_by(name, child, by, kind="guardian"):
    with acting(by):
        adult = people.record_adult(child=child, name=name, by=by, on=date(2025, 1, 6))
        people.relate(child=child, adult=adult, kind=kind, by=by, on=date(2025, 1, 6))
    return adult


def said(refusal):
    return [finding.sentence.zh for finding in refusal.value.findings]


def periods(child, by):
    with acting(by):
        return [(one.number, one.days.lower, one.days.upper) for one in accounts_of(child)]


def test_an_account_that_stands_is_not_replaced_by_one_person(yutong, shen_li):
    with pytest.raises(benefits.NeedsTwoPeople) as refusal:
        first_account(yutong, shen_li, NEW, date(2026, 2, 10))

    assert said(refusal) == [
        "儿童已有账户或正在变更；变更账户须先提出，由另一人核准，等待期满后启用。"
    ]
    assert periods(yutong, shen_li) == [(OLD, date(2026, 1, 20), None)]


def test_what_went_out_before_an_account_was_named_stays_unsent(
    huilongguan, changping, shen_li, payers
):
    anran = a_family("安然", huilongguan, shen_li)
    granted(anran, ORPHANS, shen_li, date(2026, 1, 20))
    run_month("2026-02", FEBRUARY, changping, payers)

    with pytest.raises(benefits.NotAnAccount) as refusal:
        first_account(anran, shen_li, OLD, FEBRUARY)
    (finding,) = refusal.value.findings
    assert finding.field == "since"
    assert "2026-02-09 的一批已按当时的账户发放" in finding.sentence.zh


def test_two_people_change_an_account_and_it_waits_seven_whole_days(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    approve(change, shen_li, APPROVED)

    assert (change.waiting_days, change.takes_effect_on, change.doubts) == (7, FIRST, [])
    assert periods(yutong, shen_li) == [
        (NEW, FIRST, None),
        (OLD, date(2026, 1, 20), FIRST),
    ]
    with acting(shen_li):
        assert account_on(yutong, date(2026, 3, 4)).number == OLD
        assert account_on(yutong, FIRST).number == NEW
        assert unfinished_change(yutong, date(2026, 3, 4)) == change
        assert unfinished_change(yutong, FIRST) is None


def test_a_change_takes_effect_no_earlier_than_was_wished(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED, wished_from=date(2026, 4, 1))
    approve(change, shen_li, date(2026, 2, 28))

    assert waiting_days(ASKED) == 7
    assert change.takes_effect_on == date(2026, 4, 1)


def test_whoever_proposed_a_change_neither_approves_nor_refuses_it(yutong, shen_li):
    change = propose(yutong, shen_li, ASKED)

    with acting(shen_li):
        for verb, words in (
            (benefits.approve_account_change, {}),
            (benefits.refuse_account_change, {"reason": "看过了"}),
        ):
            with pytest.raises(casework.NotYourStep, match="须由另一人办理"):
                verb(change=change, by=shen_li, on=APPROVED, **words)
    assert periods(yutong, shen_li) == [(OLD, date(2026, 1, 20), None)]


def test_without_the_card_and_the_holders_paper_nobody_approves(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED, papers=False)

    with pytest.raises(casework.NotComplete) as refusal:
        approve(change, shen_li, APPROVED)
    assert [finding.field for finding in refusal.value.findings] == [
        "paper-bank-card",
        "paper-holders-id",
    ]
    papers = card_and_identity(yutong, shen_li, APPROVED)
    approve(change, shen_li, APPROVED, papers=papers)
    assert change.takes_effect_on == FIRST


def test_a_refused_change_moves_nothing_and_says_why(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    with acting(shen_li):
        with pytest.raises(casework.NotComplete, match="请写明理由"):
            benefits.refuse_account_change(change=change, reason=" ", by=shen_li, on=APPROVED)
        benefits.refuse_account_change(
            change=change, reason="开户人并非监护人", by=shen_li, on=APPROVED
        )
        assert case_of(change) is None
        assert unfinished_change(yutong, APPROVED) is None

    assert (change.ended_as, change.reason) == ("refused", "开户人并非监护人")
    assert periods(yutong, shen_li) == [(OLD, date(2026, 1, 20), None)]
    with pytest.raises(benefits.NotChanged, match="已经办结或者已经启用"):
        approve(change, shen_li, APPROVED)


def test_called_off_in_the_waiting_time_the_old_account_goes_on(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    approve(change, shen_li, APPROVED)
    with acting(gao_lan):
        benefits.withdraw_account_change(
            change=change, reason="祖母说卡找到了", by=gao_lan, on=date(2026, 3, 4)
        )

    assert periods(yutong, shen_li) == [(OLD, date(2026, 1, 20), None)]
    with acting(shen_li):
        assert PayeeAccount.objects.get(change=change).days.isempty
    again = propose(yutong, gao_lan, date(2026, 3, 10))
    approve(again, shen_li, date(2026, 3, 10))
    assert periods(yutong, shen_li)[0] == (NEW, date(2026, 3, 18), None)


def test_what_is_in_effect_is_not_called_off(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    approve(change, shen_li, APPROVED)

    with acting(gao_lan), pytest.raises(benefits.NotChanged, match="已经启用"):
        benefits.withdraw_account_change(change=change, reason="反悔", by=gao_lan, on=FIRST)


def test_one_change_at_a_time(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    with pytest.raises(benefits.NotAnAccount, match="已有一件账户变更等待核准"):
        propose(yutong, shen_li, ASKED, number="6222020000000002")
    approve(change, shen_li, APPROVED)
    with pytest.raises(benefits.NotAnAccount, match="2026-03-05 起已另有账户启用"):
        propose(yutong, shen_li, APPROVED, number="6222020000000002")


@pytest.mark.parametrize(
    ("account", "doubt"),
    [
        (
            {"holder": "许丽", "holder_kind": "other", "relation": "姑姑"},
            "许丽在档案里既不是儿童本人，也不是监护人、实际照料人或者机构。",
        ),
        (
            {"holder": "周桂兰", "holder_kind": "carer"},
            "档案里周桂兰是监护人，与所选的“实际照料人”不同。",
        ),
    ],
)
def test_a_doubt_about_the_holder_is_answered_before_anybody_approves(
    yutong, gao_lan, shen_li, account, doubt
):
    change = propose(yutong, gao_lan, ASKED, **account)

    with pytest.raises(benefits.NotChanged) as refusal:
        approve(change, shen_li, APPROVED)
    assert said(refusal) == [doubt, "核准前请逐条说明以上情况。"]
    approve(change, shen_li, APPROVED, answer="已核对委托书")
    assert [one["zh"] for one in change.doubts] == [doubt]
    assert change.answer == "已核对委托书"


def test_the_childs_own_account_is_held_by_the_child(yutong, gao_lan):
    with pytest.raises(benefits.NotAnAccount) as refusal:
        propose(yutong, gao_lan, ASKED, holder="许丽", holder_kind="own")
    assert said(refusal) == ["儿童本人的账户，开户人应当是童雨桐。"]


def test_the_money_of_a_child_in_an_institution_goes_there(yutong, gao_lan, shen_li):
    tell(yutong, "care_setting", "institution", by=shen_li, on=ASKED, since=date(2026, 2, 1))
    change = propose(yutong, gao_lan, ASKED)

    with pytest.raises(benefits.NotChanged) as refusal:
        approve(change, shen_li, APPROVED)
    assert said(refusal)[0] == "儿童由机构集中养育，生活费应转到机构的账户。"
    assert str(refusal.value.findings[0].law) == "京社委儿福发〔2019〕36号 四（三）"


def test_siblings_share_their_guardians_account_and_strangers_do_not(
    yutong, huilongguan, gao_lan, shen_li
):
    sibling = a_family("童雨墨", huilongguan, shen_li)
    stranger = a_family("郝明", huilongguan, shen_li)
    with acting(shen_li):
        adult = yutong.relations.get(kind="guardian").adult
        people.relate(child=sibling, adult=adult, kind="guardian", by=shen_li, on=date(2025, 1, 6))
    for child in (sibling, stranger):
        first_account(child, shen_li, "6214000000077777", date(2026, 1, 20))
    guardians = {"holder": "周桂兰", "holder_kind": "guardian"}
    first = propose(sibling, gao_lan, ASKED, **guardians)
    approve(first, shen_li, APPROVED)

    shared = propose(yutong, gao_lan, ASKED, **guardians)
    approve(shared, shen_li, APPROVED)
    assert shared.doubts == []

    guarded_by("周桂兰", stranger, shen_li)  # another woman of the same name
    third = propose(stranger, gao_lan, ASKED, **guardians)
    with pytest.raises(benefits.NotChanged) as refusal:
        approve(third, shen_li, APPROVED)
    assert said(refusal)[0] == "这个账号已经用于童雨墨、童雨桐；他们不是同一监护人的儿童。"


def test_a_child_of_another_district_on_the_same_account_is_counted_and_not_named(
    yutong, gulou, gao_lan, shen_li, miyun
):
    other = post("于禾", Role.DISTRICT_OFFICER, miyun)
    far = a_family("安然", gulou, other)
    first_account(far, other, NEW, date(2026, 1, 20))
    change = propose(yutong, gao_lan, ASKED)

    with pytest.raises(benefits.NotChanged) as refusal:
        approve(change, shen_li, APPROVED)
    assert said(refusal)[0] == "这个账号已经用于辖区外1名儿童；他们不是同一监护人的儿童。"


def test_the_number_stands_in_the_change_and_in_no_answer_of_the_case(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    approve(change, shen_li, APPROVED)

    with acting(shen_li):
        case = Case.objects.get(procedure="change-of-payee")
        taken = list(Taken.objects.filter(case=case).order_by("number"))
        assert [(one.step, one.made) for one in taken] == [
            ("request", {"accountchange": str(change.pk)}),
            ("approve", {"accountchange": str(change.pk)}),
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from casework_taken t, benefits_account_change c"
                " where strpos(t::text, c.number) > 0"
            )
            assert cursor.fetchone() == (0,)


def test_no_declared_step_asks_for_an_account_number():
    from hutong.law import beijing

    names = {
        ask.name
        for procedure in beijing.all_procedures()
        for step in procedure.steps
        for ask in step.asks
    }
    assert names & {"number", "account", "account_number", "bank", "card"} == set()


def test_an_account_held_back_is_listed_without_one_until_it_is_lifted(
    yutong, changping, gao_lan, shen_li, payers
):
    with acting(gao_lan):
        benefits.hold_account(child=yutong, reason="银行卡丢失", by=gao_lan, on=date(2026, 2, 3))
        with pytest.raises(benefits.NotHeld, match="已经暂停发放"):
            benefits.hold_account(child=yutong, reason="再报", by=gao_lan, on=FEBRUARY)
    made = run_month("2026-02", FEBRUARY, changping, payers)
    with acting(payers.makes):
        preview = bank_preview(made)
        assert [one.payee.name for one in preview.without_account] == ["童雨桐"]
        assert [one.reason for one in held_back_in(made, FEBRUARY)] == ["银行卡丢失"]
    with acting(gao_lan):
        benefits.lift_hold(child=yutong, reason="已补卡", by=gao_lan, on=date(2026, 2, 20))
        with pytest.raises(benefits.NotHeld, match="没有暂停"):
            benefits.lift_hold(child=yutong, reason="再报", by=gao_lan, on=date(2026, 2, 20))
    made = run_month("2026-03", date(2026, 3, 9), changping, payers)
    with acting(payers.makes):
        assert [one.payee.account for one in bank_preview(made).in_the_file] == [OLD]
        assert held_back_in(made, date(2026, 3, 9)) == []


def test_those_who_pay_see_what_is_not_finished(yutong, changping, gao_lan, shen_li, payers):
    change = propose(yutong, gao_lan, date(2026, 2, 3))
    made = run_month("2026-02", FEBRUARY, changping, payers)

    with acting(payers.makes):
        assert unfinished_in(made, FEBRUARY) == [change]
        assert [one.payee.account for one in bank_preview(made).in_the_file] == [OLD]


def test_whom_the_file_knows_is_offered(yutong, shen_li):
    guarded_by("赵姨", yutong, shen_li, kind="carer")
    with acting(shen_li):  # the grandmother is kin beside being guardian
        people.relate(
            child=yutong,
            adult=yutong.relations.get(kind="guardian").adult,
            kind="grandparent",
            label="祖母",
            by=shen_li,
            on=date(2025, 1, 6),
        )

    with acting(shen_li):
        offered = account_candidates(yutong, ASKED)
    assert [(one.name, one.kind.value, one.relation) for one in offered] == [
        ("童雨桐", "own", "本人"),
        ("赵姨", "carer", "实际照料人"),
        ("童某", "guardian", "父亲"),
        ("周桂兰", "guardian", "祖母"),
    ]


def test_a_child_director_and_another_district_change_no_account(
    yutong, huilongguan, gao_lan, miyun
):
    director = post("陈秀英", Role.CHILD_DIRECTOR, huilongguan)
    with pytest.raises(benefits.NotYourDuty):
        propose(yutong, director, ASKED, papers=False)
    change = propose(yutong, gao_lan, ASKED)
    stranger = post("于禾", Role.DISTRICT_OFFICER, miyun)
    with acting(stranger):
        assert list(AccountChange.objects.all()) == []
    supervisor = post("高岑", Role.CHILD_SUPERVISOR, huilongguan.parent)
    with pytest.raises(casework.NotYourStep, match="区民政干部"):
        approve(change, supervisor, APPROVED)


def test_every_change_is_in_the_history(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    approve(change, shen_li, APPROVED)

    with acting(shen_li):
        rows = Change.objects.filter(table_name="benefits_account_change", file=yutong.pk)
        assert [(one.action, one.actor) for one in rows.order_by("pk")] == [
            ("insert", gao_lan.account_id),
            ("update", shen_li.account_id),
        ]


# What the database refuses, whatever a program does


def a_row(child, by, **more):
    values = {
        "child": child,
        "holder": "许丽",
        "kind": "other",
        "relation": "姑姑",
        "bank": "某银行",
        "number": NEW,
        "days": DateRange(date(2026, 6, 1), None),
        "recorded_on": ASKED,
        "recorded_by_id": by.account_id,
    }
    return PayeeAccount.objects.create(**values | more)


def test_a_second_account_without_two_people_is_no_row(yutong, gao_lan, shen_li):
    with acting(shen_li):
        PayeeAccount.objects.filter(child=yutong).update(
            days=DateRange(date(2026, 1, 20), date(2026, 6, 1))
        )
        with pytest.raises(IntegrityError, match="rests on a change"), transaction.atomic():
            a_row(yutong, shen_li)
    change = propose(yutong, gao_lan, ASKED)
    not_agreed = pytest.raises(IntegrityError, match="two people agreed on")
    with acting(shen_li), not_agreed, transaction.atomic():
        a_row(yutong, shen_li, change=change)


def test_an_approval_by_oneself_or_without_a_wait_is_no_row(yutong, gao_lan, shen_li):
    change = propose(yutong, gao_lan, ASKED)
    right = {
        "approved_by_id": shen_li.account_id,
        "approved_on": APPROVED,
        "waiting_days": 7,
        "takes_effect_on": FIRST,
    }
    wrong = [
        ({"approved_by_id": gao_lan.account_id}, "two_people_change_an_account"),
        ({"takes_effect_on": date(2026, 3, 4)}, "a_change_waits_after_it_is_approved"),
        ({"waiting_days": None}, "a_change_waits_after_it_is_approved"),
        ({"takes_effect_on": None}, "a_change_waits_after_it_is_approved"),
        ({"approved_on": None}, "a_change_waits_after_it_is_approved"),
        ({"doubts": [{"zh": "?", "en": "?"}]}, "doubts_about_an_account_are_answered"),
    ]
    with acting(shen_li):
        for given, name in wrong:
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                AccountChange.objects.filter(pk=change.pk).update(**right | given)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AccountChange.objects.filter(pk=change.pk).update(bank=OLD)
        with pytest.raises(IntegrityError, match="keeps its first day"), transaction.atomic():
            PayeeAccount.objects.filter(child=yutong).update(
                days=DateRange(date(2025, 1, 20), None)
            )
