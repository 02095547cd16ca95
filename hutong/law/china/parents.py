"""What may have happened to a parent, each circumstance with its own test (national texts).

A circumstance is yes, no or unknown. A parent is *able* only when every circumstance is known to be
no; one able parent settles that the child is neither an orphan nor de facto unsupported, whatever
became of the other. A parent who is not on record, or cannot be found alone, has no cell in the
national table: the answer stays open and a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    NOT_CONFIGURED,
    YES_OR_NO,
    Dated,
    Derived,
    Expression,
    Fact,
    Kind,
    Value,
    all_of,
    any_of,
    choose,
    months_since,
)
from hutong.registry.people.facts import (
    VOCABULARY,
    DisabilityKind,
    Identity,
    Life,
    Measure,
    child,
)

OPINION_2019 = Citation("民发〔2019〕62号")
NOTICE_2020 = Citation("民发〔2020〕125号")
ORPHANS_2010 = Citation("国办发〔2010〕54号")

# Of the two instruments only the month is known: each is applied from the last day of its month.
FROM_2019 = date(2019, 6, 30)
FROM_2020 = date(2020, 12, 31)

MEASURE_MONTHS = Dated(
    "measure-months",
    Text("限制人身自由措施的最短期限（月）", "shortest term of a measure in months"),
    [Value(FROM_2019, 6, OPINION_2019["一"])],
)
LOST_MONTHS = Dated(
    "lost-contact-months",
    Text("失联的最短时间（月）", "shortest time out of contact in months"),
    [Value(FROM_2019, 6, OPINION_2019["一"])],
)
# Two readings that an operator may settle: 1 is yes, 0 is no.
NO_CELL = Dated(
    "single-unknown-parent",
    Text(
        "一方父母身份不详的，计为不能抚养（政策没有规定）",
        "one unknown parent counts as unable (the law is silent)",
    ),
    [
        Value(
            date(2010, 1, 1),
            NOT_CONFIGURED,
            OPINION_2019["一"],
            confirmed=False,
            note=Text(
                "父母一方未登记、身份不详或者单独查找不到的，国家文件没有规定，应当交人工研判。",
                "The national texts say nothing of one parent who is not on record or cannot be"
                " found: a person must decide.",
            ),
        )
    ],
    kind=Kind.NUMBER,
    words=YES_OR_NO,
)
MISSING_COUNTS_AS_LOST = Dated(
    "declared-missing-makes-an-orphan",
    Text("宣告失踪按孤儿认定", "declared missing makes an orphan"),
    [
        Value(
            date(2010, 1, 1),
            1,
            ORPHANS_2010["一"],
            confirmed=False,
            note=Text(
                "父母双方被宣告失踪，或一方死亡、一方被宣告失踪的，实务中按孤儿认定；所用类别待核。",
                "Both parents declared missing, or one dead and one declared missing: in practice"
                " recognised as an orphan; the class to use is to be confirmed.",
            ),
        )
    ],
    words=YES_OR_NO,
)

GONE = (Life.DEAD, Life.DECLARED_DEAD, Life.DECLARED_MISSING)
MIND = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)


@dataclass(frozen=True)
class Circumstances:
    """The circumstances of one parent, as rules with an article each."""

    who: Literal["father", "mother"]
    called: Text
    dead: Derived
    gone: Derived
    disabled: Derived
    ill: Derived
    prison: Derived
    detox: Derived
    liberty: Derived
    lost: Derived
    revoked: Derived
    expelled: Derived

    @property
    def of_2019(self) -> tuple[Derived, ...]:
        """The six circumstances of the opinion of 2019."""
        return (self.disabled, self.ill, self.prison, self.detox, self.liberty, self.lost)

    @property
    def of_2020(self) -> tuple[Derived, ...]:
        """The eight circumstances since the notice of 2020."""
        return (*self.of_2019, self.revoked, self.expelled)

    def fact(self, record: str) -> Fact:
        """A fact about this parent."""
        return VOCABULARY[f"{self.who}_{record}"]

    def unable(self, circumstances: Sequence[Expression]) -> Expression:
        """Dead, declared missing, or in one of these circumstances."""
        return unless_unknown(self.fact("identity"), any_of(self.gone, *circumstances))


def unless_unknown(identity: Fact, rule: Expression) -> Expression:
    """The rule for a parent whose identity is known; otherwise open, for a person to decide."""
    recorded_as_unknown = identity.is_known() & (identity != Identity.KNOWN)
    return choose((recorded_as_unknown, NO_CELL == 1), otherwise=rule)


def circumstances(who: Literal["father", "mother"], called: Text) -> Circumstances:
    """The circumstances of the father or the mother."""

    def fact(record: str) -> Fact:
        return VOCABULARY[f"{who}_{record}"]

    def derived(name: str, zh: str, en: str, rule: Expression, law: Citation) -> Derived:
        label = Text(f"{called.zh}{zh}", f"the {called.en} {en}")
        return Derived(f"{who}_{name}", label, rule, law)

    def measure(name: str, kind: Measure, en: str) -> Derived:
        rule = (fact("measure") == kind) & (fact("measure_months") >= MEASURE_MONTHS)
        zh = f"{kind.label.zh}期限六个月以上"
        return derived(name, zh, f"{en} for six months or more", rule, OPINION_2019["一"])

    identity, life, level = fact("identity"), fact("life"), fact("disability_level")
    kind = fact("disability_kind")
    return Circumstances(
        who=who,
        called=called,
        dead=derived(
            "dead",
            "死亡（自然死亡或宣告死亡）",
            "is dead or declared dead",
            unless_unknown(identity, life.is_in(Life.DEAD, Life.DECLARED_DEAD)),
            ORPHANS_2010["一"],
        ),
        gone=derived(
            "gone",
            "死亡或失踪（人民法院宣告）",
            "is dead, or declared dead or missing by a court",
            unless_unknown(identity, life.is_in(*GONE)),
            OPINION_2019["一"],
        ),
        disabled=derived(
            "disabled",
            "重残（一级、二级残疾或三级、四级精神、智力残疾）",
            "has a serious disability: level 1-2, or level 3-4 mental or intellectual",
            (kind != DisabilityKind.NONE)
            & (level.is_in(1, 2) | (level.is_in(3, 4) & kind.is_in(*MIND))),
            OPINION_2019["一"],
        ),
        ill=derived(
            "ill",
            "重病（当地规定的范围内）",
            "has a serious illness on the local list",
            fact("major_disease"),
            OPINION_2019["一"],
        ),
        prison=measure("prison", Measure.PRISON, "serves a sentence or is in custody"),
        detox=measure("detox", Measure.DETOX, "is in compulsory drug treatment"),
        liberty=measure("liberty", Measure.OTHER_LIBERTY, "is under another measure on liberty"),
        lost=derived(
            "lost",
            "失联且未履行监护抚养责任六个月以上",
            "has been out of contact, performing no guardianship, for six months or more",
            all_of(
                fact("out_of_contact"),
                ~fact("performs_guardianship"),
                any_of(
                    (months_since(fact("search_accepted_on")) >= LOST_MONTHS)
                    & fact("search_receipt"),
                    # Where the police cannot search, five signatures stand in for the receipt: a
                    # way of proof that is open only once they have been given.
                    fact("lost_contact_certified").is_known() & fact("lost_contact_certified"),
                ),
            ),
            NOTICE_2020["一"],
        ),
        revoked=derived(
            "revoked",
            "被撤销监护资格",
            "has had guardianship revoked",
            fact("guardianship_revoked"),
            NOTICE_2020["一"],
        ),
        expelled=derived(
            "expelled",
            "被遣送（驱逐）出境",
            "has been expelled from China and does not support the child",
            fact("expelled"),
            NOTICE_2020["一"],
        ),
    )


FATHER = circumstances("father", Text("父亲", "father"))
MOTHER = circumstances("mother", Text("母亲", "mother"))
BOTH = (FATHER, MOTHER)


def _is_known(parent: Circumstances) -> Expression:
    """Recorded as known, or, with nothing recorded of the identity, known to be alive or dead."""
    identity = parent.fact("identity")
    known = identity.is_known() & (identity == Identity.KNOWN)
    return known | (~identity.is_known() & parent.fact("life").is_known())


CANNOT_BE_FOUND = Derived(
    "birth_parents_cannot_be_found",
    Text("生父母查找不到", "the birth parents cannot be found"),
    choose(
        (any_of(*(_is_known(parent) for parent in BOTH)), False),
        otherwise=~child.birth_parents_found
        | all_of(*(parent.fact("identity") == Identity.CANNOT_BE_FOUND for parent in BOTH)),
    ),
    ORPHANS_2010["一"],
)
BOTH_GONE = Derived(
    "both_parents_gone",
    Text("父母均死亡或被宣告失踪", "both parents are dead or declared missing"),
    FATHER.gone & MOTHER.gone,
    ORPHANS_2010["一"],
)
LOST_PARENTS = Derived(
    "lost_parents",
    Text("失去父母", "has lost both parents"),
    choose(
        (FATHER.dead & MOTHER.dead, True),
        otherwise=choose((BOTH_GONE, MISSING_COUNTS_AS_LOST == 1), otherwise=False),
    ),
    ORPHANS_2010["一"],
)
ORPHANED = Derived(
    "orphaned",
    Text("失去父母或查找不到生父母", "has lost both parents or they cannot be found"),
    CANNOT_BE_FOUND | LOST_PARENTS,
    ORPHANS_2010["一"],
)
