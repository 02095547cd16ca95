"""杜若 records what the city gave 昌平, a colleague confirms it, and 回龙观 is given its part."""

from datetime import date

import pytest

from tests.stories.ways import NotDone

ON = date(2026, 3, 10)


def test_money_arrives_is_confirmed_and_is_handed_down(way, places, people):
    here = people.changping
    way.on(ON)
    money = way.money_arrives(
        here.clerk,
        document="京财社指〔2026〕9901号",
        title="2026年困境儿童生活费",
        purpose="living",
        source="province",
        amount="100000.00",
        year="2026",
        day="2026-03-05",
    )
    with pytest.raises(NotDone, match="登记人不能确认"):
        way.confirm_money(here.clerk, money)
    way.confirm_money(here.checker, money)

    told = {"document": "昌财社〔2026〕9901号", "day": "2026-03-09"}
    with pytest.raises(NotDone, match=r"未下拨的只有 ¥100,000\.00"):
        way.hand_down(here.clerk, money, places.huilongguan, amount="100000.01", **told)
    part = way.hand_down(here.clerk, money, places.huilongguan, amount="40000.00", **told)
    way.confirm_money(here.checker, money, part)
    assert way.money_left(here.clerk, money) == "60,000.00"

    way.strike_money(here.clerk, money, part, reason="金额有误")
    assert way.money_left(here.clerk, money) == "100,000.00"
