"""What is on record of 林小满: seen, recorded, put right."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.registry.people.models import FactRecord
from hutong.registry.people.queries import fact_rows
from tests.interfaces.web.file.told import TODAY, learns, officer, page, row_of, sent


def test_a_payment_clerk_may_not_record_and_sees_why(he_yun, lin_xiaoman, browser_of):
    browser = browser_of(he_yun)
    why = "这不归您现在的岗位办"

    assert why in page(browser, "child_facts", lin_xiaoman.pk)[1]
    assert why in page(browser, "record_fact", lin_xiaoman.pk, name="study")[1]
    refused = sent(
        browser, "record_fact", lin_xiaoman.pk, to="?name=study", study="none", since="2026-03-01"
    )
    assert refused.status_code == 403
    assert why in refused.content.decode()
    with acting(officer(he_yun)):
        assert not FactRecord.objects.filter(name="study").exists()


def test_nothing_typed_is_lost_when_the_first_day_is_missing(gao_lan, lin_xiaoman, browser_of):
    refused = sent(
        browser_of(gao_lan),
        "record_fact",
        lin_xiaoman.pk,
        to="?name=own_dibao_amount",
        own_dibao_amount="1812.50",
        paper="发放记录",
    )

    text = refused.content.decode()
    assert refused.status_code == 422
    assert "请填从哪一天起" in text
    assert 'value="1812.50"' in text
    assert 'value="发放记录"' in text


def test_everything_that_is_wrong_is_said_at_once(gao_lan, lin_xiaoman, browser_of):
    refused = sent(
        browser_of(gao_lan), "record_fact", lin_xiaoman.pk, to="?name=on_dibao", until="夏天"
    ).content.decode()

    assert "请填“本人享受最低生活保障”" in refused
    assert "请填从哪一天起" in refused
    assert "“夏天”不是日期" in refused


@pytest.mark.parametrize(
    "answer",
    [
        ("own_dibao_amount", "一千八", "“一千八”"),
        ("disability_level", "二级", "不是整数"),
        ("left_home_on", "上个月", "不是日期"),
        ("study", "kindergarten", "没有代码"),
        ("on_dibao", "", "请填“本人享受最低生活保障”"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused_beside_its_field(
    gao_lan, lin_xiaoman, browser_of, answer
):
    name, typed, fault = answer
    refused = sent(
        browser_of(gao_lan),
        "record_fact",
        lin_xiaoman.pk,
        to=f"?name={name}",
        since="2026-03-01",
        **{name: typed},
    )

    assert refused.status_code == 422
    assert fault in refused.content.decode()


def test_the_choices_and_the_usual_paper_stand_ready(gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(gao_lan)

    _, text = page(browser, "record_fact", lin_xiaoman.pk, name="study")
    assert "普通本专科" in text
    assert 'value="在校就读证明"' in text
    assert page(browser, "record_fact", lin_xiaoman.pk, name="shoe_size")[0].status_code == 404


def test_what_would_settle_something_is_offered_first(gao_lan, lin_xiaoman, browser_of):
    _, text = page(browser_of(gao_lan), "record_fact", lin_xiaoman.pk)

    offered = text.index("?name=mother_search_receipt")
    assert text.index("知道了就能定下来的") < offered < text.index("<h2>儿童本人</h2>")


@pytest.mark.usefixtures("receipt")
def test_withdrawing_the_receipt_makes_it_unclear_again_and_says_so(
    gao_lan, lin_xiaoman, browser_of
):
    browser = browser_of(gao_lan)
    record = row_of(lin_xiaoman, "mother_search_receipt", officer(gao_lan)).record

    refused = sent(browser, "amend_fact", lin_xiaoman.pk, record.pk, to="?act=withdraw")
    assert refused.status_code == 422
    assert "要写明理由" in refused.content.decode()

    done = sent(
        browser,
        "amend_fact",
        lin_xiaoman.pk,
        record.pk,
        to="?act=withdraw",
        reason="登记错了人",
    )
    text = browser.get(done.url).content.decode()
    assert "由“应予，¥2,850.00 / 月”变为“尚不能定”" in text
    with acting(officer(gao_lan)):
        record.refresh_from_db()
        assert (record.superseded_on, record.reason) == (TODAY, "登记错了人")


def test_a_wrong_day_is_corrected_with_its_reason(gao_lan, lin_xiaoman, browser_of):
    browser, by = browser_of(gao_lan), officer(gao_lan)
    record = row_of(lin_xiaoman, "mother_search_accepted_on", by).record

    _, text = page(browser, "amend_fact", lin_xiaoman.pk, record.pk)
    assert 'value="2025-09-01"' in text
    done = sent(
        browser,
        "amend_fact",
        lin_xiaoman.pk,
        record.pk,
        mother_search_accepted_on="2025-09-03",
        since="2025-09-03",
        reason="看错了日期",
    )

    assert done.status_code == 302
    assert row_of(lin_xiaoman, "mother_search_accepted_on", by).value == date(2025, 9, 3)


def test_dibao_that_ended_is_known_no_longer(gao_lan, lin_xiaoman, browser_of):
    by = officer(gao_lan)
    record = row_of(lin_xiaoman, "on_dibao", by).record

    done = sent(
        browser_of(gao_lan),
        "amend_fact",
        lin_xiaoman.pk,
        record.pk,
        to="?act=end",
        until="2026-03-02",
    )

    assert done.status_code == 302
    with acting(by):
        known = {row.fact.name for row in fact_rows(lin_xiaoman, TODAY, TODAY)}
    assert "on_dibao" not in known


def test_what_is_guarded_is_listed_for_a_purpose_only(gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(gao_lan)

    assert "服刑" not in page(browser, "child_facts", lin_xiaoman.pk)[1]
    assert sent(browser, "child_facts", lin_xiaoman.pk).status_code == 422
    opened = sent(browser, "child_facts", lin_xiaoman.pk, purpose="decision").content.decode()
    assert "服刑在押" in opened


def test_what_is_held_most_closely_is_told_to_the_district_and_not_to_the_street(
    gao_lan, shen_li, lin_xiaoman, browser_of
):
    by = officer(gao_lan)
    with acting(by):
        learns(lin_xiaoman, by, hiv_infected=True)

    street = sent(browser_of(gao_lan), "child_facts", lin_xiaoman.pk, purpose="decision")
    district = sent(browser_of(shen_li), "child_facts", lin_xiaoman.pk, purpose="decision")

    assert "艾滋病" not in street.content.decode()
    assert "艾滋病病毒感染" in district.content.decode()
    assert "艾滋病" not in page(browser_of(shen_li), "child", lin_xiaoman.pk)[1]
    decision = page(browser_of(gao_lan), "decision", lin_xiaoman.pk, "living-allowance-class-4")[1]
    assert "艾滋病" not in decision
    assert "艾滋病" not in page(browser_of(gao_lan), "record_fact", lin_xiaoman.pk)[1]


def test_nobody_is_asked_on_the_first_page_for_what_is_held_most_closely(
    shen_li, lin_xiaoman, browser_of
):
    _, text = page(browser_of(shen_li), "child", lin_xiaoman.pk)

    assert "疾病预防控制" not in text
    assert "所缺的情况不写在首页" in text
