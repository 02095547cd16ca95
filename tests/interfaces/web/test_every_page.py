"""Every address × every post × {one's own district, another one}: what is answered.

An address that has no line in `PAGES` fails the first test, so that a new page is covered on the
day it exists.
"""

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus, urljoin, urlsplit
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLPattern, resolve, reverse

from hutong.casework import actions as casework
from hutong.casework.actions import handing_over
from hutong.casework.models import Case
from hutong.casework.queries.handing_over import takers
from hutong.config import urls as config
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.interfaces.web import urls as web
from hutong.law.beijing.medical_costs import TERMS
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.actions import claims, funding
from hutong.programmes.benefits.medical import BillKind
from hutong.programmes.benefits.models import Purpose, Source
from hutong.registry.people.models import Child
from hutong.registry.people.queries import fact_rows
from hutong.registry.people.registers import actions as registers
from tests.interfaces.web.page_reader import faults
from tests.registry.people.registers.rosters import orphan_row, orphans

pytest_plugins = ["tests.city"]

ADDRESS = re.compile(r'(?:href|src|action|hx-get|hx-post)="([^"]*)"')
QUERY_COUNTS = Path(__file__).resolve().parents[2] / "query_counts.json"
CHANGPING, MIYUN = 110114000000, 110118000000
GONE = UUID(int=7)
KNOWN_TO_NOBODY = "pbkdf2_sha256$1$salt$nothing"
OK, ELSEWHERE, DENIED, NOT_FOUND, NOT_SO, REFUSED = 200, 302, 403, 404, 405, 422

# --- who asks ------------------------------------------------------------------------------------

# By the name of the account, or as the holder of a post in Changping.
PEOPLE = {
    "child director": "chenxiuying",
    "child supervisor": "gaolan",
    "district officer": "shenli",
    "city officer": "zhaoming",
    "payment clerk": Role.PAYMENT_CLERK,
    "payment checker": Role.PAYMENT_CHECKER,
    "payment approver": Role.PAYMENT_APPROVER,
    "stranger": "yuhe",
    "institution staff": "baoyu01a",
    "institution head": "yuanzhang01",
    "rescue staff": "jiuzhu01",
    "social worker": "shegong01",
    "partner": "xiecha01",
    "auditor": "shencha",
    "system administrator": "weiheng",
    "security administrator": "yanshou",
    "audit administrator": "jiuming",
}


# Of the whole city; and who answers for no area, and for nobody in the corners below.
AUDITOR = {"auditor"}
WITHOUT_AN_AREA = set(list(PEOPLE)[8:]) - AUDITOR


ROLES = {
    "chenxiuying": Role.CHILD_DIRECTOR,
    "gaolan": Role.CHILD_SUPERVISOR,
    "shenli": Role.DISTRICT_OFFICER,
    "yuhe": Role.DISTRICT_OFFICER,
    "zhaoming": Role.CITY_OFFICER,
    "baoyu01a": Role.INSTITUTION_STAFF,
    "yuanzhang01": Role.INSTITUTION_HEAD,
    "jiuzhu01": Role.RESCUE_STAFF,
    "shegong01": Role.SOCIAL_WORKER,
    "xiecha01": Role.PARTNER,
    "shencha": Role.AUDITOR,
    "weiheng": Role.SYSTEM_ADMINISTRATOR,
    "yanshou": Role.SECURITY_ADMINISTRATOR,
    "jiuming": Role.AUDIT_ADMINISTRATOR,
}


def answers(*given):
    """What the first eight are answered; the auditor as the city officer, the others as nobody."""
    found = dict(zip(list(PEOPLE)[:8], given, strict=True))
    found["auditor"] = found["city officer"]
    strange = NOT_FOUND if NOT_FOUND in found.values() else OK
    return found | dict.fromkeys(WITHOUT_AN_AREA, strange)


