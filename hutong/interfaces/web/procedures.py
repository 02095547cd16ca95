"""The procedures of the law: what each does, drawn and step by step, and how its cases move."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from hutong.casework import Move, Procedure, Step, queries
from hutong.casework.queries import Flow
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.diagrams import diagram
from hutong.interfaces.web.requests import OfficerRequest, show

MOVES = {
    Move.RETURN: Text("退回补正，时限暂停", "returned; the limits wait"),
    Move.REFUSE: Text("不予办理", "declined"),
    Move.WITHDRAW: Text("撤回", "withdrawn"),
    Move.SUSPEND: Text("中止，时限暂停", "suspended; the limits wait"),
    Move.RESUME: Text("恢复", "resumed"),
    Move.LAPSE: Text("到期自动办理", "by the clock"),
}


class Line(NamedTuple):
    """One step as the page lists it."""

    step: Step
    leaves: Text
    enters: Text
    who: Text
    limit: Text
    move: Text | None
    others: Sequence[Text]


@require_safe
def procedures(request: OfficerRequest) -> HttpResponse:
    """Every procedure in force."""
    return show(
        request, "procedures/procedures.html", procedures=queries.all_in_force(request.today)
    )


@require_safe
def procedure(request: OfficerRequest, code: str) -> HttpResponse:
    """One procedure: drawn, step by step with article and limit, and how its cases move."""
    declared = next((one for one in queries.all_in_force(request.today) if one.code == code), None)
    if declared is None:
        raise Http404
    return show(
        request,
        "procedures/procedure.html",
        procedure=declared,
        diagram=diagram(declared),
        lines=[_line(declared, step) for step in declared.steps],
        flows=_flows(request, declared, request.today),
        since=date(request.today.year, 1, 1),
    )


def _flows(request: OfficerRequest, declared: Procedure, on: date) -> list[Flow]:
    since = date(on.year, 1, 1)
    rows = queries.flow(place=request.posting.place, since=since, on=on)
    return [row for row in rows if row.procedure == declared.code]


def _line(declared: Procedure, step: Step) -> Line:
    leaves = [declared.state_name(state) for state in step.from_states]
    back = Text("中止前的状态", "where it was")
    return Line(
        step=step,
        leaves=Text("、".join(one.zh for one in leaves), ", ".join(one.en for one in leaves)),
        enters=back if step.enters == "back" else declared.state_name(step.enters),
        who=Text(
            "或".join(duty.text.zh for duty in step.duties),
            " or ".join(duty.text.en for duty in step.duties),
        )
        if step.move is not Move.LAPSE
        else MOVES[Move.LAPSE],
        limit=_limit(declared, step),
        move=MOVES.get(step.move),
        others=[declared[code].label for code in step.not_by],
    )


def _limit(declared: Procedure, step: Step) -> Text:
    if step.within is None:
        return step.unlimited or Text("—", "—")
    limit = step.within.text
    if not step.since:
        return limit
    since = declared[step.since].label
    return Text(f"{since.zh}后 {limit.zh}", f"{limit.en} from “{since.en}”")
