"""What became of a bank file: the bank's answers brought in, and what a person must look at."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hutong.foundation.exchange.faults import UnreadableFile
from hutong.foundation.exchange.limits import DEFAULT
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web import words
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.months import Stage
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import count, here, money
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import Answer, Mismatch, Outcome, Payment, Round, Ruled
from hutong.programmes.benefits.queries import Heap, Reconciliation, Standing, Sums

PAGE = 30
FINDINGS_SHOWN = 50
REFUSED = 422
TONES = {Heap.PAID: "done", Heap.FAILED: "late", Heap.UNKNOWN: "soon", Heap.UNANSWERED: ""}
DONE = {
    Ruled.PAID: Text("已认定到账。", "Ruled: it arrived."),
    Ruled.FAILED: Text("已认定未到账。", "Ruled: it did not arrive."),
    Ruled.RESEND: Text("已定随下一批再发。", "It goes with the next file."),
}


@dataclass(frozen=True, slots=True)
class SumsLine:
    """One line of the reconciliation: how many payments and how much."""

    label: Text
    sums: Sums
    total: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A payment as the page shows it, and what may be done with it."""

    standing: Standing
    label: Text
    tone: str
    may_rule: bool
    may_resend: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the bank's answers that counts for nothing, and why."""

    answer: Answer
    why: Text
    says: Text


