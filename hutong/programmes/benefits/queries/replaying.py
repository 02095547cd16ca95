"""Every decision that was made, judged again from what was frozen with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hutong.casework.models import Taken
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Outcome
from hutong.foundation.policy.answers import as_json
from hutong.programmes.benefits._law import fingerprint, law
from hutong.programmes.benefits.models import Determination

if TYPE_CHECKING:
    from hutong.foundation.policy import Benefit
    from hutong.foundation.policy.verdicts import Json

AT_ONCE = 500
OUTCOMES = {one.value: one.label for one in Outcome}
NOTHING = Text("无", "nothing")
MISSING = Text("缺", "missing")
SINCE = Text("{label}：当时{then}，现为{now}", "{label_en}: {then_en} then, {now_en} now")
ON_THE_ROW = Text(
    "{label}：冻结的为{then}，登记的为{now}", "{label_en}: {then_en} frozen, {now_en} on the row"
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision judged again; `differences` says what comes out otherwise than it did.

    `rule_changed` is true where the rule or one of its figures is no longer as it was. The answer
    may be the same all the same: a figure of a later day changes no earlier decision.
    """

    determination: Determination
    child_no: str
    case: str  # the number of the case in which it was made, if it was made in one
    rule_changed: bool
    differences: tuple[Text, ...]

    @property
    def reproduced(self) -> bool:
        """Whether the same facts still lead to the same decision."""
        return not self.differences


def replay(*, since: date | None = None, until: date | None = None) -> Iterator[Replayed]:
    """Judge every decision in reach anew, on its own facts, its own day and the rule of today.

    Figures published after the day of a decision are not used for it. The earliest comes first.
    """
    made = Determination.objects.select_related("child").order_by("decided_on", "pk")
    if since is not None:
        made = made.filter(decided_on__gte=since)
    if until is not None:
        made = made.filter(decided_on__lte=until)
    for determination in made.iterator(chunk_size=AT_ONCE):
        yield _replayed(determination)


def _replayed(kept: Determination) -> Replayed:
    differences = list(_inner(kept))
    provision = next((one for one in law().benefits if one.code == kept.benefit), None)
    rule_changed = provision is None or fingerprint(provision) != kept.rules
    if provision is None:
        differences.append(
            Text(
                "法律里已没有代码为“{code}”的待遇。", "The law has no benefit “{code}” any more."
            ).filled(code=kept.benefit)
        )
    else:
        differences += _judged_anew(kept, provision)
        if differences:
            differences.insert(0, _why(provision.name, kept, changed=rule_changed))
    return Replayed(
        determination=kept,
        child_no=kept.child.child_no,
        case=_case_of(kept) if differences else "",
        rule_changed=rule_changed,
        differences=tuple(differences),
    )


def _judged_anew(kept: Determination, provision: "Benefit") -> Iterator[Text]:
    """What the rule of today says otherwise of the facts that were frozen."""
    try:
        known = {
            str(fact["name"]): law().vocabulary.parse(str(fact["name"]), fact["value"])
            for fact in kept.facts
        }
    except Refused as refusal:
        yield from (finding.sentence for finding in refusal.findings)
        return
    verdict = provision.judge(
        {name: value for name, value in known.items() if value is not None},
        kept.decided_on,
        known_on=kept.decided_on,
    )
    yield from _between(kept.verdict, verdict.as_json())


def _inner(kept: Determination) -> Iterator[Text]:
    """Where the row does not say what its own bundle says."""
    said = {"outcome": kept.outcome, "amount": as_json(kept.amount)}
    for name, value in said.items():
        if kept.verdict.get(name) != value:
            yield _otherwise(_LABELS[name], kept.verdict.get(name), value, ON_THE_ROW)


def _why(name: Text, kept: Determination, *, changed: bool) -> Text:
    if changed:
        return Text(
            "“{name}”的规则自决定之日（{day}）以后改过：",
            "The rule of “{name_en}” has changed since the decision of {day}:",
        ).filled(name=name.zh, name_en=name.en, day=kept.decided_on)
    return Text(
        "“{name}”的规则没有变，而结果不同；冻结的内容或者计算被改动：",
        "The rule of “{name_en}” is as it was, yet the answer differs; what was frozen, or the "
        "reckoning, was altered:",
    ).filled(name=name.zh, name_en=name.en)


