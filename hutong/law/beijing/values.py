"""What the policy pages list: every figure of the law and every instrument, with their marks."""

from hutong.law.beijing import medical_costs, pack, payees
from hutong.law.china import floors
from hutong.law.china.contents import Figure, figures_in, rules_of
from hutong.law.china.instruments import Instrument, instruments


def all_values() -> list[Figure]:
    """Every value of every figure that Beijing's law rests on, and the national floors."""
    law = pack()
    rules = rules_of(law.categories, law.benefits)
    return figures_in(
        [*rules, *medical_costs.FIGURES, payees.WAITS, floors.SCATTERED, floors.IN_INSTITUTION]
    )


def all_instruments() -> dict[str, Instrument]:
    """Every instrument that Beijing's law or the national law beneath it cites, by its number."""
    return instruments() | instruments("hutong.law.beijing")
