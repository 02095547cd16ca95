"""How many children of each kind the invented city has, and why so many.

The seed figures of the real city are over 20,000 children in difficulty, 16 institutions with 3,300
beds and 297 long-stay children moved out of rescue stations. Everything finer is invented: likely
proportions, chosen so that every class, every rule and every awkward case is there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.foundation.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of children: how many, which class the law finds, what is paid, and the reason."""

    kind: str
    label: Text
    children: int
    why: Text
    classes: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    granted: float = 1.0  # to how many of them the benefits were granted
    siblings: float = 0.0  # how often the next child is a brother or sister of the last
    in_difficulty: bool = True


ORPHAN, DE_FACTO = "living-allowance-orphan", "living-allowance-de-facto"
PROVISIONAL = "living-allowance-temporarily-unsupported"
ADOPTED, CLASS_4 = "living-allowance-adopted-disabled-orphan", "living-allowance-class-4"
WARD, DIBAO = "living-allowance-institution-ward", "living-allowance-dibao-family"
NURSING, INFANT = "disability-nursing-subsidy", "infant-insurance-premium"

MIX: Final[Sequence[Share]] = (
    Share(
        "foundling-in-institution",
        Text("机构养育的弃婴（弃儿）", "foundlings raised in institutions"),
        656,
        Text(
            "机构里的孩子大多是病残弃婴，父母查找不到。",
            "Most of them were abandoned ill or disabled, and nobody found the parents.",
        ),
        classes=("orphan", "foundling"),
        benefits=(ORPHAN,),
    ),
    Share(
        "foundling-without-papers",
        Text(
            "尚无户口、身份证和确切生日的弃婴",
            "foundlings without papers or birthday",
        ),
        44,
        Text(
            "近一年新入院，落户还在办理。",
            "Admitted within a year; their registration is under way.",
        ),
        classes=("foundling",),
    ),
    Share(
        "foundling-in-foster-care",
        Text("家庭寄养的弃婴", "foundlings in foster families"),
        61,
        Text(
            "市级机构在几个远郊区有寄养点。",
            "The municipal institutions foster children out in some outer districts.",
        ),
        classes=("orphan", "foundling"),
        benefits=(ORPHAN,),
    ),
    Share(
        "orphan-in-institution",
        Text("机构养育的孤儿", "orphans in institutions"),
        92,
        Text("父母双亡，又没有能照料的亲属。", "Both parents dead, and no kin able to care."),
        classes=("orphan",),
        benefits=(ORPHAN,),
        siblings=0.2,
    ),
    Share(
        "orphan-with-kin",
        Text("社会散居孤儿", "orphans raised by kin"),
        350,
        Text(
            "多随祖父母或外祖父母生活。",
            "Most live with grandparents.",
        ),
        classes=("orphan",),
        benefits=(ORPHAN,),
        siblings=0.25,
    ),
    Share(
        "de-facto-with-kin",
        Text("社会散居事实无人抚养儿童", "de facto unsupported children raised by kin"),
        1880,
        Text(
            "父母一方死亡、另一方失联或重残的最多；多由祖辈照料，近半数家庭享受低保。",
            "Mostly one parent dead and the other lost or disabled; grandparents care, and nearly"
            " half of the families draw dibao.",
        ),
        classes=("de-facto-unsupported",),
        benefits=(DE_FACTO,),
        siblings=0.3,
    ),
    Share(
        "de-facto-in-institution",
        Text("机构养育的事实无人抚养儿童", "de facto unsupported children in institutions"),
        67,
        Text(
            "由区民政部门监护，机构养育。",
            "In the district's guardianship.",
        ),
        classes=("de-facto-unsupported",),
        benefits=(DE_FACTO,),
        siblings=0.2,
    ),
    Share(
        "provisional",
        Text("临时无人抚养儿童", "temporarily unsupported children"),
        96,
        Text(
            "失联或服刑未满六个月，或情况还没查清，先行保障。",
            "Lost contact or prison under six months, or not yet verified: paid meanwhile.",
        ),
        classes=("temporarily-unsupported",),
        benefits=(PROVISIONAL,),
        siblings=0.2,
    ),
    Share(
        "ward",
        Text("机构第五类儿童（集体户口）", "class 5 wards with collective hukou"),
        47,
        Text(
            "打拐解救或法院指定民政部门监护，已落集体户。",
            "Rescued from trafficking or wards by court order, with collective hukou.",
        ),
        classes=("institution-ward",),
        benefits=(WARD,),
    ),
    Share(
        "long-stay-settled",
        Text(
            "救助站转入、已落集体户的长期滞留儿童",
            "long-stay children with hukou",
        ),
        214,
        Text(
            "297名长期滞留儿童中已经落户的。",
            "Of the 297 long-stay children, those who have been registered.",
        ),
        classes=("institution-ward", "vagrant"),
        benefits=(WARD,),
    ),
    Share(
        "long-stay-moved",
        Text("救助站转入、尚未落户的长期滞留儿童", "long-stay children without hukou"),
        66,
        Text(
            "已转入机构，落户还在办理，规则此前不及于他们。",
            "Registration is under way; until then the rule does not name them.",
        ),
        classes=("vagrant",),
    ),
    Share(
        "long-stay-waiting",
        Text("仍在救助站的滞留儿童", "children still in rescue stations"),
        17,
        Text("寻亲期未满或等待床位。", "Their parents are still sought, or a bed is awaited."),
        classes=("vagrant",),
    ),
    Share(
        "adopted-disabled-orphan",
        Text("被收养的残疾孤儿", "adopted disabled orphans"),
        58,
        Text("收养后待遇继续。", "The allowance goes on after the adoption."),
        classes=("adopted-disabled-orphan",),
        benefits=(ADOPTED,),
    ),
    Share(
        "class-4",
        Text("艾滋病病毒感染儿童", "children living with HIV"),
        23,
        Text("人数很少，严格保密。", "Very few, and the strictest of secrets."),
        classes=("hiv-infected",),
        benefits=(CLASS_4,),
    ),
    Share(
        "dibao-disabled",
        Text("低保家庭残疾儿童", "disabled children of dibao families"),
        2352,
        Text(
            "低保与生活费标准的40%同时享受，重度的另有护理补贴。",
            "Dibao and 40% of the rate together, with the nursing subsidy where severe.",
        ),
        classes=("dibao-sick-or-disabled", "disabled-child", "low-income-child"),
        benefits=(DIBAO, NURSING),
        siblings=0.02,
    ),
    Share(
        "dibao-ill",
        Text("低保家庭重病儿童", "seriously ill children of dibao families"),
        612,
        Text("在重大疾病救助范围内。", "With an illness on the city's list."),
        classes=("dibao-sick-or-disabled", "low-income-child"),
        benefits=(DIBAO,),
    ),
    Share(
        "disabled",
        Text("其他残疾儿童", "other disabled children"),
        5236,
        Text(
            "不在低保的残疾儿童，多数领护理补贴。",
            "Disabled children whose families draw no dibao; most have the nursing subsidy.",
        ),
        classes=("disabled-child",),
        benefits=(NURSING,),
        siblings=0.02,
    ),
    Share(
        "ill",
        Text("其他重病儿童", "other seriously ill children"),
        512,
        Text("国发〔2016〕36号未列，本市列入。", "Beijing's own addition to the national class."),
    ),
    Share(
        "tekun",
        Text("特困儿童", "children in extreme poverty support"),
        142,
        Text("父母无履行义务能力，选择特困供养。", "Their supporters are not able."),
        classes=("tekun",),
        siblings=0.3,
    ),
    Share(
        "dibao",
        Text("低保家庭儿童", "children of dibao families"),
        6054,
        Text("困境儿童中人数最多的一类。", "The largest group of all."),
        classes=("low-income-child",),
        siblings=0.35,
    ),
    Share(
        "low-income",
        Text("低收入家庭儿童", "children of low-income families"),
        1470,
        Text("持低收入家庭救助证，不在低保。", "The family holds the low-income certificate."),
        classes=("low-income-child",),
        siblings=0.3,
    ),
    Share(
        "infant",
        Text("困难家庭婴幼儿", "infants of families in difficulty"),
        962,
        Text(
            "零至三岁，区里为其缴意外伤害保险费。",
            "Aged 0 to 3; insured by the district.",
        ),
        classes=("infant-in-difficulty", "low-income-child"),
        # The premium is not known, so each of these waits; a few are enough to show it.
        benefits=(INFANT,),
        granted=0.02,
    ),
    Share(
        "left-behind",
        Text("留守儿童", "left-behind children"),
        864,
        Text("城乡都算；父母多在外省务工。", "Of town and country alike."),
        classes=("left-behind",),
        siblings=0.25,
        in_difficulty=False,
    ),
    Share(
        "migrant",
        Text("流动儿童（已知需要关爱的）", "migrant children known to need support"),
        425,
        Text(
            "外省户籍，随父母在京居住六个月以上；只登记需要帮助的。",
            "Registered elsewhere, with their parents in the city for six months; only those who"
            " need support are entered.",
        ),
        classes=("migrant",),
        siblings=0.3,
        in_difficulty=False,
    ),
)
SHARES: Final[Mapping[str, Share]] = {share.kind: share for share in MIX}


def scaled(children: int) -> dict[str, int]:
    """The mix in a smaller city: every kind is there, the large ones in proportion."""
    whole = sum(share.children for share in MIX)
    return {share.kind: max(1, round(share.children * children / whole)) for share in MIX}


def whole() -> dict[str, int]:
    """The mix of the whole city."""
    return {share.kind: share.children for share in MIX}
