"""许安's money: his aunt would have it on her card, his grandmother may; told in all three ways."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from hutong.casework.actions.ringing import ring, the_clock
from hutong.casework.models import Case
from hutong.foundation.access import acting
from hutong.foundation.kernel.dates import CHINA_TIME
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import AccountChange, Payment
from hutong.programmes.benefits.queries import accounts_of
from hutong.registry.people import actions as register
from tests.programmes.benefits.accounts import first_account
from tests.programmes.benefits.families import ORPHAN, a_family, granted
from tests.stories.ways import Api, Cli, NotDone, Web, _uploads

OWN, AUNTS, GRANDMOTHERS = "62140000000012345", "6222020000000009", "6222020000000001"
PAPERS = ("bank-card", "holders-id")
OPENED = date(2026, 1, 20)
AUNT_ASKS, SECOND_LOOKS = date(2026, 3, 2), date(2026, 3, 3)
ASKED, APPROVED, FIRST = date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 13)
AUNT = {
    "holder": "许丽",
    "holder_kind": "other",
    "relation": "姑姑",
    "bank": "某银行",
    "number": AUNTS,
    "why": "孩子在我家吃饭",
}
GRANDMOTHER = {
    "holder": "周桂兰",
    "holder_kind": "guardian",
    "relation": "祖母",
    "bank": "北京农商银行",
    "number": GRANDMOTHERS,
    "why": "本人卡已注销，由监护人代领",
}


@pytest.fixture
def xu_an(places, people):
    """An orphan; his grandmother is his guardian, and his money goes to a card of his own."""
    here = people.changping
    by = here.officer.officer
    child = a_family("许安", places.longze, by, facts=ORPHAN)
    with acting(by):
        adult = register.record_adult(child=child, name="周桂兰", by=by, on=OPENED)
        register.relate(child=child, adult=adult, kind="guardian", by=by, on=OPENED)
    granted(child, "living-allowance-orphan", by, OPENED)
    first_account(child, by, OWN, OPENED)
    return child


def propose(way, who, child, account):
    """Ask for another account, with the card and the holder's paper."""
    match way:
        case Web():
            return _posted(way, who, child, "propose", papers=PAPERS, **account)
        case Api():
            told = account | {"papers": way._keep(who, child, PAPERS)}
            return way._call(who, f"/children/{child.pk}/account-changes", told).content.decode()
        case Cli():
            asked = [
                "--holder", account["holder"],
                "--kind", account["holder_kind"],
                "--relation", account["relation"],
                "--bank", account["bank"],
                "--account", account["number"],
                "--why", account["why"],
            ]  # fmt: skip
            return way._run(
                who, "account-change", "propose", child.child_no, *asked, *way._papers(PAPERS)
            )


def decide(way, who, child, deed, **said):
    """Approve, refuse or call off the change that is open."""
    with acting(who.officer):
        change = AccountChange.objects.filter(child=child).latest("pk")
    match way:
        case Web():
            return _posted(way, who, child, deed, change=change.pk, **said)
        case Api():
            address = f"/children/{child.pk}/account-changes/{change.pk}/{deed}"
            return way._call(who, address, said).content.decode()
        case Cli():
            asked = [word for name, value in said.items() for word in (f"--{name}", value)]
            return way._run(who, "account-change", deed, child.child_no, *asked)


def _posted(way, who, child, act, *, papers=(), **typed):
    browser = way._browser(who)
    address = reverse("payee_account", args=[child.pk])
    answer = browser.post(address, {"act": act} | typed | _uploads(papers))
    if answer.status_code != 302:
        raise NotDone(answer.content.decode())
    return browser.get(answer.url).content.decode()


def send(way, here, place, month):
    """A month's round as far as the bank."""
    made = way.pay(here, place, month)
    with acting(here.clerk.officer) as clerk:
        benefits.release_round(round=made, by=clerk, on=way.day)
        payments = Payment.objects.filter(round=made)
        return [(one.holder, one.account) for one in payments]


