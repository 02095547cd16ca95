"""高岚 is away, somebody stands in, she leaves: what the pages show to whom."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from hutong.casework import actions as casework
from hutong.foundation.access import acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.access.roles import Role
from hutong.foundation.places.queries import city as the_city
from hutong.registry.workforce.models import Absence, HandOver

pytest_plugins = ["tests.city"]


@pytest.fixture
def browser(city):
    def as_(username):
        client = Client(headers={"accept-language": "zh-CN"})
        client.force_login(Account.objects.get(username=username))
        return client

    return as_


def read(answer):
    assert answer.status_code == 200
    text = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


def posting_of(username, city):
    return officer_named(username=username, on=city).posting_id


def away(browser, city, by="gaolan", **more):
    sent = {
        "act": "record",
        "since": city.isoformat(),
        "back_on": (city + timedelta(days=7)).isoformat(),
        "reason": "休假",
    } | more
    return browser(by).post(f"/absences/{posting_of('gaolan', city)}/", sent)


def absence(city):
    with acting(officer_named(username="shenli", on=city)):
        return Absence.objects.get(posting__account__username="gaolan")


def test_while_gao_lan_is_away_the_district_finds_her_work_on_its_today(browser, city):
    assert "高岚休假" not in read(browser("shenli").get("/cases/"))
    assert away(browser, city).status_code == 302

    page = read(browser("shenli").get("/"))

    assert "儿童督导员高岚休假，由区民政干部代办" in page
    assert "林小满" in read(browser("shenli").get("/cases/"))
    assert "高岚" in read(browser("shenli").get("/absences/"))


def test_whoever_is_named_reads_it_on_their_own_screen(browser, city):
    away(browser, city)
    chosen = {"act": "name", "absence": absence(city).pk, "account": "chenxiuying"}
    address = f"/absences/{posting_of('gaolan', city)}/"

    assert browser("gaolan").post(address, chosen).status_code == 422  # the office names
    assert browser("shenli").post(address, chosen).status_code == 302
    stands_in = browser("chenxiuying")
    posting = Posting.objects.get(account__username="chenxiuying", role=Role.CHILD_SUPERVISOR)
    stands_in.post("/posting/", {"posting": posting.pk})

    assert "您在代高岚办理" in read(stands_in.get("/"))
    assert "林小满" in read(stands_in.get("/cases/"))
    assert "林小满" not in read(browser("shenli").get("/cases/"))


def test_what_was_typed_is_kept_when_it_is_refused(browser, city):
    answer = away(browser, city, reason=" ", back_on="明天")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "日期写作" in page
    assert 'value="明天"' in page


def test_what_the_clock_told_goes_away_once_it_is_noted(browser, city):
    later = city + timedelta(days=30)
    clock = casework.the_clock(the_city())
    from datetime import UTC, datetime, time

    with acting(clock):
        while casework.ring(until=datetime.combine(later, time(), UTC), by=clock).fired:
            pass
    client = browser("shenli")
    before = client.get("/")
    found = re.search(r'name="up_to" value="([^"]+)"', before.content.decode())

    assert "提醒" in read(before)
    assert found is not None
    assert client.post("/notices/read/", {"up_to": found[1]}).status_code == 302
    assert 'name="up_to"' not in client.get("/").content.decode()
    assert client.post("/notices/read/", {"up_to": "?"}).status_code == 404


def test_a_city_officer_sees_districts_and_not_children(browser, city):
    page = read(browser("zhaoming").get("/"))

    assert "先行救助满半年待复核" in page
    listed = browser("zhaoming").get("/waiting/provisional/")
    places = set(re.findall(r"/waiting/provisional/\?place=(\d{12})", listed.content.decode()))
    assert places
    one = read(browser("zhaoming").get(f"/waiting/provisional/?place={min(places)}"))
    assert "先行救助满半年要复核" in one
    assert browser("shenli").get("/waiting/provisional/?place=110118000000").status_code == 404


def test_the_post_goes_over_by_a_list_that_two_people_sign(browser, city):
    giver = posting_of("gaolan", city)
    shen_li = browser("shenli")
    taker = posting_of("shenli", city)
    sent = {"taker": taker, "last_day": city.isoformat()}
    drawn = browser("gaolan").post(f"/hand-overs/new/{giver}/", sent)
    address = drawn.headers["Location"]

    assert "林小满" in read(browser("gaolan").get(address))
    assert shen_li.post(address, {"act": "take"}).status_code == 422  # not signed yet
    assert browser("gaolan").post(address, {"act": "sign"}).status_code == 302
    assert "的清单等您签字" in read(shen_li.get("/"))
    assert shen_li.post(address, {"act": "take"}).status_code == 302
    pdf = shen_li.get(f"{address}list/")

    assert pdf.content.startswith(b"%PDF-")
    assert "已交接" in read(shen_li.get(address))
    assert Posting.objects.get(pk=giver).days.upper == city + timedelta(days=1)
    with acting(officer_named(username="shenli", on=city)):
        assert HandOver.objects.get(giver=giver).closed_on == city