EVERYBODY = answers(OK, OK, OK, OK, OK, OK, OK, OK)
# The first two are of a community and of its street; the stranger is of Miyun.
OF_CHANGPING = answers(OK, OK, OK, OK, OK, OK, OK, NOT_FOUND)
NOT_THE_COMMUNITY = answers(NOT_FOUND, OK, OK, OK, OK, OK, OK, NOT_FOUND)
OF_THE_WHOLE_DISTRICT = answers(NOT_FOUND, NOT_FOUND, OK, OK, OK, OK, OK, NOT_FOUND)
OF_MIYUN = answers(NOT_FOUND, NOT_FOUND, NOT_FOUND, OK, NOT_FOUND, NOT_FOUND, NOT_FOUND, OK)
# Of a district or the city; the stranger is a district's officer too. Others are refused in words.
SHAPES_THE_LAW = answers(REFUSED, REFUSED, OK, OK, REFUSED, REFUSED, REFUSED, OK)
TRIED = "?set=orphan-rate=3000&from=2027-01"
NOBODY = dict.fromkeys(PEOPLE, NOT_FOUND)
SENT_ON = dict.fromkeys(PEOPLE, ELSEWHERE)
POSTED = dict.fromkeys(PEOPLE, NOT_SO)

# --- what is asked for ----------------------------------------------------------------------------


@dataclass
class Corner:
    """What a district has: a child with a fact, a register sent in, a round, a place."""

    who: Officer
    clerk: Officer
    place: int
    child: UUID
    on: date
    gone: UUID = GONE

    @cached_property
    def record(self):
        with acting(self.who):
            rows = fact_rows(Child.objects.get(pk=self.child), self.on, self.on)
            return next(row.record.pk for row in rows if row.record)

    @property
    def posting(self):
        return self.who.posting_id

    @cached_property
    def hand_over(self):
        giver = Posting.objects.select_related("account", "place").get(pk=self.who.posting_id)
        with acting(self.who):
            return handing_over.hand_over(
                from_posting=giver,
                to_posting=takers(giver, self.on)[0],
                by=self.who,
                on=self.on,
            ).pk

    @cached_property
    def register(self):
        with acting(self.who):
            return registers.preview_register(
                kind="R8",
                file_name="孤儿台账.xlsx",
                content=orphans(orphan_row(姓名="王小雨"), orphan_row(姓名="赵晓彤", 性别="？")),
                by=self.who,
                on=self.on,
            ).pk

    @cached_property
    def case(self):
        with acting(self.who):
            child = Child.objects.get(pk=self.child)
            running = Case.objects.filter(child=child, closed_on__isnull=True).first()
        if running is not None:
            return running.pk
        street = child.hukou_id - child.hukou_id % 1_000
        by = Officer.of(held_by(Role.CHILD_SUPERVISOR, street, self.on))
        with acting(by):
            return casework.open_case(
                procedure="de-facto-allowance",
                child=child,
                answers={"applicant": "何秀兰", "relation": "外祖母"},
                by=by,
                on=self.on,
            ).pk

    @cached_property
    def claim(self):
        """A case for medical costs with one bill."""
        with acting(self.who):
            child = Child.objects.get(pk=self.child)
        street = child.hukou_id - child.hukou_id % 1_000
        by = Officer.of(held_by(Role.CHILD_SUPERVISOR, street, self.on))
        with acting(by):
            case = casework.open_case(
                procedure="medical-claim",
                child=child,
                answers={"insurance_year": str(self.on.year)},
                by=by,
                on=self.on,
            )
            self.bill = claims.add_bill(
                claim=case.medical_claim,
                day=self.on,
                kind=BillKind.OUTPATIENT,
                hospital="昌平区医院",
                number=str(self.place),
                total=Decimal(120),
                by_insurance=Decimal(0),
                by_others=Decimal(0),
                terms=TERMS,
                by=by,
                on=self.on,
            ).pk
            return case.pk

    @cached_property
    def round(self):
        with acting(self.clerk):
            place = Place.objects.get(pk=self.clerk.place_number)
            return benefits.make_round(
                month=Month.of(self.on), place=place, by=self.clerk, on=self.on
            ).pk

    @cached_property
    def fund(self):
        """Money that arrived for the district."""
        with acting(self.clerk):
            return funding.record_receipt(
                place=Place.objects.get(pk=self.clerk.place_number),
                document="京财社指〔2026〕9901号",
                title="困境儿童生活费",
                purpose=Purpose.LIVING,
                source=Source.PROVINCE,
                amount=Decimal(100_000),
                year=self.on.year,
                arrived_on=self.on,
                by=self.clerk,
                on=self.on,
            ).pk