def test_the_aunt_is_refused_and_the_grandmothers_account_waits_its_days(
    way, xu_an, places, people
):
    here = people.changping

    # The aunt asks at the street, and the district's second pair of eyes says no.
    propose(way.on(AUNT_ASKS), here.supervisor, xu_an, AUNT)
    way.on(SECOND_LOOKS)
    with pytest.raises(NotDone, match="许丽在档案里既不是儿童本人，也不是监护人"):
        decide(way, here.officer, xu_an, "approve")
    with pytest.raises(NotDone):
        decide(way, here.supervisor, xu_an, "approve", answer="是亲姑姑")
    decide(way, here.officer, xu_an, "refuse", reason="没有监护人的委托，不予变更")
    with acting(here.officer.officer):
        change = AccountChange.objects.get(child=xu_an)
        assert (change.ended_as, change.ended_by_id) == ("refused", here.officer.account.pk)
        assert Case.objects.get(procedure="change-of-payee").closed_on == SECOND_LOOKS

    # The grandmother asks; two people agree; seven whole days pass.
    propose(way.on(ASKED), here.supervisor, xu_an, GRANDMOTHER)
    decide(way.on(APPROVED), here.officer, xu_an, "approve")
    running = way.case(here.officer, "change-of-payee")
    _, told = way.letter(here.officer, running, "account-changing", to="周桂兰")
    assert f"自{FIRST.year}年{FIRST.month}月{FIRST.day}日起将改为发放到下列新账户" in told
    assert "周桂兰：许安" in told
    assert "变更的理由：本人卡已注销，由监护人代领" in told
    assert "如果你没有提出这次变更，或者对新账户有异议，请立即告诉本机关" in told
    assert GRANDMOTHERS[-4:] in told
    assert GRANDMOTHERS not in told
    assert OWN[-4:] not in told

    # Whoever was paid until now reads of their own account, and nothing of the grandmother's.
    _, told = way.letter(here.officer, running, "account-changing", to="监护人")
    assert f"自{FIRST.year}年{FIRST.month}月{FIRST.day}日起将不再发放到下列账户" in told
    assert OWN[-4:] in told
    assert "变更的理由可以向本机关询问" in told
    assert [one for one in ("周桂兰", "本人卡已注销") if one in told] == []
    assert send(way.on(date(2026, 3, 10)), here, places.changping, "2026-03") == [("许安", OWN)]
    with acting(here.officer.officer):
        assert [(one.number, one.days.lower, one.days.upper) for one in accounts_of(xu_an)] == [
            (GRANDMOTHERS, FIRST, None),
            (OWN, OPENED, FIRST),
        ]
        open_case = Case.objects.filter(closed_on__isnull=True).get()

    # The clock closes the case when the wait is over; the next round pays the new account.
    clock = the_clock(places.city)
    with acting(clock):
        while ring(until=datetime(2026, 3, 14, 12, tzinfo=CHINA_TIME), by=clock).fired:
            pass
    with acting(here.officer.officer):
        open_case.refresh_from_db()
        assert open_case.closed_on is not None
    _, told = way.letter(here.officer, open_case, "account-changed", to="监护人")
    assert "起不再发放到下列账户" in told
    _, told = way.letter(here.officer, open_case, "account-changed", to="周桂兰")
    assert "起已改为发放到下列新账户" in told
    assert f"经办人：{here.officer.account.name}" in told
    assert send(way.on(date(2026, 4, 7)), here, places.changping, "2026-04") == [
        ("周桂兰", GRANDMOTHERS)
    ]


def test_the_number_is_told_by_its_tail_alone(way, xu_an, people):
    here = people.changping
    told = propose(way.on(ASKED), here.supervisor, xu_an, GRANDMOTHER)
    told += decide(way.on(APPROVED), here.officer, xu_an, "approve")

    assert "**** 0001" in told
    assert GRANDMOTHERS not in told
    assert OWN not in told
