"""Who opened a child's file and why, and what was changed in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.history.models import Change, Reading
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact
from hutong.interfaces.web.child_file import KEPT_BACK, file_opened
from hutong.interfaces.web.discretion import PURPOSE_LABELS, is_guarded
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.programmes.benefits.queries import law
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.models import Child
from hutong.registry.people.queries import changes_of, readings_of, searches_with

ON_THE_PAGE = 50
WHATS = {
    "file": Text("打开档案", "opened the file"),
    "facts": Text("看登记了什么", "looked at what is on record"),
    "account": Text("看领取账户", "looked at the payee account"),
    "ledger": Text("看资金台账", "looked at the ledger"),
    "paper": Text("打开材料", "opened a paper"),
    "api child": Text("由接口读取档案", "the file, asked by another system"),
    "api facts": Text("由接口读取登记", "what is on record, asked by another system"),
    "api owed": Text("由接口查应得保障", "what is owed, asked by another system"),
    "command line": Text("由命令行读取", "read on the command line"),
    "glass": Text("紧急查看", "emergency access"),
    "orders": Text("看禁止接触的命令", "looked at the orders"),
    "circumstances": Text("看监护和本人情况", "looked at the circumstances"),
}
ON_A_LIST = Text("列在名单上", "stood on a list")
FOUND = {
    "search": Text("查找到", "was found by a search"),
    "api search": Text("由接口查找到", "was found by a search of another system"),
    "api list": Text("列在接口名单上", "stood on a list of another system"),
    "command line": Text("由命令行查找到", "was found on the command line"),
    "glass": Text("凭编号紧急查看", "was asked for by its number in an emergency"),
}
TABLES = {
    "people_child": Text("儿童基本信息", "the child's own entry"),
    "people_adult": Text("亲属信息", "a relative's entry"),
    "people_relation": Text("亲属关系", "a relation"),
    "people_household": Text("家庭", "the household"),
    "people_membership": Text("同住的人", "who lives together"),
    "people_domicile": Text("住址", "an address"),
    "people_stay": Text("入住机构", "a stay in an institution"),
    "people_other_name": Text("其他姓名", "another name"),
    "documents_paper": Text("材料", "a paper"),
    "benefits_entitlement": Text("待遇", "a benefit"),
    "benefits_determination": Text("决定", "a decision"),
    "benefits_deviation": Text("偏离规则", "a departure from the rule"),
    "benefits_recheck": Text("复核", "a look at a grant"),
    "benefits_payee_account": Text("领取账户", "a payee account"),
    "benefits_account_change": Text("变更领取账户", "a change of account"),
    "benefits_account_hold": Text("账户暂停发放", "an account held back"),
}
ACTIONS = {
    "insert": Text("登记", "recorded"),
    "update": Text("改动", "changed"),
    "delete": Text("删去", "removed"),
}
COLUMNS = {
    "name": Text("姓名", "name"),
    "sex": Text("性别", "sex"),
    "birth_date": Text("出生日期", "birth date"),
    "id_number": Text("身份证号", "ID number"),
    "residence_id": Text("现居住地", "residence"),
    "residence_detail": Text("现居住地详址", "address"),
    "hukou_id": Text("户籍地", "registration"),
    "hukou_detail": Text("户籍地详址", "registered address"),
    "ethnic_group": Text("民族", "ethnic group"),
    "phone": Text("电话", "telephone"),
    "died_on": Text("去世日期", "date of death"),
    "left_on": Text("离开日期", "date of leaving"),
    "superseded_on": Text("由新的记录接替", "replaced by a later record"),
    "ended_month": Text("末领年月", "last month"),
    "days": Text("起止日期", "its days"),
    "verified_by_id": Text("核实人", "who verified it"),
}
A_CIRCUMSTANCE = Text("一项监护或本人情况", "a circumstance")


class Seen(NamedTuple):
    """One opening, or one change, as a line."""

    at: datetime
    who: str
    post: Text
    what: Text
    why: Text | str
    times: int = 1


@require_safe
def child_readings(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Who opened this child's file, when, and what for."""
    child = file_opened(pk)
    page = _page(readings_of(child), _before(request))
    people = _People.of([(one.actor, one.posting) for one in page])
    lines = [
        Seen(one.at, *people.named(one.actor, one.posting), _what(one), _purpose(one))
        for one in page[:ON_THE_PAGE]
    ]
    return show(
        request,
        "readings/readings.html",
        child=child,
        lines=_together(lines),
        onward=_onward(page),
        first=_before(request) is not None,
        found=_together(_found(child)),
    )


def _found(child: Child) -> list[Seen]:
    """The latest lists and searches in which the child stood, for whom."""
    latest = list(searches_with(child)[:ON_THE_PAGE])
    people = _People.of([(one.actor, one.posting) for one in latest])
    return [
        Seen(one.at, *people.named(one.actor, one.posting), FOUND.get(one.what, ON_A_LIST), "")
        for one in latest
    ]


