"""R7 儿童入户核查表, as a roster: what a home visit checks, and what a bank account is paid from.

The sheet of one child, to be signed, is in `personal`.
"""

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import LEFT_BEHIND, in_difficulty, kind_words
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span
from hutong.oversight.statistics.returns.r6_collected import hukou_class, of_a_parent

ENTRIES = (
    Entry("姓名", lambda person: person.row["name"], 10),
    Entry("身份证号", lambda person: person.row["id_number"] or "", 20, guarded=True),
    Entry("联系电话", lambda person: person.row["phone"], 14, guarded=True),
    Entry("民族", lambda person: person.row["ethnic_group"], 8),
    Entry("性别", lambda person: person.sex, 6, Shape.CENTRED),
    Entry("出生日期", lambda person: person.birth, 12, Shape.DAY),
    Entry("入户情况", lambda _: "", 10),
    Entry("户籍状况", hukou_class, 12),
    Entry("户口地址", lambda person: person.hukou, 30, guarded=True),
    Entry("现住址", lambda person: person.residence, 30, guarded=True),
    Entry("健康状况", lambda person: person.health, 10, guarded=True),
    Entry("儿童类型", kind_words, 20, guarded=True),
    Entry("残疾类型", lambda person: person.disability, 10, guarded=True),
    Entry("残疾等级", lambda person: person.disability_level, 8, Shape.CENTRED, guarded=True),
    Entry("患病病种", lambda _: "", 10, guarded=True),
    Entry("就学情况", lambda person: person.study, 10),
    Entry("养育类型", lambda person: person.rearing, 12, guarded=True),
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
