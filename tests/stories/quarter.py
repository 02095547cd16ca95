"""Two districts of Beijing, a street and a community in each, and everybody in post there."""

from datetime import date
from types import SimpleNamespace

from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Place

ALWAYS = DateRange(date(1999, 1, 1), None)
SINCE = DateRange(date(2024, 1, 1), None)

PEOPLE = {
    "changping": {
        "director": ("chenxiuying", "陈秀英", Role.CHILD_DIRECTOR, 110114010001),
        "supervisor": ("gaolan", "高岚", Role.CHILD_SUPERVISOR, 110114010000),
        "officer": ("shenli", "沈立", Role.DISTRICT_OFFICER, 110114000000),
        "second_officer": ("jiamin", "贾敏", Role.DISTRICT_OFFICER, 110114000000),
        "clerk": ("heyun", "贺芸", Role.PAYMENT_CLERK, 110114000000),
        "checker": ("duruo", "杜若", Role.PAYMENT_CHECKER, 110114000000),
        "approver": ("hanzhang", "韩章", Role.PAYMENT_APPROVER, 110114000000),
    },
    "haidian": {
        "supervisor": ("fangyuan", "方远", Role.CHILD_SUPERVISOR, 110108010000),
        "officer": ("qinyue", "秦月", Role.DISTRICT_OFFICER, 110108000000),
        "clerk": ("lukai", "陆凯", Role.PAYMENT_CLERK, 110108000000),
        "checker": ("wenjing", "温静", Role.PAYMENT_CHECKER, 110108000000),
        "approver": ("zhouye", "周野", Role.PAYMENT_APPROVER, 110108000000),
    },
}


def places():
    """The city with two districts down to one community each."""
    city = _place(110100000000, 110199999999, "北京市", 2, None)
    changping = _place(110114000000, 110114999999, "昌平区", 3, city)
    huilongguan = _place(110114010000, 110114010999, "回龙观街道", 4, changping)
    longze = _place(110114010001, 110114010001, "龙泽苑社区", 5, huilongguan)
    haidian = _place(110108000000, 110108999999, "海淀区", 3, city)
    xueyuan = _place(110108010000, 110108010999, "学院路街道", 4, haidian)
    liudaokou = _place(110108010001, 110108010001, "六道口社区", 5, xueyuan)
    return SimpleNamespace(
        city=city,
        changping=changping,
        huilongguan=huilongguan,
        longze=longze,
        haidian=haidian,
        xueyuan=xueyuan,
        liudaokou=liudaokou,
    )


def people():
    """Whoever is in post, by district and post."""
    return SimpleNamespace(
        **{
            district: SimpleNamespace(**{post: _hired(*who) for post, who in posts.items()})
            for district, posts in PEOPLE.items()
        }
    )


def _place(number, last, name, level, parent):
    return Place.objects.create(
        number=number,
        last=last,
        code=str(number),
        name=name,
        pinyin="",
        level=level,
        parent=parent,
        days=ALWAYS,
    )


def _hired(username, name, role, place):
    account = Account.objects.create(username=username, name=name)
    posting = Posting.objects.create(
        account=account, role=role, place=Place.objects.get(pk=place), days=SINCE
    )
    officer = Officer.of(posting)
    return SimpleNamespace(account=account, officer=officer, username=username, name=name)