@require_safe
def child_changes(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """What was changed in this child's file, by whom and when."""
    child = file_opened(pk)
    page = _page(changes_of(child), _before(request))
    people = _People.of([(one.actor, one.posting) for one in page])
    lines = [
        Seen(one.at, *people.named(one.actor, one.posting), _changed(one), one.reason)
        for one in page[:ON_THE_PAGE]
    ]
    return show(
        request,
        "readings/changes.html",
        child=child,
        lines=_together(lines),
        onward=_onward(page),
        first=_before(request) is not None,
    )


def _together(lines: Sequence[Seen]) -> list[Seen]:
    """The same thing done several times within a minute stands on one line."""
    groups = groupby(lines, key=lambda one: (one.at.replace(second=0, microsecond=0), *one[1:]))
    found = [list(group) for _, group in groups]
    return [group[0]._replace(times=len(group)) for group in found]


# --- pages by key ---------------------------------------------------------------------------------


def _before(request: OfficerRequest) -> int | None:
    given = request.GET.get("before", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < len(str(2**63))):
        raise Http404
    return int(given)


def _page(rows: Any, before: int | None) -> list[Any]:  # noqa: ANN401 - a page of either table
    ordered = rows.order_by("-pk")
    if before is not None:
        ordered = ordered.filter(pk__lt=before)
    return list(ordered[: ON_THE_PAGE + 1])


def _onward(page: Sequence[Reading] | Sequence[Change]) -> str:
    return f"?before={page[ON_THE_PAGE - 1].pk}" if len(page) > ON_THE_PAGE else ""


# --- in words -------------------------------------------------------------------------------------


class _People(NamedTuple):
    """The names and posts behind some keys."""

    accounts: Mapping[UUID, Account]
    postings: Mapping[UUID, Posting]

    @classmethod
    def of(cls, keys: Iterable[tuple[UUID | None, UUID | None]]) -> "_People":
        actors, posts = zip(*keys, strict=True) if (keys := list(keys)) else ((), ())
        return cls(
            Account.objects.in_bulk([key for key in actors if key]),
            Posting.objects.select_related("place").in_bulk([key for key in posts if key]),
        )

    def named(self, actor: UUID | None, post: UUID | None) -> tuple[str, Text]:
        """A name, and the post in which it was done."""
        account = self.accounts.get(actor) if actor else None
        posting = self.postings.get(post) if post else None
        title = LABELS[Role(posting.role)] if posting else Text("", "")
        where = posting.place.name if posting else ""
        name = account.name if account else "—"
        return name, Text(f"{title.zh} {where}".strip(), f"{title.en} {where}".strip())


def _what(reading: Reading) -> Text:
    """What was looked at, in words."""
    what, _, rest = reading.what.partition(" ")
    if what == "decision":
        names = {benefit.code: benefit.name for benefit in law().benefits}
        name = names.get(rest, Text(rest, rest))
        return Text(f"看“{name.zh}”的决定", f"looked at the decision on “{name.en}”")
    if what == "table":
        return Text(f"列入导出的表册 {rest}", f"named in table {rest}, which was taken out")
    if what == "fact":
        label = _called(VOCABULARY[rest]) if rest in VOCABULARY else A_CIRCUMSTANCE
        return Text(f"看一项登记：{label.zh}", f"looked at a record: {label.en}")
    if reading.what in KEPT_BACK:
        label = KEPT_BACK[reading.what]
        return Text(f"查看{label.zh}", f"opened: {label.en}")
    return WHATS.get(reading.what, Text(reading.what, reading.what))


def _purpose(reading: Reading) -> Text | str:
    return PURPOSE_LABELS.get(reading.purpose, reading.purpose)


def _called(fact: Fact) -> Text:
    """The name of a fact, unless it is guarded."""
    return A_CIRCUMSTANCE if is_guarded(fact) else fact.label


def _changed(change: Change) -> Text:
    """What a change did, in words; values stand in the file, where they open for a purpose."""
    action = ACTIONS[change.action]
    if change.table_name == "people_fact":
        what = _fact_changed(change)
    else:
        name = change.table_name
        what = TABLES.get(name, Text(name, name))
    if change.action != "update":
        return Text(f"{action.zh}{what.zh}", f"{action.en}: {what.en}")
    columns = [COLUMNS[name] for name in change.after or {} if name in COLUMNS]
    if not columns:
        return Text(f"{action.zh}{what.zh}", f"{action.en}: {what.en}")
    return Text(
        f"{what.zh}：{'、'.join(column.zh for column in columns)}",
        f"{what.en}: {', '.join(column.en for column in columns)}",
    )


def _fact_changed(change: Change) -> Text:
    """Which fact a row states; a row of a parent goes without the parent's name."""
    name = str((change.after or {}).get("name") or (change.before or {}).get("name") or "")
    if name in VOCABULARY:
        return _called(VOCABULARY[name])
    return Text("一项情况", "a fact") if change.action == "update" else A_CIRCUMSTANCE
