"""R7 儿童入户核查表, as a roster: what a home visit checks, and what a bank account is paid from.

The sheet of one child, to be signed, is in `personal`.
"""

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import LEFT_BEHIND, in_difficulty
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span
from hutong.oversight.statistics.returns.r6_collected import of_a_parent, of_the_child

ENTRIES = (
    *of_the_child("儿童类型"),
    Entry("工学情况", lambda _: "", 10),
    Entry("就读学校", lambda _: "", 16),
    Entry("救助情况", lambda person: person.support, 16),
    *of_a_parent("father", "父亲情况"),
    *of_a_parent("mother", "母亲情况"),
    Entry("起领年月", lambda person: person.first_month, 10, Shape.CENTRED),
    Entry("开户银行", lambda _: "", 16, guarded=True),
    Entry("银行账号", lambda _: "", 20, guarded=True),
    Entry("目前存在的困难", lambda _: "", 24),
    Entry("帮扶建议", lambda _: "", 24),
)


def _answer(asked: Asked) -> Answer:
    return roster(asked, ENTRIES, of={*in_difficulty(asked), LEFT_BEHIND})


returned = Return(
    Official(
        code="R7",
        name=Text("儿童入户核查表（名册）", "register for home visits"),
        purpose=Text(
            "入户核查用的名册；一人一表的在儿童档案的“材料”里打印。",
            "The roster for home visits; the sheet of one child is printed from its papers.",
        ),
        title="儿童入户核查表",
        columns=columns_of(ENTRIES),
        legend=(
            "入户情况、患病病种、工学情况、就读学校、目前存在的困难和帮扶建议由核查人填写。",
            "开户银行和银行账号不写入名册，留空。",
        ),
        signatures=("本人签字或按手印", "调查人签字"),
    ),
    Kind.REGISTER,
    Span.DAY,
    _answer,
)
