"""事实无人抚养儿童 by the texts of 2011, 2016, 2019 and the national widening of 2020."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category, all_of
from hutong.law.beijing.parents import FATHER_UNABLE, MOTHER_UNABLE, NOT_ORPHANED, NOT_REREAD
from hutong.law.beijing.texts import DE_FACTO_2019
from hutong.law.china.ages import MINOR

category = Category(
    "de-facto-unsupported",
    Text("事实无人抚养儿童", "de facto unsupported child"),
    all_of(MINOR, FATHER_UNABLE, MOTHER_UNABLE, NOT_ORPHANED),
    DE_FACTO_2019["一"],
    note=Text(
        "父母双方均有规定情形，或一方死亡、失踪而另一方有规定情形；或父母均被撤销监护资格且没有其他监护人"
        "抚养；或经村（居）民主评议、街道核实，另一方确因其他情况无力抚养。",
        "Both parents are in a named circumstance, or one is dead or missing and the other is in"
        " one; or both parents' guardianship is revoked and no other guardian raises the child;"
        " or a committee meeting, verified by the street, found the other parent unable.",
    ),
    unconfirmed=[NOT_REREAD],
)
