"""R6 困境儿童和留守儿童基本信息采集表, as a roster with the parents' and guardian's columns."""

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape, Value
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._persons import HUKOU, Person
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import LEFT_BEHIND, in_difficulty, kind_words
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span


def of_a_parent(parent: str, group: str) -> tuple[Entry, ...]:
    """A parent's columns of a register."""

    def state(person: Person) -> Value:
        return person.parent_state(parent)

    return (
        Entry("姓名", lambda person: person.person(parent, "name"), 10, group=group),
        Entry(
            "身份证号", lambda person: person.person(parent, "id"), 20, group=group, guarded=True
        ),
        Entry(
            "联系电话", lambda person: person.person(parent, "phone"), 14, group=group, guarded=True
        ),
        Entry("状况", state, 16, group=group, guarded=True),
    )


def hukou_class(person: Person) -> str:
    """Where a child is registered, in the words of the registers."""
    return HUKOU.get(person.fact("hukou"), "")


def of_the_child(kind: str) -> tuple[Entry, ...]:
    """A child's own columns; `kind` heads the one that says in which difficulty it is."""
    return (
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
        Entry(kind, kind_words, 20, guarded=True),
        Entry("残疾类型", lambda person: person.disability, 10, guarded=True),
        Entry("残疾等级", lambda person: person.disability_level, 8, Shape.CENTRED, guarded=True),
        Entry("患病病种", lambda _: "", 10, guarded=True),
        Entry("就学情况", lambda person: person.study, 10),
        Entry("养育类型", lambda person: person.rearing, 12, guarded=True),
    )


ENTRIES = (
    *of_the_child("上报类型"),
    Entry("社会福利救助扶贫落实情况", lambda person: person.support, 16),
    Entry("遭受监护人侵害的情形", lambda _: "", 14, guarded=True),
    *of_a_parent("father", "父亲情况"),
    *of_a_parent("mother", "母亲情况"),
    Entry("姓名", lambda person: person.person("guardian", "name"), 10, group="其他监护人"),
    Entry(
        "身份证号",
        lambda person: person.person("guardian", "id"),
        20,
        group="其他监护人",
        guarded=True,
    ),
    Entry(
        "联系电话",
        lambda person: person.person("guardian", "phone"),
        14,
        group="其他监护人",
        guarded=True,
    ),
    Entry("与儿童关系", lambda person: person.person("guardian", "label"), 10, group="其他监护人"),
    Entry("机构名称", lambda person: person.institution, 20),
    Entry("起领年月", lambda person: person.first_month, 10, Shape.CENTRED),
)


def _answer(asked: Asked) -> Answer:
    return roster(asked, ENTRIES, of={*in_difficulty(asked), LEFT_BEHIND})


returned = Return(
    Official(
        code="R6",
        name=Text("困境儿童和留守儿童信息采集表", "collected register of children"),
        purpose=Text(
            "困境儿童和留守儿童的基本信息、父母和监护人，供入户核查和向其他系统导入。",
            "The children with parents and guardian, for home visits and for other systems.",
        ),
        title="困境儿童和留守儿童基本信息采集表",
        columns=columns_of(ENTRIES),
        legend=(
            "系统未登记的项目留空：入户情况、患病病种、遭受监护人侵害的情形。银行账号不写入名册。",
        ),
        signatures=("申请人", "核查人"),
    ),
    Kind.REGISTER,
    Span.DAY,
    _answer,
)
