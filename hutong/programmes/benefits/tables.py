"""A round on paper: the payment list with its summary (P1, P2), and the file for the bank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection

from hutong.foundation.exchange.writing import (
    Column,
    Page,
    Shape,
    Value,
    write_csv,
    write_workbook_xlsx,
)
from hutong.foundation.kernel.identity import SEXES
from hutong.foundation.kernel.money import show
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import full_name, full_names, parts_of
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits._runs import Run, runs_of
from hutong.programmes.benefits.models import Entitlement, Kind, Line, Round
from hutong.programmes.benefits.queries.payments import (
    Payee,
    bank_preview,
    bank_summary,
    is_frozen,
    payees_of,
    sent,
)

Row = Sequence[Value]
WAYS = {Kind.NORMAL: "正常", Kind.BACK_PAY: "补发", Kind.RECOVERY: "追回"}

LIST = (
    Column("序号", 6, Shape.NUMBER),
    Column("地区", 28),
    Column("儿童编号", 16),
    Column("儿童姓名", 10),
    Column("性别", 5, Shape.CENTRED),
    Column("身份证号", 20),
    Column("起领年月", 10, Shape.CENTRED),
    Column("末领年月", 10, Shape.CENTRED),
    Column("发放方式", 9, Shape.CENTRED),
    Column("发放时间", 10, Shape.CENTRED),
    Column("本次发放金额(元)", 14, Shape.MONEY),
    Column("补发年月", 17, Shape.CENTRED),
    Column("补发金额(元)", 13, Shape.MONEY),
    Column("补发原因", 40, Shape.LONG_TEXT),
    Column("领取方式", 10, Shape.CENTRED),
    Column("领取人", 10),
    Column("开户银行", 18),
    Column("开户人", 10),
    Column("银行账号", 22),
    Column("发放日期", 12, Shape.DAY),
    Column("备注", 26, Shape.LONG_TEXT),
)
SUMMARY = (
    Column("序号", 6, Shape.NUMBER),
    Column("地区", 20),
    Column("发放人数", 10, Shape.NUMBER),
    Column("发放方式", 10, Shape.CENTRED),
    Column("发放周期", 10, Shape.CENTRED),
    Column("发放时间", 10, Shape.CENTRED),
    Column("发放金额", 16, Shape.MONEY),
    Column("补发时间", 18, Shape.CENTRED),
    Column("补发金额", 16, Shape.MONEY),
    Column("登记日期", 12, Shape.DAY),
)
BANK = ("序号", "户名", "账号", "金额", "身份证号", "摘要")


class DoesNotAddUp(Refused):
    """The payment list and its summary say two different sums, so neither is written."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two columns that must come to the same sum (勾稽关系), by their headers: P1 and P2."""

    listed: str
    summed: str

    def broken(self, rows: Sequence[Row], summary: Sequence[Row]) -> Finding | None:
        """Both sums in a sentence, if they differ."""
        listed = _sum_of(LIST, self.listed, rows)
        summed = _sum_of(SUMMARY, self.summed, summary)
        if listed == summed:
            return None
        return Finding(
            Text(
                "发放名单“{listed}”合计 {first}，批次汇总“{summed}”合计 {second}，两者应当相等。",
                "“{listed}” of the list comes to {first}, “{summed}” of the summary to {second}; "
                "they should be equal.",
            ).filled(
                listed=self.listed, first=show(listed), summed=self.summed, second=show(summed)
            )
        )

    def __str__(self) -> str:
        return f"名单“{self.listed}”合计＝汇总“{self.summed}”合计"


# What ties the payment list (P1) to its summary (P2).
TIES = (Tie("本次发放金额(元)", "发放金额"), Tie("补发金额(元)", "补发金额"))


def hold_to_ties(rows: Sequence[Row], summary: Sequence[Row]) -> None:
    """Refuse a list and a summary that do not agree in every tie."""
    broken = [found for tie in TIES if (found := tie.broken(rows, summary))]
    if broken:
        raise DoesNotAddUp(*broken)


def _sum_of(columns: Sequence[Column], header: str, rows: Sequence[Row]) -> Decimal:
    place = [column.header for column in columns].index(header)
    amounts = (value for row in rows if isinstance(value := row[place], Decimal))
    return sum(amounts, Decimal(0))


@dataclass(frozen=True)
class BankFile:
    """The file for the bank, and what it must add up to when it arrives there."""

    content: bytes
    count: int
    total: Decimal
    note: Text


def payment_list_xlsx(round: Round) -> bytes:  # noqa: A002 - it is the word
    """The payment list of a round (P1) and its summary by area (P2), as one workbook."""
    title = (
        f"{full_name(round.place)}{round.month.year}年{round.month.number}月困境儿童待遇发放名单"
    )
    rows = list(_list(round))
    summary = list(_summary(round))
    hold_to_ties(rows, summary)
    listed = Page(
        name="发放名单",
        title=title,
        columns=LIST,
        rows=rows,
        under_title=[_standing(round)],
        total=_total(LIST, rows, sums=(10, 12)),
    )
    summed = Page(
        name="发放批次汇总",
        title=title.replace("名单", "批次汇总"),
        columns=SUMMARY,
        rows=summary,
        under_title=[_standing(round)],
        below=["勾稽关系：" + "；".join(str(tie) for tie in TIES)],
        total=_total(SUMMARY, summary, sums=(6, 8)),
    )
    return write_workbook_xlsx([listed, summed])


