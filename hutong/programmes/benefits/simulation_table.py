"""A tried law on paper: what was changed, and the tables by place, class and age."""

from collections.abc import Iterator, Sequence

from hutong.foundation.exchange.writing import Column, Page, Shape, Value, write_workbook_xlsx
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.small_cells import Cell
from hutong.programmes.benefits.simulation import SMALLEST, Report, Row, Totals

COLUMNS = (
    Column("增加人数", 10, Shape.NUMBER),
    Column("减少人数", 10, Shape.NUMBER),
    Column("尚不能定", 10, Shape.NUMBER),
    Column("改前每月(元)", 18, Shape.MONEY),
    Column("改后每月(元)", 18, Shape.MONEY),
    Column("差额(元)", 18, Shape.MONEY),
)
CHANGES = (
    Column("改动的规则", 40, Shape.LONG_TEXT),
    Column("改前", 40, Shape.LONG_TEXT),
    Column("改后", 40, Shape.LONG_TEXT),
    Column("依据", 24),
)
BELOW = (
    f"不足{SMALLEST}人的写作“<{SMALLEST}”；“·”为避免倒推而不列出的数。",
    "按在册儿童今日情况，用改动起始日的数值，改前改后各判断一遍；未提出申请的也计入。",
    "按年发放的除以12计；一次性的也按一年分摊。",
)


def simulation_xlsx(report: Report) -> bytes:
    """The report as a workbook, a page for each way to count."""
    month = Month.of(report.since)
    title = f"{report.place.name}政策试算（自{month.year}年{month.number}月起）"
    under = f"截至{report.on}在册{report.children:,}人"
    tables = (
        ("地区", report.parts, report.totals),
        ("类别", report.classes, None),  # a child may be in several: they add up to no total
        ("年龄", report.ages, report.totals),
    )
    return write_workbook_xlsx(
        [
            Page(
                name="改动",
                title=title,
                columns=CHANGES,
                rows=[
                    (one.what.zh, one.before.zh, one.after.zh, str(one.law or ""))
                    for one in report.changes
                ],
                under_title=[under],
                below=[*BELOW, *_doubts(report)],
            ),
            *(
                Page(
                    name=f"按{name}",
                    title=f"{title}：按{name}",
                    columns=(Column(name, 34), *COLUMNS),
                    rows=[(row.label.zh, *_values(row)) for row in rows],
                    under_title=[under],
                    total=None if totals is None else ("合计", *_values(totals)),
                    below=BELOW,
                )
                for name, rows, totals in tables
            ),
        ]
    )


def _values(row: Row | Totals) -> Sequence[Value]:
    cells = (row.gainers, row.losers, row.waiting, row.before, row.after, row.difference)
    return [_value(cell) for cell in cells]


def _value(cell: Cell) -> Value:
    return cell.sign if cell.figure is None else cell.figure


def _doubts(report: Report) -> Iterator[str]:
    for one in report.doubts:
        yield f"待核对：{one.figure.zh} {one.value.zh}"
