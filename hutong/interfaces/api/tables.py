"""Official tables: which there are, and one worked out with its checks."""

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.exchange.writing import Value
from hutong.foundation.places.models import Place
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import PlaceNumber, Words
from hutong.oversight.statistics.returns import actions as returns
from hutong.oversight.statistics.returns.catalogue import RETURNS, table_named
from hutong.oversight.statistics.returns.declared import Return
from hutong.oversight.statistics.returns.periods import period_on, read_period

router = Router(tags=["tables"])


class TableOut(Schema):
    """A table that can be made: whether it names children, and over what time it is."""

    code: str
    zh: str
    en: str
    kind: str = Field(description="register, count or notice")
    span: str = Field(description="day, month, quarter or half-year")

    @staticmethod
    def of(one: Return) -> "TableOut":
        """A table as the interface tells it."""
        name = one.table.name
        return TableOut(
            code=one.code, zh=name.zh, en=name.en, kind=one.kind.value, span=one.span.value
        )


class TableIn(Schema):
    """For which place and time, and what a register is for."""

    place: PlaceNumber
    period: Words = Field("", description="2026-11-23, 2026-11, 2026-Q4 or 2026-H2")
    purpose: Words = ""


class CheckOut(Schema):
    """One check: what must be equal, and whether it is."""

    check: str
    outcome: str = Field(description="holds, broken or cannot be told")


class MadeOut(Schema):
    """A table worked out; its cells as they are printed, an empty one where nothing is known."""

    code: str
    place: str
    period: str
    unit: str
    columns: list[str]
    rows: list[list[str]]
    total: list[str] | None
    notes: list[str]
    checks: list[CheckOut]


@router.get(
    "",
    auth=for_post(Kind.TABLE, Act.VIEW),
    response=answers(list[TableOut]),
    summary="The official tables",
)
def list_tables(request: OfficerCall) -> list[TableOut]:
    """Every table that can be made."""
    return [TableOut.of(one) for one in RETURNS.values()]


@router.post(
    "/{code}",
    auth=for_post(Kind.TABLE, Act.EXPORT),
    response=answers(MadeOut),
    summary="Make a table",
)
def make_table(request: OfficerCall, code: str, given: TableIn) -> MadeOut:
    """Work out a table and hand it out: a receipt is kept, and a reading of each child named.

    A table that does not add up is refused, with the rows and both sums.
    """
    wanted = table_named(code)
    period = (
        read_period(wanted.span, given.period, on=request.today)
        if given.period
        else period_on(wanted.span, request.today)
    )
    handed = returns.hand_out_table(
        wanted=wanted,
        place=get_object_or_404(Place, number=given.place),
        period=period,
        purpose=given.purpose,
        by=request.officer,
        on=request.today,
    )
    filled = handed.made.filled
    return MadeOut(
        code=wanted.code,
        place=filled.place,
        period=filled.period,
        unit=wanted.table.unit,
        columns=[f"{column.group} {column.header}".strip() for column in wanted.table.columns],
        rows=[[_shown(cell) for cell in row] for row in filled.rows],
        total=[_shown(cell) for cell in filled.total] if filled.total else None,
        notes=filled.notes,
        checks=[CheckOut(check=one.spoken, outcome=one.outcome.value) for one in filled.judged],
    )


def _shown(cell: Value) -> str:
    return "" if cell is None else str(cell)
