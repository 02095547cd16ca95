"""Where a child's money goes, where it went, and where somebody wants it to go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from hutong.casework.models import Case
from hutong.foundation.kernel.refusal import Finding
from hutong.programmes.benefits._accounts import AS_HOLDER, doubts_of, rules
from hutong.programmes.benefits.models import (
    AccountChange,
    AccountHold,
    Line,
    PayeeAccount,
    Round,
)
from hutong.programmes.benefits.payees import HolderKind
from hutong.registry.facilities.models import Institution
from hutong.registry.people.kinds import RELATIONS, RelationKind
from hutong.registry.people.models import Child, Relation, Stay

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the file knows who may hold a child's account, and as what."""

    name: str
    kind: HolderKind
    relation: str


def accounts_of(child: Child) -> list[PayeeAccount]:
    """Every account a child's money goes to, or went to, the latest first."""
    accounts = PayeeAccount.objects.filter(child=child, days__isempty=False)
    return list(accounts.select_related("recorded_by", "change").order_by("-days", "pk"))


def account_on(child: Child, on: date) -> PayeeAccount | None:
    """The account a child's money goes to on a day."""
    return PayeeAccount.objects.filter(child=child, days__contains=on).first()


def hold_on(child: Child, on: date) -> AccountHold | None:
    """Why nothing is paid to a child's account on a day, if nothing is."""
    held = AccountHold.objects.filter(child=child, days__contains=on, account__days__contains=on)
    return held.select_related("recorded_by").first()


def account_changes_of(child: Child) -> list[AccountChange]:
    """Every change of account that was asked for, the latest first."""
    changes = AccountChange.objects.filter(child=child)
    people = ("proposed_by", "approved_by", "ended_by")
    return list(changes.select_related(*people).order_by("-proposed_on", "-pk"))


def unfinished_change(child: Child, on: date) -> AccountChange | None:
    """The change of account that waits for somebody, or for its day."""
    people = ("child", "proposed_by", "approved_by")
    return _unfinished(on).filter(child=child).select_related(*people).first()


def account_doubts(change: AccountChange, on: date) -> list[Finding]:
    """What speaks against an account that was proposed, without forbidding it."""
    return doubts_of(change, on)


def case_of(change: AccountChange) -> Case | None:
    """The open case in which a change is decided, if there is one."""
    return Case.objects.filter(
        child=change.child_id,
        closed_on__isnull=True,
        taken__number=1,
        taken__made__accountchange=str(change.pk),
    ).first()


def waiting_days(on: date) -> int | None:
    """How many days a change that is approved on a day waits; nothing if nobody has said."""
    limit = rules().waiting_time(on)
    return limit.amount if limit else None


def account_candidates(child: Child, on: date) -> list[Candidate]:
    """Whom the file knows: the child itself, its guardians, carers, relatives, its institution."""
    found = {child.name: Candidate(child.name, HolderKind.OWN, "本人")}
    relations = Relation.objects.standing().true_on(on).filter(child=child)
    for one in relations.select_related("adult").order_by("kind", "adult__name", "pk"):
        relation, name = RelationKind(one.kind), one.adult.name
        kind = AS_HOLDER.get(relation, HolderKind.OTHER)
        words = one.label or RELATIONS[relation].zh
        known = found.get(name)
        if known is None:
            found[name] = Candidate(name, kind, words)
        elif known.kind is HolderKind.OTHER:  # known by kinship alone so far
            found[name] = replace(known, kind=kind)
        elif kind is HolderKind.OTHER:
            found[name] = replace(known, relation=words)
    stays = Stay.objects.standing().true_on(on).filter(child=child)
    for house in Institution.objects.filter(pk__in=stays.values("institution")).order_by("name"):
        found[house.name] = Candidate(house.name, HolderKind.INSTITUTION, "养育机构")
    return list(found.values())


def unfinished_in(round: Round, on: date) -> Sequence[AccountChange]:  # noqa: A002 - it is the word
    """The changes of account of a round's children that wait for somebody, or for their day."""
    changes = _unfinished(on).filter(child__in=_paid_by(round))
    return list(changes.select_related("child", "proposed_by").order_by("child__reading", "pk"))


def held_back_in(round: Round, on: date) -> Sequence[AccountHold]:  # noqa: A002 - it is the word
    """The accounts of a round's children to which nothing is paid just now."""
    held = AccountHold.objects.filter(
        days__contains=on, account__days__contains=on, child__in=_paid_by(round)
    )
    return list(held.select_related("child").order_by("child__reading", "pk"))


def _unfinished(on: date) -> "QuerySet[AccountChange]":
    return AccountChange.objects.filter(ended_on__isnull=True).filter(
        Q(approved_on__isnull=True) | Q(takes_effect_on__gt=on)
    )


def _paid_by(made: Round) -> "QuerySet[Child]":
    lines = Line.objects.filter(round=made)
    return Child.objects.filter(pk__in=lines.values("child"))
