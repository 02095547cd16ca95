"""What Today is filled from: each source asks one question of one subject, for some posts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.db.models import Count, Min, Model
from django.db.models.functions import Coalesce, Mod
from django.urls import reverse

from hutong.casework import queries as casework
from hutong.casework.queries import Reach, handing_over
from hutong.foundation.access import Officer
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import add_months, months_between
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import SPAN, Level
from hutong.foundation.places.queries import by_number
from hutong.interfaces.web import desks, words
from hutong.interfaces.web.scope import names_from
from hutong.interfaces.web.waiting import Standing, Waiting, When
from hutong.programmes.benefits import queries as benefits
from hutong.programmes.benefits.queries import waiting
from hutong.programmes.benefits.queries.rechecks import RIPE_MONTHS
from hutong.programmes.benefits.queries.rounds import why_held
from hutong.registry.people.models import Child
from hutong.registry.people.registers import queries as registers

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from hutong.casework.models import Turn

Found = TypeVar("Found", bound=Model)

SHOWN = 6  # lines of one source on Today; the rest is one line more
LISTED = 200  # lines of one source on a page of its own
MANAGERS = frozenset(
    {Role.CHILD_SUPERVISOR, Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER}
)
WITH_CHILDREN = MANAGERS | {Role.CHILD_DIRECTOR}
NAMED = 4  # districts named in one line
AT_HAND = WITH_CHILDREN - {Role.CITY_OFFICER}


class Source(NamedTuple):
    """One question that Today asks: what it is about, and the lines that answer it."""

    title: Text
    ask: Callable[[Officer, date, int], Iterable[Waiting]]
    of_reach: Callable[[Reach, int], Iterable[Waiting]] | None = None  # the same, of what is known


STEPS = {
    "make": (
        Text("本月名单还没有生成。", "This month's list has not been made."),
        Text("去生成", "Make it"),
    ),
    "check": (
        Text("名单已生成，等您复核。", "The list is made and waits for your check."),
        Text("去复核", "Check it"),
    ),
    "approve": (
        Text("名单已复核，等您审批。", "The list is checked and waits for your approval."),
        Text("去审批", "Approve it"),
    ),
    "release": (
        Text("已审批，还没有登记送银行。", "Approved, and not recorded as sent to the bank."),
        Text("去登记", "Record it"),
    ),
}


def rounds(officer: Officer, on: date, _: int) -> Iterator[Waiting]:
    """The month's payments: what of them this person makes, checks, approves or sends."""
    for step in waiting.steps_for(officer, on):
        what, act = STEPS[step.step]
        href = reverse("month", args=[step.round.pk]) if step.round else reverse("months")
        month = words.month(step.month)
        yield Waiting(
            who=Text(f"{month.zh} 发放", f"Payments of {month.en}"),
            where=step.round.place.name if step.round else "",
            href=href,
            what=what,
            act=act,
            act_href=href,
            due=step.due,
            came_on=None if step.due else on,
        )


def held_for_papers(officer: Officer, _: date, limit: int) -> Iterator[Waiting]:
    """Children who are not paid because a paper is missing."""
    made = waiting.latest_round(officer) if officer.role in WITH_CHILDREN else None
    if made is None:
        return
    rows, more = _first(waiting.held_for_papers(made), limit)
    where = _whereabouts(officer, [row.child for row in rows])
    month = words.month(made.month)
    when = When(
        Standing.RETURNED,
        "soon",
        Text("发不出", "Not paid"),
        Text(f"{month.zh}暂缓", f"held in {month.en}"),
    )
    for row in rows:
        name, why = benefits.law().benefit(row.benefit).name, why_held(row)
        yield Waiting(
            who=row.child.name,
            where=where(row.child),
            href=reverse("child", args=[row.child_id]),
            what=Text(
                f"{name.zh}：{why.zh}补齐后随下一期补发，这一行到下一期名单生成时消去。",
                f"{name.en}: {why.en} Once it is in, the next round pays; this line goes when that"
                " list is made.",
            ),
            act=Text("看缺什么", "What is missing"),
            act_href=reverse("decision", args=[row.child_id, row.benefit]),
            when=when,
        )
    if more:
        yield _more(
            more,
            Text("发放暂缓，缺材料。", "Held, a paper missing."),
            reverse("waiting", args=["papers"]),
            when,
        )


