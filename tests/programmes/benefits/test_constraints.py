"""What the database refuses, whoever asks and in whatever words."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.programmes.benefits.models import Line, Round, State
from tests.programmes.benefits.conftest import a_child, a_line, a_round

pytestmark = pytest.mark.django_db


def refused(statement, *values, says):
    with (
        pytest.raises(DatabaseError, match=says),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


def test_a_month_cannot_be_paid_twice_from_nought(lin_xiaoman, changping, du_ruo):
    with acting(du_ruo):
        made = a_round(changping, du_ruo)
        a_line(made, lin_xiaoman)

        with pytest.raises(IntegrityError, match="one_line_for_each_step"), transaction.atomic():
            a_line(made, lin_xiaoman)


def test_a_step_cannot_pretend_that_less_was_paid(lin_xiaoman, changping, du_ruo):
    with acting(du_ruo):
        made = a_round(changping, du_ruo)
        a_line(made, lin_xiaoman)

        with (
            pytest.raises(IntegrityError, match="a_line_goes_on_from_the_one_before"),
            transaction.atomic(),
        ):
            a_line(made, lin_xiaoman, sequence=2)
        with (
            pytest.raises(IntegrityError, match="a_line_goes_on_from_the_one_before"),
            transaction.atomic(),
        ):
            a_line(made, lin_xiaoman, sequence=3, paid_before=2850, due=3000, amount=150)
        a_line(made, lin_xiaoman, sequence=2, paid_before=2850, due=3000, amount=150)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"amount": Decimal("2851.00")}, "a_line_leads_from_paid_to_due"),
        ({"amount": 0, "due": 0}, "a_line_moves_money"),
        ({"amount": -5, "due": -5}, "nothing_less_than_nought_is_due"),
        ({"sequence": 0}, "the_first_line_starts_from_nought"),
        ({"paid_before": 2000, "amount": 850}, "the_first_line_starts_from_nought"),
        ({"month": Month(2026, 4)}, "no_month_is_paid_ahead"),
        ({"paid_in": Month(2026, 2), "month": Month(2026, 1)}, "a_line_is_of_its_rounds_month"),
        ({"live": False}, "a_line_is_live_or_void"),
    ],
)
def test_a_line_adds_up(given, says, lin_xiaoman, changping, du_ruo):
    with acting(du_ruo):
        made = a_round(changping, du_ruo)

        with pytest.raises(IntegrityError, match=says), transaction.atomic():
            a_line(made, lin_xiaoman, **given)


def test_a_line_is_never_edited_or_deleted(lin_xiaoman, changping, du_ruo):
    with acting(du_ruo):
        line = a_line(a_round(changping, du_ruo), lin_xiaoman)

        refused("update benefits_line set amount = 1", says="permission denied")
        refused("update benefits_line set live = null", says="permission denied")
        refused("delete from benefits_line", says="permission denied")
        refused("truncate benefits_line", says="permission denied")
        line.refresh_from_db()
        assert (line.amount, line.kind, line.live) == (Decimal("2850.00"), "normal", True)


def test_one_person_cannot_take_two_steps(changping, du_ruo, han_zhang):
    with acting(du_ruo):
        made = a_round(changping, du_ruo)
        refused(
            "update benefits_round set checked_by_id = %s, checked_on = '2026-03-03', digest = 'x'",
            du_ruo.account_id,
            says="three_people_make_check_and_approve",
        )
    with acting(han_zhang):
        Round.objects.filter(pk=made.pk).update(
            checked_by=han_zhang.account_id, checked_on=date(2026, 3, 3), digest="x"
        )
        refused(
            "update benefits_round set approved_by_id = %s, approved_on = '2026-03-03'",
            han_zhang.account_id,
            says="three_people_make_check_and_approve",
        )
    with acting(du_ruo):
        refused(
            "update benefits_round set approved_by_id = %s, approved_on = '2026-03-03'",
            du_ruo.account_id,
            says="three_people_make_check_and_approve",
        )


def test_nobody_signs_with_anothers_name(changping, du_ruo, han_zhang):
    with acting(du_ruo):
        a_round(changping, du_ruo)
        refused(
            "update benefits_round set checked_by_id = %s, checked_on = '2026-03-03', digest = 'x'",
            han_zhang.account_id,
            says="bears the name of whoever acts",
        )
    with (
        acting(han_zhang),
        pytest.raises(IntegrityError, match="bears the name of whoever acts"),
        transaction.atomic(),
    ):
        a_round(changping, du_ruo, month=Month(2026, 4))


@pytest.mark.parametrize(
    "step",
    [
        "approved_by_id = %s, approved_on = '2026-03-03'",
        "released_by_id = %s, released_on = '2026-03-03'",
    ],
)
def test_no_step_is_skipped(step, changping, du_ruo, han_zhang):
    with acting(du_ruo):
        a_round(changping, du_ruo)
    with acting(han_zhang):
        refused(
            f"update benefits_round set {step}",  # noqa: S608 - one of the two steps above
            han_zhang.account_id,
            says="a_round_is_(approved_after_it_is_checked|released_after_it_is_approved)",
        )


def test_no_step_is_taken_back_and_no_round_moves(changping, du_ruo, han_zhang):
    with acting(du_ruo):
        made = a_round(changping, du_ruo)
    with acting(han_zhang):
        Round.objects.filter(pk=made.pk).update(
            checked_by=han_zhang.account_id, checked_on=date(2026, 3, 3), digest="x"
        )
        for change, says in (
            ("checked_by_id = null, checked_on = null, digest = ''", "never taken back"),
            ("checked_on = '2026-03-09'", "never taken back"),
            ("digest = 'y'", "digest of a checked round stands"),
            ("month = '2026-04-01'", "permission denied"),
            ("made_on = '2026-01-01'", "permission denied"),
        ):
            refused(f"update benefits_round set {change}", says=says)  # noqa: S608 - as listed
        refused("delete from benefits_round", says="permission denied")


def test_no_line_slips_into_a_checked_round(lin_xiaoman, changping, du_ruo, han_zhang):
    with acting(du_ruo):
        made = a_round(changping, du_ruo)
    with acting(han_zhang):
        Round.objects.filter(pk=made.pk).update(
            checked_by=han_zhang.account_id, checked_on=date(2026, 3, 3), digest="x"
        )
        with pytest.raises(IntegrityError, match="nobody has checked"), transaction.atomic():
            a_line(made, lin_xiaoman)


def test_no_line_of_another_place_slips_in(changping, gulou, qin_yue):
    stranger = a_child("程远山", gulou, qin_yue)
    with acting(qin_yue):
        made = a_round(changping, qin_yue)

        with pytest.raises(IntegrityError, match="of its own place"), transaction.atomic():
            a_line(made, stranger)


def test_two_open_rounds_never_overlap(city, changping, miyun, qin_yue):
    with acting(qin_yue):
        a_round(changping, qin_yue)
        a_round(miyun, qin_yue)

        with (
            pytest.raises(IntegrityError, match="one_open_round_for_a_place"),
            transaction.atomic(),
        ):
            a_round(city, qin_yue)
        with (
            pytest.raises(IntegrityError, match="one_open_round_for_a_place"),
            transaction.atomic(),
        ):
            a_round(changping, qin_yue, month=Month(2026, 4))


def test_a_round_is_made_only_by_who_answers_for_the_whole_place(city, changping, miyun, du_ruo):
    with acting(du_ruo):
        for at in (city, miyun):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                a_round(at, du_ruo)
        with pytest.raises(IntegrityError, match="no less and no more"), transaction.atomic():
            Round.objects.create(
                month=Month(2026, 3),
                place=changping,
                place_last=changping.last - 1,
                made_on=date(2026, 3, 2),
                made_by_id=du_ruo.account_id,
            )


def test_a_withdrawn_round_frees_its_steps_and_keeps_its_lines(lin_xiaoman, changping, du_ruo):
    with acting(du_ruo):
        made = a_round(changping, du_ruo)
        line = a_line(made, lin_xiaoman)
        Round.objects.filter(pk=made.pk).update(
            withdrawn_by=du_ruo.account_id, withdrawn_on=date(2026, 3, 3), reason="漏了一户"
        )
        line.refresh_from_db()
        made.refresh_from_db()
        again = a_line(a_round(changping, du_ruo), lin_xiaoman)

    assert (made.state, line.live, again.sequence, again.live) == (State.WITHDRAWN, None, 1, True)


def test_a_withdrawal_is_refused_while_a_later_line_goes_on_from_it(
    lin_xiaoman, miyun, gulou, du_ruo, fang_zhi
):
    with acting(du_ruo):
        made = a_round(Place.objects.get(name="昌平区"), du_ruo)
        a_line(made, lin_xiaoman)
        lin_xiaoman.residence = gulou
        lin_xiaoman.save(update_fields=["residence"])
    with acting(fang_zhi):
        a_line(
            a_round(miyun, fang_zhi),
            lin_xiaoman,
            sequence=2,
            paid_before=2850,
            due=0,
            amount=-2850,
            place_id=gulou.number,
        )
    with acting(du_ruo):
        refused(
            "update benefits_round set withdrawn_by_id = %s, withdrawn_on = '2026-03-03',"
            " reason = 'x' where id = %s",
            du_ruo.account_id,
            made.pk,
            says="a_line_goes_on_from_the_one_before",
        )


def test_money_shows_to_who_may_see_the_child_and_to_who_paid_it(
    lin_xiaoman, changping, du_ruo, fang_zhi, gulou
):
    with acting(du_ruo):
        a_line(a_round(changping, du_ruo), lin_xiaoman)
    with acting(fang_zhi):
        assert not Line.objects.exists()
        assert not Round.objects.exists()
    with acting(du_ruo):
        lin_xiaoman.residence = gulou
        lin_xiaoman.save(update_fields=["residence"])
    with acting(fang_zhi):
        assert Line.objects.count() == 1
    assert not Line.objects.exists()
