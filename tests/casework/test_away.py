"""Who does the work when somebody is away: whoever stands in, or else the office above."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.casework import _whose
from hutong.casework import actions as casework
from hutong.casework.models import Case, Taken, Turn
from hutong.casework.queries import hands, left_with_nobody, post_of, waiting_for
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Place
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.models import Absence, StandIn
from tests.casework.conftest import ON, post, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("announced")]
TUESDAY, FRIDAY, BACK = date(2026, 3, 3), date(2026, 3, 6), date(2026, 3, 10)


def posting(officer):
    return Posting.objects.select_related("account", "place").get(pk=officer.posting_id)


def away(officer, by=None, **more):
    by = by or officer
    given = {"since": TUESDAY, "back_on": BACK, "reason": "休假", "on": ON} | more
    with acting(by):
        return workforce.record_absence(posting=posting(officer), by=by, **given)


def listed(officer, on):
    with acting(officer):
        return [turn.case_id for turn in waiting_for(officer, on)]


def told(officer, case, on):
    with acting(officer):
        turn = Turn.objects.get(case=case, until__isnull=True)
        return hands([turn], on)[post_of(turn)].told


def test_while_the_supervisor_is_away_the_district_takes_the_step_and_says_so(
    asked, qian_jin, shen_li
):
    away(qian_jin)

    assert listed(shen_li, ON) == []
    assert listed(shen_li, TUESDAY) == [asked.pk]
    assert told(shen_li, asked, TUESDAY).zh == "儿童督导员钱进休假，由区民政干部代办"
    assert listed(shen_li, BACK) == []
    taken = take(asked, "weigh", shen_li, FRIDAY)
    assert taken.stands_in == "儿童督导员钱进休假，由上一级代办"


def test_whoever_is_named_does_the_work_and_the_district_does_not(asked, qian_jin, shen_li):
    absence = away(qian_jin)
    with acting(shen_li):
        made = workforce.name_stand_in(
            absence=absence,
            account=Account.objects.create(username="wangfang", name="王芳"),
            by=shen_li,
            on=ON,
        )
    wang_fang = Officer.of(made)

    assert listed(wang_fang, FRIDAY) == [asked.pk]
    assert listed(shen_li, FRIDAY) == []
    assert told(shen_li, asked, FRIDAY).zh == "由王芳代办：钱进休假"
    with pytest.raises(casework.NotYourStep):
        take(asked, "weigh", shen_li, FRIDAY)
    assert take(asked, "weigh", wang_fang, FRIDAY).stands_in == "代钱进办理：休假"


def test_a_second_supervisor_at_work_needs_nobody_in_the_firsts_place(
    asked, qian_jin, sun_li, shen_li
):
    away(qian_jin)

    assert listed(sun_li, FRIDAY) == [asked.pk]
    assert listed(shen_li, FRIDAY) == []
    assert told(shen_li, asked, FRIDAY) is None


def test_back_earlier_whoever_stands_in_stops(asked, qian_jin, shen_li):
    absence = away(qian_jin)
    with acting(shen_li):
        made = workforce.name_stand_in(
            absence=absence,
            account=Account.objects.create(username="wangfang", name="王芳"),
            by=shen_li,
            on=ON,
        )
        workforce.end_absence(absence=absence, back_on=FRIDAY, by=qian_jin, on=TUESDAY)
        made.refresh_from_db()
        absence.refresh_from_db()

    assert (made.days.lower, made.days.upper) == (TUESDAY, FRIDAY)
    assert (absence.ended_by_id, absence.ended_on) == (qian_jin.account_id, TUESDAY)
    assert told(shen_li, asked, FRIDAY) is None


def test_leave_that_was_never_taken_leaves_no_day(asked, qian_jin, shen_li):
    absence = away(qian_jin)
    with acting(qian_jin):
        workforce.end_absence(absence=absence, back_on=ON, by=qian_jin, on=ON)

    assert listed(shen_li, FRIDAY) == []
    away(qian_jin, reason="开会")  # the days are free again


def test_the_days_of_one_holder_never_overlap(qian_jin):
    away(qian_jin)
    with pytest.raises(workforce.NotAway, match="已有一段不在岗的记录"):
        away(qian_jin, since=FRIDAY, back_on=date(2026, 3, 20))


def test_every_gap_of_the_form_is_named_at_once(qian_jin):
    with pytest.raises(workforce.NotAway) as refused:
        away(qian_jin, since=date(2019, 1, 1), back_on=date(2018, 1, 1), reason=" ")

    assert [finding.field for finding in refused.value.findings] == ["reason", "back_on", "since"]


def test_who_may_say_that_somebody_is_away(qian_jin, zhao_min, shen_li, fang_zhi):
    away(zhao_min, by=qian_jin)  # the supervisor of a child director
    away(qian_jin, by=shen_li)
    for officer, by in ((qian_jin, zhao_min), (qian_jin, fang_zhi), (shen_li, qian_jin)):
        with pytest.raises(workforce.NotTheirPost):
            away(officer, by=by, since=date(2026, 4, 1), back_on=None)
    with acting(qian_jin), pytest.raises(workforce.NotTheirPost):
        workforce.name_stand_in(
            absence=Absence.objects.get(posting_id=qian_jin.posting_id),
            account=Account.objects.get(username="赵敏"),
            by=qian_jin,
            on=ON,
        )


def test_those_below_know_that_their_supervisor_is_away_and_others_do_not(
    qian_jin, zhao_min, fang_zhi
):
    away(qian_jin)
    with acting(zhao_min):
        assert Absence.objects.count() == 1
    with acting(fang_zhi):
        assert Absence.objects.count() == 0


def test_past_two_empty_desks_the_work_reaches_the_city(asked, qian_jin, shen_li, city):
    luo_min = post("罗敏", Role.CITY_OFFICER, city)
    away(qian_jin)
    away(shen_li)

    assert listed(luo_min, FRIDAY) == [asked.pk]
    assert take(asked, "weigh", luo_min, FRIDAY).office == 110114010000


def test_what_nobody_is_there_for_is_told_to_everybody_above(asked, qian_jin, shen_li):
    away(qian_jin)
    away(shen_li)
    with acting(shen_li):
        assert [turn.case_id for turn in left_with_nobody(shen_li, FRIDAY)] == [asked.pk]
        assert not left_with_nobody(shen_li, BACK).exists()
    assert told(shen_li, asked, FRIDAY).zh == "儿童督导员钱进休假，上级也无人在岗"


# --- whatever happens, nothing is without anybody ------------------------------------------------

CITY, CHANGPING, MIYUN = 110100000000, 110114000000, 110118000000
STREET, OTHER, COMMUNITY = 110114010000, 110118001000, 110114010001
POSTS = [
    (Role.CHILD_DIRECTOR, COMMUNITY),
    (Role.CHILD_SUPERVISOR, STREET),
    (Role.CHILD_SUPERVISOR, CHANGPING),  # for the whole district
    (Role.CHILD_SUPERVISOR, OTHER),
    (Role.DISTRICT_OFFICER, CHANGPING),
    (Role.DISTRICT_OFFICER, MIYUN),
    (Role.DISTRICT_HEAD, CHANGPING),
    (Role.PAYMENT_CLERK, STREET),
    (Role.CITY_OFFICER, CITY),
]
TURNS = [
    (COMMUNITY, [Role.CHILD_DIRECTOR]),
    (STREET, [Role.CHILD_SUPERVISOR]),
    (OTHER, [Role.CHILD_SUPERVISOR]),
    (CHANGPING, [Role.CHILD_SUPERVISOR]),
    (CHANGPING, [Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD]),
    (MIYUN, [Role.DISTRICT_HEAD]),
    (STREET, [Role.INSTITUTION_STAFF, Role.CHILD_SUPERVISOR]),
    (STREET, [Role.INSTITUTION_STAFF]),
    (CITY, [Role.CITY_OFFICER]),
]
DAYS = st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda pair: pair[0] < pair[1])
LIVES = st.lists(
    st.tuples(
        st.sampled_from(range(len(POSTS))),
        DAYS,  # in post
        st.one_of(st.none(), DAYS),  # away
        st.booleans(),  # stood in for
        st.booleans(),  # can sign in
    ),
    max_size=10,
)


def days(pair):
    return DateRange(date(2026, 3, pair[0]), date(2026, 3, pair[1]))


@pytest.fixture
def turns(asked, gulou, longze):
    """One open turn for each kind of post, besides the story's own."""
    with acting(casework.the_clock(Place.objects.get(pk=CITY))):
        first = Taken.objects.get(case=asked)
        Turn.objects.filter(case=asked).update(until=first)
        for number, (office, roles) in enumerate(TURNS):
            case = Case.objects.create(
                number=f"t-{number}",
                procedure="bicycle",
                version=asked.version,
                fingerprint=asked.fingerprint,
                child_id=asked.child_id,
                place_id=gulou.pk if office in {OTHER, MIYUN} else longze.pk,
                sole=False,
                opened_on=ON,
            )
            taken = Taken.objects.create(
                case=case,
                number=1,
                step="ask",
                move="forward",
                leaves="start",
                enters="asked",
                by_id=first.by_id,
                office=office,
                done_on=ON,
                known_on=ON,
            )
            Turn.objects.create(
                case=case,
                procedure="bicycle",
                state="asked",
                office=office,
                roles=[role.value for role in roles],
                came_on=ON,
                returned=False,
                since=taken,
            )
        return set(Turn.objects.filter(until__isnull=True).values_list("pk", flat=True))