def coming_of_age(officer: Officer, on: date, limit: int) -> Iterator[Waiting]:
    """Who turns eighteen within a month and is still granted something."""
    if officer.role not in WITH_CHILDREN:
        return
    children, more = _first(waiting.coming_of_age(on), limit)
    where = _whereabouts(officer, children)
    for child in children:
        if child.birth_date is None:
            continue
        birthday = add_months(child.birth_date, 12 * waiting.OF_AGE)
        day = words.near_day(birthday)
        yield Waiting(
            who=child.name,
            where=where(child),
            href=reverse("child", args=[child.pk]),
            what=Text(
                f"{day.zh}满 18 周岁，还领着待遇。核对是否在读，该续的续，该停的说明白。",
                f"Turns 18 on {day.en} and is still granted benefits. Check whether they study:"
                " what goes on, what ends.",
            ),
            act=Text("看档案", "Open the file"),
            act_href=reverse("child", args=[child.pk]),
            due=birthday,
        )
    if more:
        yield _more(
            more,
            Text("一个月内满 18 周岁。", "Turning 18 within a month."),
            reverse("waiting", args=["of-age"]),
            LATER,
        )


def provisional(officer: Officer, on: date, limit: int) -> Iterator[Waiting]:
    """What was granted before everything was proved, and is still not settled."""
    if officer.role not in MANAGERS:
        return
    if officer.place_last - officer.place_number >= SPAN[Level.DISTRICT]:
        yield from _ripe_by_district(on, limit)
        return
    grants, more = _first(waiting.ripe(on), limit)
    where = _whereabouts(officer, [grant.child for grant in grants])
    for grant in grants:
        since = grant.counted_from  # type: ignore[attr-defined] # as `ripe` counts it
        due = add_months(since, RIPE_MONTHS)
        yield Waiting(
            who=grant.child.name,
            where=where(grant.child),
            href=reverse("child", args=[grant.child_id]),
            what=Text(
                "先行救助满半年要复核：父母的情形现在能定了吗？能定的改按正式类别确认。",
                "Granted provisionally, to be looked at after half a year: can the parents'"
                " circumstances be settled now? If so, confirm the child in the class proper.",
            ),
            act=Text("去复核", "Look again"),
            act_href=reverse("decision", args=[grant.child_id, grant.benefit]),
            due=due,
            when=_overdue(due, on) if due < on else None,
        )
    if more:
        yield _more(
            more,
            Text("先行救助已满半年，待复核。", "Granted provisionally half a year ago or more."),
            reverse("waiting", args=["provisional"]),
            OVERDUE,
        )


def _ripe_by_district(on: date, limit: int) -> Iterator[Waiting]:
    """The looks that are due in a whole city: one line that names its districts, or one for each.

    A child counts where its household registration is, or else where it lives.
    """
    home = Coalesce("child__hukou_id", "child__residence_id")
    district = home - Mod(home, SPAN[Level.DISTRICT])
    counted = list(
        waiting.ripe(on)
        .order_by()
        .values(district=district)
        .annotate(grants=Count("pk"), oldest=Min("counted_from"))
        .order_by("-grants", "district")
    )
    if not counted:
        return
    names = desks.names_of(row["district"] for row in counted)
    what = Text("先行救助满半年待复核", "provisional grants to be looked at again")
    href = reverse("waiting", args=["provisional"])
    if limit < LISTED:
        total = sum(row["grants"] for row in counted)
        oldest = add_months(min(row["oldest"] for row in counted), RIPE_MONTHS)
        told = [(names.get(row["district"], ""), row["grants"]) for row in counted[:NAMED]]
        rest = len(counted) - len(told)
        zh = "、".join(f"{name} {count}" for name, count in told)
        en = ", ".join(f"{name} {count}" for name, count in told)
        yield Waiting(
            who=Text(f"{total} 件{what.zh}", f"{total} {what.en}"),
            href=href,
            what=Text(
                f"{zh}{f'，另有 {rest} 个区' if rest else ''}。由各区、街道办理。",
                f"{en}{f' and {rest} more districts' if rest else ''}. The offices there look.",
            ),
            act=Text("看各区", "By district"),
            act_href=href,
            things=total,
            when=_overdue(oldest, on) if oldest < on else None,
            due=oldest,
        )
        return
    for row in counted:
        oldest = add_months(row["oldest"], RIPE_MONTHS)
        there = f"{href}?place={row['district']}"
        yield Waiting(
            who=names.get(row["district"], ""),
            href=there,
            what=Text(f"{row['grants']} 件{what.zh}。", f"{row['grants']} {what.en}."),
            act=Text("看名单", "See the list"),
            act_href=there,
            things=row["grants"],
            due=oldest,
            when=_overdue(oldest, on) if oldest < on else None,
        )


