"""A court keeps 林建国 from his daughter 林小满; his sister works in her street."""

from datetime import date

import pytest
from django.db import connection
from django.db.transaction import atomic

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Refused
from hutong.programmes.benefits import actions as benefits
from hutong.registry.people import actions as people
from hutong.registry.people import queries
from hutong.registry.people.models import Adult, Child, NoContactOrder
from tests.interfaces.web.file.conftest import in_post
from tests.interfaces.web.file.told import KNOWN, TODAY, officer, page, sent

FATHER_S = "110114198203040017"
COURT = {"court": "昌平区人民法院", "number": "（2026）京0114民保令1号"}


@pytest.fixture
def father(lin_xiaoman, gao_lan):
    """林建国, with the number by which he is known."""
    by = officer(gao_lan)
    with acting(by):
        old = Adult.objects.get(name="林建国")
        old.id_number = FATHER_S
        old.save(update_fields=["id_number", "id_number_index"])
    return old


@pytest.fixture
def shi_lan(changping):
    return in_post("shilan", "石岚", Role.DISTRICT_OFFICER, changping)


@pytest.fixture
def lin_jianying(shiyuan):
    """His sister: a child director who stands in where the child lives."""
    return in_post("linjianying", "林建英", Role.CHILD_DIRECTOR, shiyuan)


@pytest.fixture
def tied(lin_jianying, browser_of):
    answer = sent(
        browser_of(lin_jianying), "ties", name="林建国", id_number=FATHER_S, relation="弟弟"
    )
    assert answer.status_code == 302


@pytest.fixture
def ordered(father, lin_xiaoman, shi_lan, browser_of):
    answer = sent(
        browser_of(shi_lan),
        "orders",
        lin_xiaoman.pk,
        against=str(father.pk),
        since="2026-03-01",
        until="2026-09-01",
        **COURT,
    )
    assert answer.status_code == 302


def seen_by(person, child):
    """Every way in which somebody may come upon a child: rows, lists, search, counts."""
    with acting(officer(person)), connection.cursor() as cursor:
        cursor.execute("select count(*) from people_fact where child_id = %s", [child.pk])
        facts = cursor.fetchone()[0]
        return (
            Child.objects.filter(pk=child.pk).exists(),
            bool(queries.list_children().children),
            bool(queries.search("林小满").children),
            queries.how_many(),
            facts > 0,
        )


@pytest.mark.usefixtures("tied")
def test_his_sister_no_longer_finds_the_child_and_her_colleague_does(
    lin_jianying, chen_xiuying, lin_xiaoman, browser_of, request
):
    assert seen_by(lin_jianying, lin_xiaoman) == (True, True, True, 1, True)

    request.getfixturevalue("ordered")

    assert seen_by(lin_jianying, lin_xiaoman) == (False, False, False, 0, False)
    assert seen_by(chen_xiuying, lin_xiaoman) == (True, True, True, 1, True)
    assert page(browser_of(lin_jianying), "child", lin_xiaoman.pk)[0].status_code == 404
    assert "林小满" not in page(browser_of(lin_jianying), "children")[1]
    assert "林小满" not in page(browser_of(lin_jianying), "today")[1]


@pytest.mark.usefixtures("tied", "ordered")
def test_the_child_is_back_when_the_order_is_lifted_and_not_when_it_only_ran_out(
    lin_jianying, lin_xiaoman, shi_lan, browser_of
):
    with acting(officer(shi_lan)):
        order = NoContactOrder.objects.get()
        assert order.until == date(2026, 9, 1)
        assert list(queries.orders_running_out(on=date(2026, 8, 2))) == [order]
        assert list(queries.orders_running_out(on=date(2026, 8, 1))) == []
        assert list(queries.orders_running_out(on=date(2026, 9, 30))) == [order]
    assert seen_by(lin_jianying, lin_xiaoman)[0] is False

    refused = sent(browser_of(shi_lan), "lift_order", lin_xiaoman.pk, order.pk, because=" ")
    assert refused.status_code == 422
    lifted = sent(browser_of(shi_lan), "lift_order", lin_xiaoman.pk, order.pk, because="法院撤销")
    assert lifted.status_code == 302

    assert seen_by(lin_jianying, lin_xiaoman)[0] is True
    with acting(officer(shi_lan)):
        assert Child.objects.get().sheltered is False