def bank_file(round: Round) -> BankFile:  # noqa: A002 - it is the word
    """The payments of a round as a bank takes them, with the count and sum to declare.

    Once the round was released these are the rows that stand; before, what they would be today.
    """
    subject = f"{round.month.year}年{round.month.number:02}月困境儿童待遇"
    summary = bank_summary(round)
    if is_frozen(round):
        rows = [
            (one.number, one.holder, one.account, one.amount, one.id_number, subject)
            for one in sent(round)
        ]
    else:
        going = bank_preview(round).in_the_file
        rows = [
            (number, one.payee.holder or "", one.payee.account or "", one.amount,
             one.payee.id_number or "", subject)
            for number, one in enumerate(going, 1)
        ]  # fmt: skip
    return BankFile(
        content=write_csv(header=BANK, rows=rows),
        count=summary.count,
        total=summary.total,
        note=Text(
            "共 {count} 笔，合计 {total}；另有 {none} 人没有银行账户，{owing} 人应退多于应发，"
            "均不在文件内。",
            "{count} payments, {total} in all; {none} children without an account and {owing} who"
            " owe back more than they are due are not in the file.",
        ).filled(
            count=summary.count,
            total=show(summary.total),
            none=summary.without_account,
            owing=summary.owing,
        ),
    )


def bank_file_csv(round: Round) -> bytes:  # noqa: A002 - it is the word
    """The payments of a round as a bank takes them."""
    return bank_file(round).content


def span(first: Month, last: Month) -> str:
    """One month, or a first and a last."""
    return str(first) if first == last else f"{first}至{last}"


def _list(made: Round) -> Iterator[Sequence[Value]]:
    """The rows of P1: the month's own payment, then what is paid or recovered for earlier ones."""
    payees = payees_of(made)
    runs = list(runs_of(made, order={child: payee.reading for child, payee in payees.items()}))
    names = full_names(Place.objects.in_bulk({run.place for run in runs}).values())
    granted = _granted_months(made)
    month = str(made.month)
    for number, run in enumerate(runs, 1):
        yield (
            number,
            names[run.place],
            *_person(payees[run.child]),
            *granted.get((run.child, run.benefit), ("", "")),
            WAYS[run.kind],
            month,
            *_money(run),
            *_payee(payees[run.child]),
            made.released_on,
            law().benefit(run.benefit).name.zh,
        )


def _person(payee: Payee) -> tuple[Value, ...]:
    return payee.child_no, payee.name, SEXES[payee.sex].zh, payee.id_number or ""


def _money(run: Run) -> tuple[Value, ...]:
    if run.kind is Kind.NORMAL:
        return run.amount, "", None, ""
    return (
        None,
        span(run.first, run.last),
        run.amount,
        "，".join(clause.zh for clause in run.clauses),
    )


def _payee(payee: Payee) -> tuple[Value, ...]:
    if not payee.account:
        return "没有账户", "", "", "", ""
    return "银行转账", payee.holder, payee.bank, payee.holder, payee.account


def _granted_months(made: Round) -> dict[tuple[UUID, str], tuple[str, str]]:
    """The first month of each grant, and the last if it has ended."""
    children = Line.objects.filter(round=made).values("child")
    found = Entitlement.objects.filter(child__in=children).order_by("first_month")
    return {
        (child, benefit): (str(first), str(ended) if ended else "")
        for child, benefit, first, ended in found.values_list(
            "child_id", "benefit", "first_month", "ended_month"
        )
    }


def _summary(made: Round) -> Iterator[Sequence[Value]]:
    """The rows of P2: for each area and way of paying how many children and how much; no names."""
    areas = list(parts_of(made.place, made.made_on)) or [made.place]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select coalesce(area.number, %(place)s), line.kind, count(distinct line.child_id),
                   sum(line.amount), min(line.month), max(line.month)
              from benefits_line line
              left join unnest(%(low)s::bigint[], %(high)s::bigint[]) as area(number, last)
                on line.place_id between area.number and area.last
             where line.round_id = %(round)s
             group by 1, 2
             order by 1, array_position(array['normal', 'back_pay', 'recovery'], line.kind)
            """,
            {
                "round": made.pk,
                "place": made.place_id,
                "low": [area.number for area in areas],
                "high": [area.last for area in areas],
            },
        )
        rows = cursor.fetchall()
    names = {area.number: area.name for area in [made.place, *areas]}
    for number, (area, kind, children, amount, first, last) in enumerate(rows, 1):
        normal = kind == Kind.NORMAL
        yield (
            number,
            names[area],
            children,
            WAYS[Kind(kind)],
            "月",
            str(made.month),
            amount if normal else None,
            "" if normal else span(Month.of(first), Month.of(last)),
            None if normal else amount,
            made.made_on,
        )


def _total(
    columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, sums: Sequence[int]
) -> list[Value]:
    total: list[Value] = [None] * len(columns)
    total[1] = "合计"
    for place in sums:
        total[place] = sum(
            (value for row in rows if isinstance(value := row[place], Decimal)), Decimal(0)
        )
    return total


def _standing(made: Round) -> str:
    """Who made, checked and approved it, as far as that has come."""
    people = [
        ("经办", made.made_by, made.made_on),
        ("复核", made.checked_by, made.checked_on),
        ("审批", made.approved_by, made.approved_on),
    ]
    return "  ".join(
        f"{step}：{'未办' if person is None else f'{person.name} {day}'}"
        for step, person, day in people
    )
