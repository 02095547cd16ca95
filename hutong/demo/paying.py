"""What the invented city has granted and paid: accounts, entitlements, and the rounds so far."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from django.conf import settings
from django.db import connection

from hutong.demo.days import Calendar
from hutong.demo.players import APPROVER, CHECKER, CLERK
from hutong.demo.posts import Desks
from hutong.demo.registering import Entered
from hutong.foundation.access import Officer, acting
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.actions import NotGranted, TakenOver
from hutong.programmes.benefits.models import Round


def open_accounts(entered: Entered, *, by: Officer) -> None:
    """The account of every child that is paid; one `set_payee_account` each would take minutes."""
    rows = [
        (new_key(), child.pk, bank.holder, bank.relation, bank.bank, bank.number, young.known)
        for young, child in entered
        if (bank := young.bank)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into benefits_payee_account (id, child_id, holder, relation, bank, number, days,
                                                paper, recorded_on, recorded_by_id)
            select id, child, holder, relation, bank, number, daterange(known, null),
                   '领款账户登记表', known, %s
              from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[],
                          %s::date[]) as given(id, child, holder, relation, bank, number, known)
            """,
            [by.account_id, *map(list, zip(*rows, strict=True))],
        )


def take_over(entered: Entered, *, by: Officer, on: date) -> None:
    """Enter what had been granted on paper before the city used this system."""
    benefits.take_over(
        grants=[
            TakenOver(
                child=child,
                benefit=grant.benefit,
                applied_on=grant.applied_on,
                confirmed_on=grant.confirmed_on,
                first_month=grant.first_month,
                paper=grant.paper,
            )
            for young, child in entered
            for grant in young.grants
            if grant.paper
        ],
        by=by,
        on=on,
    )


def confirm(entered: Entered, *, desks: Desks) -> None:
    """Each district decides what was applied for since; what the rule does not grant waits."""
    for young, child in entered:
        lately = [grant for grant in young.grants if not grant.paper]
        if not lately:
            continue
        desk = desks.of(child.hukou_id or child.residence_id)
        with acting(desk, reason="确认") as officer:
            for grant in lately:
                with suppress(NotGranted):  # such as a sum that nobody has published yet
                    benefits.confirm(
                        child=child,
                        benefit=grant.benefit,
                        applied_on=grant.applied_on,
                        by=officer,
                        on=grant.confirmed_on,
                    )


def pay(month: Month, *, officers: Mapping[str, Officer], calendar: Calendar) -> Round:
    """One month's round: made, checked, approved by three people, and given to the bank."""
    on = calendar.round_day(month)
    city = Place.objects.get(pk=settings.HUTONG_CITY)
    with acting(officers[CLERK]) as clerk:
        made = benefits.make_round(month=month, place=city, by=clerk, on=on)
    with acting(officers[CHECKER]) as checker:
        benefits.check_round(round=made, by=checker, on=on)
    with acting(officers[APPROVER]) as approver:
        benefits.approve_round(round=made, by=approver, on=on)
    with acting(officers[CLERK]) as clerk:
        return benefits.release_round(round=made, by=clerk, on=on)
