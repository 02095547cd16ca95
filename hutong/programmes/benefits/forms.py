"""The forms of an application, filled in with what the register knows already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hutong.casework.models import Case, Taken
from hutong.casework.queries import paper_kinds, procedure_of
from hutong.casework.writing import office_of
from hutong.foundation.documents.letters import (
    Account,
    Agreement,
    Application,
    Approval,
    Basis,
    Certificate,
    Clause,
    Confirmation,
    Found,
    Guardian,
    OpinionOf,
    Parent,
    Party,
    SumLine,
)
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Level, Place
from hutong.foundation.places.queries import full_name
from hutong.foundation.policy import Kind, Outcome, Sensitivity
from hutong.programmes.benefits._law import benefit_of
from hutong.programmes.benefits.models import Determination, Entitlement, PayeeAccount
from hutong.registry.people.kinds import RelationKind
from hutong.registry.people.models import Child, Relation
from hutong.registry.people.queries import fact_rows
from hutong.registry.people.sheets import COPIES, WITNESSES, child_on_form, guardian_on_form

if TYPE_CHECKING:
    from hutong.registry.people.queries import KnownFact

CONSENT = (
    "以上内容和所附材料真实、完整。",
    "本人同意民政部门为办理本申请，向有关部门核对儿童及其父母、监护人的相关信息。",
    "情形发生变化时，本人将及时告知社区或者街道。",
)
PARENTS = ((RelationKind.FATHER, "father", "父亲"), (RelationKind.MOTHER, "mother", "母亲"))
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
CERTIFICATE_NUMBER = "certificate_number"  # the answer that gives a certificate its number
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
        child=child_on_form(child, rows),
        parents=[_parent(child, rows, *which) for which in PARENTS],
        guardian=_guardian(child, answers, on),
        account=_account(child, on),
        papers=[kinds[kind].label.zh for kind in dict.fromkeys(used) if kind in kinds],
        consent=CONSENT,
        applicant_relation=answers.get("relation", ""),
        opinions=[
            OpinionOf(
                heading="社区意见", office=full_name(child.residence) if child.residence else ""
            ),
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
        child=child_on_form(child, fact_rows(child, decided.decided_on, on)),
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


def is_decided(taken: Sequence[Taken]) -> bool:
    """Whether one of these steps granted something."""
    return any(step.made.get("entitlement") for step in taken)


def guardian_confirmation(
    case: Case, on: date, *, grounds: Sequence[str], declares: Sequence[Clause]
) -> Confirmation:
    """监护人确认书 of whoever raises the child, to be signed."""
    child = case.child
    return Confirmation(
        on=on,
        title="监护人确认书",
        number=case.number,
        child=child_on_form(child, fact_rows(child, on, on)),
        guardian=_guardian(child, _answers(case), on),
        grounds=grounds,
        declares=declares,
        opinions=[
            OpinionOf(
                heading="居村证明", office=full_name(child.residence) if child.residence else ""
            ),
            OpinionOf(heading="街道意见", office=""),
        ],
    )


def rearing_agreement(
    case: Case, on: date, *, clauses: Sequence[Clause], open_terms: Sequence[tuple[str, str]]
) -> Agreement:
    """养育监护协议 between the street of the case and whoever raises the child, to be signed."""
    child = case.child
    guardian = _guardian(child, _answers(case), on)
    return Agreement(
        on=on,
        title="养育监护协议",
        number=case.number,
        child=child_on_form(child, fact_rows(child, on, on)),
        parties=(
            Party(
                side="甲方", standing="街道办事处（乡镇人民政府）", name=_street(case), office=True
            ),
            Party(
                side="乙方",
                standing="监护人",
                name=guardian.name,
                relation=guardian.relation,
                id_number=guardian.id_number,
                phone=guardian.phone,
                lives_at=guardian.lives_at,
            ),
        ),
        purpose="为保障儿童的健康成长，明确养育和监护的责任，甲乙双方约定如下。",
        clauses=clauses,
        open_terms=open_terms,
        witnesses=WITNESSES,
        copies=COPIES,
    )


def welfare_certificate(case: Case, on: date, *, basis: Basis, notes: Sequence[str]) -> Certificate:
    """儿童福利证 by the number that the district gave it; refused while none was given."""
    child = case.child
    decided, entitlement = _decided(case)
    taken = _certifying(list(case.taken.order_by("number")))
    if taken is None:
        raise NotDecidedYet(
            Finding(
                Text("这件事还没有发证。", "No certificate was issued in this case yet."),
            )
        )
    return Certificate(
        on=taken.done_on,
        title="儿童福利证",
        number=str(taken.answers[CERTIFICATE_NUMBER]),
        child=child_on_form(child, fact_rows(child, taken.done_on, on)),
        category=benefit_of(decided.benefit).name.zh,
        benefit=decided.verdict["name"]["zh"],
        first_month=entitlement.first_month,
        guardian=_guardian(child, _answers(case), taken.done_on),
        office=office_of(case, taken),
        basis=basis,
        notes=notes,
    )


def is_certified(taken: Sequence[Taken]) -> bool:
    """Whether one of these steps issued a certificate."""
    return is_decided(taken) and _certifying(taken) is not None


def _certifying(taken: Sequence[Taken]) -> Taken | None:
    """The step that gave the certificate its number."""
    return next((step for step in taken if step.answers.get(CERTIFICATE_NUMBER)), None)


def _street(case: Case) -> str:
    """The office of the street that the child belongs to."""
    child = case.child
    home = child.hukou or child.residence
    if home is None:
        return ""
    street = Place.objects.filter(
        level=Level.STREET, number__lte=home.number, last__gte=home.number
    ).first()
    if street is None:
        return ""
    office = "办事处" if street.name.endswith("街道") else "人民政府"
    return f"{full_name(street)}{office}"


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
    known = guardian_on_form(child, on)
    if known is None:
        return Guardian(name=answers.get("applicant", ""), relation=answers.get("relation", ""))
    return replace(
        known,
        relation=known.relation or answers.get("relation", ""),
        phone=known.phone or answers.get("phone", ""),
    )


def _account(child: Child, on: date) -> Account:
    account = PayeeAccount.objects.filter(child=child, days__contains=on).first()
    if account is None:
        return Account()
    return Account(holder=account.holder, bank=account.bank, number=account.number)


def _basis(cited: str) -> Basis | None:
    instrument, _, article = cited.partition(" ")
    return Basis(Citation(instrument, article)) if instrument else None
