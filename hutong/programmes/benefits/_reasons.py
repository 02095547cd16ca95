"""The reason of each line of a payment, in words that rest on the verdicts behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import connection

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Begins, Outcome
from hutong.programmes.benefits._explaining import Known, in_yuan, joined, what_changed
from hutong.programmes.benefits._knowledge import news_sql
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits._verdicts import Case, verdicts_on
from hutong.programmes.benefits.models import (
    Award,
    AwardWithdrawal,
    Deviation,
    Entitlement,
    Kind,
    Line,
)
from hutong.registry.people.models import Child
from hutong.registry.people.queries import KnownFact, fact_rows_of

if TYPE_CHECKING:
    from hutong.foundation.policy import Verdict

SAME = Text("与上月相同", "the same as last month")
UNPAID_SO_FAR = Text("应发未发", "due and not paid so far")
NOT_ENTITLED = Text("没有确认过这项待遇", "nobody has granted this benefit")
AWARD_GONE = Text("决定的款项已撤销", "what was awarded has been withdrawn")
MOVED = Text("户籍已迁出本地区，由迁入地接续发放", "registered elsewhere now, and paid from there")
OUT_OF_SIGHT = Text(
    "儿童档案已转出，原因见转入地", "the child's file has moved; see there for the reason"
)
ENDINGS = {
    Kind.BACK_PAY: Text("补发{month}", "back-pay for {month}"),
    Kind.RECOVERY: Text("追回{month}", "to be recovered for {month}"),
}
STOPS = Text("次月停发", "paid no further from the month after")


@dataclass(frozen=True, slots=True)
class Step:
    """From one sum to another: the cases behind both, as far as there are any."""

    child: UUID
    account: str
    month: Month
    benefit: str
    before: Case | None
    after: Case | None
    ground: str
    first: bool  # nothing was ever paid for the month before
    entering: bool = False  # the month is this one, and nothing was paid for the last


class Told(NamedTuple):
    """What a line tells of its step, for lines that were read without their sums."""

    child_id: UUID
    account: str
    benefit: str
    month: Month
    kind: Kind
    sequence: int
    reason: Mapping[str, str]


JUDGED = frozenset({"due", "not_due"})  # the grounds that the rules decide
Signature = tuple[object, ...]


def day_of(month: Month) -> date:
    """The day whose facts decide a month."""
    return month.first_day - timedelta(days=1)


def rests_on_figures(sequence: int, reason: Mapping[str, str]) -> bool:
    """Whether a back-payment's reason is the same for all of whom nothing new was recorded."""
    return sequence > 1 and reason["ground"] in JUDGED and "known_before" in reason


def step_of(line: Line | Told, last_month: Line | None) -> Step:
    """What a line leads from: the sum paid for its month before, or else that of last month."""
    told = line.reason
    on = date.fromisoformat(told["on"]) if "on" in told else day_of(line.month)
    known = date.fromisoformat(told["known"])
    after = Case(line.child_id, line.benefit, on, line.month.first_day, known)
    before = None
    if line.kind == Kind.NORMAL and line.sequence == 1 and last_month and last_month.due > 0:
        before = Case(
            line.child_id,
            last_month.benefit,
            day_of(last_month.month),
            last_month.month.first_day,
            date.fromisoformat(last_month.reason["known"]),
        )
    elif "known_before" in told:
        before = Case(
            line.child_id,
            told.get("benefit_before", line.benefit),
            on,
            line.month.first_day,
            date.fromisoformat(told["known_before"]),
        )
    return Step(
        line.child_id,
        line.account,
        line.month,
        line.benefit,
        before,
        after,
        told["ground"],
        first=line.sequence == 1,
        entering=line.kind == Kind.NORMAL
        and line.sequence == 1
        and not (last_month and last_month.due > 0),
    )


