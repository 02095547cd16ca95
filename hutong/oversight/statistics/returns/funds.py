"""To which fund of the national returns a benefit belongs, read from what it states of itself."""

from collections.abc import Collection
from enum import StrEnum

from hutong.programmes.benefits.queries import law

# The accounts of the law that the official tables ask about.
LIVING = "living-allowance"
DIBAO = "dibao"
TEKUN = "tekun"
DISABILITY = frozenset({"disability-nursing-subsidy", "disabled-living-subsidy"})


class Fund(StrEnum):
    """Whom the money of a return is for."""

    ORPHAN = "orphan"
    DE_FACTO = "de facto unsupported"


# An allowance is of a fund when it asks all of these conditions.
CONDITIONS = {
    Fund.ORPHAN: frozenset({"orphan"}),
    Fund.DE_FACTO: frozenset({"father-unable", "mother-unable"}),
}


def of_fund(fund: Fund) -> frozenset[str]:
    """The codes of the living allowances of a fund, as the law in force has them."""
    return frozenset(
        benefit.code
        for benefit in law().benefits
        if benefit.account == LIVING
        and CONDITIONS[fund] <= {condition.code for condition in benefit.requires}
    )


def on_accounts(accounts: Collection[str]) -> frozenset[str]:
    """The codes of the benefits that are paid on any of these accounts."""
    return frozenset(benefit.code for benefit in law().benefits if benefit.account in accounts)
