"""Simulations: what a changed law would cost, tried on the register and written nowhere."""

from typing import Annotated

from ninja import Router, Schema
from pydantic import Field, StringConstraints

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.kernel.months import Month
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import Words
from hutong.programmes.benefits import simulation

router = Router(tags=["simulations"])

MonthText = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
Code = Annotated[str, StringConstraints(pattern=r"^([0-9]{2,12})?$")]
MOST = 20  # changes at once


class SimulationIn(Schema):
    """What is changed from which month on, and for which place.

    `set`: a figure's code, alone or after a benefit or account, to its value; or
    BENEFIT.CONDITION.FACT to answers with commas between them. `drop`: BENEFIT.CONDITION.
    `also`: BENEFIT.CONDITION to the class of children that meets it as well.
    """

    set: dict[Words, Words | int] = Field(default_factory=dict, max_length=MOST)
    drop: list[Words] = Field(default_factory=list, max_length=MOST)
    also: dict[Words, Words] = Field(default_factory=dict, max_length=MOST)
    since: MonthText = Field(alias="from")
    place: Code = Field("", description="code of 2 to 12 digits; your own place without it")


class Named(Schema):
    """Words in both languages."""

    zh: str
    en: str


class ChangeOut(Schema):
    """A change in words, before and after."""

    what: Named
    before: Named
    after: Named
    law: str
    benefits: list[str]


Told = int | str  # a count; or a sum to the fen, "<5" for a few, "·" for what would give it away


class FiguresOut(Schema):
    """Children and yuan a month; what is kept back is given as its sign."""

    gainers: Told
    losers: Told
    waiting: Told
    before: Told
    after: Told
    difference: Told


class TotalsOut(FiguresOut):
    """The whole place; of the gainers some enter, of the losers some leave."""

    entering: Told
    leaving: Told


class RowOut(FiguresOut):
    """One part of the place, one class of children or one band of ages."""

    code: str
    label: Named


class DoubtOut(Schema):
    """A figure that nobody has confirmed, on which the sums rest."""

    figure: Named
    value: Named


class SimulationOut(Schema):
    """What the changed law would come to."""

    place: int
    place_name: str
    on: str
    since: str = Field(alias="from")
    children: int
    changes: list[ChangeOut]
    totals: TotalsOut
    parts: list[RowOut]
    classes: list[RowOut]
    ages: list[RowOut]
    unconfirmed: list[DoubtOut]


@router.post(
    "",
    auth=for_post(Kind.POLICY, Act.CREATE),
    response=answers(SimulationOut),
    by_alias=True,
    summary="What a changed law would cost",
)
def simulate(request: OfficerCall, given: SimulationIn) -> dict[str, object]:
    """Judge everybody of a place under the law and under the changed law; nothing is written."""
    since = Month.parse(given.since)
    changes = simulation.changes_named(
        to_set=given.set,
        to_drop=given.drop,
        to_add=given.also,
        since=since,
        on=request.today,
    )
    place = simulation.place_coded(given.place, by=request.officer, on=request.today)
    return simulation.simulate(
        changes=changes, since=since, place=place, by=request.officer, on=request.today
    ).as_json()
