"""R2 困境儿童信息登记表, as a roster: a child a row with a tick for each category of the form."""

from collections.abc import Callable

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape, Value
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._persons import TICK, Person
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import (
    DE_FACTO,
    LEFT_BEHIND,
    ORPHAN,
    in_difficulty,
)
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span
from hutong.registry.people.facts import DisabilityKind, Measure, Origin


def _parent_is(measure: Measure) -> Callable[[Person], bool]:
    return lambda person: measure in {person.fact("father_measure"), person.fact("mother_measure")}


def _tick(header: str, holds: Callable[[Person], bool], *, guarded: bool = False) -> Entry:
    def tell(person: Person) -> Value:
        return TICK if holds(person) else ""

    return Entry(header, tell, 9, Shape.CENTRED, guarded=guarded)


ENTRIES = (
    Entry("姓名", lambda person: person.row["name"], 10),
    Entry("性别", lambda person: person.sex, 6, Shape.CENTRED),
    Entry("出生日期", lambda person: person.birth, 12, Shape.DAY),
    Entry("身份证号", lambda person: person.row["id_number"] or "", 20, guarded=True),
    Entry("户籍地址", lambda person: person.hukou, 30, guarded=True),
    Entry("现住址", lambda person: person.residence, 30, guarded=True),
    _tick("留守", lambda person: person.is_a(LEFT_BEHIND)),
    _tick("孤儿(含事实无人抚养)", lambda person: person.is_a(ORPHAN) or person.is_a(DE_FACTO)),
    _tick("服刑在押人员未成年子女", _parent_is(Measure.PRISON), guarded=True),
    _tick(
        "残疾",
        lambda person: person.fact("disability_kind") not in {None, DisabilityKind.NONE},
        guarded=True,
    ),
    _tick("流浪", lambda person: person.fact("origin") == Origin.VAGRANT, guarded=True),
    Entry("受艾滋病影响", lambda _: "", 9, Shape.CENTRED, guarded=True),
    _tick("吸毒家庭子女", _parent_is(Measure.DETOX), guarded=True),
    Entry("受暴力侵害", lambda _: "", 9, Shape.CENTRED, guarded=True),
)


def _answer(asked: Asked) -> Answer:
    return roster(asked, ENTRIES, of={*in_difficulty(asked), LEFT_BEHIND})


returned = Return(
    Official(
        code="R2",
        name=Text("困境儿童信息登记表", "register of children in difficulty, by category"),
        purpose=Text(
            "每名困境儿童、留守儿童属于哪几类；“一人一表”的汇总。",
            "Which categories each child in difficulty or left behind is of.",
        ),
        title="困境儿童信息登记表",
        columns=columns_of(ENTRIES),
        legend=(
            "类别可多选，划“√”。“受艾滋病影响”属最严格保密信息，不写入名册；“受暴力侵害”系统未登记，均留空。",
            "“吸毒家庭子女”按父母被强制隔离戒毒填列。",
        ),
        signatures=("填表人", "复核人", "单位负责人"),
    ),
    Kind.REGISTER,
    Span.DAY,
    _answer,
)
