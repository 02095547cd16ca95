"""An account as it was written down, and what speaks against sending a child's money there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import connection

from hutong.foundation.kernel.names import NotAName, tidy
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.secrecy.fields import blind_of
from hutong.programmes.benefits.models import AccountChange, PayeeAccount
from hutong.programmes.benefits.payees import HOLDERS, AccountRules, HolderKind
from hutong.registry.facilities.queries import institutions_on
from hutong.registry.people.facts import CareSetting
from hutong.registry.people.kinds import RelationKind
from hutong.registry.people.models import Child, Relation
from hutong.registry.people.queries import facts_on

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHORTEST, LONGEST = 8, 30
# As whom each relation that the file knows would hold the account.
AS_HOLDER = {
    RelationKind.GUARDIAN: HolderKind.GUARDIAN,
    RelationKind.FATHER: HolderKind.GUARDIAN,
    RelationKind.MOTHER: HolderKind.GUARDIAN,
    RelationKind.CARER: HolderKind.CARER,
}


class NotAnAccount(Refused):
    """Money cannot be sent to what was written."""


@dataclass(frozen=True, slots=True)
class Written:
    """An account as somebody wrote it down."""

    child: Child
    holder: str
    kind: HolderKind
    relation: str
    bank: str
    number: str

    def columns(self) -> dict[str, str]:
        """The same as the columns of a row."""
        return {
            "holder": self.holder,
            "kind": self.kind.value,
            "relation": self.relation,
            "bank": self.bank,
            "number": self.number,
        }


def rules() -> AccountRules:
    """What the law in force here says of payees."""
    found: AccountRules = import_module(settings.HUTONG_LAW).account_rules()
    return found


def written(
    *,
    child: Child,
    holder: str,
    kind: str | None,
    relation: str,
    bank: str,
    number: str,
    on: date,
    others: Iterable[Finding] = (),
) -> Written:
    """An account that money can be sent to; refused with everything that is wrong at once.

    Whose account it is follows from the file where nobody says so.
    """
    digits = "".join(number.split()).replace("-", "")
    faults: list[Finding] = []
    owner = ""
    try:
        owner = tidy(holder)
    except NotAName as refusal:
        faults += [Finding(fault.sentence, field="holder") for fault in refusal.findings]
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        faults.append(
            Finding(
                Text("银行账号应为 8 至 30 位数字。", "An account number has 8 to 30 digits."),
                field="number",
            )
        )
    if not bank.strip():
        faults.append(Finding(Text("请写明开户银行。", "Name the bank."), field="bank"))
    if not relation.strip():
        faults.append(
            Finding(
                Text("请写明开户人是儿童的什么人。", "Say what the holder is to the child."),
                field="relation",
            )
        )
    whose = _kind_given(kind) if kind else kind_of_holder(child, owner, on)
    if whose is None:
        faults.append(
            Finding(
                Text("请选择这是谁的账户。", "Choose whose account it is."), field="holder_kind"
            )
        )
    elif whose is HolderKind.OWN and owner and owner != child.name:
        faults.append(
            Finding(
                Text(
                    "儿童本人的账户，开户人应当是{name}。",
                    "An account of the child itself is held by {name}.",
                ).filled(name=child.name),
                field="holder",
            )
        )
    faults += others
    if faults or whose is None:
        raise NotAnAccount(*faults)
    return Written(child, owner, whose, relation.strip(), bank.strip(), digits)


def _kind_given(kind: str) -> HolderKind | None:
    return HolderKind(kind) if kind in set(HolderKind) else None


def kind_of_holder(child: Child, holder: str, on: date) -> HolderKind:
    """As whom somebody holds a child's account, as far as the file knows them by their name."""
    if holder == child.name:
        return HolderKind.OWN
    kinds = {AS_HOLDER.get(RelationKind(one.kind)) for one in relations_named(child, holder, on)}
    for kind in (HolderKind.GUARDIAN, HolderKind.CARER):
        if kind in kinds:
            return kind
    if holder and institutions_on(on).filter(name=holder).exists():
        return HolderKind.INSTITUTION
    return HolderKind.OTHER


