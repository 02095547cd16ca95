"""The small city, built with verbs: the cast is there, the month shows their stories."""

import json
import stat
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from hutong import demo
from hutong.demo import cast, players
from hutong.demo.city import SMALL, SMALL_ROUNDS, SMALL_STREETS, Builder, Wanted, half_built
from hutong.demo.mix import scaled
from hutong.foundation.access import acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.identity import read_id_number
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.foundation.policy import Office, Outcome
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import (
    Answer,
    Determination,
    Entitlement,
    Line,
    PayeeAccount,
    Round,
)
from hutong.programmes.benefits.queries import deciding_office, law, owed
from hutong.registry.facilities.models import Institution
from hutong.registry.people.models import Adult, Child, FactRecord
from hutong.registry.people.queries import facts_on
from hutong.registry.workforce.queries import coverage

pytest_plugins = ["tests.city"]

FULL = Decimal(2850)
BACK_PAID = [("back_pay", -3), ("back_pay", -2), ("back_pay", -1), ("normal", 0)]


@pytest.fixture
def acts(city):
    """Act as somebody of the city, by the name they sign in with."""

    def as_(username):
        return acting(officer_named(username=username, on=city))

    return as_


@pytest.fixture
def this_month(city, acts):
    """Every line of this month's round, by the child's name: kind, month and sum."""
    month = Month.of(city)
    with acts("heyun") as clerk:
        place = Place.objects.get(pk=110100000000)
        made = benefits.make_round(month=month, place=place, by=clerk, on=city)
        lines = Line.objects.filter(round=made).select_related("child").order_by("month")
        told = {}
        for line in lines:
            told.setdefault(line.child.name, []).append(
                (line.kind, line.month - month, line.amount)
            )
        return told


def test_the_city_has_its_children_posts_and_institutions(city, acts):
    with acts("zhaoming"):
        assert Child.objects.count() == sum(scaled(SMALL).values()) + 52
        assert Institution.objects.filter(days__contains=city).count() == 16
        beds = Institution.objects.values_list("approved_beds", flat=True)
        assert sum(beds) == 3300
        directors = Posting.objects.filter(role=Role.CHILD_DIRECTOR, days__contains=city)
        assert directors.filter(stand_in__isnull=False).exists()
        changping = Place.objects.get(pk=110114000000)
        (longze,) = [
            street for street in coverage(place=changping, on=city) if street.number == 110114012000
        ]
        assert longze.communities == longze.in_post + longze.stood_in_for + longze.vacant
        assert longze.in_post > 0.8 * longze.communities


def test_nobody_has_a_number_that_was_ever_issued(acts):
    with acts("zhaoming"):
        numbers = [child.id_number for child in Child.objects.only("id_number")]
        numbers += [adult.id_number for adult in Adult.objects.only("id_number")]
    given = [number for number in numbers if number]
    assert len(given) > 500
    assert {read_id_number(number).area for number in given} == {"119901"}
    assert max(Counter(given).values()) == 1


def test_everybody_of_the_cast_is_on_the_register(acts):
    with acts("zhaoming"):
        known = set(Child.objects.values_list("name", flat=True))
    assert {story.name for story in cast.EVERYBODY} <= known
    assert {"林小禾", "江雨桐", "张紫涵"} <= known


def test_xiaoman_lacks_one_paper_and_can_be_paid_meanwhile(city, acts):
    with acts("gaolan"):
        xiaoman = Child.objects.get(name="林小满")
        found = {one.benefit.code: one for one in owed(xiaoman, on=city, known_on=city)}
        assert {kin.adult.name for kin in xiaoman.relations.select_related("adult")} == {
            "林建国",
            "何婷",
            "周桂兰",
        }
    de_facto = found["living-allowance-de-facto"].verdict
    assert de_facto.outcome is Outcome.NOT_YET
    assert de_facto.missing.names == ("mother_search_receipt",)
    provisional = found["living-allowance-temporarily-unsupported"].verdict
    assert (provisional.outcome, provisional.amount) == (Outcome.YES, Decimal("1037.50"))


def test_the_grandmother_is_the_head_of_their_household(acts):
    with acts("gaolan"):
        xiaoman, xiaohe = (Child.objects.get(name=name) for name in ("林小满", "林小禾"))
        (home,) = {child.memberships.get().household for child in (xiaoman, xiaohe)}
        grown = home.memberships.filter(adult__isnull=False).select_related("adult")
        assert [(one.adult.name, one.relation_to_head) for one in grown] == [("周桂兰", "户主")]


def test_the_judgment_against_xiaomans_father_was_learned_late(city, acts):
    with acts("gaolan"):
        xiaoman = Child.objects.get(name="林小满")
        long_ago = city - timedelta(days=120)
        before = facts_on(xiaoman, long_ago, long_ago)
        today = facts_on(xiaoman, long_ago, city)
    assert "father_measure" not in before
    assert (today["father_measure"], today["father_measure_months"]) == ("prison", 38)


