"""P6 半年发放情况表: who was paid how often in each quarter of half a year."""

from decimal import Decimal

from django.db import connection

from hutong.foundation.exchange.official import Numbered, Official
from hutong.foundation.exchange.writing import Shape, Value
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._paid import lay_out
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span

_QUARTERS = ("一（三）季度", "二（四）季度")
_KEPT_HERE = ("集中供养儿童", "散居孤儿", "事实无人抚养儿童")
_NOT_KEPT_HERE = ("“福彩圆梦”助学工程", "父母养育受艾滋病病毒感染儿童")

# One for a child and month, however many lines it was paid by.
_BY_QUARTER = """
select case when line.fund = 'de facto' then '事实无人抚养儿童'
            when known.care_setting = 'institution' then '集中供养儿童'
            else '散居孤儿' end as who,
       line.paid_in >= %(second)s as is_second,
       count(distinct (line.child, line.paid_in)) filter (where line.amount > 0),
       sum(line.amount)
  from return_line line join return_setting known on known.subject = line.child
 where line.fund in ('orphan', 'de facto')
 group by 1, 2
"""


def _answer(asked: Asked) -> Answer:
    second = (asked.period.first + 3).first_day
    with connection.cursor() as cursor:
        lay_out(cursor, asked, settings=True)
        cursor.execute(_BY_QUARTER, {"second": second})
        found = {(who, is_second): amounts for who, is_second, *amounts in cursor.fetchall()}
    nothing: list[Value] = [0, Decimal(0)]
    rows: list[list[Value]] = [
        [who, *found.get((who, False), nothing), *found.get((who, True), nothing)]
        for who in _KEPT_HERE
    ]
    rows += [[who, None, None, None, None] for who in _NOT_KEPT_HERE]
    return Answer(rows)


returned = Return(
    Official(
        code="P6",
        name=Text("半年发放情况表", "half a year's payments"),
        purpose=Text(
            "上、下半年各季度的保障人次和资金，按保障对象分行。",
            "Times paid and money in each quarter of half a year, by whom it was for.",
        ),
        title="儿童福利保障资金半年发放情况表",
        columns=(
            Numbered("保障对象", 30),
            *(
                column
                for quarter in _QUARTERS
                for column in (
                    Numbered("人次", 12, Shape.NUMBER, quarter),
                    Numbered("资金（元）", 18, Shape.MONEY, quarter),
                )
            ),
        ),
        legend=(
            "上半年为一、二季度，下半年为三、四季度。人次按儿童和发放月份计；资金含补发，已扣追回。",
            "助学工程和艾滋病病毒感染儿童的资金系统未登记，留空，故不列合计。",
        ),
        unit="元",
        stubs=1,
    ),
    Kind.COUNT,
    Span.HALF_YEAR,
    _answer,
)
