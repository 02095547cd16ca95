"""Of benefits that exclude each other the better one is proposed, and the difference shown."""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Pack, constant
from tests.foundation.policy.sample_law import AN_ORPHAN, PACK, child

ON = date(2026, 3, 1)
LAW = Citation("临水市示例〔2026〕1号")
WORDS = Text("示例", "example")
LIVES_HERE = Condition("lives-here", WORDS, child.city_hukou, LAW, WORDS)


def granting(code, amount, account=None, **more):
    pays = None if amount is None else constant(Decimal(amount))
    return Benefit(code, WORDS, LAW, account or code, [LIVES_HERE], pays=pays, **more)


def settled(*benefits):
    pack = Pack([], benefits)
    proposals = pack.settle(pack.judge_all({"city_hukou": True}, ON))
    return {
        account: (
            proposal.verdict.benefit.code if proposal.verdict else None,
            [(item.verdict.benefit.code, item.difference) for item in proposal.instead_of],
        )
        for account, proposal in proposals.items()
    }


def test_within_an_account_the_higher_is_proposed_and_the_difference_shown():
    assert settled(granting("small", 720, "a"), granting("large", 1800, "a")) == {
        "a": ("large", [("small", Decimal(1080))])
    }


def test_an_exclusion_works_whichever_side_states_it():
    stated_by_the_smaller = settled(granting("x", 100, excludes=["y"]), granting("y", 300))
    stated_by_the_larger = settled(granting("x", 100), granting("y", 300, excludes=["x"]))

    assert stated_by_the_smaller == stated_by_the_larger
    assert stated_by_the_larger == {"x": (None, [("x", Decimal(200))]), "y": ("y", [])}


def test_two_small_ones_together_may_be_worth_more_than_the_large_one():
    assert settled(
        granting("large", 500, excludes=["one", "other"]),
        granting("one", 300),
        granting("other", 300),
    ) == {
        "large": (None, [("large", Decimal(100))]),
        "one": ("one", []),
        "other": ("other", []),
    }


def test_a_second_best_of_an_account_is_taken_where_the_best_would_cost_more_elsewhere():
    assert settled(
        granting("best", 500, "a", excludes=["beside"]),
        granting("second", 400, "a"),
        granting("beside", 300),
    ) == {"a": ("second", [("best", Decimal(200))]), "beside": ("beside", [])}


def test_a_yearly_sum_is_weighed_by_the_month():
    assert settled(granting("monthly", 100, "a"), granting("yearly", 1000, "a", period="year")) == {
        "a": ("monthly", [("yearly", Decimal("16.67"))])
    }


def test_equals_go_by_the_order_of_the_law_and_kind_is_kept_beside_money():
    assert settled(granting("first", 100, "a"), granting("then", 100, "a")) == {
        "a": ("first", [("then", Decimal(0))])
    }
    assert settled(granting("card", None), granting("money", 100)) == {
        "card": ("card", []),
        "money": ("money", []),
    }


def test_what_is_not_settled_yet_and_might_be_better_is_named():
    proposal = PACK.settle(PACK.judge_all(AN_ORPHAN, ON))["living-allowance"]

    assert proposal.verdict.benefit.code == "orphan-allowance"
    assert proposal.amount == Decimal("2850.00")
    assert [verdict.benefit.code for verdict in proposal.undecided] == ["hiv-allowance"]
