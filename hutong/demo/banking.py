"""What the invented bank answers: one month arrived whole, the last leaves five to look after."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from hutong.demo.players import CLERK
from hutong.foundation.access import Officer, acting
from hutong.foundation.places.models import Place
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import AnswerFile, Payment, Round

HEADINGS: Final = ("序号", "户名", "账号", "金额", "状态", "失败原因")
ARRIVED: Final = ("成功", "")
# Of the last month: what the bank says of the last payments of the story's district.
TO_LOOK_AFTER: Final = (
    ("失败", "账户已销户"),
    ("失败", "户名与账号不符"),
    ("失败", "账户长期未用，已转为久悬户"),
    ("处理中", ""),
    ("处理中", "核心系统超时"),
)
ANSWERED_AFTER: Final = timedelta(days=1)


def answer(*, district: Place, officers: Mapping[str, Officer]) -> int:
    """Bring in what the bank said of the last two months; how many payments that were."""
    with acting(officers[CLERK]) as clerk:
        if AnswerFile.objects.exists():
            return 0
        *_, before, last = Round.objects.filter(released_on__isnull=False).order_by("month")
        told = _take(before, {}, by=clerk)
        troubled = Payment.objects.filter(
            round=last, place_id__gte=district.number, place_id__lte=district.last
        ).order_by("-number")
        numbers = troubled.values_list("number", flat=True)[: len(TO_LOOK_AFTER)]
        said = dict(zip(numbers, TO_LOOK_AFTER, strict=False))
        return told + _take(last, said, by=clerk)


def _take(made: Round, said: Mapping[int, tuple[str, str]], *, by: Officer) -> int:
    payments = list(Payment.objects.filter(round=made).order_by("number"))
    benefits.take_answers(
        round=made,
        file_name=f"{made.month}代发回盘.csv",
        content=_file(payments, said),
        by=by,
        on=(made.released_on or made.made_on) + ANSWERED_AFTER,
    )
    return len(payments)


def _file(payments: Iterable[Payment], said: Mapping[int, tuple[str, str]]) -> bytes:
    """The answers as the bank sends them, a line for each payment."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(HEADINGS)
    for one in payments:
        words = said.get(one.number, ARRIVED)
        rows.writerow((one.number, one.holder, one.account, one.amount, *words))
    return written.getvalue().encode("utf-8-sig")
