"""Every decision comes out again from what was frozen with it, or it is said which does not."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.casework import actions as casework
from hutong.casework.models import Case
from hutong.foundation.access import acting
from hutong.foundation.policy.answers import as_json
from hutong.law import beijing
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits._law import fingerprint
from hutong.programmes.benefits.models import Determination
from hutong.programmes.benefits.queries import replay
from tests.programmes.benefits.families import ABLE, ORPHAN, a_family, granted, tell

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
CHANGED = "tests.programmes.benefits.changed_law"
BEFORE_THE_RATE, ON = date(2025, 12, 5), date(2026, 3, 5)


def decide(child, by, on=ON):
    with acting(by):
        return benefits.confirm(child=child, benefit=ORPHANS, applied_on=on, by=by, on=on)


def decline(child, by, on=ON):
    with acting(by):
        return benefits.decline(child=child, benefit=ORPHANS, by=by, on=on)


def replayed(by, **asked):
    with acting(by):
        return list(replay(**asked))


def said(one):
    return [difference.zh for difference in one.differences]


@pytest.fixture
def yutong(huilongguan, gao_lan):
    return a_family("童雨桐", huilongguan, gao_lan, facts=ORPHAN | {"care_setting": "family"})


def forged(child, by, **told):
    """A decision put into the table past the verbs: 童雨桐's own, with something altered."""
    with acting(by):
        true = Determination.objects.get(child=child)
        kept = {
            name: getattr(true, name)
            for name in ("benefit", "outcome", "amount", "facts", "verdict", "rules", "decided_on")
        }
        return Determination.objects.create(
            child=child, decided_by_id=by.account_id, granted=False, **kept | told
        )


def test_every_decision_comes_out_again_whatever_was_learned_since(
    yutong, huilongguan, gao_lan, shen_li
):
    yuanshan = a_family("程远山", huilongguan, gao_lan, mother=ABLE)
    shitou = a_family("石头", huilongguan, gao_lan, mother={})
    decide(yutong, shen_li, on=BEFORE_THE_RATE)  # of 2,850 nobody knew
    decline(yuanshan, shen_li)
    decline(shitou, shen_li)
    tell(yutong, "adopted", True, since=date(2025, 1, 1), by=shen_li, on=date(2026, 4, 1))

    found = replayed(shen_li)
    kept = [one.determination for one in found]
    assert [(one.child.child_no, one.outcome, one.amount) for one in kept] == [
        (yutong.child_no, "yes", Decimal("2650.00")),
        (yuanshan.child_no, "no", None),
        (shitou.child_no, "not_yet", None),
    ]
    assert all(one.reproduced and not one.rule_changed for one in found)
    assert len(replayed(shen_li, since=ON)) == 2
    assert len(replayed(shen_li, until=BEFORE_THE_RATE)) == 1


def test_a_bundle_whose_facts_were_altered_is_found(yutong, shen_li):
    decide(yutong, shen_li)
    facts = [
        fact | {"value": True} if fact["name"] == "adopted" else fact
        for fact in replayed(shen_li)[0].determination.facts
    ]
    forged(yutong, shen_li, facts=facts, decided_on=date(2026, 3, 6))

    true, false = replayed(shen_li)
    assert true.reproduced
    assert not false.reproduced
    assert not false.rule_changed
    assert said(false)[:4] == [
        "“困境儿童生活费（孤儿、弃婴）”的规则没有变，而结果不同；冻结的内容或者计算被改动：",
        "条件 not-adopted（京民福发〔2011〕173号 四（四））：当时符合，现为不符合",
        "结论：当时符合，现为不符合",
        "金额：当时2850.00，现为无",
    ]


@pytest.mark.parametrize(
    ("told", "difference"),
    [
        ({"amount": Decimal("3000.00")}, "金额：冻结的为2850.00，登记的为3000.00"),
        ({"outcome": "no"}, "结论：冻结的为符合，登记的为不符合"),
        ({"benefit": "abolished"}, "法律里已没有代码为“abolished”的待遇。"),
    ],
)
def test_a_row_that_is_not_its_bundles_is_found(told, difference, yutong, shen_li):
    decide(yutong, shen_li)
    forged(yutong, shen_li, **told)
    assert difference in said(next(one for one in replayed(shen_li) if not one.reproduced))


