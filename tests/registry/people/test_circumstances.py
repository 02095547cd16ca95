"""What is known of a child: since when, by which paper, and as known on which day."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.registry.people import actions as people
from hutong.registry.people.models import Child, FactRecord
from hutong.registry.people.queries import fact_rows, facts_on

JANUARY, MARCH, MAY = date(2026, 1, 10), date(2026, 3, 16), date(2026, 5, 20)

pytestmark = pytest.mark.usefixtures("as_shen_li")


def spans(subject, name):
    """The standing rows of a fact as value, first day, end."""
    rows = FactRecord.objects.standing().filter(subject=subject.pk, name=name).order_by("days")
    return [(row.value, row.since, row.until) for row in rows]


def record(subject, name, value, since, on, by, **more):  # noqa: PLR0917 - a fact is many things
    return people.record_fact(
        subject=subject, name=name, value=value, since=since, by=by, on=on, **more
    )


def test_a_prison_notice_that_comes_late_changes_the_past_but_not_what_was_known_of_it(
    xiaoman, linfeng, shen_li
):
    record(linfeng, "measure", "none", date(2020, 1, 1), JANUARY, shen_li)

    record(
        linfeng,
        "measure",
        "prison",
        date(2025, 11, 1),
        MARCH,
        shen_li,
        paper="判决书",
        paper_number="（2025）京0114刑初1号",
    )

    december = date(2025, 12, 31)
    assert facts_on(xiaoman, december, JANUARY)["father_measure"] == "none"
    assert facts_on(xiaoman, december, MARCH)["father_measure"] == "prison"
    assert facts_on(xiaoman, date(2025, 10, 31), MARCH)["father_measure"] == "none"
    assert spans(linfeng, "measure") == [
        ("none", date(2020, 1, 1), date(2025, 11, 1)),
        ("prison", date(2025, 11, 1), None),
    ]


def test_the_file_says_since_when_and_by_which_paper(xiaoman, linfeng, shen_li):
    judgment = record(
        linfeng, "measure", "prison", date(2025, 11, 1), MARCH, shen_li, paper="判决书"
    )

    (known,) = [row for row in fact_rows(xiaoman, MARCH, MARCH) if row.record == judgment]

    assert (known.fact.name, known.value, known.since, known.paper) == (
        "father_measure",
        "prison",
        date(2025, 11, 1),
        "判决书",
    )
    (identity,) = [r for r in fact_rows(xiaoman, MARCH, MARCH) if r.fact.name == "father_identity"]
    assert (identity.value, identity.record, identity.since) == ("known", None, None)


def test_something_true_for_a_while_leaves_what_was_known_before_and_after(xiaoman, shen_li):
    record(xiaoman, "care_setting", "family", date(2017, 5, 21), JANUARY, shen_li)

    record(
        xiaoman,
        "care_setting",
        "foster",
        date(2026, 1, 20),
        MARCH,
        shen_li,
        until=date(2026, 2, 20),
    )

    assert spans(xiaoman, "care_setting") == [
        ("family", date(2017, 5, 21), date(2026, 1, 20)),
        ("foster", date(2026, 1, 20), date(2026, 2, 20)),
        ("family", date(2026, 2, 20), None),
    ]


def test_a_correction_takes_the_place_of_a_wrong_row_and_leaves_other_days_unknown(
    xiaoman, shen_li
):
    wrong = record(
        xiaoman, "disability_level", 2, date(2024, 1, 1), JANUARY, shen_li, paper="残疾人证"
    )

    right = people.correct_fact(
        record=wrong,
        value=1,
        since=date(2025, 1, 1),
        reason="等级抄错",
        by=shen_li,
        on=MARCH,
    )

    assert spans(xiaoman, "disability_level") == [("1", date(2025, 1, 1), None)]
    assert right.paper == "残疾人证"
    old = FactRecord.objects.get(pk=wrong.pk)
    assert (old.superseded_on, old.superseded_by_id, old.reason) == (MARCH, right.pk, "等级抄错")
    assert facts_on(xiaoman, date(2024, 6, 1), JANUARY)["disability_level"] == 2
    assert "disability_level" not in facts_on(xiaoman, date(2024, 6, 1), MARCH)


def test_a_correction_may_open_the_end_again(xiaoman, shen_li):
    ended = record(
        xiaoman, "study", "compulsory", date(2024, 9, 1), JANUARY, shen_li, until=date(2025, 7, 1)
    )

    people.correct_fact(
        record=ended, value="compulsory", until=None, reason="仍在校", by=shen_li, on=MARCH
    )

    assert spans(xiaoman, "study") == [("compulsory", date(2024, 9, 1), None)]


def test_what_was_never_so_is_withdrawn_and_unknown_again(xiaoman, shen_li):
    wrong = record(xiaoman, "hiv_infected", True, date(2025, 1, 1), JANUARY, shen_li)

    people.withdraw_fact(record=wrong, reason="另一名儿童的报告", by=shen_li, on=MARCH)

    assert "hiv_infected" not in facts_on(xiaoman, MARCH, MARCH)
    assert facts_on(xiaoman, MARCH, JANUARY)["hiv_infected"] is True


def test_what_has_ended_is_known_until_then_and_unknown_after(xiaoman, shen_li):
    dibao = record(xiaoman, "on_dibao", True, date(2025, 1, 1), JANUARY, shen_li)

    people.end_fact(record=dibao, until=date(2026, 2, 1), by=shen_li, on=MARCH)

    assert facts_on(xiaoman, date(2026, 1, 31), MARCH)["on_dibao"] is True
    assert "on_dibao" not in facts_on(xiaoman, date(2026, 2, 1), MARCH)


def test_a_reason_is_asked_for_and_a_superseded_row_is_left_alone(xiaoman, shen_li):
    old = record(xiaoman, "study", "compulsory", date(2024, 9, 1), JANUARY, shen_li)
    new = record(xiaoman, "study", "none", date(2024, 9, 1), MARCH, shen_li)

    with pytest.raises(people.NoReasonGiven):
        people.withdraw_fact(record=new, reason=" ", by=shen_li, on=MARCH)
    with pytest.raises(people.NoLongerStands) as refusal:
        people.withdraw_fact(record=old, reason="错", by=shen_li, on=MARCH)

    assert refusal.value.findings[0].sentence.zh == (
        "这条记录已在 2026-03-16 被更正或撤销，请更正现行的记录。"
    )
    assert spans(xiaoman, "study") == [("none", date(2024, 9, 1), None)]


def test_nobody_records_the_future_or_changes_what_was_known(xiaoman, shen_li):
    record(xiaoman, "study", "compulsory", date(2024, 9, 1), MARCH, shen_li)

    with pytest.raises(people.NoSuchDays):
        record(xiaoman, "study", "none", date(2026, 9, 1), MAY, shen_li)
    with pytest.raises(people.NoSuchDays):
        record(xiaoman, "study", "none", JANUARY, MAY, shen_li, until=JANUARY)
    with pytest.raises(people.RecordedLater):
        record(xiaoman, "study", "none", date(2025, 1, 1), JANUARY, shen_li)

    assert spans(xiaoman, "study") == [("compulsory", date(2024, 9, 1), None)]


def test_what_is_no_fact_or_no_answer_is_refused(xiaoman, guilan, shen_li):
    for name, value in (("favourite_colour", "red"), ("study", "kindergarten"), ("study", [1])):
        with pytest.raises(people.NotAFact):
            record(xiaoman, name, value, JANUARY, JANUARY, shen_li)
    with pytest.raises(people.NotAFact):
        record(guilan, "study", "none", JANUARY, JANUARY, shen_li)
    with pytest.raises(people.UnknownIsNotRecorded):
        record(xiaoman, "study", None, JANUARY, JANUARY, shen_li)


def test_values_are_kept_in_one_spelling_and_come_back_typed(xiaoman, linfeng, shen_li):
    for subject, name, value in (
        (xiaoman, "own_dibao_amount", "1,240.5"),
        (xiaoman, "on_dibao", "是"),
        (linfeng, "measure_from", "2025-11-01"),
        (linfeng, "measure_months", "18"),
    ):
        record(subject, name, value, JANUARY, JANUARY, shen_li)

    stored = dict(FactRecord.objects.values_list("name", "value"))
    known = facts_on(xiaoman, JANUARY, JANUARY)
    assert stored["own_dibao_amount"] == "1240.50"
    assert (known["own_dibao_amount"], known["on_dibao"]) == (Decimal("1240.50"), True)
    assert (known["father_measure_from"], known["father_measure_months"]) == (date(2025, 11, 1), 18)


def test_a_fathers_fact_told_of_the_child_is_kept_with_him_and_reaches_his_other_child(
    tree, xiaoman, linfeng, shen_li
):
    sister = people.register_child(
        name="林小禾", residence=tree["龙泽苑社区"], by=shen_li, on=JANUARY
    )
    people.relate(child=sister, adult=linfeng, kind="father", by=shen_li, on=JANUARY)

    told = record(xiaoman, "father_life", "dead", date(2026, 1, 2), JANUARY, shen_li)

    assert (told.adult_id, told.child_id, told.name) == (linfeng.pk, None, "life")
    assert facts_on(sister, JANUARY, JANUARY)["father_life"] == "dead"


def test_a_parent_nobody_knows_is_spoken_of_in_the_childs_file_until_he_is_found(xiaoman, shen_li):
    record(xiaoman, "father_identity", "not_on_record", date(2017, 5, 21), JANUARY, shen_li)
    record(xiaoman, "father_out_of_contact", True, date(2020, 1, 1), JANUARY, shen_li)
    assert facts_on(xiaoman, JANUARY, JANUARY)["father_identity"] == "not_on_record"

    linfeng = people.record_adult(child=xiaoman, name="林峰", by=shen_li, on=MARCH)
    people.relate(child=xiaoman, adult=linfeng, kind="father", by=shen_li, on=MARCH)
    record(linfeng, "life", "alive", date(2020, 1, 1), MARCH, shen_li)

    known = facts_on(xiaoman, MARCH, MARCH)
    assert known["father_identity"] == "known"
    assert known["father_life"] == "alive"
    assert known["father_out_of_contact"] is True
    assert facts_on(xiaoman, MARCH, JANUARY)["father_identity"] == "not_on_record"


def test_a_corrected_birth_date_reaches_the_childs_row_and_not_the_past(xiaoman, shen_li):
    people.correct_birth_date(
        child=xiaoman,
        birth_date=date(2016, 5, 21),
        paper="出生医学证明",
        reason="户口簿抄错",
        by=shen_li,
        on=MARCH,
    )

    assert Child.objects.get(pk=xiaoman.pk).birth_date == date(2016, 5, 21)
    assert facts_on(xiaoman, JANUARY, MARCH)["birth_date"] == date(2016, 5, 21)
    assert facts_on(xiaoman, MARCH, JANUARY)["birth_date"] == date(2017, 5, 21)


def test_a_birth_date_recorded_as_any_fact_is_a_birth_date_too(xiaoman, shen_li):
    record(xiaoman, "birth_date", "2017-06-01", MARCH, MARCH, shen_li)

    assert Child.objects.get(pk=xiaoman.pk).birth_date == date(2017, 6, 1)
    assert spans(xiaoman, "birth_date") == [("2017-06-01", None, None)]
    with pytest.raises(people.NoSuchDays):
        record(xiaoman, "birth_date", "2026-03-17", MARCH, MARCH, shen_li)


def test_a_fact_is_verified_by_somebody_else(xiaoman, shen_li, gao_lan):
    fact = record(xiaoman, "study", "compulsory", JANUARY, JANUARY, shen_li)

    with pytest.raises(people.NotVerifiable):
        people.verify_fact(record=fact, by=shen_li, on=MARCH)
    people.verify_fact(record=fact, by=gao_lan, on=MARCH)

    assert FactRecord.objects.get(pk=fact.pk).verified_by_id == gao_lan.account_id
