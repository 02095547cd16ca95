"""The law as its pages show it."""

import re
from datetime import date

import pytest

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated
from hutong.foundation.policy.wording import Clause
from hutong.interfaces.web import policy
from hutong.programmes.benefits.queries import law

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 5)


@pytest.fixture
def page(shen_li, browser_of):
    browser = browser_of(shen_li)

    def opened(address):
        response = browser.get(address)
        assert response.status_code == 200, address
        return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())

    return opened


def test_every_benefit_class_and_figure_has_its_page(page):
    for benefit in law().benefits:
        assert benefit.name.zh in page(f"/policy/benefits/{benefit.code}/")
    for category in law().categories:
        assert category.label.zh in page(f"/policy/classes/{category.code}/")
    for figure in policy.figures_in(policy.every_rule(law()), on=MARCH):
        assert figure.dated.label.zh in page(f"/policy/figures/{figure.dated.code}/")


def test_a_rate_shows_when_it_holds_when_it_was_published_and_where_it_stands(page):
    told = page("/policy/figures/orphan-rate/")

    assert "孤儿、弃婴生活费标准 · ¥2,850.00" in told
    assert "2025-07-01 ¥2,850.00 公布 2026-01-14 京民发〔2026〕2号" in told


def test_what_nobody_has_checked_is_listed_and_counted(page):
    figures = policy.figures_in(policy.every_rule(law()), on=MARCH)
    doubtful = [figure for figure in figures if figure.state is not policy.CHECKED]
    entries = [entry for entry in (*law().benefits, *law().categories) if entry.unconfirmed]

    told = page("/policy/?show=unchecked")

    assert f"待核对 {len(doubtful) + len(entries)}" in told
    for figure in doubtful:
        assert figure.dated.label.zh in told
    for entry in entries:
        assert entry.unconfirmed[0].zh in told


def test_a_figure_that_is_not_configured_is_never_shown_as_nought():
    unknown = [
        figure
        for figure in policy.figures_in(policy.every_rule(law()), on=MARCH)
        if figure.now is None or figure.now.amount is None
    ]

    assert unknown
    assert {figure.amount.zh for figure in unknown} == {"—"}
    assert {figure.state for figure in unknown} == {policy.NOT_CONFIGURED}


def test_benefits_of_one_account_stand_together():
    groups = policy.by_account(law().benefits)

    assert all(len({benefit.account for benefit in group}) == 1 for group in groups)
    assert sum(len(group) for group in groups) == len(law().benefits)


def test_benefits_of_one_account_stand_under_their_name_and_others_apart(page):
    together, *_, alone, elsewhere = policy.grouped(law().benefits)

    assert together.heading == Text("困境儿童生活费", "Living allowance")
    assert len(together.benefits) == 7
    assert [one.code for one in alone.benefits] == [
        "disability-nursing-subsidy",
        "disabled-living-subsidy",
        "education-grant",
        "infant-insurance-premium",
        "kindergarten-entry-grant",
        "medical-costs-de-facto",
        "medical-costs-orphan",
        "preschool-fee-exemption",
        "rehabilitation-aid",
    ]
    assert [one.code for one in elsewhere.benefits] == [
        "dibao",
        "dibao-category-assistance",
        "low-income-living-subsidy",
        "tekun",
    ]
    told = page("/policy/")
    assert "困境儿童生活费 这 7 项合为一账：同时符合几项的，一个月只发其中最高的一项。" in told
    assert "单独发放的 这 9 项各有一账" in told
    assert "由社会救助部门发放的 本系统不审批、不发放" in told


def test_the_figures_of_a_sum_stand_in_one_table_by_the_days_they_changed():
    through = policy.through_time(
        policy.paid_by(law().benefit("living-allowance-de-facto")), on=MARCH
    )

    assert [figure.code for figure in through.figures] == [
        "de-facto-share",
        "orphan-rate",
        "family-rate",
        "own-dibao-counted",
    ]
    shown = {
        str(day.on): [f"{cell.amount.zh}{'*' if cell.new else ''}" for cell in day.cells]
        for day in through.days
    }
    assert shown["2025-07-01"] == ["100%*", "¥2,850.00*", "¥1,800.00", "100%*"]
    assert shown["2023-07-01"] == ["100%", "¥2,650.00*", "¥1,800.00", "100%"]
    assert shown["2016-05-31"] == ["另有标准", "¥2,000.00*", "¥1,800.00*", "100%*"]
    assert shown["2010-01-01"] == ["—", "—", "¥1,400.00*", "—"]
    assert [str(day.on) for day in through.days if day.current] == ["2025-07-01"]


def test_examples_are_told_by_what_differs_from_the_first_and_by_their_answer():
    first, topped_up, unknown, *_ = policy.examples_of(
        law().benefit("living-allowance-de-facto"), law()
    )

    assert first.answer == Text("应予 ¥2,850.00", "due, ¥2,850.00")
    assert ("户口登记", "本市家庭户") in [(label.zh, value.zh) for label, value in first.facts]
    assert [(label.zh, value.zh) for label, value in topped_up.facts] == [
        ("本人享受最低生活保障", "是"),
        ("本人每月低保金额（含分类救助）", "¥1,812.50"),
    ]
    assert topped_up.answer.zh == "应予 ¥1,037.50"
    assert unknown.answer.zh == "尚不能定：缺本人每月低保金额（含分类救助）"
    for benefit in law().benefits:
        for example, shown in zip(
            benefit.examples, policy.examples_of(benefit, law()), strict=True
        ):
            assert (shown.on, shown.answer.zh.startswith("不予")) == (
                example.on,
                example.refuses is not None,
            )


def test_a_figure_names_the_benefits_that_rest_on_it():
    for benefit in law().benefits:
        for figure in policy.figures_in(benefit.rules, on=MARCH):
            assert isinstance(figure.dated, Dated)
            assert policy.uses(benefit.rules, figure.dated)


@pytest.mark.parametrize(
    "address", ["/policy/benefits/bread/", "/policy/classes/x/", "/policy/?show=all"]
)
def test_what_the_law_does_not_know_is_not_found(address, shen_li, browser_of):
    assert browser_of(shen_li).get(address).status_code == 404


def test_a_benefit_prints_its_rule_in_words_with_former_wordings_and_articles(page):
    told = page("/policy/benefits/living-allowance-de-facto/")

    assert "自2020年12月31日起：符合下列情形之一" in told
    assert "“父亲服刑在押期限六个月以上” 民发〔2019〕62号 一" in told
    assert "其他时期的文本 3 种" in told
    assert "自2011年4月25日起：“父亲死亡、失踪、服刑或重残” 京民福发〔2011〕173号 一（二）" in told
    assert "用语的含义" in told


def test_a_class_prints_its_rule_and_keeps_its_note_apart_from_the_conditions(page):
    told = page("/policy/classes/orphan/")

    assert "同时符合下列各项： “未满十八周岁” 未成年人保护法 2" in told
    assert "并非“已被收养（收养关系存续）” 2016年至2019年本市档案中" in told


def test_a_step_that_leads_to_one_clause_only_is_told_in_one_line():
    inner = Clause(Text("丙", "c"), items=(Clause(Text("丁", "d")), Clause(Text("戊", "e"))))
    rule = Clause(Text("甲", "a"), None, (Clause(Text("乙", "b"), None, (inner,)),))

    level = policy.levelled(rule)

    assert level.text == Text("甲：乙：丙", "a: b: c")
    assert [item.text.zh for item in level.items] == ["丁", "戊"]
