"""The parents' circumstances as Beijing's texts of 2011, 2016 and 2019 put them.

京民福发〔2011〕173号 treated as orphans the children whose parents are both dead, missing,
imprisoned or severely disabled. 京民福发〔2016〕228号 counted prison and drug treatment only with a
year or more left, had its own disability test and added a committee's finding. 京社委儿福发〔2019〕
36号 took over the national circumstances; the national widening of 2020 (one revocation alone,
expulsion) came after it, and whether 京民儿福发〔2022〕245号 took it over was not seen.
"""

from dataclasses import dataclass

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    YES_OR_NO,
    Amended,
    Dated,
    Derived,
    Expression,
    Value,
    all_of,
)
from hutong.law.beijing.texts import (
    CLASSES_2016,
    DE_FACTO_2019,
    ISSUED_2011,
    ISSUED_2016,
    ISSUED_2019,
    ORPHANS_2011,
)
from hutong.law.china import parents as china
from hutong.law.china.parents import MIND, Circumstances
from hutong.registry.people.facts import DisabilityKind, Measure, child

MONTHS_LEFT = Dated(
    "measure-months-left",
    Text(
        "刑期、戒毒期限自申请之日起的最短剩余期限（月）",
        "shortest remaining term of a measure, in months",
    ),
    [Value(ISSUED_2016, 12, CLASSES_2016["四（二）"])],
)

NOT_REREAD = Text(
    "本市认定范围须与京民儿福发〔2022〕245号核对，该文件原文未见。",
    "Beijing's scope must be checked against 京民儿福发〔2022〕245号, whose text was not found.",
)
WIDENED = Dated(
    "widening-of-2020",
    Text(
        "一方被撤销监护资格、被遣送（驱逐）出境计入",
        "revocation alone and expulsion count",
    ),
    [
        Value(
            china.FROM_2020,
            1,
            china.NOTICE_2020["一"],
            confirmed=False,
            note=Text(
                "依国家2020年通知计入；本市文件是否沿用，尚未见到原文。",
                "They count by the national notice of 2020; whether Beijing's texts took this over"
                " has not been seen.",
            ),
        )
    ],
    words=YES_OR_NO,
)

# The finding of a committee meeting exists only once it has been made and written down: while none
# is on file this way into the class is not open, and nothing is asked for.
COMMITTEE_FOUND_UNABLE = Derived(
    "committee_found_unable",
    Text(
        "村（居）民主评议认定另一方确因其他情况无力抚养",
        "a committee meeting found the other parent unable for other circumstances",
    ),
    child.committee_found_other_parent_unable.is_known()
    & child.committee_found_other_parent_unable,
    CLASSES_2016["四（二）"],
)


@dataclass(frozen=True)
class BeijingCircumstances:
    """One parent's circumstances under the three texts of the city."""

    national: Circumstances
    of_2011: Derived
    of_2016: Derived
    ill: Derived
    named_in_2016: Derived

    @property
    def of_2019(self) -> tuple[Derived, ...]:
        """The six circumstances of 2019, illness in the city's wording."""
        return tuple(
            self.ill if item is self.national.ill else item for item in self.national.of_2019
        )


