"""低收入家庭儿童: the family holds the dibao or the low-income certificate."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category, all_of, any_of
from hutong.law.beijing.texts import DIBAO_2018
from hutong.law.china.ages import MINOR
from hutong.registry.people.facts import child, household

category = Category(
    "low-income-child",
    Text("低保、低收入家庭儿童", "child of a dibao or low-income family"),
    all_of(
        MINOR,
        any_of(child.on_dibao, household.household_dibao, household.household_low_income),
    ),
    DIBAO_2018["十一"],
)
