"""A form is filled in as of today and printed; that it was is kept with the child's file."""

from datetime import date

from django.db import transaction

from hutong.casework.models import Case
from hutong.casework.queries import child_forms, forms_of
from hutong.foundation.access import Officer
from hutong.foundation.documents.letters import write
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people.models import Child


class NoSuchForm(Refused):
    """No form of this name can be printed here, or not yet."""


@transaction.atomic
def print_form(*, case: Case, name: str, by: Officer, on: date) -> bytes:
    """A form of a case as a sheet (PDF), filled in with what the register knows today."""
    form = forms_of(case, list(case.taken.all())).get(name)
    if form is None:
        raise NoSuchForm(
            Finding(
                Text(
                    "这件事没有这种表，或者还没有办到可以打印它的一步。",
                    "The case has no such form, or has not come far enough for it.",
                )
            )
        )
    record_reading(
        file=case.child_id,
        what=f"form {name} {case.number}",
        purpose="decision",
        by=by,
        on=on,
    )
    return write(form.write(case, on))


@transaction.atomic
def print_child_form(*, child: Child, name: str, by: Officer, on: date) -> bytes:
    """A form of a child's file as a sheet (PDF), filled in with what the register knows today."""
    form = child_forms().get(name)
    if form is None:
        raise NoSuchForm(Finding(Text("没有这种表。", "There is no such form.")))
    record_reading(file=child.pk, what=f"form {name}", purpose="visit", by=by, on=on)
    return write(form.write(child, on))
