"""What the frame of every page shows."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.requests import OfficerRequest

EVERYONE = frozenset(Role)


class Entry(NamedTuple):
    """One subject in the nav: the module of its pages, and the posts that work with it."""

    subject: str
    label: Text
    sign: str
    roles: frozenset[Role] = EVERYONE


# Who looks after posts; others know their own community, and find it in the children's list.
OVER_OTHERS = frozenset(
    {Role.CHILD_SUPERVISOR, Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER}
)

# Who makes, checks or approves the month's payments, and who answers for the children in them.
OVER_MONEY = OVER_OTHERS | {
    Role.PAYMENT_CLERK,
    Role.PAYMENT_CHECKER,
    Role.PAYMENT_APPROVER,
}

# Whose turn it can be in a case.
WITH_CASES = OVER_OTHERS | {Role.CHILD_DIRECTOR, Role.INSTITUTION_STAFF}

# In the order of the nav; on a phone the first five stand at the foot, the rest in the menu.
NAV = (
    Entry("today", Text("今日", "Today"), "sun"),
    Entry("children", Text("儿童", "Children"), "users"),
    Entry("cases", Text("办件", "Cases"), "checklist", WITH_CASES),
    Entry("months", Text("发放", "Payments"), "coin-yuan", OVER_MONEY),
    Entry("places", Text("覆盖", "Coverage"), "wall", OVER_OTHERS),
    Entry("imports", Text("导入", "Import"), "upload", OVER_OTHERS),
    Entry("tables", Text("表册", "Tables"), "table", OVER_MONEY),
    Entry("policy", Text("政策", "Policy"), "scale"),
)

# Pages of a subject whose views stand in a module of their own.
WITHIN = {
    "absences": "today",
    "accounts": "children",
    "child_file": "children",
    "decisions": "children",
    "facts": "children",
    "funds": "months",
    "hand_overs": "today",
    "ledgers": "children",
    "moves": "children",
    "procedures": "policy",
    "readings": "children",
    "rechecks": "children",
    "stand_ins": "places",
    "trials": "policy",
}


class Link(NamedTuple):
    """An entry of the nav as this page shows it."""

    href: str
    label: Text
    sign: str
    current: bool


def shell(request: OfficerRequest) -> dict[str, object]:
    """The officer, their posts, the day, the language and the nav, for the frame."""
    officer = getattr(request, "officer", None)
    return {
        "officer": officer,
        "posting": getattr(request, "posting", None),
        "other_postings": [p for p in request.postings if p is not request.posting]
        if officer
        else [],
        "today": getattr(request, "today", None),
        "language": translation.get_language() or "zh-hans",
        "nav": list(_nav(request)) if officer else [],
    }


def _nav(request: OfficerRequest) -> Iterator[Link]:
    subject = _subject(request)
    for entry in NAV:
        if request.officer.role in entry.roles:
            href = reverse(entry.subject)
            yield Link(href, entry.label, entry.sign, current=entry.subject == subject)


def _subject(request: HttpRequest) -> str:
    """The subject of the page: the name of the module its view stands in."""
    matched = request.resolver_match
    module = matched.func.__module__.rpartition(".")[2] if matched else ""
    return WITHIN.get(module, module)