class Nothing:
    """Keys of what never was."""

    gone = child = record = register = round = case = posting = hand_over = claim = bill = fund = (
        GONE
    )
    place = 110199999999


def held_by(role, place, on):
    posting = Posting.objects.select_related("account", "place")
    return posting.get(role=role, place=place, days__contains=on)


@pytest.fixture
def here(city):
    """A corner of Changping: 林小满's community, and what its street has sent in."""
    clerk = Officer.of(held_by(Role.PAYMENT_CLERK, CHANGPING, city))
    who = officer_named(username="gaolan", on=city)
    place = officer_named(username="chenxiuying", on=city).place_number
    with acting(who):
        xiaoman = Child.objects.get(name="林小满").pk
    return Corner(who, clerk, place, xiaoman, city)


@pytest.fixture
def there(city):
    """A corner of Miyun, with a child who has nothing to do with Changping."""
    who = officer_named(username="yuhe", on=city)
    clerk = Officer.of(held_by(Role.PAYMENT_CLERK, MIYUN, city))
    inside = (MIYUN, MIYUN + 999_999)
    with acting(who):
        found = Child.objects.filter(residence__number__range=inside, hukou__number__range=inside)
        child = found.order_by("pinyin", "pk")[0].pk
    return Corner(who, clerk, MIYUN, child, city)


@pytest.fixture
def browsers(city):
    """A browser for each of the posts, signed in."""
    Account.objects.update(password=KNOWN_TO_NOBODY)
    found = {}
    for post, who in PEOPLE.items():
        if isinstance(who, Role):
            account = held_by(who, CHANGPING, city).account
        else:
            account = Account.objects.get(username=who)
        found[post] = Client(headers={"accept-language": "zh-CN"}, raise_request_exception=False)
        found[post].force_login(account)
    return found


# --- the table ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """One address: who is answered how, here and in the other district."""

    here: dict
    there: dict | None = None  # none where the address names nothing
    keys: tuple = ()
    asked: str = ""
    whole: bool = True  # a page with its frame, not a piece of one or a file
    headings: int = 1
    lists: bool = False  # how many queries it takes is kept


DE_FACTO = "living-allowance-de-facto"


def of_a_child(*more, **told):
    return Page(OF_CHANGPING, OF_MIYUN, keys=("child", *more), **told)


def posted_to(*keys):
    return Page(POSTED, POSTED if keys else None, keys=keys)


