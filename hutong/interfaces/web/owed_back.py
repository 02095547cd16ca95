"""What a child was paid too much, as the ledger and the case of its recovery show it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hutong.casework import Procedure
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.templatetags.hutong import money
from hutong.programmes.benefits import actions, queries
from hutong.programmes.benefits.models import RecoveryPlan, Settlement
from hutong.programmes.benefits.queries.recovering import KINDS, WAYS, TakenBack, counts
from hutong.registry.people.models import Child

TOO_MUCH = Text("多发：{months}", "paid too much: {months}")
NOT_RELEASED = Text("所在发放期还没有审批", "its round is not approved yet")
WAITS = Text("等待另一人同意", "waits for a second person")
DECLINED = Text("另一人不同意", "a second person declined")


class Owed(NamedTuple):
    """One sum found or settled, as a line; what does not count (yet) is shown paler."""

    day: date | None
    what: Text
    note: Text | None
    amount: Decimal
    who: Text
    counts: bool


class OwedBack(NamedTuple):
    """All that a child owes back, line by line, what is still open, and how it is to come."""

    lines: Sequence[Owed]
    open: Decimal
    plan: Text | None


def recovers(procedure: Procedure) -> bool:
    """Whether money that was paid too much comes back by a procedure."""
    return any(step.does is actions.record_repayment for step in procedure.steps)


def owed_back(child: Child) -> OwedBack | None:
    """What a child was paid too much and what became of it; nothing if it never was."""
    found = queries.receivable(child)
    if not found.taken_back:
        return None
    return OwedBack(
        lines=[
            *(_taken_back(one) for one in found.taken_back),
            *(_settled(one) for one in found.settlements),
        ],
        open=found.open,
        plan=_plan(found.plan) if found.plan and found.open else None,
    )


def _taken_back(one: TakenBack) -> Owed:
    months = [str(month) for month in one.months]
    return Owed(
        one.round.approved_on if one.round else None,
        TOO_MUCH.filled(months="、".join(months)),
        None if one.round else NOT_RELEASED,
        -one.net,
        Text(one.round.approved_by.name, one.round.approved_by.name)
        if one.round and one.round.approved_by
        else Text("", ""),
        counts=True,
    )


def _settled(one: Settlement) -> Owed:
    says = [said for said in (one.paper, one.reason) if said]
    waits = None
    if not counts(one):
        waits = DECLINED if one.declined_on else WAITS
    note = "；".join([*says, *([waits.zh] if waits else [])])
    note_en = "; ".join([*says, *([waits.en] if waits else [])])
    people = [person.name for person in (one.recorded_by, one.agreed_by) if person]
    return Owed(
        one.settled_on,
        next(label for kind, label in KINDS.items() if kind == one.kind),
        Text(note, note_en) if note else None,
        -one.amount,
        Text("、".join(people), ", ".join(people)),
        counts=counts(one),
    )


def _plan(plan: RecoveryPlan) -> Text:
    how = next(label for way, label in WAYS.items() if way == plan.way)
    month = Text("", "")
    if plan.monthly is not None:
        month = Text(f"，每月 {money(plan.monthly)}", f", {money(plan.monthly)} a month")
    if plan.agreed_by is None:
        return Text(
            f"{plan.proposed_by.name}提出：{how.zh}{month.zh}，{WAITS.zh}。",
            f"Proposed by {plan.proposed_by.name}: {how.en}{month.en}; {WAITS.en}.",
        )
    return Text(
        f"{how.zh}{month.zh}（{plan.proposed_by.name}提出，{plan.agreed_by.name}同意）。",
        f"{how.en}{month.en} (proposed by {plan.proposed_by.name}, "
        f"agreed to by {plan.agreed_by.name}).",
    )
