"""The people around the child: one person is one person, and nobody without a name is recorded."""

from hutong.foundation.kernel.text import Text
from hutong.registry.people.kinds import RelationKind
from hutong.registry.people.registers.columns import Register
from hutong.registry.people.registers.proposal import Proposal
from hutong.registry.people.registers.words import GUARDIANS, word

_PARENTS = ("father", "mother")
_DASHES = frozenset("-—–―_/／－") | {"--", "——", "---"}


def settle_family(proposal: Proposal, register: Register) -> None:
    """Let one person be one person, and say what is told of somebody without a name."""
    _guardian_who_is_a_parent(proposal)
    carer, guardian = proposal.people.get("carer"), proposal.people.get("guardian")
    if carer and guardian and carer.name and carer.name == guardian.name:
        guardian.phone = guardian.phone or carer.phone
        guardian.id_number = guardian.id_number or carer.id_number
        del proposal.people["carer"]
    for part, who in (("father", Text("父亲", "father")), ("mother", Text("母亲", "mother"))):
        cell = proposal.cells.get(f"{part}_name")
        if register.code == "R1" and cell is not None and cell.text in _DASHES:
            proposal.remark(
                Text(
                    "按填表规则，“—”表示{zh}不健在；请凭死亡或失踪的证明补登，现按未知处理。",
                    "By the form's rule “—” says that the {en} is not alive; please record it with "
                    "its paper. For now it is unknown.",
                ).filled(zh=who.zh, en=who.en),
                f"{part}_name",
            )
    for part, person in proposal.people.items():
        if not person.name and (person.id_number or person.phone):
            proposal.remark(
                Text(
                    "有证件号码或电话，却没有姓名，没有登记这个人。",
                    "There is a number but no name; this person was not recorded.",
                ),
                f"{part}_id" if person.id_number else f"{part}_phone",
            )


def _guardian_who_is_a_parent(proposal: Proposal) -> None:
    guardian = proposal.people.get("guardian")
    if guardian is None or not guardian.name:
        return
    _, kind = GUARDIANS.get(word(guardian.label), (None, RelationKind.GUARDIAN))
    for part in _PARENTS:
        parent = proposal.people.get(part)
        same_name = parent is not None and parent.name == guardian.name
        if not same_name and kind.value != part:
            continue
        if parent is not None and parent.name and not same_name:
            proposal.remark(
                Text(
                    "监护人写作{label}，姓名却与该栏的父母不同，没有登记监护人。",
                    "The guardian is called {label} but has another name than that parent; the "
                    "guardian was not recorded.",
                ).filled(label=guardian.label[:20]),
                "guardian_name",
            )
        else:
            kept = proposal.person(part)
            kept.name = guardian.name
            kept.phone = kept.phone or guardian.phone
            kept.id_number = kept.id_number or guardian.id_number
            kept.birth_date = kept.birth_date or guardian.birth_date
            kept.sex = kept.sex or guardian.sex
        del proposal.people["guardian"]
        return
