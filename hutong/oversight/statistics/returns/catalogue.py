"""Every return that is made here, by its code."""

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns import (
    p3_notice,
    p5_quarter,
    p6_half_year,
    p7_funds,
    r1_left_behind,
    r1_summary,
    r2_in_difficulty,
    r3_roster,
    r4_summary,
    r6_collected,
    r7_visits,
    r8_orphans,
    r9_school_roll,
)
from hutong.oversight.statistics.returns.declared import Return

RETURNS: dict[str, Return] = {
    one.code: one
    for one in (
        p3_notice.notice,
        p3_notice.inner,
        p3_notice.by_fund,
        p5_quarter.returned,
        p6_half_year.returned,
        p7_funds.arrived,
        p7_funds.handed_down,
        r1_left_behind.returned,
        r1_summary.returned,
        r2_in_difficulty.returned,
        r3_roster.returned,
        r4_summary.returned,
        r6_collected.returned,
        r7_visits.returned,
        r8_orphans.returned,
        r9_school_roll.returned,
    )
}


class NoSuchTable(Refused):
    """There is no official table of this code."""


def table_named(code: str) -> Return:
    """The return of a code."""
    found = RETURNS.get(code.upper())
    if found is None:
        raise NoSuchTable(
            Finding(
                Text(
                    "没有表号为“{code}”的表；现有 {known}。",
                    "There is no table “{code}”; there are {known}.",
                ).filled(code=code[:20], known="、".join(RETURNS)),
                field="table",
            )
        )
    return found
