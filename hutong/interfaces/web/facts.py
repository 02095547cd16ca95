"""What is on record of a child: seen, recorded, corrected, ended, withdrawn, verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact, Outcome
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.discretion import (
    PURPOSES,
    SUBJECTS,
    is_guarded,
    may_be_told,
    purpose_given,
)
from hutong.interfaces.web.fact_form import FactForm
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.telling import tell, telling_changes
from hutong.programmes.benefits.queries import law, owed
from hutong.registry.people import actions as people
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.models import Child, FactRecord
from hutong.registry.people.queries import KnownFact, fact_rows, why_not_write

REFUSED = 422
GUARDED = "circumstances"
CORRECT, END, WITHDRAW, VERIFY = "correct", "end", "withdraw", "verify"
ACTS = {
    CORRECT: Text("更正", "Correct it"),
    END: Text("不再如此", "It ended"),
    WITHDRAW: Text("撤销", "Withdraw it"),
    VERIFY: Text("核实", "Verify it"),
}
DONE = {
    CORRECT: Text("已更正：{label}。", "Corrected: {label_en}."),
    END: Text("已登记不再如此：{label}。", "Recorded as ended: {label_en}."),
    WITHDRAW: Text("已撤销：{label}。", "Withdrawn: {label_en}."),
    VERIFY: Text("已核实：{label}。", "Verified: {label_en}."),
}


class Group(NamedTuple):
    """The facts of the child, a parent or the household."""

    title: Text
    rows: Sequence["Row"]
    closed: int  # how many more are kept back


@dataclass(frozen=True, slots=True)
class Row:
    """One fact on record."""

    known: KnownFact
    value: Text
    href: str


class Offer(NamedTuple):
    """Facts of one subject, to choose which of them to record."""

    title: Text
    facts: Sequence[Fact]


@require_http_methods(["GET", "HEAD", "POST"])
def child_facts(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """What is on record, with days, papers and who recorded it; the guarded for a purpose."""
    child = file_opened(pk)
    refusal, opened, purpose = None, False, ""
    if request.method == "POST":
        try:
            purpose = purpose_given(request.POST.get("purpose", ""))
        except Refused as fault:
            refusal = fault
        else:
            opened = True
    record_reading(
        file=child.pk,
        what=GUARDED if opened else "facts",
        purpose=purpose,
        by=request.officer,
        on=request.today,
    )
    rows = fact_rows(child, request.today, request.today)
    return show(
        request,
        "facts/facts.html",
        status=REFUSED if refusal else 200,
        refusal=refusal,
        child=child,
        groups=_groups(request, child, rows, opened=opened),
        opened=opened,
        purposes=PURPOSES,
        locked=why_not_write(child, request.officer),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record_fact(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Choose a fact and record it; then tell what became of what is owed."""
    child = file_opened(pk)
    name = request.GET.get("name", "")
    if not name:
        return _offers(request, child)
    if name not in VOCABULARY:
        raise Http404
    fact = VOCABULARY[name]
    if request.method != "POST":
        return _form(request, child, FactForm.blank(fact))
    form = FactForm.of(request.POST, fact)
    try:
        told = telling_changes(request, child, lambda: _record(request, child, form))
    except Refused as refusal:
        return _form(request, child, form, refusal)
    said = fact.show(VOCABULARY.parse(fact.name, form.value))
    done = Text(f"已登记：{fact.label.zh}，{said.zh}。", f"Recorded: {fact.label.en}, {said.en}.")
    tell(request, done, told or ())
    return HttpResponseRedirect(_back(request, child))


@require_http_methods(["GET", "HEAD", "POST"])
def amend_fact(request: OfficerRequest, pk: UUID, record: UUID) -> HttpResponse:
    """Correct a fact, end, withdraw or verify it; then tell what became of what is owed."""
    child = file_opened(pk)
    row = _row_of(request, child, record)
    act = request.GET.get("act", CORRECT)
    if act not in ACTS:
        raise Http404
    if request.method != "POST":
        record_reading(
            file=child.pk,
            what=f"fact {row.fact.name}",
            by=request.officer,
            on=request.today,
        )
        return _amending(request, child, row, act, FactForm.of_row(row))
    form = FactForm.of(request.POST, row.fact)
    try:
        told = telling_changes(request, child, lambda: _amend(request, row, act, form))
    except Refused as refusal:
        return _amending(request, child, row, act, form, refusal=refusal)
    label = row.fact.label
    tell(request, DONE[act].filled(label=label.zh, label_en=label.en), told or ())
    return HttpResponseRedirect(reverse("child_facts", args=[child.pk]))


