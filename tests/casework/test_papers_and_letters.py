"""Papers that a step needs, those on file that need not be brought again, and what is written."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from hutong.casework import Ask, Competent, Procedure, Shape, _law, actions, queries
from hutong.casework.models import Letter, UsedPaper
from hutong.casework.steps import END, START
from hutong.foundation.access import acting
from hutong.foundation.documents.actions import keep_paper, withdraw_paper
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.dates import days, working_days
from hutong.foundation.kernel.text import Text
from tests.casework import small_law
from tests.casework.conftest import ON
from tests.casework.small_law import DIRECTOR, STREET, bicycle, step
from tests.foundation.documents import files

RECEIPT = PaperKind(
    "receipt-of-shop", Text("购车收据", "receipt"), Text("车行", "the shop"), days(30)
)
HELMET = PaperKind("helmet", Text("头盔照片", "picture of a helmet"), Text("家长", "a parent"))
told = []


def remember(*, child, colour, by, on):
    told.append((child.name, colour, by.name, on))


bell = Procedure(
    code="bell",
    name=Text("车铃", "bell"),
    about=Text("一只车铃", "one bell"),
    law=small_law.LAW,
    since=date(2020, 1, 1),
    competent=Competent.HUKOU,
    states={"asked": Text("已申请", "asked"), "weighed": Text("已查验", "weighed")},
    steps=(
        step(
            "ask",
            START,
            "asked",
            (DIRECTOR, STREET),
            asks=(Ask("colour", Text("颜色", "colour"), Shape.LINE),),
            takes=(RECEIPT, HELMET),
        ),
        step(
            "weigh",
            "asked",
            "weighed",
            STREET,
            within=working_days(5),
            takes=(HELMET,),
            needs=(RECEIPT,),
            letter="receipt",
        ),
        step(
            "grant",
            "weighed",
            END,
            STREET,
            within=working_days(9),
            waits=days(3),
            does=remember,
        ),
    ),
)


@pytest.fixture(autouse=True)
def with_a_bell(monkeypatch):
    from hutong.casework import _law

    told.clear()
    _law._load.cache_clear()
    monkeypatch.setattr(small_law, "all_procedures", lambda: [bicycle, bell])
    yield
    _law._load.cache_clear()


def kept(child, kind, by, *, issued_on=None, name="", on=ON):
    with acting(by):
        return keep_paper(
            file=child.pk,
            kind=kind,
            content=files.scan(1) + f"% {kind.code} {name}".encode(),
            file_name="a.pdf",
            issued_on=issued_on,
            by=by,
            on=on,
        )


def begin(child, by, *papers):
    with acting(by):
        return actions.open_case(
            procedure="bell", child=child, answers={"colour": "red"}, papers=papers, by=by, on=ON
        )


def take(case, code, by, on, *papers):
    with acting(by):
        return actions.take_step(
            case=case, step=code, seen=case.taken.count(), papers=papers, by=by, on=on
        )


def test_a_step_without_its_paper_is_refused_by_name_and_with_whoever_has_it(
    xiaoman, zhao_min, qian_jin
):
    case = begin(xiaoman, zhao_min)

    with pytest.raises(actions.NotComplete) as refusal:
        take(case, "weigh", qian_jin, date(2026, 3, 3))

    (finding,) = refusal.value.findings
    assert finding.sentence.zh == "缺“购车收据”，由车行提供；档案里没有有效的这种材料。"
    assert finding.field == "paper-receipt-of-shop"


def test_a_paper_on_file_is_used_again_while_it_is_valid(xiaoman, zhao_min, qian_jin):
    kept(xiaoman, RECEIPT, zhao_min, issued_on=date(2026, 2, 20))
    case = begin(xiaoman, zhao_min)

    taken = take(case, "weigh", qian_jin, date(2026, 3, 3))

    with acting(qian_jin):
        uses = UsedPaper.objects.filter(case=case).order_by("pk")
        assert [(use.kind, use.reused) for use in uses] == [
            ("receipt-of-shop", True),
            ("receipt-of-shop", True),
        ]
        assert uses[1].taken_id == taken.pk


def test_a_paper_that_has_expired_or_was_withdrawn_does_not_count(xiaoman, zhao_min, qian_jin):
    old = kept(xiaoman, RECEIPT, zhao_min, issued_on=date(2026, 2, 1))
    wrong = kept(xiaoman, RECEIPT, zhao_min, issued_on=ON, name="another")
    with acting(zhao_min):
        withdraw_paper(paper=wrong, reason="不是这辆车的", by=zhao_min, on=ON)
    case = begin(xiaoman, zhao_min)

    with pytest.raises(actions.NotComplete):
        take(case, "weigh", qian_jin, date(2026, 3, 10))  # it held until 3 March
    with pytest.raises(actions.NotComplete) as refusal:
        take(case, "weigh", qian_jin, date(2026, 3, 10), old)
    assert "已过有效期" in refusal.value.findings[0].sentence.zh


def test_a_paper_that_the_step_does_not_take_is_refused(xiaoman, zhao_min, qian_jin):
    case = begin(xiaoman, zhao_min)
    bottle = PaperKind("bottle", Text("水壶", "bottle"), Text("家长", "a parent"))
    strange = kept(xiaoman, bottle, zhao_min)

    with pytest.raises(actions.NotComplete) as refusal:
        take(case, "weigh", qian_jin, ON, strange)

    assert "不收这份材料" in refusal.value.findings[0].sentence.zh


@pytest.mark.usefixtures("announced")
def test_the_letter_says_what_was_accepted_and_by_when_it_is_decided(xiaoman, zhao_min, qian_jin):
    paper = kept(xiaoman, RECEIPT, zhao_min, issued_on=date(2026, 3, 1))
    case = begin(xiaoman, zhao_min, paper)
    take(case, "weigh", qian_jin, date(2026, 3, 3))

    with acting(qian_jin):
        letter = Letter.objects.get(case=case)
        assert letter.words["papers"] == ["购车收据"]
        assert letter.words["due_on"] == "2026年3月16日"
        assert letter.words["basis"] == "《关于自行车的办法》（自行车办法（示例））1"
        sheets = {actions.open_letter(letter=letter, by=qian_jin, on=ON) for _ in range(2)}
        assert len(sheets) == 1  # the same sheet each time


def test_a_letter_is_handed_over_once_and_its_words_never_change(xiaoman, zhao_min, qian_jin):
    paper = kept(xiaoman, RECEIPT, zhao_min, issued_on=date(2026, 3, 1))
    case = begin(xiaoman, zhao_min, paper)
    take(case, "weigh", qian_jin, date(2026, 3, 3))
    with acting(qian_jin):
        letter = Letter.objects.get(case=case)
        early = {"how": "by_hand", "handed_over_on": ON, "by": qian_jin, "on": date(2026, 3, 4)}
        with pytest.raises(actions.NotHandedOver):
            actions.hand_over_letter(letter=letter, **early)
        done = actions.hand_over_letter(
            letter=letter, **early | {"handed_over_on": date(2026, 3, 4)}
        )
        assert (done.handed_over_how, done.handed_over_on) == ("by_hand", date(2026, 3, 4))
        with pytest.raises(actions.NotHandedOver):
            actions.hand_over_letter(letter=letter, **early | {"handed_over_on": date(2026, 3, 4)})
        for change in ({"number": "x"}, {"written_on": ON}, {"handed_over_how": "by_post"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Letter.objects.filter(pk=letter.pk).update(**change)


def test_a_step_waits_and_its_verb_is_told_what_was_answered_before(xiaoman, zhao_min, qian_jin):
    paper = kept(xiaoman, RECEIPT, zhao_min, issued_on=date(2026, 3, 1))
    case = begin(xiaoman, zhao_min, paper)
    take(case, "weigh", qian_jin, date(2026, 3, 3))

    with pytest.raises(actions.NotNow) as refusal:
        take(case, "grant", qian_jin, date(2026, 3, 6))
    assert "2026-03-07起才能办理" in refusal.value.findings[0].sentence.zh
    assert told == []

    take(case, "grant", qian_jin, date(2026, 3, 7))
    assert told == [(xiaoman.name, "red", qian_jin.name, date(2026, 3, 7))]


def test_a_form_that_nobody_fills_in_is_a_fault(monkeypatch):
    offering = replace(small_law.bicycle, further_forms=("deed",))
    monkeypatch.setattr(small_law, "all_procedures", lambda: [offering, small_law.bell])
    _law._load.cache_clear()

    try:
        assert queries.faults() == ["bicycle: it offers the form deed, which nobody fills in."]
    finally:
        _law._load.cache_clear()


def test_a_letter_that_nobody_writes_is_a_fault(monkeypatch):
    assert queries.faults() == []

    monkeypatch.setattr(small_law, "all_letters", dict)

    assert queries.faults() == ["bell: weigh sends the letter receipt, which nobody writes."]
