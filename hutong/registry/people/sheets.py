"""What the register knows of a child and its family, as forms and agreements show it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from hutong.foundation.documents.letters import (
    Agreement,
    Basis,
    ChildOnForm,
    Clause,
    Filing,
    Guardian,
    OpinionOf,
    Party,
)
from hutong.foundation.kernel.identity import SEXES
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import full_name
from hutong.registry.people.facts import Life
from hutong.registry.people.kinds import PARENTS, RELATIONS, RelationKind
from hutong.registry.people.models import Child, Relation
from hutong.registry.people.queries import fact_rows

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hutong.registry.people.queries import KnownFact

# Who else signs an agreement about a child, and who keeps a copy.
WITNESSES = ("见证：居（村）民委员会（盖章）", "儿童本人（有表达意愿能力的，签名）")
COPIES = "本协议一式三份，甲方、乙方和儿童居住地居（村）民委员会各执一份。"
SHELTERED = "（依法保密）"  # an order keeps somebody from the child
NOT_ALIVE = "—"  # by the rule of the forms, where a parent's name would stand
GONE = frozenset({Life.DEAD.value, Life.DECLARED_DEAD.value, Life.DECLARED_MISSING.value})
RAISES = (RelationKind.GUARDIAN, RelationKind.CARER)
RECEIVED = ("on_dibao", "on_tekun", "on_disabled_living_subsidy")


def child_on_form(child: Child, rows: Iterable["KnownFact"]) -> ChildOnForm:
    """A child as forms describe one, from its file and the facts known of it."""
    known = {row.fact.name: row for row in rows if row.value is not None}
    study = known.get("study")
    return ChildOnForm(
        name=child.name,
        sex=SEXES[child.sex].zh,
        birth_date=child.birth_date,
        ethnic_group=child.ethnic_group,
        id_number=child.id_number or "",
        child_no=child.child_no,
        registered_at=SHELTERED if child.sheltered else _address(child.hukou, child.hukou_detail),
        lives_at=SHELTERED
        if child.sheltered
        else _address(child.residence, child.residence_detail),
        study=study.fact.show(study.value).zh if study else "",
        receives=_received(known),
    )


def guardian_on_form(child: Child, on: date) -> Guardian | None:
    """Whoever raises the child on a day: its carer or guardian, if the register knows one."""
    relation = _raising(child, on).last()
    if relation is None:
        return None
    return Guardian(
        name=relation.adult.name,
        relation=relation.label,
        id_number=relation.adult.id_number or "",
        phone=relation.adult.phone,
    )


def entrusted_care(
    child: Child, on: date, *, clauses: Sequence[Clause], open_terms: Sequence[tuple[str, str]]
) -> Agreement:
    """委托照护协议 between a child's parents and whoever cares for it, to be signed."""
    rows = fact_rows(child, on, on)
    return Agreement(
        on=on,
        title="委托照护协议",
        number=child.child_no,
        child=child_on_form(child, rows),
        parties=(_entrusting(child, on, _gone(rows)), carer_of(child, on)),
        purpose=(
            "甲方因外出务工等正当理由，在一定期限内不能完全履行监护职责，委托乙方代为照护儿童。"
            "双方已听取有表达意愿能力的儿童本人的意见，约定如下。"
        ),
        clauses=clauses,
        open_terms=open_terms,
        witnesses=WITNESSES,
        copies=COPIES,
    )


def entrusted_care_filing(
    child: Child, on: date, *, reasons: Sequence[str], barred: Sequence[str], basis: Basis
) -> Filing:
    """委托照护备案表, for the committee of the place where the child lives."""
    rows = fact_rows(child, on, on)
    return Filing(
        on=on,
        title="委托照护备案表",
        number=child.child_no,
        child=child_on_form(child, rows),
        parents=_parents(child, on, _gone(rows)),
        carer=carer_of(child, on),
        reasons=reasons,
        barred=barred,
        basis=basis,
        opinions=(
            OpinionOf(heading="居村意见", office=_name(child.residence)),
            OpinionOf(heading="街乡备案", office=""),
        ),
    )


def carer_of(child: Child, on: date) -> Party:
    """Whoever actually cares for a child, as the second side of an agreement."""
    relation = _raising(child, on).filter(kind=RelationKind.CARER.value).last()
    if relation is None:
        return Party(side="乙方", standing="受托人")
    return _party("乙方", "受托人", relation)


def _raising(child: Child, on: date) -> "QuerySet[Relation]":
    return (
        Relation.objects.standing()
        .true_on(on)
        .filter(child=child, kind__in=[kind.value for kind in RAISES])
        .select_related("adult")
        .order_by("kind", "pk")
    )


def _gone(rows: Iterable["KnownFact"]) -> frozenset[RelationKind]:
    """The parents who are known not to live, and so entrust the child to nobody."""
    known = {row.fact.name: row.value for row in rows}
    return frozenset(kind for kind in PARENTS if known.get(f"{kind.value}_life") in GONE)


def _entrusting(child: Child, on: date, gone: Collection[RelationKind]) -> Party:
    """The parent, or else the guardian, who leaves the child in another's care."""
    relations = _kin(child, on, (*PARENTS, RelationKind.GUARDIAN))
    first = next((one for one in relations if RelationKind(one.kind) not in gone), None)
    if first is None:
        return Party(side="甲方", standing="父母或者其他监护人")
    return _party("甲方", "父母或者其他监护人", first)


def _parents(child: Child, on: date, gone: Collection[RelationKind]) -> list[Party]:
    """Father and mother; a dash for one who is not alive, and open for a hand if not known."""
    known = {RelationKind(one.kind): one for one in _kin(child, on, PARENTS)}
    return [
        _party("甲方", "委托人", known[kind])
        if kind in known and kind not in gone
        else Party(
            side="甲方",
            standing="委托人",
            name=NOT_ALIVE if kind in gone else "",
            relation=RELATIONS[kind].zh,
        )
        for kind in PARENTS
    ]


def _kin(child: Child, on: date, kinds: Sequence[RelationKind]) -> Iterator[Relation]:
    found = (
        Relation.objects.standing()
        .true_on(on)
        .filter(child=child, kind__in=[kind.value for kind in kinds])
        .select_related("adult")
        .order_by("pk")
    )
    return iter(sorted(found, key=lambda one: kinds.index(RelationKind(one.kind))))


def _party(side: str, standing: str, relation: Relation) -> Party:
    return Party(
        side=side,
        standing=standing,
        name=relation.adult.name,
        relation=relation.label or RELATIONS[RelationKind(relation.kind)].zh,
        id_number=relation.adult.id_number or "",
        phone=relation.adult.phone,
    )


def _received(known: Mapping[str, "KnownFact"]) -> str:
    return "、".join(
        known[name].fact.label.zh
        for name in RECEIVED
        if name in known and known[name].value is True
    )


def _address(place: Place | None, detail: str) -> str:
    return f"{_name(place)}{detail}"


def _name(place: Place | None) -> str:
    return full_name(place) if place else ""