def test_a_fact_that_nobody_knows_any_more_is_named(yutong, shen_li):
    decide(yutong, shen_li)
    facts = [{"name": "shoe_size", "value": 36}]
    forged(yutong, shen_li, facts=facts)
    (found,) = [one for one in replayed(shen_li) if not one.reproduced]
    assert said(found)[1].startswith("没有名为“shoe_size”的事实")


def test_where_the_rule_was_changed_it_says_which_and_how_the_answer_differs(
    yutong, huilongguan, gao_lan, shen_li, settings
):
    haoming = a_family("郝明", huilongguan, gao_lan, facts=ORPHAN | {"care_setting": "institution"})
    decide(yutong, shen_li)
    decide(haoming, shen_li)
    settings.HUTONG_LAW = CHANGED

    by_child = {one.child_no: one for one in replayed(shen_li)}
    same, other = by_child[yutong.child_no], by_child[haoming.child_no]
    assert same.rule_changed
    assert other.rule_changed
    assert said(other)[:2] == [
        "“困境儿童生活费（孤儿、弃婴）”的规则自决定之日（2026-03-05）以后改过：",
        "条件 not-in-an-institution（试验规则 1）：新增，现为不符合",
    ]
    assert "结论：当时符合，现为不符合" in said(other)
    assert "郝明" not in "".join(said(other))


def test_a_changed_rule_that_gives_the_same_answer_reproduces(yutong, shen_li, settings):
    """A condition that is new is a difference of substance; a figure of a later day is none."""
    decide(yutong, shen_li)
    kept = replayed(shen_li)[0].determination
    forged(yutong, shen_li, rules="0" * 64, decided_on=kept.decided_on)
    (found,) = [one for one in replayed(shen_li) if one.rule_changed]
    assert found.reproduced


def test_what_was_decided_in_a_case_is_named_by_its_number(yutong, shen_li, gao_lan, settings):
    granted(yutong, ORPHANS, shen_li, date(2025, 8, 20))
    adopted = tell(yutong, "adopted", True, since=date(2026, 1, 9), by=gao_lan, on=ON)
    with acting(shen_li):
        benefits.stop(
            child=yutong, benefit=ORPHANS, happened_on=date(2026, 1, 9), reason="收养", by=shen_li,
            on=ON,
        )  # fmt: skip
    tell(yutong, "adopted", False, by=gao_lan, on=date(2026, 3, 20))
    assert adopted.pk
    answers = {"benefit": ORPHANS, "grounds": "收养登记系误录"}
    with acting(gao_lan):
        case = casework.open_case(
            procedure="resumption-of-allowance", child=yutong, answers=answers, by=gao_lan,
            on=date(2026, 3, 20),
        )  # fmt: skip
        casework.take_step(
            case=case, step="send-up", seen=1, answers={"opinion": "属实"}, by=gao_lan,
            on=date(2026, 3, 23),
        )  # fmt: skip
    with acting(shen_li):
        casework.take_step(
            case=case, step="resume-by-district", seen=2, answers={"from_month": "2026-02"},
            reason="误停", by=shen_li, on=date(2026, 3, 24),
        )  # fmt: skip
        number = Case.objects.get().number
        resumed = yutong.entitlements.order_by("first_month").last()
    assert (str(resumed.first_month), resumed.resumed_because) == ("2026-02", "误停")
    assert [one.case for one in replayed(shen_li)] == [""]  # nothing differs

    settings.HUTONG_LAW = CHANGED
    assert [(one.case, one.reproduced) for one in replayed(shen_li)] == [(number, False)]


def test_every_worked_example_of_the_law_comes_out_again(yutong, shen_li):
    law = beijing.pack()
    with acting(shen_li):
        for benefit in law.benefits:
            for example in benefit.examples:
                on = example.on
                facts = {name: value for name, value in example.facts.items() if value is not None}
                verdict = benefit.judge(facts, on, known_on=on)
                Determination.objects.create(
                    child=yutong,
                    benefit=benefit.code,
                    decided_on=on,
                    decided_by_id=shen_li.account_id,
                    granted=False,
                    outcome=verdict.outcome.value,
                    amount=verdict.amount,
                    facts=[
                        {"name": name, "value": as_json(value)} for name, value in facts.items()
                    ],
                    verdict=verdict.as_json(),
                    rules=fingerprint(benefit),
                )
    found = replayed(shen_li)
    assert len(found) == sum(len(benefit.examples) for benefit in law.benefits) > 50
    assert [said(one) for one in found if not one.reproduced] == []