def _in_beijing(parent: Circumstances) -> BeijingCircumstances:
    kind, level = parent.fact("disability_kind"), parent.fact("disability_level")
    measure, left = parent.fact("measure"), parent.fact("measure_months_left_at_application")

    def derived(name: str, zh: str, en: str, rule: Expression, law: Citation) -> Derived:
        label = Text(f"{parent.called.zh}{zh}", f"the {parent.called.en} {en}")
        return Derived(f"{parent.who}_{name}", label, rule, law)

    return BeijingCircumstances(
        national=parent,
        of_2011=derived(
            "named_in_2011",
            "死亡、失踪、服刑或重残",
            "is dead, missing, imprisoned or severely disabled",
            parent.unable(
                [
                    measure == Measure.PRISON,
                    (kind != DisabilityKind.NONE) & level.is_in(1, 2),
                ]
            ),
            ORPHANS_2011["一（二）"],
        ),
        of_2016=derived(
            "counted_in_2016",
            "死亡、失踪、残疾，或服刑、强制戒毒剩余一年以上",
            "is dead, missing, disabled, or has a year or more of a measure left",
            parent.unable(
                [
                    (kind.is_in(DisabilityKind.SIGHT, DisabilityKind.LIMB, *MIND))
                    & level.is_in(1, 2),
                    kind.is_in(*MIND) & (level == 3),
                    measure.is_in(Measure.PRISON, Measure.DETOX) & (left >= MONTHS_LEFT),
                ]
            ),
            CLASSES_2016["四（二）"],
        ),
        ill=derived(
            "ill",
            "重病（本市重大疾病救助范围内，或其他疾病致丧失监护能力）",
            "has an illness on the city's list, or another that took the ability to be guardian",
            parent.fact("major_disease") | parent.fact("illness_ends_guardianship"),
            DE_FACTO_2019["一"],
        ),
        named_in_2016=derived(
            "named_in_2016",
            "死亡、失踪、残疾、服刑或强制戒毒",
            "is dead, missing, disabled, imprisoned or in drug treatment",
            parent.unable([parent.disabled, parent.prison, parent.detox]),
            CLASSES_2016["四（二）"],
        ),
    )


FATHER = _in_beijing(china.FATHER)
MOTHER = _in_beijing(china.MOTHER)

BOTH_REVOKED = Derived(
    "both_revoked_and_nobody_raising",
    Text(
        "父母均被撤销监护资格且没有其他监护人抚养",
        "both parents' guardianship is revoked and no other guardian raises the child",
    ),
    all_of(
        FATHER.national.revoked,
        MOTHER.national.revoked,
        ~child.other_guardian_raising,
    ),
    DE_FACTO_2019["一"],
)


def _added_in_2020(parent: BeijingCircumstances) -> tuple[Expression, ...]:
    """Revocation alone and expulsion by the national notice; else only both revoked, as in 2019."""
    widened = WIDENED == 1
    return (
        parent.national.revoked & (widened | BOTH_REVOKED),
        parent.national.expelled & widened,
    )


def _unable(parent: BeijingCircumstances, other: BeijingCircumstances) -> Amended:
    """Whether this parent's side of the rule is met, under each text in turn."""
    national = parent.national
    return Amended(
        f"{national.who}-unable",
        Text(f"{national.called.zh}一方符合规定情形", f"the {national.called.en}'s side is met"),
        [
            (ISSUED_2011, parent.of_2011, ORPHANS_2011["一（二）"]),
            (
                ISSUED_2016,
                parent.of_2016 | (COMMITTEE_FOUND_UNABLE & other.of_2016),
                CLASSES_2016["四（二）"],
            ),
            (
                ISSUED_2019,
                national.unable([*parent.of_2019, BOTH_REVOKED])
                | (COMMITTEE_FOUND_UNABLE & other.named_in_2016),
                DE_FACTO_2019["一"],
            ),
            (
                china.FROM_2020,
                national.unable([*parent.of_2019, *_added_in_2020(parent)])
                | (COMMITTEE_FOUND_UNABLE & other.named_in_2016),
                china.NOTICE_2020["一"],
            ),
        ],
    )


FATHER_UNABLE = _unable(FATHER, MOTHER)
MOTHER_UNABLE = _unable(MOTHER, FATHER)

NOT_ORPHANED = Derived(
    "not_an_orphan_by_the_parents",
    Text(
        "不属于父母均死亡、失踪或查找不到",
        "not a case of both parents gone or unfindable",
    ),
    ~china.BOTH_GONE & ~china.CANNOT_BE_FOUND,
    DE_FACTO_2019["一"],
)
