"""留守儿童: both parents work away, or one does and the other cannot be guardian."""

from datetime import date

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import ON_DAY, Category, Dated, Derived, Value, all_of, any_of
from hutong.law.china.ages import AGE
from hutong.law.china.parents import FATHER, GONE, MOTHER, Circumstances
from hutong.registry.people.facts import child

LAW = Citation("国发〔2016〕13号")

# Only the year is known: the text is applied from the last day of it.
FROM = date(2016, 12, 31)

YOUNGER_THAN = Dated(
    "left-behind-age",
    Text("留守儿童年龄上限（不满）", "left behind: younger than"),
    [Value(FROM, 16, LAW["一"])],
)


def _unable_at_home(parent: Circumstances) -> Derived:
    return Derived(
        f"{parent.who}_without_guardianship_ability",
        Text(f"{parent.called.zh}无监护能力", f"the {parent.called.en} is not able to be guardian"),
        any_of(parent.fact("life").is_in(*GONE), ~parent.fact("able_to_guard")),
        LAW["一"],
    )


LEFT_BEHIND = Derived(
    "left_behind",
    Text(
        "父母双方外出务工或一方外出务工另一方无监护能力",
        "both parents work away, or one does and the other is not able to be guardian",
    ),
    all_of(
        child.birth_date <= ON_DAY,
        AGE < YOUNGER_THAN,
        any_of(
            FATHER.fact("working_away") & MOTHER.fact("working_away"),
            FATHER.fact("working_away") & _unable_at_home(MOTHER),
            MOTHER.fact("working_away") & _unable_at_home(FATHER),
        ),
    ),
    LAW["一"],
)

category = Category(
    "left-behind",
    Text("农村留守儿童", "rural left-behind child"),
    LEFT_BEHIND,
    LAW["一"],
    note=Text(
        "国家文件指农村儿童；城乡之别不由本规则判断。",
        "The national text speaks of rural children; this rule does not tell town from country.",
    ),
)
