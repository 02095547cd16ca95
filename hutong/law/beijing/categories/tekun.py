"""特困儿童 in Beijing: also past 16, while in compulsory, high or secondary vocational school."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import ON_DAY, Category, all_of, any_of
from hutong.law.beijing.texts import TEKUN_2017
from hutong.law.china.ages import AGE
from hutong.law.china.categories.tekun import NO_SUPPORT, WITHOUT_WORK_ABILITY
from hutong.registry.people.facts import Study, child

category = Category(
    "tekun",
    Text("特困儿童", "child in extreme poverty support"),
    all_of(
        child.birth_date <= ON_DAY,
        any_of(
            AGE < WITHOUT_WORK_ABILITY,
            child.study.is_in(Study.COMPULSORY, Study.GENERAL_HIGH, Study.SECONDARY_VOCATIONAL),
        ),
        NO_SUPPORT,
    ),
    TEKUN_2017,
    note=Text(
        "选择孤儿或事实无人抚养儿童保障的，不再认定为特困人员。",
        "Who chooses the security of orphans or of de facto unsupported children is not tekun.",
    ),
    unconfirmed=[
        Text(
            "2026年4月1日施行的儿童福利机构管理办法提到未满十八周岁的特困人员，年龄是否有变，待核。",
            "The rules for child welfare institutions of 1 April 2026 speak of tekun persons under"
            " 18; whether the age has changed is to be confirmed.",
        )
    ],
)
