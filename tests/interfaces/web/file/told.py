"""林小满 and how her pages are asked for."""

from datetime import date

from django.urls import reverse

from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Posting
from hutong.registry.people import actions as people
from hutong.registry.people.queries import fact_rows

TODAY = date(2026, 3, 5)
BORN, KNOWN = date(2016, 5, 21), date(2026, 3, 1)
LOST, IMPRISONED = date(2025, 9, 1), date(2025, 3, 18)
ID_NUMBER = "110114201605210028"
DE_FACTO, ORPHAN = "living-allowance-de-facto", "living-allowance-orphan"
RECEIPT = "《儿童失联父母查找情况回执单》"


def officer(person):
    return Officer.of(Posting.objects.select_related("place", "account").get(account=person))


def learns(child, by, since=BORN, **answers):
    for name, value in answers.items():
        people.record_fact(subject=child, name=name, value=value, since=since, by=by, on=KNOWN)


def row_of(child, name, by):
    with acting(by):
        rows = fact_rows(child, TODAY, TODAY)
    return next(row for row in rows if row.fact.name == name)


def page(browser, view, /, *args, **asked):
    answer = browser.get(reverse(view, args=args), asked)
    return answer, answer.content.decode()


def sent(browser, view, /, *args, to="", htmx=False, **typed):
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(reverse(view, args=args) + to, typed, headers=headers)
