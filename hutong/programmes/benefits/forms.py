"""The forms of an application, filled in with what the register knows already."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hutong.casework.models import Case
from hutong.casework.queries import paper_kinds, procedure_of
from hutong.foundation.documents.letters import (
    Account,
    Application,
    Approval,
    Basis,
    ChildOnForm,
    Found,
    Guardian,
    OpinionOf,
    Parent,
    SumLine,
)
from hutong.foundation.kernel.identity import SEXES
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import full_name
from hutong.foundation.policy import Kind, Outcome, Sensitivity
from hutong.programmes.benefits._law import benefit_of
from hutong.programmes.benefits.models import Determination, Entitlement, PayeeAccount
from hutong.registry.people.kinds import RelationKind
from hutong.registry.people.models import Child, Relation
from hutong.registry.people.queries import fact_rows

if TYPE_CHECKING:
    from hutong.registry.people.queries import KnownFact

CONSENT = (
    "以上内容和所附材料真实、完整。",
    "本人同意民政部门为办理本申请，向有关部门核对儿童及其父母、监护人的相关信息。",
    "情形发生变化时，本人将及时告知社区或者街道。",
)
PARENTS = ((RelationKind.FATHER, "father", "父亲"), (RelationKind.MOTHER, "mother", "母亲"))
RAISES = (RelationKind.GUARDIAN, RelationKind.CARER)
# What is amiss with a parent, as the form has room for it.
CIRCUMSTANCES = (
    "life",
    "measure",
    "disability_level",
    "major_disease",
    "out_of_contact",
    "search_accepted_on",
    "search_receipt",
    "guardianship_revoked",
    "expelled",
)
NOTHING_AMISS = frozenset({"alive", "none", "known"})
OUTCOMES = {Outcome.YES.value: "符合", Outcome.NO.value: "不符合", Outcome.NOT_YET.value: "未查明"}


class NotDecidedYet(Refused):
    """The form of approval is of a decision, and none was made in the case."""


def application(case: Case, on: date) -> Application:
    """The application form of a case; what the register does not hold stays open for a hand."""
    child, procedure = case.child, procedure_of(case)
    rows = fact_rows(child, on, on)
    answers = _answers(case)
    kinds = paper_kinds()
    used = case.papers.order_by("pk").values_list("kind", flat=True)
    return Application(
        on=on,
        title=f"{procedure.name.zh}申请表",
        number=case.number,
        child=_child(child, rows),
        parents=[_parent(child, rows, *which) for which in PARENTS],
        guardian=_guardian(child, answers, on),
        account=_account(child, on),
        papers=[kinds[kind].label.zh for kind in dict.fromkeys(used) if kind in kinds],
        consent=CONSENT,
        applicant_relation=answers.get("relation", ""),
        opinions=[
            OpinionOf(heading="社区意见", office=_name(child.residence)),
            OpinionOf(heading="街道查验", office=""),
            OpinionOf(heading="确认意见", office=""),
        ],
    )


def approval(case: Case, on: date) -> Approval:
    """The form of approval of a case, as it was decided; refused while nothing was decided."""
    child, procedure = case.child, procedure_of(case)
    decided, entitlement = _decided(case)
    verdict, provision = decided.verdict, benefit_of(decided.benefit)
    answers = _answers(case)
    accepted = case.taken.filter(step="accept").order_by("number").first()
    return Approval(
        on=decided.decided_on,
        title=f"{procedure.name.zh}审批表",
        number=case.number,
        child=_child(child, fact_rows(child, decided.decided_on, on)),
        applicant=answers.get("applicant", ""),
        applicant_relation=answers.get("relation", ""),
        applied_on=case.opened_on,
        accepted_on=accepted.done_on if accepted else None,
        category=provision.name.zh,
        benefit=verdict["name"]["zh"],
        findings=[
            Found(
                condition=one["label"]["zh"],
                result=OUTCOMES[one["outcome"]],
                basis=_basis(one["law"]),
            )
            for one in verdict["conditions"]
        ],
        sum=[
            SumLine(line["label"]["zh"], Decimal(line["amount"]), _basis(line["law"]))
            for line in verdict["sum"]
        ],
        monthly=decided.amount or Decimal(0),
        first_month=entitlement.first_month,
        account=_account(child, on),
        opinions=[
            OpinionOf(
                heading=procedure[taken.step].label.zh,
                office="",
                words=taken.reason or str(taken.answers.get("opinion", "")),
                by=taken.by.name if taken.by else "",
                on=taken.done_on,
            )
            for taken in case.taken.select_related("by").order_by("number")
            if taken.step in procedure and taken.number > 1
        ],
    )


def _decided(case: Case) -> tuple[Determination, Entitlement]:
    """The decision that a step of the case made, and what it granted."""
    made = [taken.made.get("entitlement") for taken in case.taken.order_by("-number")]
    granted = [key for key in made if key]
    found = Determination.objects.filter(entitlement__in=granted).order_by("pk").last()
    if found is None or found.entitlement is None:
        raise NotDecidedYet(
            Finding(
                Text(
                    "这件事还没有作出确认决定，没有审批表。",
                    "Nothing was granted in this case yet; there is no form of approval.",
                )
            )
        )
    return found, found.entitlement


def _answers(case: Case) -> dict[str, str]:
    answers: dict[str, str] = {}
    for taken in case.taken.order_by("number"):
        answers |= {name: str(value) for name, value in taken.answers.items()}
    return answers


def _child(child: Child, rows: Iterable["KnownFact"]) -> ChildOnForm:
    known = {row.fact.name: row for row in rows if row.value is not None}
    study = known.get("study")
    return ChildOnForm(
        name=child.name,
        sex=SEXES[child.sex].zh,
        birth_date=child.birth_date,
        ethnic_group=child.ethnic_group,
        id_number=child.id_number or "",
        child_no=child.child_no,
        registered_at=_address(child.hukou, child.hukou_detail),
        lives_at=_address(child.residence, child.residence_detail),
        study=study.fact.show(study.value).zh if study else "",
        receives=_received(known),
    )


def _received(known: dict[str, "KnownFact"]) -> str:
    names = ("on_dibao", "on_tekun", "on_disabled_living_subsidy")
    return "、".join(
        known[name].fact.label.zh for name in names if name in known and known[name].value is True
    )


def _parent(
    child: Child, rows: Sequence["KnownFact"], kind: RelationKind, subject: str, label: str
) -> Parent:
    relation = (
        Relation.objects.standing()
        .filter(child=child, kind=kind.value)
        .select_related("adult")
        .order_by("-pk")
        .first()
    )
    own = [row for row in rows if row.fact.subject == subject and _is_amiss(row)]
    papers = dict.fromkeys(row.paper for row in own if row.paper)
    return Parent(
        relation=label,
        name=relation.adult.name if relation else "",
        id_number=(relation.adult.id_number or "") if relation else "",
        circumstances="；".join(_in_words(row) for row in own),
        proof="；".join(papers),
    )


def _is_amiss(row: "KnownFact") -> bool:
    """Whether a parent's fact is a circumstance that the form tells; the strictest never are."""
    return (
        row.fact.record in CIRCUMSTANCES
        and row.fact.sensitivity is not Sensitivity.STRICTEST
        and row.value not in {None, False, *NOTHING_AMISS}
    )


