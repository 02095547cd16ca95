"""What somebody recorded is verified by another who has seen the paper."""

from hutong.foundation.access import acting
from hutong.registry.people.models import FactRecord
from tests.interfaces.web.conftest import officer_of
from tests.interfaces.web.file.told import officer, page, row_of, sent


def test_shen_li_verifies_what_gao_lan_recorded(gao_lan, shen_li, lin_xiaoman, browser_of):
    record = row_of(lin_xiaoman, "father_measure", officer(gao_lan)).record
    browser = browser_of(shen_li)

    answer = sent(browser, "amend_fact", lin_xiaoman.pk, record.pk, to="?act=verify")

    assert answer.status_code == 302
    assert "已核实：父亲被限制人身自由的措施" in browser.get(answer.url).content.decode()
    with acting(officer(gao_lan)):
        assert FactRecord.objects.get(pk=record.pk).verified_by_id == shen_li.pk
    _, told = page(browser, "amend_fact", lin_xiaoman.pk, record.pk, act="verify")
    assert "沈立已核实" in told


def test_nobody_verifies_what_they_recorded_themselves(gao_lan, lin_xiaoman, browser_of):
    record = row_of(lin_xiaoman, "father_measure", officer(gao_lan)).record

    answer = sent(browser_of(gao_lan), "amend_fact", lin_xiaoman.pk, record.pk, to="?act=verify")

    assert answer.status_code == 422
    assert "登记人不能核实自己登记的事实" in answer.content.decode()
    with acting(officer_of(gao_lan)):
        assert FactRecord.objects.get(pk=record.pk).verified_by_id is None