def relations_named(child: Child, holder: str, on: date) -> "QuerySet[Relation]":
    """What a grown-up of a name is to a child on a day."""
    return Relation.objects.standing().true_on(on).filter(child=child, adult__name=holder)


def doubts(account: Written, on: date) -> list[Finding]:
    """What speaks against an account without forbidding it; whoever approves it must answer."""
    return [
        *_of_the_holder(account, on),
        *_of_the_institution(account, on),
        *_of_the_same_account(account, on),
    ]


def doubts_of(change: AccountChange, on: date) -> list[Finding]:
    """What speaks against an account that was proposed."""
    account = Written(
        change.child,
        change.holder,
        HolderKind(change.kind),
        change.relation,
        change.bank,
        change.number,
    )
    return doubts(account, on)


def _of_the_holder(account: Written, on: date) -> Iterator[Finding]:
    known = kind_of_holder(account.child, account.holder, on)
    if known is account.kind and known is not HolderKind.OTHER:
        return
    if known is HolderKind.OTHER:
        yield Finding(
            Text(
                "{holder}在档案里既不是儿童本人，也不是监护人、实际照料人或者机构。",
                "{holder} is, by the file, neither the child nor its guardian, carer or"
                " institution.",
            ).filled(holder=account.holder),
            law=rules().payee,
            field="holder",
        )
    else:
        yield Finding(
            Text(
                "档案里{holder}是{zh}，与所选的“{chosen}”不同。",
                "By the file {holder} is the {en}, which is not what was chosen ({chosen_en}).",
            ).filled(
                holder=account.holder,
                zh=HOLDERS[known].zh,
                en=HOLDERS[known].en,
                chosen=HOLDERS[account.kind].zh,
                chosen_en=HOLDERS[account.kind].en,
            ),
            law=rules().payee,
            field="holder_kind",
        )


def _of_the_institution(account: Written, on: date) -> Iterator[Finding]:
    raised = facts_on(account.child, on, on).get("care_setting")
    if raised == CareSetting.INSTITUTION and account.kind is not HolderKind.INSTITUTION:
        yield Finding(
            Text(
                "儿童由机构集中养育，生活费应转到机构的账户。",
                "The child is raised in an institution; the allowance goes to the institution.",
            ),
            law=rules().to_institution,
            field="holder_kind",
        )


def _of_the_same_account(account: Written, on: date) -> Iterator[Finding]:
    """One account for several children is a guardian's of siblings, or an institution's."""
    others = children_paid_to(account.number, on) - {account.child.pk}
    if account.kind is HolderKind.INSTITUTION:
        shared = PayeeAccount.objects.filter(number=account.number, child__in=others)
        others -= set(shared.filter(kind=HolderKind.INSTITUTION).values_list("child", flat=True))
    if account.kind is HolderKind.GUARDIAN:
        others -= _in_the_same_care(account, others, on)
    if not others:
        return
    seen = sorted(Child.objects.filter(pk__in=others).values_list("name", flat=True))
    hidden = len(others) - len(seen)
    names = "、".join(seen)
    zh = [names] if seen else []
    en = [", ".join(seen)] if seen else []
    if hidden:
        zh.append(f"辖区外{hidden}名儿童")
        en.append(f"{hidden} outside your area")
    yield Finding(
        Text(
            "这个账号已经用于{zh}；他们不是同一监护人的儿童。",
            "This account is used for {en} already, who have not the same guardian.",
        ).filled(zh="和".join(zh), en=" and ".join(en)),
        law=rules().payee,
        field="number",
    )


def children_paid_to(number: str, on: date) -> set[UUID]:
    """The keys of all children, of whatever place, whose money goes to an account from a day on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select benefits_children_paid_to(%s, %s)",
            [blind_of(PayeeAccount, "number_index", number), on],
        )
        return {row[0] for row in cursor.fetchall()}


def _in_the_same_care(account: Written, others: set[UUID], on: date) -> set[UUID]:
    guarding = [kind.value for kind, whose in AS_HOLDER.items() if whose is HolderKind.GUARDIAN]
    own = relations_named(account.child, account.holder, on).filter(kind__in=guarding)
    same = Relation.objects.standing().true_on(on).filter(child__in=others, kind__in=guarding)
    return set(same.filter(adult__in=own.values("adult")).values_list("child", flat=True))