def _in_words(row: "KnownFact") -> str:
    said = row.fact.label.zh
    if row.fact.kind is not Kind.YES_NO:
        said = f"{said}：{row.fact.show(row.value).zh}"
    return f"{said}，{row.since}起" if row.since else said


def _guardian(child: Child, answers: dict[str, str], on: date) -> Guardian:
    relation = (
        Relation.objects.standing()
        .true_on(on)
        .filter(child=child, kind__in=[kind.value for kind in RAISES])
        .select_related("adult")
        .order_by("kind", "pk")
        .last()
    )
    if relation is None:
        return Guardian(name=answers.get("applicant", ""), relation=answers.get("relation", ""))
    return Guardian(
        name=relation.adult.name,
        relation=relation.label or answers.get("relation", ""),
        id_number=relation.adult.id_number or "",
        phone=relation.adult.phone or answers.get("phone", ""),
    )


def _account(child: Child, on: date) -> Account:
    account = PayeeAccount.objects.filter(child=child, days__contains=on).first()
    if account is None:
        return Account()
    return Account(holder=account.holder, bank=account.bank, number=account.number)


def _address(place: Place | None, detail: str) -> str:
    return f"{_name(place)}{detail}"


def _name(place: Place | None) -> str:
    return full_name(place) if place else ""


def _basis(cited: str) -> Basis | None:
    instrument, _, article = cited.partition(" ")
    return Basis(Citation(instrument, article)) if instrument else None
