"""The account a child's money goes to, and what went out already."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.queries import account_on, accounts_of
from tests.programmes.benefits.families import a_family, granted, run_month

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"


def name_account(child, by, number, since, on):
    with acting(by):
        return benefits.set_payee_account(
            child=child,
            holder="童雨桐",
            relation="本人",
            bank="北京农商银行",
            number=number,
            since=since,
            by=by,
            on=on,
        )


def test_what_went_out_stays_where_it_went(huilongguan, changping, shen_li, payers):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2026, 1, 20))
    name_account(yutong, shen_li, "62140000000012345", date(2026, 1, 20), date(2026, 1, 20))
    run_month("2026-02", date(2026, 2, 9), changping, payers)

    with pytest.raises(benefits.NotAnAccount) as refusal:
        name_account(yutong, shen_li, "6222020000000001", date(2026, 2, 9), date(2026, 2, 20))
    (finding,) = refusal.value.findings
    assert finding.field == "since"
    assert "2026-02-09 的一批已按当时的账户发放" in finding.sentence.zh

    name_account(yutong, shen_li, "6222020000000001", date(2026, 2, 10), date(2026, 2, 20))
    with acting(shen_li):
        kept, now = account_on(yutong, date(2026, 2, 9)), account_on(yutong, date(2026, 2, 20))
        assert kept is not None
        assert now is not None
        assert (kept.number, now.number) == ("62140000000012345", "6222020000000001")
        assert [one.number for one in accounts_of(yutong)] == [now.number, kept.number]
