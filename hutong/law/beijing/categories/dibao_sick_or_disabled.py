"""低保家庭重病、残疾儿童: drawn on top of dibao, at a share of the rate."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category, Dated, Derived, Value, all_of, any_of
from hutong.law.beijing.texts import CLASSES_2016, ISSUED_2016
from hutong.law.china.ages import AGE, MINOR
from hutong.law.china.parents import MIND
from hutong.registry.people.facts import DisabilityKind, child

DISABLED_UNDER = Dated(
    "disabled-child-age",
    Text("残疾儿童年龄上限（不满）", "disabled child: younger than"),
    [Value(ISSUED_2016, 16, CLASSES_2016["四"])],
)

# A card for multiple disabilities of level 1 or 2 holds one of the six kinds at that level.
DISABLED_CHILD = Derived(
    "disabled_child",
    Text(
        "不满十六周岁，视力、肢体、智力、精神、听力、言语一级、二级或智力、精神三级残疾",
        "under 16 with a disability of level 1-2, or level 3 intellectual or mental",
    ),
    all_of(
        AGE < DISABLED_UNDER,
        child.disability_kind != DisabilityKind.NONE,
        child.disability_level.is_in(1, 2)
        | ((child.disability_level == 3) & child.disability_kind.is_in(*MIND)),
    ),
    CLASSES_2016["四"],
)

SICK_OR_DISABLED = Derived(
    "sick_or_disabled",
    Text("患重大疾病或残疾", "seriously ill or disabled"),
    any_of(child.major_disease, DISABLED_CHILD),
    CLASSES_2016["四"],
)

DEFINITION_NOT_SEEN = Text(
    "本类由京民福发〔2016〕430号界定，该文件原文未见，暂按228号的范围判断。",
    "The class is defined by 京民福发〔2016〕430号, whose text was not found; the scope of 228号 is"
    " used meanwhile.",
)

category = Category(
    "dibao-sick-or-disabled",
    Text("低保家庭重病、残疾儿童", "seriously ill or disabled child of a dibao family"),
    all_of(MINOR, child.on_dibao, SICK_OR_DISABLED),
    CLASSES_2016["四"],
    unconfirmed=[DEFINITION_NOT_SEEN],
)
