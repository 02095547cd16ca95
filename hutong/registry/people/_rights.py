"""Who may write in a child's file: a post that keeps files, answering for where the child is."""

from django.db.models import Q

from hutong.foundation.access import Officer
from hutong.foundation.access.queries import given_to
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people.models import Adult, Child, Household, Membership, Relation

RECORDERS = frozenset(
    {
        Role.CHILD_DIRECTOR,
        Role.CHILD_SUPERVISOR,
        Role.DISTRICT_OFFICER,
        Role.DISTRICT_HEAD,
        Role.CITY_OFFICER,
        Role.INSTITUTION_STAFF,
        Role.INSTITUTION_HEAD,
        Role.RESCUE_STAFF,
    }
)
Subject = Child | Adult | Household


class NotYetRelated(Refused):
    """What is known of an adult or a household is kept for the sake of a child they belong to."""


class NotTheirChild(Refused):
    """The post does not answer for the child's residence or hukou, or keeps no files."""


def findings(by: Officer, *numbers: int | None, given: bool = False) -> list[Finding]:
    """Why this officer may not write in the file of a child with these places, if so.

    `given` says that the file is with the officer's unit, wherever the child lives.
    """
    if by.role not in RECORDERS:
        return [
            Finding(
                Text(
                    f"{by.title.zh}不登记儿童档案，请交由儿童主任、督导员或民政干部办理。",
                    f"A {by.title.en} does not write in children's files; ask the child director, "
                    "the supervisor or the civil affairs office.",
                )
            )
        ]
    if not given and not any(by.answers_for(number) for number in numbers):
        return [
            Finding(
                Text(
                    "该儿童的现住地和户籍地都不在您的辖区内，您不能办理。",
                    "Neither the child's residence nor its hukou lies in your area; you cannot do "
                    "this.",
                ),
                field="residence",
            )
        ]
    return []


def refuse_strangers(subject: Subject, by: Officer) -> None:
    """Refuse whoever does not answer for the child, or for any child of the adult or household."""
    match subject:
        case Child():
            given = by.unit_id is not None and given_to(officer=by, file=subject.pk)
            faults = findings(by, subject.residence_id, subject.hukou_id, given=given)
        case Adult():
            faults = _all_are_strangers(
                by, Q(relations__adult=subject) | Q(adults_recorded=subject)
            )
        case Household():
            faults = findings(by, subject.place_id)
            if faults:
                faults = _all_are_strangers(by, Q(memberships__household=subject))
    if faults:
        raise NotTheirChild(*faults)


def refuse_unattached(subject: Subject) -> None:
    """Refuse to write about an adult or a household that no child belongs to yet."""
    match subject:
        case Adult():
            attached = Relation.objects.filter(adult=subject).exists()
        case Household():
            attached = Membership.objects.filter(household=subject).exists()
        case Child():
            attached = True
    if not attached:
        raise NotYetRelated(
            Finding(
                Text(
                    "请先登记此人与儿童的关系，或儿童属于该家庭。",
                    "Record first what this person is to a child, or that a child belongs to the "
                    "household.",
                )
            )
        )


def _all_are_strangers(by: Officer, whose: Q) -> list[Finding]:
    children = list(Child.objects.filter(whose).values_list("pk", "residence_id", "hukou_id"))
    given = by.unit_id is not None and any(
        given_to(officer=by, file=child) for child, *_ in children
    )
    return findings(by, *(number for _, *pair in children for number in pair), given=given)