@dataclass
class Reasons:
    """The reasons of many steps, judged together and worded one by one.

    Where nothing new was recorded of a child between two days, only the figures of the law can
    have moved its sum: such children share one wording.
    """

    steps: Sequence[Step]
    _visible: set[UUID] = field(init=False)
    _entitlements: dict[tuple[UUID, str], list[Entitlement]] = field(init=False)
    _deviations: dict[tuple[UUID, str], list[Deviation]] = field(init=False)
    _awards: dict[tuple[UUID, str, Month], list[Award]] = field(init=False)
    _verdicts: dict[Case, "Verdict"] = field(init=False)
    _registers: dict[tuple[date, date], dict[UUID, list[KnownFact]]] = field(
        init=False, default_factory=dict
    )
    _shared: dict[Signature, Step] = field(init=False)
    _worded: dict[Signature, list[Text]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        children = {step.child for step in self.steps}
        self._visible = set(Child.objects.filter(pk__in=children).values_list("pk", flat=True))
        self._entitlements = defaultdict(list)
        for entitlement in Entitlement.objects.filter(child__in=children).order_by("first_month"):
            self._entitlements[entitlement.child_id, entitlement.account].append(entitlement)
        self._deviations = defaultdict(list)
        for deviation in Deviation.objects.filter(child__in=children, agreed_on__isnull=False):
            self._deviations[deviation.child_id, deviation.benefit].append(deviation)
        self._awards = self._awards_of(children)
        self._share()
        judged = [step for step in self._shared.values() if self._needs_verdicts(step)]
        self._verdicts = verdicts_on(
            case for step in judged for case in (step.before, step.after) if case is not None
        )

    def _awards_of(self, children: set[UUID]) -> dict[tuple[UUID, str, Month], list[Award]]:
        found: dict[tuple[UUID, str, Month], list[Award]] = defaultdict(list)
        if any(step.ground == "award" for step in self.steps):
            awards = Award.objects.filter(child__in=children).select_related("withdrawal")
            for award in awards.order_by("decided_on", "pk"):
                found[award.child_id, award.account, award.month].append(award)
        return found

    def of(self, step: Step) -> list[Text]:
        """The clauses that say why."""
        signature = self._signatures[id(step)]
        if signature not in self._worded:
            self._worded[signature] = self._word(self._shared[signature])
        return self._worded[signature]

    def _share(self) -> None:
        news = self._with_news()
        self._signatures: dict[int, Signature] = {}
        self._shared = {}
        for step in self.steps:
            signature: Signature = (step.child, step.account, step.month, step.before, step.after)
            if (
                self._needs_verdicts(step)
                and step.before is not None
                and step.after is not None
                and step.before.on == step.after.on
                and (step.child, step.before.known_on, step.after.known_on) not in news
            ):
                signature = (
                    step.before.benefit,
                    step.after.benefit,
                    step.month,
                    step.before.known_on,
                    step.after.known_on,
                    step.ground,
                    step.first,
                    self._beginning(step),
                    self._unpaid(step),
                )
            self._signatures[id(step)] = signature
            self._shared.setdefault(signature, step)

    def _with_news(self) -> set[tuple[UUID, date, date]]:
        spans: dict[tuple[date, date], set[UUID]] = defaultdict(set)
        for step in self.steps:
            if step.before is not None and step.after is not None:
                spans[step.before.known_on, step.after.known_on].add(step.child)
        found = set()
        with connection.cursor() as cursor:
            for (after, until), children in spans.items():
                if after < until:
                    cursor.execute(
                        news_sql("select unnest(%s::uuid[]) as child", after, until),
                        [list(children)],
                    )
                    found |= {(row[0], after, until) for row in cursor.fetchall()}
        return found

    def _needs_verdicts(self, step: Step) -> bool:
        return (
            step.child in self._visible
            and step.ground in JUDGED
            and step.before is not None
            and self._granted_since(step) is None
        )

    def _granted_since(self, step: Step) -> Entitlement | None:
        """The entitlement that explains a first payment: nobody had granted it before."""
        if not step.first or step.ground != "due":
            return None
        for entitlement in self._entitlements[step.child, step.account]:
            if entitlement.benefit != step.benefit or not entitlement.covers(step.month):
                continue
            if step.before is None or (
                step.before.values_on == step.month.first_day
                and entitlement.confirmed_on > step.before.known_on
            ):
                return entitlement
        return None

    def _beginning(self, step: Step) -> Entitlement | None:
        """The entitlement whose first month this is, where nothing was paid for it before."""
        if not step.first:
            return None
        for entitlement in self._entitlements[step.child, step.account]:
            if entitlement.benefit == step.benefit and entitlement.first_month == step.month:
                return entitlement
        return None

    def _word(self, step: Step) -> list[Text]:
        if step.child not in self._visible:
            return [OUT_OF_SIGHT]
        match step.ground:
            case "deviation":
                return self._deviated(step)
            case "award":
                return self._awarded(step)
            case "not_entitled":
                return self._ended(step)
            case "moved":
                return [MOVED]
            case _:
                return self._judged(step)

    def _judged(self, step: Step) -> list[Text]:
        granted = self._granted_since(step)
        if granted is not None:
            return [_confirmed(granted)]
        if step.before is None or step.after is None:
            return [self._unpaid(step)]
        return self._compared(step, self._verdicts[step.before], self._verdicts[step.after])

    def _compared(self, step: Step, before: "Verdict", after: "Verdict") -> list[Text]:
        same_month = before.values_on == after.values_on
        if step.first and same_month and before.eligible:
            begun = self._beginning(step)
            return [self._unpaid(step) if begun is None else _confirmed(begun)]
        clauses = what_changed(before, after, self._register(step, before, after))
        if before.benefit is not after.benefit:
            clauses.insert(
                0,
                Text(
                    f"由“{before.benefit.name.zh}”改按“{after.benefit.name.zh}”",
                    f"“{after.benefit.name.en}” instead of “{before.benefit.name.en}”",
                ),
            )
        if not clauses and after.outcome is Outcome.NO:
            return [
                Text(f"{finding.condition.label.zh}：否", f"not: {finding.condition.label.en}")
                for finding in after.failed
            ]
        return clauses or [self._unpaid(step) if same_month else SAME]

    def _unpaid(self, step: Step) -> Text:
        """That something was due and is paid now; of a child new on the list, since when it is."""
        granted = self._entitlements[step.child, step.account] if step.entering else []
        for entitlement in granted:
            if entitlement.benefit == step.benefit and entitlement.covers(step.month):
                return _entered(entitlement)
        return UNPAID_SO_FAR

    def _register(self, step: Step, before: "Verdict", after: "Verdict") -> dict[str, Known]:
        """Since when the facts hold that differ, and when they were recorded."""
        if step.after is None or before.found.facts == after.found.facts:
            return {}
        day = step.after.on, step.after.known_on
        if day not in self._registers:
            self._registers[day] = fact_rows_of(self._changed(*day), *day)
        return {
            row.fact.name: Known(row.since, row.record.recorded_on if row.record else None)
            for row in self._registers[day][step.child]
        }

    def _changed(self, on: date, known_on: date) -> set[UUID]:
        """The children of whom a day's verdict rests on other facts than the one before."""
        found = set()
        for step in self._shared.values():
            before, after = step.before, step.after
            if before not in self._verdicts or after not in self._verdicts:
                continue
            same_day = (after.on, after.known_on) == (on, known_on)
            if same_day and self._verdicts[before].found.facts != self._verdicts[after].found.facts:
                found.add(step.child)
        return found

    def _deviated(self, step: Step) -> list[Text]:
        return [
            Text(
                f"按{deviation.agreed_on}经两人同意的偏离发放{in_yuan(deviation.amount).zh}"
                f"：{deviation.reason}",
                f"{in_yuan(deviation.amount).en} as two people agreed on {deviation.agreed_on}"
                f" to depart from the rule: {deviation.reason}",
            )
            for deviation in self._deviations[step.child, step.benefit]
            if deviation.covers(step.month)
        ]

    def _awarded(self, step: Step) -> list[Text]:
        """What was awarded, and what was taken back, between the line before and this one."""
        after = None if step.first or step.before is None else step.before.known_on
        until = date.max if step.after is None else step.after.known_on
        clauses = []
        for award in self._awards[step.child, step.account, step.month]:
            withdrawal = withdrawal_of(award)
            gone = withdrawal is not None and withdrawal.withdrawn_on <= until
            if gone and withdrawal is not None:
                if after is not None and withdrawal.withdrawn_on >= after:
                    clauses.append(_taken_back(award, withdrawal))
            elif award.decided_on <= until and (after is None or award.decided_on >= after):
                clauses.append(_awarded_once(award))
        return clauses or [AWARD_GONE]

    def _ended(self, step: Step) -> list[Text]:
        ended = [
            Text(
                f"{law().benefit(item.benefit).name.zh}发放至{item.ended_month}止：{item.reason}",
                f"{law().benefit(item.benefit).name.en} ended with {item.ended_month}:"
                f" {item.reason}",
            )
            for item in self._entitlements[step.child, step.account]
            if item.ended_month is not None and item.ended_month < step.month
        ]
        return ended[-1:] or [NOT_ENTITLED]


def withdrawal_of(award: Award) -> AwardWithdrawal | None:
    """The row that took an award back, if one did."""
    return getattr(award, "withdrawal", None)


def _awarded_once(award: Award) -> Text:
    name, amount = law().benefit(award.benefit).name, in_yuan(award.amount)
    return Text(
        f"{award.decided_on}决定{name.zh}{amount.zh}",
        f"{name.en} of {amount.en} decided on {award.decided_on}",
    )


def _taken_back(award: Award, withdrawal: AwardWithdrawal) -> Text:
    told = _awarded_once(award)
    return Text(
        f"{told.zh}，{withdrawal.withdrawn_on}撤销：{withdrawal.reason}",
        f"{told.en}, withdrawn on {withdrawal.withdrawn_on}: {withdrawal.reason}",
    )


def _entered(entitlement: Entitlement) -> Text:
    name = law().benefit(entitlement.benefit).name
    return Text(
        f"新增（上月未发），自{entitlement.first_month}起享受{name.zh}",
        f"new since last month: {name.en} counts from {entitlement.first_month}",
    )


def _confirmed(entitlement: Entitlement) -> Text:
    benefit = law().benefit(entitlement.benefit)
    if benefit.begins is Begins.MONTH_OF_APPLICATION:
        return Text(
            f"{entitlement.applied_on}申请{benefit.name.zh}，当月起发放",
            f"{benefit.name.en} applied for on {entitlement.applied_on}, paid from that month",
        )
    if entitlement.first_month == Month.of(entitlement.confirmed_on) + 1:
        return Text(
            f"{entitlement.confirmed_on}确认{benefit.name.zh}，次月起发放",
            f"{benefit.name.en} confirmed on {entitlement.confirmed_on}, paid from the month after",
        )
    return Text(
        f"{entitlement.confirmed_on}确认{benefit.name.zh}，{entitlement.first_month}起发放",
        f"{benefit.name.en} confirmed on {entitlement.confirmed_on},"
        f" paid from {entitlement.first_month}",
    )


def sentence(line: Line, clauses: Iterable[Text]) -> Text:
    """The reason of a line as a sentence that also says what is done about it."""
    ending = ENDINGS.get(Kind(line.kind))
    return joined(clauses, None if ending is None else ending.filled(month=line.month))
