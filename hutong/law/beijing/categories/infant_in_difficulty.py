"""困难家庭婴幼儿: children from birth to the age of three in families in difficulty."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import ON_DAY, Category, Dated, Derived, Value, all_of
from hutong.law.beijing.texts import CLASSES_2016, ISSUED_2016
from hutong.law.china.ages import AGE
from hutong.registry.people.facts import child

OLDEST_INFANT = Dated(
    "infant-age",
    Text("婴幼儿最大周岁年龄", "oldest age of an infant in years"),
    [
        Value(
            ISSUED_2016,
            3,
            CLASSES_2016["四"],
            confirmed=False,
            note=Text(
                "“0至3岁”是否包括已满三周岁、未满四周岁的儿童，待核；暂按包括处理。",
                "Whether “0 to 3” takes in children past the third birthday is to be confirmed;"
                " they are taken in meanwhile.",
            ),
        )
    ],
)

INFANT = Derived(
    "infant",
    Text("零至三岁", "aged 0 to 3"),
    (child.birth_date <= ON_DAY) & (AGE <= OLDEST_INFANT),
    CLASSES_2016["四"],
)

category = Category(
    "infant-in-difficulty",
    Text("困难家庭婴幼儿", "infant of a family in difficulty"),
    all_of(INFANT, child.family_in_difficulty),
    CLASSES_2016["四"],
)