PAGES = {
    # the way in and out, for whoever comes
    "account_login": Page(SENT_ON),
    "account_logout": Page(EVERYBODY),
    "account_inactive": Page(EVERYBODY),
    "account_change_password": Page(EVERYBODY),
    "cover": Page(EVERYBODY, headings=0),
    "language": posted_to(),
    "posting": posted_to(),
    # what waits, and the children
    "today": Page(EVERYBODY, lists=True),
    "waiting": Page(EVERYBODY, keys=("=papers",), lists=True),
    "children": Page(EVERYBODY, lists=True),
    "find": Page(SENT_ON),
    "found": Page(EVERYBODY, keys=("=nothing",)),
    "register_child": Page(EVERYBODY),
    "whereabouts": Page(POSTED, keys=("=residence",)),
    "child": of_a_child(lists=True),
    "open_field": posted_to("child"),
    "decision": of_a_child(f"={DE_FACTO}", lists=True),
    "recheck": Page(NOBODY, NOBODY, keys=("child", f"={DE_FACTO}")),  # nothing is granted
    "move": of_a_child(),
    "payee_account": of_a_child(lists=True),
    "child_facts": of_a_child(lists=True),
    "record_fact": of_a_child(asked="?name=mother_search_receipt"),
    "amend_fact": of_a_child("record"),
    "child_readings": of_a_child(lists=True),
    "child_changes": of_a_child(lists=True),
    "ledger": of_a_child(lists=True),
    "orders": of_a_child(lists=True),
    "lift_order": Page(POSTED, POSTED, keys=("child", "gone")),
    "ties": Page(EVERYBODY),
    "alerts": Page(EVERYBODY),
    "glasses": Page(EVERYBODY, lists=True),
    "glass": Page(NOBODY, NOBODY, keys=("gone",)),
    "review_glass": posted_to("gone"),
    "put_away": posted_to("gone"),
    # cases: who sees the child sees its cases; whose turn it is, the page says
    "begin": of_a_child(),
    "open_case": of_a_child("=de-facto-allowance"),
    "cases": Page(EVERYBODY, lists=True),
    "case": Page(OF_CHANGPING, OF_MIYUN, keys=("case",), lists=True),
    "case_bills": Page(OF_CHANGPING, OF_MIYUN, keys=("claim",), lists=True),
    "strike_bill": posted_to("claim", "bill"),
    "case_step": Page(OF_CHANGPING, OF_MIYUN, keys=("case", "=accept")),
    "case_form": Page(OF_CHANGPING, OF_MIYUN, keys=("case", "=application"), whole=False),
    "child_papers": of_a_child(lists=True),
    "child_form": of_a_child("=entrusted-care-agreement", whole=False),
    "open_paper": Page(POSTED, POSTED, keys=("child", "gone")),
    "withdraw_paper": Page(POSTED, POSTED, keys=("child", "gone")),
    "letter": Page(NOBODY, NOBODY, keys=("gone",)),  # none was written
    "hand_over_letter": Page(POSTED, POSTED, keys=("gone",)),
    # posts: whoever answers for the place of one
    "notices_read": posted_to(),
    "absences": Page(EVERYBODY, lists=True),
    "absence": Page(NOT_THE_COMMUNITY, OF_MIYUN, keys=("posting",), lists=True),
    "hand_overs": Page(EVERYBODY, lists=True),
    "hand_over_begin": Page(NOT_THE_COMMUNITY, OF_MIYUN, keys=("posting",)),
    "hand_over": Page(NOT_THE_COMMUNITY, OF_MIYUN, keys=("hand_over",), lists=True),
    "signed_list": Page(NOT_THE_COMMUNITY, OF_MIYUN, keys=("hand_over",), whole=False),
    # registers: what a street sent in is its own and its superiors'
    # money: whoever sees all of the place it came to
    "funds": Page(answers(NOT_FOUND, OK, OK, OK, OK, OK, OK, OK), lists=True),
    "fund": Page(OF_THE_WHOLE_DISTRICT, OF_MIYUN, keys=("fund",), lists=True),
    "confirm_fund": posted_to("fund"),
    "strike_fund": posted_to("fund"),
    "imports": Page(EVERYBODY, lists=True),
    "import": Page(NOT_THE_COMMUNITY, OF_MIYUN, keys=("register",), lists=True),
    "import_accept": posted_to("register"),
    "import_hand_back": posted_to("register"),
    "places": Page(EVERYBODY, lists=True),
    "place": Page(OF_CHANGPING, OF_MIYUN, keys=("place",), lists=True),
    "stand_in": Page(OF_CHANGPING, NOBODY, keys=("place",)),  # a district has no director
    "tables": Page(EVERYBODY, lists=True),
    "table": Page(EVERYBODY, keys=("=R4",), lists=True),
    "table_file": Page(POSTED, keys=("=R4",)),  # of one's own place, where none is said
    # money: a round shows everybody their own part, and nobody another's
    "months": Page(EVERYBODY, lists=True),
    "month_make": posted_to(),
    "month": Page(OF_CHANGPING, OF_MIYUN, keys=("round",), lists=True),
    "month_held": Page(OF_CHANGPING, OF_MIYUN, keys=("round",), lists=True),
    "month_step": posted_to("round", "=check"),
    "payment_list": Page(OF_CHANGPING, OF_MIYUN, keys=("round",), whole=False),
    "bank_file": Page(NOBODY, NOBODY, keys=("round",), whole=False),  # nobody has approved it
    "reconcile": Page(OF_THE_WHOLE_DISTRICT, OF_MIYUN, keys=("round",), lists=True),
    "bank_answers": posted_to("round"),
    "payment_rule": posted_to("round", "=1"),
    # the law is everybody's
    "policy": Page(EVERYBODY, lists=True),
    "policy_benefit": Page(EVERYBODY, keys=(f"={DE_FACTO}",)),
    "policy_class": Page(EVERYBODY, keys=("=orphan",)),
    "policy_figure": Page(EVERYBODY, keys=("=orphan-rate",)),
    "trial": Page(EVERYBODY, lists=True),
    "trial_result": Page(SHAPES_THE_LAW, asked=TRIED, lists=True),
    "trial_workbook": Page(SHAPES_THE_LAW, asked=TRIED, whole=False),
    "procedures": Page(EVERYBODY),
    "procedure": Page(EVERYBODY, keys=("=de-facto-allowance",)),
}
# What the reviewed table says of posts, whoever's the thing is; a page asks it before all else.
with (Path(__file__).resolve().parents[3] / "security" / "access.csv").open(newline="") as given:
    INCLUDED = {
        (row["role"], row["kind"], row["act"])
        for row in csv.DictReader(given)
        if not {row[key] for key in row.keys() - {"role", "kind", "act"}} <= {"deny", "-"}
    }


