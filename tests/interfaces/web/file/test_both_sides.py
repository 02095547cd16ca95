"""A family that draws one thing is shown what it would have with another, line by line."""

import re
from decimal import Decimal

import pytest

from hutong.foundation.access import acting
from hutong.registry.people import actions as people
from tests.interfaces.web.file.told import DE_FACTO, KNOWN, officer, page
from tests.programmes.benefits.families import ABLE, ORPHAN, a_family

DRAWS = ORPHAN | {
    "on_dibao": True,
    "own_dibao_amount": Decimal("1812.50"),
    "household_low_income": False,
    "major_disease": False,
    "disability_kind": "intellectual",
    "disability_level": 3,
    "on_disabled_living_subsidy": True,
}
SHARE = "living-allowance-dibao-family"


def told(child, browser, code):
    _, text = page(browser, "decision", child.pk, code)
    panel = re.search(r'id="both-sides".*?</section>', text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", panel.group()).split()) if panel else ""


@pytest.fixture
def xiaolu(shiyuan, gao_lan):
    """小路's family draws dibao, and the living subsidy for her disability."""
    by = officer(gao_lan)
    facts = {name: value for name, value in DRAWS.items() if not name.startswith("household")}
    return a_family("小路", shiyuan, by, facts=facts, father=ABLE, mother=ABLE)


def test_both_sides_stand_with_lines_articles_and_the_difference(xiaolu, gao_lan, browser_of):
    text = told(xiaolu, browser_of(gao_lan), SHARE)

    better, other = text.split("每月少 ¥740.00")
    assert "拟享受这一边" in better
    assert "¥1,812.50 " in better
    assert "由社会救助部门发放" in better
    assert "¥1,140.00" in better
    assert "京民发〔2026〕2号 二4" in better
    assert "每月合计 ¥3,052.50" in better
    assert "须先退出：困难残疾人生活补贴" in better
    assert "¥400.00" in other
    assert "每月合计 ¥2,312.50" in other


def test_it_says_that_dibao_is_not_reduced_and_by_which_article(xiaolu, gao_lan, browser_of):
    text = told(xiaolu, browser_of(gao_lan), SHARE)

    assert "家庭的低保不因此减少。 核定低保时不计入家庭收入：" in text
    assert "京民福发〔2016〕228号 五（一）" in text
    assert "京民福发〔2016〕434号 3" in text


def test_what_the_assistance_office_pays_is_shown_and_locked(xiaolu, gao_lan, browser_of):
    _, text = page(browser_of(gao_lan), "decision", xiaolu.pk, "dibao")

    assert "由社会救助部门审批发放，本系统不作决定，也不列入发放" in text
    assert 'value="grant"' not in text


def test_while_a_sum_is_not_known_nothing_is_proposed_and_the_paper_is_named(
    xiaolu, gao_lan, browser_of
):
    by = officer(gao_lan)
    with acting(by):
        people.record_fact(
            subject=xiaolu, name="on_tekun", value=True, since=KNOWN, by=by, on=KNOWN
        )
    text = told(xiaolu, browser_of(gao_lan), "tekun")

    assert "拟享受这一边" not in text
    assert "还缺特困供养金发放记录，知道金额以后才能比较；由" in text


def test_a_child_without_a_choice_sees_no_sides(lin_xiaoman, gao_lan, browser_of):
    assert told(lin_xiaoman, browser_of(gao_lan), DE_FACTO) == ""
