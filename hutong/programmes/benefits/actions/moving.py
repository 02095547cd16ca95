"""A child's benefits go with its registration from one district to another."""

from datetime import date

from django.db import transaction

from hutong.casework.models import Case
from hutong.foundation.access import Officer
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._duties import DECIDES, require
from hutong.registry.people.actions import record_move
from hutong.registry.people.kinds import DomicileKind
from hutong.registry.people.models import Child, Domicile


class NotTakenOver(Refused):
    """The new place cannot take the child's benefits over yet."""


@transaction.atomic
def take_over_child(*, child: Child, case: Case, moved_on: date, by: Officer, on: date) -> Domicile:
    """Let the new place pay from the month after the old one's transfer paper (434号 art. 10).

    Until then the registration stands with the old place in this register, whose round pays the
    month of the paper. The child's ledger is one, so no month is left out and none paid twice.
    """
    require(by, DECIDES)
    paper = case.taken.order_by("number").last()
    faults = []
    if case.other_place is None:
        sentence = Text("没有写明迁入的社区（村）。", "The place it moved to was not named.")
        faults.append(Finding(sentence, field="other_place"))
    if paper is not None and on < (Month.of(paper.done_on) + 1).first_day:
        first = (Month.of(paper.done_on) + 1).first_day
        sentence = Text(
            "转出地还要发放 {month}的待遇，{day}起才能接续。",
            "The old place still pays for {month}; it can be taken over from {day}.",
        )
        faults.append(Finding(sentence.filled(month=Month.of(paper.done_on), day=first)))
    if moved_on > on:
        sentence = Text("户口迁移日期晚于今天。", "The registration moves after today.")
        faults.append(Finding(sentence, field="moved_on"))
    if faults:
        raise NotTakenOver(*faults)
    return record_move(
        child=child,
        to=case.other_place,
        kind=DomicileKind.HUKOU,
        since=moved_on,
        paper=f"待遇转移单 {case.number}",
        by=by,
        on=on,
    )
