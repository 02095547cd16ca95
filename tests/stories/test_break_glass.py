"""Somebody looks into a file that is not theirs, in an emergency; and somebody looks at them."""

import os
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client

from hutong.config.embedded import ADMIN, Cluster
from hutong.foundation.access import acting
from hutong.foundation.access.models import Account, Glass
from hutong.foundation.access.queries import officer_named
from hutong.foundation.history.models import Alert, Reading, Search
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from tests.server import MARK

pytest_plugins = ["tests.city"]

WHY = "孩子走失在我社区，正在派出所等候联系家人"
MONDAY = date(2026, 11, 23)


def signed_in(username):
    browser = Client(headers={"accept-language": "zh-CN"})
    browser.force_login(Account.objects.get(username=username))
    return browser


def somebody_elsewhere(on):
    """A child of Miyun, of whom the director of a community in Changping knows nothing."""
    with acting(officer_named(username="yuhe", on=on)):
        inside = (110118000000, 110118999999)
        found = Child.objects.filter(
            residence__number__range=inside, hukou__number__range=inside, relations__isnull=False
        )
        return found.order_by("pinyin", "pk").first()


@pytest.fixture
def child(city):
    return somebody_elsewhere(city)


def broken(browser, child, **other):
    typed = {"number": child.child_no, "ground": "found", "reason": WHY} | other
    return browser.post("/glass/", typed)


def test_chen_xiuying_looks_for_half_an_hour_and_only_looks(city, child):
    browser = signed_in("chenxiuying")
    assert browser.get(f"/children/{child.pk}/").status_code == 404

    answer = broken(browser, child)
    page = browser.get(answer["Location"]).content.decode()

    assert answer.status_code == 302
    assert child.name in page
    assert "紧急查看：到" in page
    # nothing else of hers has opened: neither the file, nor the list, nor anything that writes
    assert browser.get(f"/children/{child.pk}/").status_code == 404
    assert browser.post(f"/children/{child.pk}/facts/new/?name=study", {}).status_code == 404
    assert child.child_no not in browser.get("/children/").content.decode()
    chen = officer_named(username="chenxiuying", on=city)
    with acting(chen):
        assert not Child.objects.filter(pk=child.pk).exists()


def test_who_keeps_watch_is_told_at_once_and_the_file_says_who_looked(city, child):
    answer = broken(signed_in("chenxiuying"), child)
    signed_in("chenxiuying").get(answer["Location"])

    with acting(officer_named(username="yanshou", on=city)):
        alert = Alert.objects.get()
    assert (alert.kind, alert.file, alert.told) == ("glass", child.pk, "found")
    assert "有人紧急查看了一份档案" in signed_in("yanshou").get("/alerts/").content.decode()
    with acting(officer_named(username="yuhe", on=city)):
        assert Reading.objects.filter(file=child.pk, what="glass", purpose="found").count() == 1
    assert "紧急查看" in signed_in("yuhe").get(f"/children/{child.pk}/readings/").content.decode()


@pytest.mark.parametrize(
    "flawed_city",
    [
        # the same city, thirty-one minutes later by the database's clock
        """
        do $$ begin execute replace(
            pg_get_functiondef('access_glass'::regproc), 'until > now()',
            'until > now() + make_interval(mins => 31)'); end $$
        """
    ],
    indirect=True,
)
def test_after_half_an_hour_it_is_over_by_the_databases_clock(flawed_city):
    child = somebody_elsewhere(flawed_city)
    browser = signed_in("chenxiuying")
    answer = browser.get(broken(browser, child)["Location"])

    assert answer.status_code == 422
    assert "紧急查看的半小时已过" in answer.content.decode()
    assert child.name not in answer.content.decode()


