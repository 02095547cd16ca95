"""What the invented city has granted and paid: accounts, entitlements, and the rounds so far."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.demo.days import Calendar
from hutong.demo.players import APPROVER, CHECKER, CLERK
from hutong.demo.posts import Desks
from hutong.demo.registering import Entered
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.actions import NotGranted, TakenOver
from hutong.programmes.benefits.models import PayeeAccount, Round
from hutong.programmes.benefits.payees import HolderKind
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from hutong.registry.people.queries import fact_rows


def open_accounts(entered: Entered, *, by: Officer) -> None:
    """The account of every child that is paid; one `set_payee_account` each would take minutes."""
    PayeeAccount.objects.bulk_create(
        [
            PayeeAccount(
                child=child,
                holder=bank.holder,
                kind=(HolderKind.OWN if bank.holder == child.name else HolderKind.OTHER).value,
                relation=bank.relation,
                bank=bank.bank,
                number=bank.number,
                days=DateRange(young.known, None),
                paper="领款账户登记表",
                recorded_on=young.known,
                recorded_by_id=by.account_id,
            )
            for young, child in entered
            if (bank := young.bank)
        ],
        batch_size=5_000,
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
    """Each office decides what was applied for since; what the rule does not grant waits."""
    for young, child in entered:
        for grant in young.grants:
            if grant.paper:
                continue
            desk = desks.deciding(child, grant.benefit, grant.confirmed_on)
            if desk.role is Role.CITY_OFFICER:
                _verify(child, by=desks.of(child.hukou_id), on=grant.confirmed_on)
            with (
                acting(desk, reason="确认") as officer,
                suppress(NotGranted),  # such as a sum that nobody has published yet
            ):
                benefits.confirm(
                    child=child,
                    benefit=grant.benefit,
                    applied_on=grant.applied_on,
                    by=officer,
                    on=grant.confirmed_on,
                )


def _verify(child: Child, *, by: Officer, on: date) -> None:
    """The city's officer entered the rosters, and does not decide on them without another."""
    with acting(by, reason="核实材料") as officer:
        for row in fact_rows(child, on, on):
            if row.record is not None:
                people.verify_fact(record=row.record, by=officer, on=on)


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
