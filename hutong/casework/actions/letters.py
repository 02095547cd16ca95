"""A letter is opened as the sheet it is, and handed over once."""

from datetime import date

from django.db import transaction

from hutong.casework.models import Letter
from hutong.foundation.access import Officer
from hutong.foundation.documents.letters import render
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

HOW = {
    "by_hand": Text("当面交付", "by hand"),
    "by_post": Text("邮寄送达", "by post"),
    "left_at_home": Text("留置送达", "left at home"),
    "electronic": Text("电子送达", "electronically"),
}


class NotHandedOver(Refused):
    """It cannot be recorded that the letter was handed over like this."""


@transaction.atomic
def open_letter(*, letter: Letter, by: Officer, on: date) -> bytes:
    """The letter as a sheet (PDF), always the same; that it was opened is recorded."""
    record_reading(
        file=letter.case.child_id,
        what=f"letter {letter.number}",
        purpose="letter",
        by=by,
        on=on,
    )
    return render(letter.template, {**letter.words, "on": letter.written_on})


@transaction.atomic
def hand_over_letter(
    *, letter: Letter, how: str, handed_over_on: date, by: Officer, on: date
) -> Letter:
    """Record when and how a letter reached the family; limits against it run from that day."""
    current = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    faults = []
    if current.handed_over_on is not None:
        sentence = Text(
            "这份文书 {day} 已经送达，不再改动。", "The letter was handed over on {day} already."
        )
        faults.append(Finding(sentence.filled(day=current.handed_over_on)))
    if how not in HOW:
        sentence = Text("请选择送达方式。", "Choose how it was handed over.")
        faults.append(Finding(sentence, field="how"))
    if not current.written_on <= handed_over_on <= on:
        sentence = Text(
            "送达日期应在 {first} 至今天之间。",
            "It was handed over between {first} and today.",
        )
        faults.append(Finding(sentence.filled(first=current.written_on), field="handed_over_on"))
    if faults:
        raise NotHandedOver(*faults)
    current.handed_over_on = handed_over_on
    current.handed_over_how = how
    current.handed_over_by_id = by.account_id
    current.save(update_fields=["handed_over_on", "handed_over_how", "handed_over_by"])
    return current