def registers_read(officer: Officer, _: date, limit: int) -> Iterator[Waiting]:
    """Registers that were read, with rows nobody has taken yet."""
    if officer.role not in MANAGERS:
        return
    files, more = _first(registers.waiting(), limit)
    for file in files:
        yield Waiting(
            who=file.receipt.file_name,
            href=reverse("import", args=[file.pk]),
            what=Text(
                "名册已读入，有可以导入的行还没有处理。", "Read; some rows wait to be taken."
            ),
            act=Text("去核对", "Look them over"),
            act_href=reverse("import", args=[file.pk]),
            came_on=file.on,
        )
    if more:
        yield _more(
            more,
            Text("名册有待处理的行。", "Registers with rows waiting."),
            reverse("imports"),
            LATER,
        )


def being_verified(officer: Officer, on: date, limit: int) -> Iterator[Waiting]:
    """Children whose circumstances are being looked into, and who are granted nothing yet."""
    if officer.role not in AT_HAND:
        return
    told, more = _first(waiting.being_verified(on), limit)
    children = {fact.child: fact.recorded_on for fact in told if fact.child is not None}
    where = _whereabouts(officer, children)
    for child, recorded_on in children.items():
        yield Waiting(
            who=child.name,
            where=where(child),
            href=reverse("child", args=[child.pk]),
            what=Text(
                "父母情形正在查验。看还缺哪份材料，补齐了就能定。",
                "The parents' circumstances are being verified. See which paper is missing still.",
            ),
            act=Text("看档案", "Open the file"),
            act_href=reverse("child", args=[child.pk]),
            came_on=recorded_on,
        )
    if more:
        yield _more(
            more,
            Text("父母情形正在查验。", "Circumstances being verified."),
            reverse("waiting", args=["verifying"]),
            LATER,
        )


def cases(reach: Reach, limit: int) -> Iterator[Waiting]:
    """The steps of cases that are this post's turn."""
    officer, on = reach.officer, reach.on
    if not may(officer.role, Kind.CASE, Act.VIEW):
        return
    found, more = casework.nearest(reach.waiting(), limit)
    turns = _once(found)
    where = _whereabouts(officer, [turn.case.child for turn in turns])
    # Why somebody else's work lies here: they are away, the post is vacant, it was not taken over.
    others = [turn for turn in turns if officer.role not in turn.roles]
    hands = casework.hands(others, on) if others else {}
    for turn in turns:
        procedure = casework.procedure_of(turn.case)
        state = procedure.state_name(turn.state)
        held = hands.get(casework.post_of(turn))
        for_whom = Text("", "") if held is None else held.told or NOT_TAKEN
        href = reverse("case", args=[turn.case_id])
        yield Waiting(
            who=turn.case.child.name,
            where=where(turn.case.child),
            href=reverse("child", args=[turn.case.child_id]),
            what=Text(
                f"{procedure.name.zh}：{state.zh}。{for_whom.zh}",
                f"{procedure.name.en}: {state.en}. {for_whom.en}".rstrip(),
            ),
            act=Text("去办理", "Open the case"),
            act_href=href,
            due=turn.due_on,
            returned_on=turn.came_on if turn.returned else None,
            came_on=turn.came_on,
        )
    if more:
        yield _more(
            more, Text("办件，期限更远。", "Cases with later limits."), reverse("cases"), LATER
        )


def with_nobody(reach: Reach, _: int) -> Iterator[Waiting]:
    """The cases in the officer's area for which nobody is there, in one line for each kind."""
    if reach.officer.role not in MANAGERS:
        return
    turns = list(reach.with_nobody()[:LISTED])
    hands = casework.hands(turns, reach.on)
    by_reason: dict[Text, list[Turn]] = {}
    for turn in turns:
        by_reason.setdefault(hands[casework.post_of(turn)].told or NOT_TAKEN, []).append(turn)
    for why, left in by_reason.items():
        yield Waiting(
            who=Text(f"{len(left)} 件没有人能办", f"{len(left)} with nobody to do them"),
            href=f"{reverse('cases')}?show=nobody",
            what=Text(f"{why.zh}。请任用或者指定代办人。", f"{why.en}. Appoint or name somebody."),
            act=Text("看办件", "See the cases"),
            act_href=f"{reverse('cases')}?show=nobody",
            things=len(left),
            when=When(Standing.LATE, "late", Text("无人办", "Nobody"), Text("", "")),
        )


def not_taken(reach: Reach, limit: int) -> Iterator[Waiting]:
    """What a taker did not take over when a post changed hands, for the office above it."""
    mine = [one for one in reach.refusals if handing_over.may_settle(one, reach.officer)]
    for refusal in mine[:limit]:
        line = refusal.line
        href = reverse("hand_over", args=[line.hand_over_id])
        taker = line.hand_over.taker.account.name
        yield Waiting(
            who=line.name,
            href=href,
            what=Text(
                f"交接时{taker}没有接收：{refusal.reason}。处理完之前归您。",
                f"{taker} did not take it over: {refusal.reason}. Yours until it is settled.",
            ),
            act=Text("去处理", "Settle it"),
            act_href=href,
            when=When(Standing.RETURNED, "soon", Text("未接收", "Not taken"), Text("", "")),
        )
    if len(mine) > limit:
        yield _more(
            len(mine) - limit,
            Text("交接时未接收。", "Not taken over."),
            reverse("waiting", args=["not-taken"]),
            LATER,
        )