@require_safe
def reconcile(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """A released round: declared, paid, failed, unknown, not answered, and who must look."""
    return _page(request, _round(request, pk))


@require_POST
def answers(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Bring in the file the bank sent back."""
    made = _round(request, pk)
    try:
        upload = _upload(request)
        file = benefits.take_answers(
            round=made,
            file_name=upload.name or "",
            content=upload.read(),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _page(request, made, refusal)
    rows = file.answers.count()
    strange = file.answers.exclude(mismatch=Mismatch.NONE).count()
    told = Text(
        "已读入 {n} 行回盘，{k} 行对不上，列在下面。",
        "{n} lines were read; {k} match no payment and stand below.",
    )
    messages.success(request, here(told.filled(n=rows, k=strange)))
    return redirect("reconcile", pk=made.pk)


@require_POST
def rule(request: OfficerRequest, pk: UUID, number: int) -> HttpResponse:
    """Rule on a payment that the bank left open, or have a failed one sent again."""
    made = _round(request, pk)
    payment = get_object_or_404(Payment, round=made, number=number)
    ruled = request.POST.get("ruled", "")
    if ruled not in set(Ruled):
        raise Http404
    reason, by, on = request.POST.get("reason", ""), request.officer, request.today
    try:
        if ruled == Ruled.RESEND:
            benefits.send_again(payment=payment, reason=reason, by=by, on=on)
        else:
            benefits.rule_payment(payment=payment, ruled=Ruled(ruled), reason=reason, by=by, on=on)
    except Refused as refusal:
        return _page(request, made, refusal)
    messages.success(request, here(DONE[Ruled(ruled)]))
    return redirect("reconcile", pk=made.pk)


def _round(request: OfficerRequest, pk: UUID) -> Round:
    """A round that whoever asks answers for as a whole; another is not there."""
    made = get_object_or_404(Round.objects.select_related("place"), pk=pk)
    officer = request.officer
    if not (officer.answers_for(made.place_id) and officer.answers_for(made.place_last)):
        raise Http404
    return made


def _upload(request: OfficerRequest) -> "UploadedFile[bytes]":
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile) or not upload.name:
        raise (
            UnreadableFile("empty")
            if upload
            else benefits.NotAnswers(
                Finding(Text("请先选一个文件。", "Please choose a file first."), field="file")
            )
        )
    if (upload.size or 0) > DEFAULT.file_bytes:
        raise UnreadableFile("too-large", bytes=upload.size, limit=DEFAULT.file_bytes)
    return upload


def _page(request: OfficerRequest, made: Round, refusal: Refused | None = None) -> HttpResponse:
    found = queries.reconciliation(made)
    heap = _heap(request)
    after = _after(request)
    standings = queries.standings(made, heap, after=after, limit=PAGE + 1) if found else []
    base = reverse("reconcile", args=[made.pk])
    seen = [_seen(one, request) for one in standings[:PAGE]]
    may_bring = queries.why_not_bring(request.officer)
    return show(
        request,
        "months/reconcile.html",
        round=made,
        title=words.month(made.month),
        found=found,
        stages=_stages(found) if found else [],
        lines=_lines(found) if found else [],
        filters=_filters(base, found, heap) if found else [],
        heap=heap,
        seen=seen,
        onward=_onward(base, standings[PAGE - 1], heap) if len(standings) > PAGE else "",
        first=base if after else "",
        strange=[_strange(one) for one in queries.findings_of(made, limit=FINDINGS_SHOWN)],
        bring_locked=may_bring.findings[0].sentence if may_bring else None,
        rule_locked=_rule_locked(request),
        refusal=refusal,
        status=REFUSED if refusal else 200,
    )


def _heap(request: OfficerRequest) -> Heap | None:
    asked = request.GET.get("show", "")
    return Heap(asked) if asked in set(Heap) else None


def _after(request: OfficerRequest) -> int:
    asked = request.GET.get("after", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Http404
    return int(asked)


def _onward(base: str, last: Standing, heap: Heap | None) -> str:
    asked = {"after": str(last.payment.number)} | ({"show": heap.value} if heap else {})
    return f"{base}?{urlencode(asked)}"


def _seen(standing: Standing, request: OfficerRequest) -> Seen:
    by = request.officer
    return Seen(
        standing,
        queries.LABELS[standing.heap],
        TONES[standing.heap],
        may_rule=standing.open_to_ruling and queries.why_not_rule(by) is None,
        may_resend=standing.failed_and_waiting
        and not standing.resend
        and not standing.mended
        and queries.why_not_send_again(by) is None,
    )


def _rule_locked(request: OfficerRequest) -> Text | None:
    refusal = queries.why_not_rule(request.officer)
    return refusal.findings[0].sentence if refusal else None


SAYS: dict[str, Text] = {
    Outcome.PAID: Text("到账", "paid"),
    Outcome.FAILED: Text("失败", "failed"),
    Outcome.UNKNOWN: Text("不明", "unknown"),
}


def _strange(answer: Answer) -> Found:
    return Found(answer, queries.MISMATCHES[Mismatch(answer.mismatch)], SAYS[answer.outcome])


def _filters(base: str, found: Reconciliation, heap: Heap | None) -> list[Word]:
    return [
        Word(Text("需要人看", "to be looked at"), base, heap is None),
        *(
            Word(queries.LABELS[one], f"{base}?show={one.value}", heap is one, sums.children)
            for one, sums in found.heaps.items()
        ),
    ]


def _payments(number: int) -> Text:
    return Text(f"{count(number)} 笔", count(number))


def _stages(found: Reconciliation) -> list[Stage]:
    both = [
        (Text("已申报", "declared"), found.declared, ""),
        *((queries.LABELS[heap], sums, heap) for heap, sums in found.heaps.items()),
    ]
    return [
        Stage(
            label,
            _payments(sums.children),
            Text(money(sums.amount), money(sums.amount)),
            "hot" if heap in {Heap.FAILED, Heap.UNKNOWN} and sums.children else "",
        )
        for label, sums, heap in both
    ]


def _lines(found: Reconciliation) -> list[SumsLine]:
    """The heaps, what they add up to, and what was declared."""
    heaps = [SumsLine(queries.LABELS[heap], sums) for heap, sums in found.heaps.items()]
    together = Sums(
        sum(line.sums.children for line in heaps), found.declared.amount - found.difference.amount
    )
    return [
        *heaps,
        SumsLine(Text("合计", "together"), together, total=True),
        SumsLine(Text("申报", "declared"), found.declared, total=True),
        SumsLine(Text("相差", "difference"), found.difference, total=True),
    ]
