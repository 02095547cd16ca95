"""What the frame of every page shows."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.requests import OfficerRequest


class Entry(NamedTuple):
    """One subject in the nav: the module of its pages, and the kind of thing they show."""

    subject: str
    label: Text
    sign: str
    kind: Kind


# Who looks after posts; others know their own community, and find it in the children's list.
OVER_OTHERS = frozenset(
    {Role.CHILD_SUPERVISOR, Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER}
)

# In the order of the nav; on a phone the first five stand at the foot, the rest in the menu.
NAV = (
    Entry("today", Text("今日", "Today"), "sun", Kind.DESK),
    Entry("children", Text("儿童", "Children"), "users", Kind.CHILD),
    Entry("cases", Text("办件", "Cases"), "checklist", Kind.CASE),
    Entry("months", Text("发放", "Payments"), "coin-yuan", Kind.PAYMENT),
    Entry("places", Text("覆盖", "Coverage"), "wall", Kind.POST),
    Entry("imports", Text("导入", "Import"), "upload", Kind.REGISTER),
    Entry("tables", Text("表册", "Tables"), "table", Kind.TABLE),
    Entry("alerts", Text("警报", "Alerts"), "alert-triangle", Kind.ALERT),
    Entry("policy", Text("政策", "Policy"), "scale", Kind.POLICY),
)

# Pages of a subject whose views stand in a module of their own.
WITHIN = {
    "absences": "today",
    "accounts": "children",
    "child_file": "children",
    "decisions": "children",
    "facts": "children",
    "funds": "months",
    "glass": "children",
    "hand_overs": "today",
    "ledgers": "children",
    "moves": "children",
    "orders": "children",
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
        if may(request.officer.role, entry.kind, Act.VIEW):
            href = reverse(entry.subject)
            yield Link(href, entry.label, entry.sign, current=entry.subject == subject)


def _subject(request: HttpRequest) -> str:
    """The subject of the page: the name of the module its view stands in."""
    matched = request.resolver_match
    module = matched.func.__module__.rpartition(".")[2] if matched else ""
    return WITHIN.get(module, module)
