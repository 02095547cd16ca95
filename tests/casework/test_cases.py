"""林小满 asks for a bicycle: who may act, what runs by when, and what is never edited."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from hutong.casework import actions as casework
from hutong.casework.models import Case, Clock, Taken, Turn
from hutong.foundation.access import acting
from tests.casework.conftest import ON, take
from tests.casework.small_law import NoBicycles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("announced")]
KEY = UUID("0190d8a4-0000-7000-8000-000000000001")


def due(case, by):
    with acting(by):
        clocks = Clock.objects.filter(case=case, ended_by__isnull=True)
        return {clock.step: clock.due_on for clock in clocks}


def test_the_street_has_five_working_days_from_the_day_after(asked, qian_jin):
    assert asked.number.startswith("2026-")
    assert due(asked, qian_jin) == {"weigh": date(2026, 3, 9)}
    with acting(qian_jin):
        turn = Turn.objects.get(case=asked, until__isnull=True)

    assert (turn.office, turn.roles, turn.due_on) == (
        110114010000,
        ["child_supervisor"],
        date(2026, 3, 9),
    )


def test_while_papers_are_missing_the_limit_waits(asked, qian_jin, zhao_min):
    take(asked, "return", qian_jin, date(2026, 3, 4), reason="缺户口簿")  # two of five days used
    waiting = due(asked, qian_jin)
    take(asked, "supply", zhao_min, date(2026, 3, 12))

    assert waiting == {"weigh": None, "supply": date(2026, 3, 16)}  # 14 March is a Saturday
    assert due(asked, qian_jin) == {"weigh": date(2026, 3, 17)}


def test_a_suspended_case_goes_back_to_where_it_was(asked, qian_jin):
    take(asked, "weigh", qian_jin, date(2026, 3, 5))
    take(asked, "suspend", qian_jin, date(2026, 3, 6), reason="等待法院判决")
    taken = take(asked, "resume", qian_jin, date(2026, 4, 8))

    assert taken.enters == "weighed"
    assert due(asked, qian_jin) == {"grant": date(2026, 4, 10)}  # one of three days was used


def test_whoever_weighed_it_cannot_grant_it(asked, qian_jin, sun_li):
    take(asked, "weigh", qian_jin, date(2026, 3, 5))
    with pytest.raises(casework.NotYourStep, match="须由另一人办理"):
        take(asked, "grant", qian_jin, date(2026, 3, 6), answers={"colour": "red"})

    taken = take(asked, "grant", sun_li, date(2026, 3, 6), answers={"colour": "red"})

    assert taken.barred == [qian_jin.account_id]


def test_the_database_itself_bars_the_same_person(asked, qian_jin):
    with (
        acting(qian_jin),
        pytest.raises(IntegrityError, match="another_person_takes_it"),
        transaction.atomic(),
    ):
        Taken.objects.create(
            case=asked,
            number=2,
            step="grant",
            move="forward",
            leaves="asked",
            enters="granted",
            by_id=qian_jin.account_id,
            office=1,
            done_on=ON,
            known_on=ON,
            barred=[qian_jin.account_id],
        )


def test_what_was_taken_is_never_edited(asked, qian_jin):
    with (
        acting(qian_jin),
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
    ):
        Taken.objects.filter(case=asked).update(reason="又想了想")


def test_a_step_leaves_what_the_one_before_entered(asked, qian_jin):
    with (
        acting(qian_jin),
        pytest.raises(IntegrityError, match="leaves the state"),
        transaction.atomic(),
    ):
        Taken.objects.create(
            case=asked,
            number=2,
            step="file",
            move="forward",
            leaves="granted",
            enters="end",
            by_id=qian_jin.account_id,
            office=1,
            done_on=ON,
            known_on=ON,
        )


def test_the_second_of_two_sees_what_the_first_did(asked, qian_jin, sun_li):
    take(asked, "weigh", qian_jin, date(2026, 3, 5), seen=1)

    with pytest.raises(casework.Overtaken, match="钱进已于2026-03-05办理了“办weigh”") as late:
        take(asked, "return", sun_li, date(2026, 3, 5), seen=1, reason="缺材料")

    assert late.value.last.number == 2


def test_the_same_form_sent_twice_counts_once(asked, qian_jin):
    first = take(asked, "weigh", qian_jin, date(2026, 3, 5), seen=1, key=KEY)
    again = take(asked, "weigh", qian_jin, date(2026, 3, 5), seen=1, key=KEY)

    assert again.pk == first.pk
    with acting(qian_jin):
        assert asked.taken.count() == 2
    with pytest.raises(casework.KeyUsed):
        take(asked, "return", qian_jin, date(2026, 3, 5), seen=1, key=KEY, reason="别的")


def test_the_same_opening_sent_twice_opens_one_case(xiaoman, zhao_min):
    with acting(zhao_min):
        sent = {"procedure": "bicycle", "child": xiaoman, "answers": {"wish": "红"}, "key": KEY}
        first = casework.open_case(**sent, by=zhao_min, on=ON)
        again = casework.open_case(**sent, by=zhao_min, on=ON)

        assert again.pk == first.pk
        assert Case.objects.count() == 1


def test_a_child_has_one_open_case_of_a_kind(asked, xiaoman, zhao_min):
    with acting(zhao_min), pytest.raises(casework.AlreadyOpen, match="已有一件“自行车”在办"):
        casework.open_case(
            procedure="bicycle", child=xiaoman, answers={"wish": "又一辆"}, by=zhao_min, on=ON
        )


def test_every_gap_of_a_form_is_named_at_once(asked, qian_jin, sun_li):
    take(asked, "weigh", qian_jin, date(2026, 3, 5))
    with pytest.raises(casework.NotComplete) as refused:
        take(
            asked,
            "grant",
            sun_li,
            date(2026, 3, 6),
            answers={"colour": "blue", "sum_paid": "十二", "size": "L"},
            done_on=date(2026, 3, 9),
        )

    assert [finding.field for finding in refused.value.findings] == [
        "colour",
        "sum_paid",
        "size",
        "done_on",
    ]


def test_when_the_verb_refuses_nothing_is_kept(asked, qian_jin, sun_li):
    take(asked, "weigh", qian_jin, date(2026, 3, 5))
    with pytest.raises(NoBicycles):
        take(asked, "grant", sun_li, date(2026, 3, 6), answers={"colour": "gold"})

    assert due(asked, qian_jin) == {"grant": date(2026, 3, 10)}
    with acting(qian_jin):
        assert asked.taken.count() == 2


def test_another_streets_supervisor_finds_no_such_case(asked, fang_zhi):
    with acting(fang_zhi):
        assert Case.objects.filter(pk=asked.pk).count() == 0
        assert Taken.objects.count() == 0
        assert Turn.objects.count() == 0


def test_a_district_officer_does_not_do_the_streets_work_while_it_is_manned(
    asked, qian_jin, shen_li
):
    with pytest.raises(casework.NotYourStep, match="由街道（乡镇）儿童督导员办理"):
        take(asked, "weigh", shen_li, date(2026, 3, 5))


def test_a_vacant_streets_work_goes_up_the_line_and_says_so(asked, shen_li):
    taken = take(asked, "weigh", shen_li, date(2026, 3, 5))

    assert taken.stands_in == "儿童督导员空缺，由上一级办理"
    assert taken.office == 110114010000


def test_granting_begins_the_districts_clock_and_filing_opens_the_next_case(
    asked, xiaoman, qian_jin, sun_li, shen_li
):
    take(asked, "weigh", qian_jin, date(2026, 3, 5))
    take(asked, "grant", sun_li, date(2026, 3, 6), answers={"colour": "red"})
    filed = due(asked, shen_li)
    at = datetime(2026, 3, 9, 2, tzinfo=UTC)
    take(asked, "file", shen_li, date(2026, 3, 9), at=at)

    assert filed == {"file": date(2026, 3, 13)}
    with acting(shen_li):
        closed = Case.objects.get(pk=asked.pk)
        bell = Case.objects.get(procedure="bell")
        clock = Clock.objects.get(case=bell)
    assert closed.closed_on == date(2026, 3, 9)
    assert (bell.parent_id, bell.child_id) == (asked.pk, xiaoman.pk)
    assert clock.due_at == datetime(2026, 3, 10, 2, tzinfo=UTC)


def test_a_closed_case_takes_no_further_step(asked, qian_jin):
    take(asked, "refuse", qian_jin, date(2026, 3, 5), reason="已经有一辆")

    with pytest.raises(casework.NotNow, match="现在是“办结”"):
        take(asked, "weigh", qian_jin, date(2026, 3, 6))
    assert due(asked, qian_jin) == {}


def test_a_step_is_not_dated_before_the_one_before_it(asked, qian_jin):
    with pytest.raises(casework.NotComplete, match="不能早于上一步的日期 2026-03-02"):
        take(asked, "weigh", qian_jin, date(2026, 3, 5), done_on=date(2026, 3, 1))