def _between(before: "Mapping[str, object]", now: "Json") -> Iterator[Text]:
    """How two verdicts differ in substance; their wording may change."""
    then_found, now_found = _conditions(before), _conditions(now)
    for code in dict.fromkeys((*then_found, *now_found)):
        then, after = then_found.get(code), now_found.get(code)
        if then != after:
            yield _of_condition(code, then, after)
    for name in ("outcome", "amount"):
        if before.get(name) != now.get(name):
            yield _otherwise(_LABELS[name], before.get(name), now.get(name))
    for name in ("facts", "values", "missing", "missing_values"):
        then_said, now_said = _plain(before.get(name)), _plain(now.get(name))
        for key in dict.fromkeys((*then_said, *now_said)):
            if then_said.get(key) != now_said.get(key):
                label = Text(f"{_LABELS[name].zh} {key}", f"{_LABELS[name].en} {key}")
                yield _otherwise(label, then_said.get(key), now_said.get(key))


_LABELS = {
    "outcome": Text("结论", "answer"),
    "amount": Text("金额", "sum"),
    "facts": Text("依据的事实", "fact it rests on"),
    "values": Text("依据的数值", "figure it rests on"),
    "missing": Text("所缺的事实", "missing fact"),
    "missing_values": Text("所缺的数值", "missing figure"),
}


def _conditions(verdict: "Mapping[str, object]") -> dict[str, tuple[str, str]]:
    found = verdict.get("conditions")
    conditions: Sequence[Mapping[str, object]] = found if isinstance(found, list) else []
    return {str(one["code"]): (str(one["outcome"]), str(one["law"])) for one in conditions}


def _plain(said: object) -> dict[str, object]:
    """What a verdict says of facts and figures, by name; of a missing one that it is missing."""
    if isinstance(said, dict):
        return said
    rows: Sequence[Mapping[str, object]] = said if isinstance(said, list) else []
    return {
        str(row.get("name") or row["code"]): row.get("amount") if "amount" in row else MISSING
        for row in rows
    }


def _of_condition(code: str, then: tuple[str, str] | None, now: tuple[str, str] | None) -> Text:
    if now is None:
        return Text("条件 {code}：已删去", "condition {code}: taken out").filled(code=code)
    if then is None:
        outcome = OUTCOMES.get(now[0], NOTHING)
        return Text(
            "条件 {code}（{law}）：新增，现为{zh}", "condition {code} ({law}): new, now {en}"
        ).filled(code=code, law=now[1], zh=outcome.zh, en=outcome.en)
    before, after = (OUTCOMES.get(one[0], NOTHING) for one in (then, now))
    laws = now[1] if then[1] == now[1] else f"{then[1]} → {now[1]}"
    return Text(
        "条件 {code}（{law}）：当时{then}，现为{now}",
        "condition {code} ({law}): {then_en} then, {now_en} now",
    ).filled(code=code, law=laws, then=before.zh, now=after.zh, then_en=before.en, now_en=after.en)


def _otherwise(label: Text, then: object, now: object, words: Text = SINCE) -> Text:
    before, after = _shown(then), _shown(now)
    return words.filled(
        label=label.zh,
        label_en=label.en,
        then=before.zh,
        now=after.zh,
        then_en=before.en,
        now_en=after.en,
    )


def _shown(value: object) -> Text:
    if value is None:
        return NOTHING
    if isinstance(value, Text):
        return value
    return OUTCOMES.get(str(value), Text(str(value), str(value)))


def _case_of(kept: Determination) -> str:
    """The number of the case in which a decision was made; empty if it was made in none."""
    made = [{"determination": str(kept.pk)}]
    if kept.entitlement_id is not None:
        made.append({"entitlement": str(kept.entitlement_id)})
    for one in made:
        found = Taken.objects.filter(
            case__child=kept.child_id, made__contains=one, known_on=kept.decided_on
        )
        number = found.values_list("case__number", flat=True).first()
        if number is not None:
            return str(number)
    return ""