def without_anybody(turns, lives, day):
    """The turns that nobody who could open their Today on a day would find there."""
    clock = casework.the_clock(Place.objects.get(pk=CITY))
    Posting.objects.update(days=DateRange(empty=True))
    with acting(clock):
        for which, held, gone, stood_in, active in lives:
            role, place = POSTS[which]
            account = Account.objects.create(username=str(uuid4()), name="某人", is_active=active)
            made = Posting.objects.create(
                account=account, role=role.value, place_id=place, days=days(held)
            )
            if gone is None:
                continue
            absence = Absence.objects.create(
                posting=made,
                place_id=place,
                days=days(gone),
                reason="休假",
                recorded_by=account,
                recorded_on=ON,
            )
            if stood_in:
                other = Account.objects.create(username=str(uuid4()), name="代办人")
                stands = Posting.objects.create(
                    account=other, role=role.value, place_id=place, days=days(gone)
                )
                StandIn.objects.create(
                    posting=stands, place_id=place, reason="休假", absence=absence
                )
    there = Posting.objects.filter(days__contains=day, account__is_active=True).exclude(
        absences__days__contains=day
    )
    with acting(clock):
        present = list(
            Posting.objects.filter(pk__in=there.values("pk")).select_related("account", "place")
        )
        reported = set(left_with_nobody(clock, day).values_list("pk", flat=True))
    found = set()
    for one in present:
        officer = Officer.of(one)
        with acting(officer):
            mine = waiting_for(officer, day)
            found |= set(mine.values_list("pk", flat=True))
            for turn in mine:
                roles = tuple(turn.roles)
                # whoever finds it on their list may take it
                assert _whose.standing_of(officer, turn.office, roles, day, turn.case)
    assert not (found & reported)
    return turns - found - reported


@given(lives=LIVES, day=st.integers(1, 12))
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example takes back its rows
)
def test_no_turn_is_ever_without_anybody(turns, transactional_rows, lives, day):
    with transactional_rows():
        assert without_anybody(turns, lives, date(2026, 3, day)) == set()


@pytest.fixture
def transactional_rows(db):
    """Takes back what one example wrote."""
    from contextlib import contextmanager

    from django.db import transaction

    @contextmanager
    def rows():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return rows


def test_a_line_that_ends_at_the_first_empty_desk_is_caught(turns, transactional_rows, monkeypatch):
    """The control: a roster that looks only one step up loses work, and the check says which."""

    def one_step(self, wanted):
        office, roles = wanted
        lines = [list(_whose.line_above(Role(role), office))[:1] for role in roles]
        return frozenset(above for line in lines for above, there in line)

    monkeypatch.setattr(_whose.Roster, "falls_to", one_step)
    city_alone = [(POSTS.index((Role.CITY_OFFICER, CITY)), (1, 12), None, False, True)]
    with transactional_rows():
        assert without_anybody(turns, city_alone, date(2026, 3, 5)) != set()