def to_sign(officer: Officer, _: date, __: int) -> Iterator[Waiting]:
    """The hand-overs that wait for this person's signature."""
    for drawn in handing_over.waiting_for_signature(officer):
        href = reverse("hand_over", args=[drawn.pk])
        giver, taker = drawn.giver.account.name, drawn.taker.account.name
        yield Waiting(
            who=Text(f"{drawn.place.name}岗位交接", f"Hand-over of {drawn.place.name}"),
            href=href,
            what=Text(
                f"{giver}交给{taker}的清单等您签字。",
                f"The list from {giver} to {taker} waits for your signature.",
            ),
            act=Text("去签字", "Sign it"),
            act_href=href,
            due=drawn.last_day,
            came_on=drawn.drawn_on,
        )


NOT_TAKEN = Text("交接时没有人接收。", "Nobody took it over.")
LATER = When(Standing.LATER, "", Text("其余", "The rest"), Text("", ""))
OVERDUE = When(Standing.LATE, "late", Text("其余超期", "The rest, late"), Text("", ""))


def _looked_over(
    of_reach: Callable[[Reach, int], Iterable[Waiting]],
) -> Callable[[Officer, date, int], Iterable[Waiting]]:
    """The question where the open work has not been looked over yet."""
    return lambda officer, on, limit: of_reach(casework.reach(officer, on), limit)


SOURCES = {
    "nobody": Source(Text("没有人能办", "Nobody to do it"), _looked_over(with_nobody), with_nobody),
    "hand-overs": Source(Text("交接签字", "Hand-overs to sign"), to_sign),
    "not-taken": Source(Text("交接未接收", "Not taken over"), _looked_over(not_taken), not_taken),
    "cases": Source(Text("办件", "Cases"), _looked_over(cases), cases),
    "rounds": Source(Text("发放", "Payments"), rounds),
    "papers": Source(Text("发放暂缓，缺材料", "Held, a paper missing"), held_for_papers),
    "verifying": Source(Text("正在查验", "Being verified"), being_verified),
    "of-age": Source(Text("一个月内满 18 周岁", "Turning 18 within a month"), coming_of_age),
    "provisional": Source(Text("先行救助待复核", "Provisional grants"), provisional),
    "registers": Source(Text("名册待处理", "Registers with rows waiting"), registers_read),
}


def _first(found: "QuerySet[Found]", limit: int) -> tuple[list[Found], int]:
    """The first lines, and how many there are beyond them."""
    rows = list(found[: limit + 1])
    if len(rows) <= limit:
        return rows, 0
    return rows[:limit], found.count() - limit


def _whereabouts(officer: Officer, children: Iterable[Child]) -> Callable[[Child], str]:
    """Where a child is at home, as one says it from the officer's own place."""

    def home(child: Child) -> int | None:
        numbers = (child.hukou_id, child.residence_id)
        return next((number for number in numbers if officer.answers_for(number)), None)

    if officer.place_number == officer.place_last:
        return lambda _: ""
    places = {
        place.number: place
        for child in children
        for place in (child.hukou, child.residence)
        if place is not None and place.number == home(child)
    }
    names = names_from(by_number(officer.place_number), places.values()) if places else {}
    return lambda child: names.get(home(child) or 0, "")


def _overdue(due: date, on: date) -> When:
    """How late something is that may have waited for years: in months, or else in days."""
    months, days = months_between(due, on), (on - due).days
    if months:
        late = Text(f"超期 {months} 个月", f"{months} month{'s' if months > 1 else ''} late")
    else:
        late = Text(f"超期 {days} 天", f"{days} day{'s' if days > 1 else ''} late")
    return When(
        Standing.LATE, "late", late, Text(f"应于 {due:%Y-%m-%d}", f"was due {due:%Y-%m-%d}")
    )


def _more(count: int, what: Text, href: str, when: When) -> Waiting:
    return Waiting(
        who=Text(f"还有 {count} 件", f"{count} more"),
        href=href,
        what=what,
        act=Text("看名单", "See the list"),
        act_href=href,
        things=count,
        when=when,
    )


def _once(turns: Iterable["Turn"]) -> list["Turn"]:
    """The first turn of each case, where somebody holds the turns of two posts."""
    first: dict[UUID, Turn] = {}
    for turn in turns:
        first.setdefault(turn.case_id, turn)
    return list(first.values())
