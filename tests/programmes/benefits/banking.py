"""A bank for the tests: accounts, releases, and its answers as the file it sends back."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import acting
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import PayeeAccount, Payment
from tests.programmes.benefits.families import run_month

HEADER = ("序号", "户名", "账号", "金额", "状态", "失败原因")


def an_account(child, number, by, *, since=date(2020, 1, 6)):
    """The child's first account, its own."""
    with acting(by):
        return benefits.set_payee_account(
            child=child,
            holder=child.name,
            relation="本人",
            bank="北京农商银行",
            number=number,
            since=since,
            by=by,
            on=since,
        )


def mended_account(child, number, by, other, *, on):
    """The child's account from a day on, as two people changed it and the wait is over."""
    own = {
        "holder": child.name,
        "kind": "own",
        "relation": "本人",
        "bank": "北京农商银行",
        "number": number,
    }
    from hutong.programmes.benefits.models import AccountChange

    decided = on - timedelta(days=7)
    with acting(by):
        (present,) = PayeeAccount.objects.filter(child=child, days__contains=on)
        change = AccountChange.objects.create(
            child=child,
            replaces=present,
            **own,
            wished_from=on,
            why="原账户已销户",
            proposed_on=decided,
            proposed_by_id=by.account_id,
        )
    with acting(other):
        change.approved_on, change.approved_by_id = decided, other.account_id
        change.waiting_days, change.takes_effect_on = 6, on
        change.save(update_fields=["approved_on", "approved_by", "waiting_days", "takes_effect_on"])
        present.days = DateRange(present.days.lower, on)
        present.save(update_fields=["days"])
        return PayeeAccount.objects.create(
            child=child,
            change=change,
            **own,
            days=DateRange(on, None),
            recorded_on=on,
            recorded_by_id=other.account_id,
        )


def released(month, on, place, payers, *, supplement=False):
    made = run_month(month, on, place, payers, supplement=supplement)
    with acting(payers.makes):
        return benefits.release_round(round=made, by=payers.makes, on=on)


def payments_of(made, by):
    with acting(by):
        return list(Payment.objects.filter(round=made).order_by("number"))


def a_file(*rows, header=HEADER):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode("utf-8-sig")


def said(payment, status, reason="", **other):
    """One line of the bank's answers, true to the payment but for what is given."""
    values = {"number": payment.number, "account": payment.account, "amount": payment.amount}
    values |= other
    return (values["number"], payment.holder, values["account"], values["amount"], status, reason)


def answered(made, by, *rows, on=None, header=HEADER):
    with acting(by):
        return benefits.take_answers(
            round=made,
            file_name="回盘.csv",
            content=a_file(*rows, header=header),
            by=by,
            on=on or made.released_on + timedelta(days=1),
        )


def yuan(text):
    return Decimal(text)