# --- the verbs ----------------------------------------------------------------------------------


def _record(request: OfficerRequest, child: Child, form: FactForm) -> None:
    said = form.read()
    people.record_fact(
        subject=child,
        name=form.fact.name,
        value=said.value,
        since=said.since,
        until=said.until,
        paper=form.paper,
        paper_number=form.paper_number,
        source=form.source,
        by=request.officer,
        on=request.today,
    )


def _amend(request: OfficerRequest, row: KnownFact, act: str, form: FactForm) -> None:
    by, on, record = request.officer, request.today, _record_of(row)
    if act == VERIFY:
        people.verify_fact(record=record, by=by, on=on)
    elif act == WITHDRAW:
        people.withdraw_fact(record=record, reason=form.reason, by=by, on=on)
    elif act == END:
        people.end_fact(record=record, until=form.read_end(), by=by, on=on)
    else:
        said = form.read()
        people.correct_fact(
            record=record,
            value=said.value,
            since=said.since,
            until=said.until,
            paper=form.paper,
            paper_number=form.paper_number,
            source=form.source,
            reason=form.reason,
            by=by,
            on=on,
        )


def _back(request: OfficerRequest, child: Child) -> str:
    """To the decision that asked for the fact, or else to the file."""
    asked = request.GET.get("for", "")
    if any(benefit.code == asked for benefit in law().benefits):
        return reverse("decision", args=[child.pk, asked])
    return reverse("child", args=[child.pk])


def _row_of(request: OfficerRequest, child: Child, record: UUID) -> KnownFact:
    """The fact that a row states today; one of another child or another day is not found."""
    for row in fact_rows(child, request.today, request.today):
        if (
            row.record is not None
            and row.record.pk == record
            and may_be_told(row.fact, request.officer.role)
        ):
            return row
    raise Http404


def _record_of(row: KnownFact) -> FactRecord:
    if row.record is None:
        raise Http404
    return row.record


# --- the pages ----------------------------------------------------------------------------------


def _groups(
    request: OfficerRequest, child: Child, rows: Sequence[KnownFact], *, opened: bool
) -> list[Group]:
    groups = []
    for subject, title in SUBJECTS.items():
        own = [row for row in rows if row.fact.subject == subject and row.record]
        seen = [
            row
            for row in own
            if not is_guarded(row.fact) or (opened and may_be_told(row.fact, request.officer.role))
        ]
        if own:
            lines = [_line(child, row) for row in seen]
            groups.append(Group(title, lines, len(own) - len(seen)))
    return groups


def _line(child: Child, row: KnownFact) -> Row:
    href = reverse("amend_fact", args=[child.pk, row.record.pk]) if row.record else ""
    return Row(row, row.fact.show(row.value), href)


def _offers(request: OfficerRequest, child: Child) -> HttpResponse:
    """Every fact that can be recorded, what would settle something first."""
    on, role = request.today, request.officer.role
    judged = [one.verdict for one in owed(child, on=on, known_on=on)]
    wanted = {
        fact.name: fact
        for verdict in judged
        if verdict.outcome is Outcome.NOT_YET
        for fact in verdict.missing
        if may_be_told(fact, role)
    }
    offered = [fact for fact in VOCABULARY if may_be_told(fact, role)]
    offers = [
        Offer(title, [fact for fact in offered if fact.subject == subject])
        for subject, title in SUBJECTS.items()
    ]
    return show(
        request,
        "facts/offers.html",
        child=child,
        wanted=list(wanted.values()),
        offers=offers,
        locked=why_not_write(child, request.officer),
    )


def _form(
    request: OfficerRequest, child: Child, form: FactForm, refusal: Refused | None = None
) -> HttpResponse:
    return show(
        request,
        "facts/record.html",
        status=REFUSED if refusal else 200,
        child=child,
        form=form,
        refusal=refusal,
        locked=why_not_write(child, request.officer),
        who=SUBJECTS[form.fact.subject],
        back=_back(request, child),
    )


def _amending(
    request: OfficerRequest,
    child: Child,
    row: KnownFact,
    act: str,
    form: FactForm,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    return show(
        request,
        "facts/amend.html",
        status=REFUSED if refusal else 200,
        child=child,
        row=row,
        act=act,
        acts=[Word(label, f"?act={name}", current=name == act) for name, label in ACTS.items()],
        form=form,
        refusal=refusal,
        locked=why_not_write(child, request.officer),
        value=row.fact.show(row.value),
    )