@pytest.mark.usefixtures("ordered")
def test_nobody_is_told_in_passing_where_a_sheltered_child_is(
    chen_xiuying, gao_lan, lin_xiaoman, browser_of
):
    browser = browser_of(chen_xiuying)
    _, text = page(browser, "child", lin_xiaoman.pk)
    assert "6号院" not in text
    assert "世涛家园" not in text
    assert "去向保密" in text
    assert "去向保密" in page(browser, "children")[1]
    with acting(officer(gao_lan)):
        from hutong.registry.people.sheets import child_on_form

        sheet = child_on_form(Child.objects.get(pk=lin_xiaoman.pk), [])
    assert sheet.lives_at == sheet.registered_at == "（依法保密）"

    opened = sent(browser, "open_field", lin_xiaoman.pk, field="residence", purpose="visit")
    assert "6号院2单元302" in opened.content.decode()
    assert "查看现居住地详址" in page(browser_of(gao_lan), "child_readings", lin_xiaoman.pk)[1]


def test_only_the_district_and_the_city_record_an_order(
    chen_xiuying, gao_lan, father, lin_xiaoman, browser_of
):
    typed = {"against": str(father.pk), "since": "2026-03-01", **COURT}
    for person in (chen_xiuying, gao_lan):
        answer = sent(browser_of(person), "orders", lin_xiaoman.pk, **typed)
        assert answer.status_code == 403
    with acting(officer(gao_lan)):
        by = officer(gao_lan)
        with pytest.raises(people.NotSoOrdered):
            people.record_order(
                child=lin_xiaoman,
                against=father,
                since=KNOWN,
                by=by,
                on=TODAY,
                **COURT,
            )


def test_an_order_needs_a_person_who_can_be_told_apart_and_its_papers(
    lin_xiaoman, shi_lan, browser_of
):
    with acting(officer(shi_lan)):
        mother = Adult.objects.get(name="何婷")
    answer = sent(
        browser_of(shi_lan),
        "orders",
        lin_xiaoman.pk,
        against=str(mother.pk),
        since="2026-03-05",
        until="2026-03-05",
        court="",
        number="",
    )
    text = answer.content.decode()

    assert answer.status_code == 422
    for why in (
        "请写明作出命令的法院",
        "请写明文书编号",
        "至少要有一天有效",
        "先登记此人的身份证号",
    ):
        assert why in text
    assert "选不准接触的人" in sent(browser_of(shi_lan), "orders", lin_xiaoman.pk).content.decode()


@pytest.mark.usefixtures("tied")
def test_a_tie_is_ones_own_business_and_the_offices_and_nobody_ends_their_own(
    lin_jianying, chen_xiuying, shi_lan, browser_of
):
    own = page(browser_of(lin_jianying), "ties")[1]
    assert "林建国" in own
    assert FATHER_S not in own
    assert "林建国" not in page(browser_of(chen_xiuying), "ties")[1]
    again = sent(
        browser_of(lin_jianying), "ties", name="林建国", id_number=FATHER_S, relation="弟弟"
    )
    assert "已经申报过" in again.content.decode()
    wrong = sent(browser_of(chen_xiuying), "ties", name="", id_number="12", relation="")
    assert wrong.status_code == 422
    with acting(officer(lin_jianying)):
        tie = queries.ties_of(lin_jianying.pk).get()
        with pytest.raises(people.NotSoTied, match="自己"):
            people.end_tie(tie=tie, by=officer(lin_jianying), on=TODAY)
    with acting(officer(shi_lan)):
        people.end_tie(tie=queries.ties_of(lin_jianying.pk).get(), by=officer(shi_lan), on=TODAY)


def test_an_office_declares_for_its_staff_and_a_colleague_cannot(
    lin_jianying, chen_xiuying, shi_lan, a_stranger, browser_of
):
    typed = {"username": "linjianying", "name": "林建国", "id_number": FATHER_S, "relation": "弟弟"}

    assert sent(browser_of(chen_xiuying), "ties", **typed).status_code == 422
    assert sent(browser_of(a_stranger), "ties", **typed).status_code == 422
    assert sent(browser_of(shi_lan), "ties", **typed).status_code == 302
    with acting(officer(lin_jianying)):
        assert [one.name for one in queries.ties_of(lin_jianying.pk)] == ["林建国"]


@pytest.mark.usefixtures("ordered")
def test_a_tied_clerk_makes_no_round_that_would_leave_the_child_out(he_yun, changping, browser_of):
    with acting(officer(he_yun)) as by:
        made = benefits.make_round(month=Month(2026, 2), place=changping, by=by, on=TODAY)
        benefits.withdraw_round(round=made, reason="重做", by=by, on=TODAY)
    sent(browser_of(he_yun), "ties", name="林建国", id_number=FATHER_S, relation="表弟")

    with acting(officer(he_yun)) as by, pytest.raises(Refused, match="回避"), atomic():
        benefits.make_round(month=Month(2026, 2), place=changping, by=by, on=TODAY)