def asks(name):
    found = next(one for one in every_pattern(config.urlpatterns) if one.name == name)
    return getattr(found.callback, "asks", None)


def is_denied(name, post, method="GET"):
    wanted = asks(name)
    who = PEOPLE[post]
    role = who if isinstance(who, Role) else ROLES[who]
    return wanted and (role.value, wanted.kind.value, wanted.act(method).value) not in INCLUDED


def told(name, statuses):
    """What the table below says, but for those whose post does not include it."""
    return {post: DENIED if is_denied(name, post) else told for post, told in statuses.items()}


TOLD_APART = [name for name, page in PAGES.items() if page.there]
LISTS = [name for name, page in PAGES.items() if page.lists]


def address(name, corner):
    page = PAGES[name]
    keys = [key[1:] if key.startswith("=") else getattr(corner, key) for key in page.keys]
    return reverse(name, args=keys) + page.asked


def every_pattern(patterns):
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one
        elif one.namespace is None:  # the interface for programs has its own tests, by its schema
            yield from every_pattern(one.url_patterns)


def body(response, *keys):
    """A page without what differs on every request: the form's token, and the key asked for."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())
    for key in keys:
        text = text.replace(str(key), "KEY")
    return text


# --- the tests ------------------------------------------------------------------------------------


def test_every_address_has_a_line_in_the_table():
    """A new page: add its name to PAGES, saying who is answered how."""
    names = {pattern.name for pattern in every_pattern(config.urlpatterns)}

    assert {pattern.name for pattern in web.urlpatterns} <= names
    assert names == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_post_is_answered_as_the_table_says(name, browsers, here, request):
    page = PAGES[name]
    at = address(name, here)

    given = {post: browser.get(at) for post, browser in browsers.items()}

    assert {post: response.status_code for post, response in given.items()} == told(name, page.here)
    for post, response in given.items():
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy, post
        assert "unsafe" not in policy, post
        if page.whole and response.status_code == OK:
            assert faults(body(response), headings=page.headings) == [], post


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.whole])
def test_no_page_offers_what_the_post_does_not_include(name, browsers, here):
    at = address(name, here)
    dead = set()
    for post, browser in browsers.items():
        response = browser.get(at)
        if response.status_code != OK:
            continue
        found = re.findall(r'(href|action|hx-get|hx-post)="([^"#]+)"', body(response))
        methods = {"href": "GET", "hx-get": "GET"}
        for attribute, where in found:
            try:
                leads = resolve(urlsplit(urljoin(at, unescape(where))).path).url_name
            except Resolver404:
                continue  # a file of ours
            form = re.search(
                rf'<form[^>]*method="get"[^>]*action="{re.escape(where)}"', body(response)
            )
            method = "GET" if form else methods.get(attribute, "POST")
            if is_denied(leads, post, method):
                dead.add((post, leads))
    assert dead == set()


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.whole])
def test_no_address_on_a_page_bears_a_childs_name_or_number(name, browsers, here):
    """What is sought or gone on from is sent, or named by a key (decision 0017)."""
    answer = browsers["city officer"].get(address(name, here))
    with acting(officer_named(username="zhaoming", on=here.on)):
        told = {
            word
            for child in Child.objects.all()
            for word in (child.name, child.pinyin, child.reading, child.id_number, child.child_no)
            if word and len(word) > 1
        }

    addresses = {unquote_plus(one) for one in ADDRESS.findall(body(answer))}
    assert len(told) > 100
    assert {one for one in addresses if any(word in one for word in told)} == set()


@pytest.mark.parametrize("name", TOLD_APART)
def test_what_lies_in_another_district_is_answered_like_what_never_was(name, browsers, there):
    page = PAGES[name]
    at, nowhere = address(name, there), address(name, Nothing)
    keys = [
        getattr(corner, key) for corner in (there, Nothing) for key in page.keys if key[0] != "="
    ]

    given = {post: browser.get(at) for post, browser in browsers.items()}

    assert {post: response.status_code for post, response in given.items()} == told(
        name, page.there
    )
    for post, response in given.items():
        if response.status_code == NOT_FOUND:
            never = browsers[post].get(nowhere)
            assert never.status_code == NOT_FOUND
            assert body(response, *keys) == body(never, *keys), post


@pytest.mark.parametrize("name", TOLD_APART)
def test_nothing_can_be_sent_to_what_lies_in_another_district(name, browsers, here):
    page = PAGES[name]
    answer = browsers["stranger"].post(address(name, here))
    never = browsers["stranger"].post(address(name, Nothing))

    assert answer.status_code == never.status_code
    if is_denied(name, "stranger", "POST"):
        assert answer.status_code == DENIED
    else:
        assert answer.status_code == (NOT_FOUND if _takes_what_is_sent(name) else NOT_SO)
    keys = [
        getattr(corner, key) for corner in (here, Nothing) for key in page.keys if key[0] != "="
    ]
    assert body(answer, *keys) == body(never, *keys)


def _takes_what_is_sent(name):
    return PAGES[name].here is POSTED or name in {
        "decision",
        "child_papers",
        "child_facts",
        "record_fact",
        "amend_fact",
        "open_case",
        "case_step",
        "case_bills",
        "fund",
        "orders",
        "move",
        "payee_account",
        "recheck",
        "stand_in",
        "absence",
        "hand_over_begin",
        "hand_over",
    }


@pytest.mark.parametrize("name", LISTS)
def test_every_list_stays_within_its_number_of_queries(name, browsers, here, pytestconfig):
    """More than before: find the query in a loop; or, with a reason, --update-query-counts."""
    browser, at = browsers["city officer"], address(name, here)
    browser.get(at)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(at).status_code == OK

    kept = json.loads(QUERY_COUNTS.read_text()) if QUERY_COUNTS.exists() else {}
    if pytestconfig.getoption("update_query_counts"):
        kept[name] = len(queries)
        kept = {one: kept[one] for one in sorted(kept) if one in LISTS}
        QUERY_COUNTS.write_text(json.dumps(kept, indent=1) + "\n")

    asked = [query["sql"] for query in queries]
    assert len(asked) <= kept[name], "\n".join(asked)
