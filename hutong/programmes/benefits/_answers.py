"""Reading what the bank says became of its payments, and finding the payment of each line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hutong.foundation.exchange.cells import Row, Workbook
from hutong.foundation.exchange.tables import Heading, Table, find_table
from hutong.foundation.exchange.values import Unreadable, plain, read_money, read_text
from hutong.programmes.benefits.models import Mismatch, Outcome, Payment

HEADINGS = (
    Heading("number", ("序号", "编号", "笔号", "顺序号", "明细序号", "流水序号", "No")),
    Heading("holder", ("户名", "收款户名", "收款人", "收款人户名", "收款人名称", "姓名", "开户人")),
    Heading(
        "account",
        ("账号", "帐号", "银行账号", "收款账号", "收款人账号", "账户号", "卡号", "银行卡号"),
    ),
    Heading("amount", ("金额", "发放金额", "代发金额", "交易金额", "实发金额", "金额(元)")),
    Heading(
        "status",
        ("状态", "处理状态", "交易状态", "处理结果", "交易结果", "代发结果", "结果", "回盘状态"),
    ),
    Heading("reason", ("失败原因", "原因", "错误信息", "返回信息", "退票原因", "原因说明", "备注")),
)
NEEDED = ("number", "account", "amount", "status")
# What banks call it; any other word is unknown, and nobody guesses.
WORDS = {
    Outcome.PAID: {
        *("成功", "已成功", "交易成功", "处理成功", "支付成功", "代发成功", "入账成功"),
        *("已入账", "已发放", "已支付", "已到账", "success", "paid"),
    },
    Outcome.FAILED: {
        *("失败", "已失败", "交易失败", "处理失败", "支付失败", "代发失败", "入账失败"),
        *("退票", "已退票", "退汇", "已退汇", "退回", "拒绝", "failed", "failure", "rejected"),
    },
}


@dataclass(slots=True)
class AnswerLine:
    """One line of the bank's answers: what it says, and the payment it is about."""

    row: int
    written: Mapping[str, str]
    outcome: Outcome
    reason: str
    readable: bool
    payment: Payment | None = None
    mismatch: Mismatch = field(default=Mismatch.UNREADABLE)


def answers_in(workbook: Workbook) -> list[AnswerLine]:
    """Every line of the tables of answers in a file; none if it holds no such table."""
    return [
        _line(table, row)
        for sheet in workbook.sheets
        if (table := find_table(sheet, HEADINGS, needed=NEEDED, keys=("number", "account")))
        for row in table.body
    ]


def matched(
    lines: Sequence[AnswerLine], payments: Mapping[int, Payment], answered: frozenset[int]
) -> Iterator[AnswerLine]:
    """Each line with the payment of its number, and what keeps it from counting if anything does.

    It counts if account and sum are the payment's too, no other line of the file names the payment
    and the payment was not answered before.
    """
    named = Counter(line.written["number"] for line in lines if line.readable)
    for line in lines:
        if line.readable:
            line.payment = payments.get(int(line.written["number"]))
            line.mismatch = _mismatch(line, named[line.written["number"]] > 1, answered)
        yield line


def _mismatch(line: AnswerLine, twice: bool, answered: frozenset[int]) -> Mismatch:
    payment = line.payment
    found = Mismatch.NONE
    if payment is None:
        found = Mismatch.NO_SUCH
    elif line.written["account"] != payment.account:
        found = Mismatch.OTHER_ACCOUNT
    elif line.written["amount"] != str(payment.amount):
        found = Mismatch.OTHER_AMOUNT
    elif twice:
        found = Mismatch.TWICE
    elif payment.pk in answered:
        found = Mismatch.AGAIN
    return found


def _line(table: Table, row: Row) -> AnswerLine:
    texts = {
        name: plain(cell.text)[:200]
        for name in ("number", "holder", "account", "amount", "status", "reason")
        if (cell := table.cell(row, name)) is not None
    }
    said = texts.get("status", "").lower()
    outcome = next((one for one, words in WORDS.items() if said in words), Outcome.UNKNOWN)
    reason = texts.pop("reason", "")
    readable = _tidy(table, row, texts)
    return AnswerLine(row.number, texts, outcome, reason, readable)


def _tidy(table: Table, row: Row, texts: dict[str, str]) -> bool:
    """Number, account and sum as a payment has them; false if one of them cannot be read."""
    account, amount = table.cell(row, "account"), table.cell(row, "amount")
    if account is None or amount is None or account.lost_digits:
        return False
    number = texts["number"].lstrip("0")
    digits = "".join(read_text(account).split()).replace("-", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and digits):
        return False
    try:
        sum_ = read_money(amount, table.header_of("amount"))
    except Unreadable:
        return False
    texts |= {"number": number, "account": digits, "amount": str(sum_)}
    return True
