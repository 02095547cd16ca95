"""Money for schooling: once at the kindergarten's door, and what other aid leaves open later."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.casework import actions as casework
from hutong.casework.models import Letter
from hutong.foundation.access import acting
from hutong.programmes.benefits import actions as benefits
from tests.programmes.benefits.families import ABLE, a_family, lines_of, run_month, tell
from tests.stories.claims.conftest import opened, take
from tests.stories.ways import words

pytestmark = pytest.mark.django_db

PRISON = {**ABLE, "measure": "prison", "measure_months": 38}
ENTERED = {"hukou": "city", "adopted": False}


@pytest.fixture
def doudou(tree, zhao_min):
    """Three years old, her father dead and her mother in prison."""
    return a_family(
        "豆豆",
        tree["龙泽社区"],
        zhao_min,
        birth=date(2022, 9, 1),
        facts=ENTERED,
        mother=PRISON,
        on=date(2025, 9, 1),
    )


@pytest.fixture
def haoming(tree, zhao_min):
    """At university; his father is dead and his mother in prison."""
    return a_family(
        "郝明",
        tree["龙泽社区"],
        zhao_min,
        birth=date(2007, 4, 12),
        facts=ENTERED | {"study": "undergraduate"},
        mother=PRISON,
    )


def told(by, on):
    """The one letter written so far, as its sheet says it, without gaps."""
    with acting(by):
        sheet = casework.open_letter(letter=Letter.objects.get(), by=by, on=on)
    return "".join(words(sheet).split())


def test_the_entry_grant_is_paid_once_however_often_it_is_asked_for(
    doudou, *, tree, zhao_min, gao_lan, shen_li, payers
):
    tell(doudou, "kindergarten", "inclusive", by=zhao_min, on=date(2026, 3, 2))
    case = opened("kindergarten-entry", doudou, zhao_min, date(2026, 3, 3), applicant="外祖母")
    take(case, "confirm", gao_lan, date(2026, 3, 5))

    letter = told(gao_lan, date(2026, 3, 5))
    assert "一次性6,000.00元" in letter

    april = run_month("2026-04", date(2026, 4, 1), tree["昌平区"], payers)
    may = run_month("2026-05", date(2026, 5, 6), tree["昌平区"], payers)
    again = opened("kindergarten-entry", doudou, zhao_min, date(2026, 5, 7), applicant="外祖母")
    with pytest.raises(benefits.AlreadyGranted):
        take(again, "confirm", gao_lan, date(2026, 5, 8))

    assert lines_of(april, shen_li) == [("2026-04", "normal", Decimal("6000.00"))]
    assert lines_of(may, shen_li) == []


def test_a_child_not_yet_at_a_kindergarten_is_told_which_paper_is_missing(
    doudou, zhao_min, gao_lan
):
    case = opened("kindergarten-entry", doudou, zhao_min, date(2026, 3, 3), applicant="外祖母")

    with pytest.raises(benefits.NotGranted) as refused:
        take(case, "confirm", gao_lan, date(2026, 3, 5))

    assert [finding.field for finding in refused.value.findings] == ["kindergarten"]


def test_the_grant_of_a_school_year_tops_other_aid_up(
    haoming, *, tree, zhao_min, gao_lan, shen_li, payers
):
    with acting(zhao_min):
        tell(
            haoming,
            "student_aid_this_school_year",
            "3300.00",
            since=date(2025, 9, 1),
            until=date(2026, 9, 1),
            by=zhao_min,
            on=date(2025, 9, 20),
        )
    case = opened("education-grant", haoming, zhao_min, date(2025, 9, 22), applicant="本人")
    take(case, "confirm", gao_lan, date(2025, 9, 25))

    letter = told(gao_lan, date(2025, 9, 25))
    assert "每学年4,700.00元" in letter
    assert "每年" not in letter

    october = run_month("2025-10", date(2025, 10, 9), tree["昌平区"], payers)
    november = run_month("2025-11", date(2025, 11, 3), tree["昌平区"], payers)
    # The next year's aid is not known yet: nothing is paid on the strength of the last.
    unknown = run_month("2026-10", date(2026, 10, 9), tree["昌平区"], payers)
    tell(
        haoming,
        "student_aid_this_school_year",
        "0",
        since=date(2026, 9, 1),
        by=zhao_min,
        on=date(2026, 10, 12),
    )
    next_year = run_month("2026-11", date(2026, 11, 2), tree["昌平区"], payers)

    assert lines_of(october, shen_li) == [("2025-10", "normal", Decimal("4700.00"))]
    assert lines_of(november, shen_li) == []
    assert lines_of(unknown, shen_li) == []
    assert lines_of(next_year, shen_li) == [("2026-10", "back_pay", Decimal("8000.00"))]


def test_the_kindergarten_s_notice_runs_out_by_itself_and_no_money_follows(
    doudou, *, tree, zhao_min, gao_lan, shen_li, payers
):
    """Row 2.47: five working days' notice, fifteen for the decision."""
    tell(doudou, "kindergarten", "public", by=zhao_min, on=date(2025, 9, 2))
    tell(doudou, "welfare_certificate", True, by=zhao_min, on=date(2025, 9, 2))
    case = opened(
        "preschool-fee-exemption",
        doudou,
        zhao_min,
        date(2025, 9, 8),
        applicant="外祖母",
        kindergarten_name="龙泽幼儿园",
    )
    take(case, "put-on-notice", gao_lan, date(2025, 9, 9))
    with acting(gao_lan):
        (clock,) = case.clocks.filter(ended_by__isnull=True)
        assert (clock.step, clock.due_on) == ("notice-ends", date(2025, 9, 16))


def test_no_premium_is_granted_while_nobody_knows_it(tree, *, zhao_min, gao_lan, shen_li):
    """Row 2.94: the premium is not configured, and the refusal says so."""
    infant = a_family(
        "绵绵",
        tree["龙泽社区"],
        zhao_min,
        birth=date(2024, 9, 1),
        facts={"hukou": "city", "family_in_difficulty": True},
        on=date(2025, 9, 1),
    )
    case = opened("infant-insurance", infant, zhao_min, date(2026, 3, 3), applicant="母亲")
    take(case, "check", gao_lan, date(2026, 3, 4))

    with pytest.raises(benefits.NotGranted, match="没有已公布的数值"):
        take(case, "grant", shen_li, date(2026, 3, 5))


def test_a_report_instead_of_a_card_is_assessed_again_in_a_year(tree, *, zhao_min, shen_li):
    """Row 2.46."""
    child = a_family(
        "安安",
        tree["龙泽社区"],
        zhao_min,
        birth=date(2019, 3, 2),
        facts={"hukou": "city", "disability_kind": "none", "rehabilitation_report": True},
    )
    case = opened("rehabilitation", child, zhao_min, date(2025, 3, 3), applicant="母亲")
    take(case, "approve-by-report", shen_li, date(2025, 3, 10))

    with acting(shen_li):
        (clock,) = case.clocks.filter(ended_by__isnull=True)
        assert (clock.step, clock.due_on) == ("assess-again", date(2026, 3, 10))