STORIES = {
    "白露": [(kind, month, FULL) for kind, month in BACK_PAID],
    "孟晓舟": [("normal", 0, FULL)],
    "宋嘉木": [("normal", 0, FULL)],
    "邵文博": [("normal", 0, FULL)],
    "岳晴": [("normal", 0, FULL)],
    "程远山": [("normal", 0, FULL)],
    "马䶮": [("normal", 0, FULL)],
    "江一帆": [("normal", 0, FULL)],
    "江雨桐": [("normal", 0, FULL)],
    "尉迟静": [("normal", 0, FULL)],
    "童佳": [("normal", 0, Decimal(1140))],
    "郝明": [],
    "卢知行": [],
    "顾念": [],
    "林小满": [],
    "苏可": [("recovery", -2, -FULL), ("recovery", -1, -FULL)],
    "单清禾": [("recovery", -1, Decimal(-300))],
}


def test_this_month_pays_everybody_as_their_story_says(this_month):
    assert {name: this_month.get(name, []) for name in STORIES} == STORIES


def test_the_months_before_were_paid_by_three_people(city, acts):
    with acts("heyun"):
        rounds = list(Round.objects.order_by("month"))
        assert [made.month for made in rounds] == list(
            Month.span(Month.of(city) - SMALL_ROUNDS, Month.of(city) - 1)
        )
        for made in rounds:
            people = (made.made_by, made.checked_by, made.approved_by)
            assert [person.name for person in people] == ["贺芸", "杜若", "韩章"]
            assert made.released_on is not None


def test_the_bank_answered_two_months_and_left_five_payments_to_look_after(city, acts):
    with acts("heyun"):
        *others, before, last = Round.objects.order_by("month")
        found = [queries.reconciliation(made) for made in (before, last)]
        assert [(one.adds_up, one.done) for one in found] == [(True, True), (True, False)]
        assert not Answer.objects.filter(file__round__in=others).exists()
        troubled = Answer.objects.filter(file__round=last).exclude(outcome="paid")
        places = {one.payment.place_id // 10**6 for one in troubled.select_related("payment")}
        assert Counter(one.outcome for one in troubled) == {"failed": 3, "unknown": 2}
        assert places == {110114}


def test_whoever_is_paid_has_an_account_and_a_grant(acts):
    with acts("zhaoming"):
        paid = set(Line.objects.values_list("child_id", flat=True))
        assert paid <= set(PayeeAccount.objects.values_list("child_id", flat=True))
        assert paid <= set(Entitlement.objects.values_list("child_id", flat=True))


def test_every_decision_was_made_by_the_office_that_the_law_names(acts):
    with acts("zhaoming"):
        decided = Determination.objects.filter(entitlement__isnull=False).select_related("child")
        offices = Counter()
        for one in decided:
            deciding = deciding_office(one.child, law().benefit(one.benefit), one.decided_on)
            assert deciding is not None
            holders = deciding.in_post(one.decided_on).values_list("account_id", flat=True)
            assert one.decided_by_id in set(holders), one.benefit
            offices[deciding.office] += 1
    assert {Office.STREET, Office.DISTRICT} <= set(offices)


def test_a_stranger_sees_only_whom_the_stranger_pays_for(acts):
    with acts("qianliyan"):
        assert not Child.objects.filter(name="林小满").exists()
        assert Child.objects.get(name="马䶮").hukou.number // 10**6 == 110102


def test_a_father_of_two_districts_is_one_person(acts):
    with acts("yuhe"):
        yutong = Child.objects.get(name="江雨桐")
        assert not Child.objects.filter(name="江一帆").exists()
        father = yutong.relations.get(kind="father").adult
        assert father.name == "江海波"
        assert FactRecord.objects.filter(adult=father, name="measure_months").count() == 1


def test_building_again_changes_nothing(city, acts):
    with acts("zhaoming"):
        before = Child.objects.count(), Posting.objects.count()
    lines = []
    wanted = Wanted(city, scaled(SMALL), SMALL_ROUNDS, streets=SMALL_STREETS)
    Builder(wanted, lines.append).build()
    with acts("zhaoming"):
        assert (Child.objects.count(), Posting.objects.count()) == before
    assert lines == []


def test_the_city_stands_once_people_can_sign_in(city, tmp_path, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    assert half_built()
    assert not demo.exists()

    demo.signing_in.give_out(home=tmp_path, on=city)

    assert demo.exists()
    assert (tmp_path / "operator").read_text() == players.CLERK
    kept = tmp_path / "sign-ins.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    given = demo.sign_ins(tmp_path)
    assert given == json.loads(kept.read_text())
    assert [one["username"] for one in given] == list(players.SIGN_INS)
    places = [one["post"].split(" · ")[1] for one in given[:3]]
    assert places == ["新康园社区居委会", "回龙观街道", "昌平区"]
    for one in given:
        assert Account.objects.get(username=one["username"]).check_password(one["password"])
    assert len({one["password"] for one in given}) == len(given)


def test_where_no_city_was_built_nobody_signs_in(tmp_path):
    assert demo.sign_ins(tmp_path) == []


def test_every_change_of_the_building_bears_a_name(acts):
    with acts("zhaoming"), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from history_change where table_name like 'people%%'"
            " and (actor is null or reason = '')"
        )
        (nameless,) = cursor.fetchone()
    assert nameless == 0