def test_a_glass_that_nobody_reviews_suspends_its_user_and_a_review_lifts_it(
    city, child, monkeypatch
):
    browser = signed_in("chenxiuying")
    assert broken(browser, child).status_code == 302

    monkeypatch.setenv("HUTONG_TODAY", (MONDAY + timedelta(days=1)).isoformat())
    assert broken(browser, child).status_code == 302  # the day on which it is to be looked at
    monkeypatch.setenv("HUTONG_TODAY", (MONDAY + timedelta(days=2)).isoformat())
    refused = broken(browser, child)
    assert refused.status_code == 422
    assert "紧急查看权已停用" in refused.content.decode()

    office = signed_in("yuhe")
    assert "请复核：陈秀英" in office.get("/glass/").content.decode()
    with acting(officer_named(username="yuhe", on=city)):
        first, second = Glass.objects.order_by("broken_on")
    for one in (first, second):
        done = office.post(
            f"/glass/{one.pk}/review/", {"justified": "yes", "finding": "派出所证实"}
        )
        assert done.status_code == 302
    assert broken(browser, child).status_code == 302


def test_nobody_reviews_their_own_and_nobody_else_without_the_duty(city, child):
    with acting(officer_named(username="shenli", on=city)) as shen:
        own = people.break_glass(
            number=child.child_no, ground="danger", reason=WHY, by=shen, on=city
        )
        with pytest.raises(people.NotReviewed):
            people.review_glass(glass=own, justified=True, finding="我看过了", by=shen, on=city)
    assert signed_in("shenli").post(f"/glass/{own.pk}/review/", {}).status_code == 422
    assert signed_in("chenxiuying").post(f"/glass/{own.pk}/review/", {}).status_code == 403
    # an office that does not answer for the child sees no such glass
    assert signed_in("qianliyan").post(f"/glass/{own.pk}/review/", {}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"number": "0000"}, "没有这个编号"),
        ({"ground": "curiosity"}, "请选紧急情形"),
        ({"reason": "急"}, "请用至少 15 个字"),
    ],
)
def test_without_a_number_a_ground_and_a_reason_nothing_opens(city, child, typed, why):
    answer = broken(signed_in("chenxiuying"), child, **typed)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    with acting(officer_named(username="yuhe", on=city)):
        assert not Glass.objects.exists()


def test_a_number_tried_in_vain_stays_on_record(city, child):
    broken(signed_in("chenxiuying"), child, number="112026999999")

    with acting(officer_named(username="chenxiuying", on=city)):
        tried = Search.objects.get(what="glass")
    assert tried.files == []
    assert "112026999999" not in tried.sought


def test_those_who_pay_and_those_who_keep_the_system_break_no_glass(city, child):
    for username in ("heyun", "weiheng", "yanshou", "shegong01"):
        assert broken(signed_in(username), child).status_code == 403
    with (
        acting(officer_named(username="heyun", on=city)),
        connection.cursor() as cursor,
        pytest.raises(Exception, match="breaks no glass"),
        transaction.atomic(),
    ):
        cursor.execute(
            "select people_break_glass(%s, '', 'danger', %s, %s)", [child.child_no, WHY, city]
        )


def test_a_row_of_it_is_written_by_the_function_alone(city, child):
    statement = """
        insert into access_glass (id, file, account_id, ground, reason, broken_on, finding)
        values (gen_random_uuid(), %s, access_actor(), 'danger', 'x', %s, '')
    """
    with (
        acting(officer_named(username="chenxiuying", on=city)),
        connection.cursor() as cursor,
        pytest.raises(Exception, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement, [child.pk, city])
    cluster = Cluster(Path(os.environ[MARK]))
    with psycopg.connect(cluster.url(ADMIN, connection.settings_dict["NAME"])) as admin:
        for minutes in (31, 24 * 60):
            with pytest.raises(psycopg.errors.CheckViolation), admin.transaction():
                admin.execute(
                    """
                    insert into access_glass
                        (id, file, account_id, ground, reason, broken_on, until, finding)
                    select gen_random_uuid(), gen_random_uuid(), id, 'danger', 'x', now(),
                           now() + make_interval(mins => %s), '' from access_account limit 1
                    """,
                    [minutes],
                )
