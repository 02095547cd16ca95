"""R1 农村留守儿童基本情况登记表, as a roster: one left-behind child a row.

Where a parent works, who boards, the family's income and how well a guardian does are not on
record, so their columns stand empty.
"""

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape, Value
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._persons import NO, TICK, YES, Person
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import LEFT_BEHIND, unable_parent
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span
from hutong.registry.people.facts import Hukou


def _registered(person: Person) -> str:
    hukou = person.fact("hukou")
    return "" if hukou is None else NO if hukou == Hukou.NONE else YES


def _both_away(person: Person) -> str:
    both = all(person.fact(f"{parent}_working_away") is True for parent in ("father", "mother"))
    return TICK if both else ""


def _one_away(person: Person) -> str:
    return TICK if unable_parent(person) else ""


def _grandparents(person: Person) -> str:
    return "、".join(
        f"{one['name']} {one['birth'] or ''}".strip() for one in person.kin("grandparent")
    )


def _entrusted(person: Person) -> str:
    return YES if person.kin("carer") else ""


def _empty(_: Person) -> Value:
    return ""


def _of_a_parent(parent: str, group: str) -> tuple[Entry, ...]:
    return (
        Entry("姓名", lambda person: person.parent(parent, "name"), 10, group=group),
        Entry("出生日期", lambda person: person.person(parent, "birth"), 12, group=group),
        Entry("务工地点", _empty, 12, group=group),
        Entry(
            "联系电话", lambda person: person.person(parent, "phone"), 14, group=group, guarded=True
        ),
        Entry(
            "身份证号", lambda person: person.person(parent, "id"), 20, group=group, guarded=True
        ),
    )


ENTRIES = (
    Entry("姓名", lambda person: person.row["name"], 10),
    Entry("性别", lambda person: person.sex, 6, Shape.CENTRED),
    Entry("民族", lambda person: person.row["ethnic_group"], 8),
    Entry("出生日期", lambda person: person.birth, 12, Shape.DAY),
    Entry("公民身份号码", lambda person: person.row["id_number"] or "", 20, guarded=True),
    Entry("是否登记户口", _registered, 8, Shape.CENTRED),
    Entry("户籍所在地", lambda person: person.hukou, 30, guarded=True),
    Entry("现居住地", lambda person: person.residence, 30, guarded=True),
    Entry("身体状况", lambda person: person.health, 10, guarded=True),
    Entry("残疾类别", lambda person: person.disability, 10, guarded=True),
    Entry("残疾等级", lambda person: person.disability_level, 8, Shape.CENTRED, guarded=True),
    Entry("患病类型", _empty, 10, guarded=True),
    Entry("是否学校寄宿", _empty, 8, Shape.CENTRED),
    Entry("就学情况", lambda person: person.study, 10),
    Entry("姓名及出生日期", _grandparents, 24, group="祖父母/外祖父母"),
    *_of_a_parent("father", "父亲"),
    *_of_a_parent("mother", "母亲"),
    Entry("父母双方同时外出", _both_away, 10, Shape.CENTRED),
    Entry("一方外出另一方无监护能力", _one_away, 12, Shape.CENTRED),
    Entry("无监护能力方", unable_parent, 8, Shape.CENTRED),
    Entry("有无委托其他监护人", _entrusted, 10, Shape.CENTRED),
    Entry("姓名", lambda person: person.person("carer", "name"), 10, group="受委托监护人"),
    Entry(
        "联系电话",
        lambda person: person.person("carer", "phone"),
        14,
        group="受委托监护人",
        guarded=True,
    ),
    Entry(
        "身份证号",
        lambda person: person.person("carer", "id"),
        20,
        group="受委托监护人",
        guarded=True,
    ),
    Entry("与儿童关系", lambda person: person.person("carer", "label"), 10, group="受委托监护人"),
    Entry("住址", _empty, 16, group="受委托监护人"),
    Entry("监护类型", _empty, 10),
    Entry("家庭经济来源", _empty, 12),
    Entry("救助情况", lambda person: person.support, 12),
)


def _answer(asked: Asked) -> Answer:
    return roster(asked, ENTRIES, of={LEFT_BEHIND})


returned = Return(
    Official(
        code="R1",
        name=Text("留守儿童登记表", "register of left-behind children"),
        purpose=Text(
            "逐人登记留守儿童，报街道（乡镇）和区民政部门。",
            "Every left-behind child with parents and carer, for the street and the district.",
        ),
        title="农村留守儿童基本情况登记表",
        columns=columns_of(ENTRIES),
        legend=(
            "父母不健在的，姓名栏划“—”。",
            "系统未登记的项目留空：务工地点、是否寄宿、患病类型、监护类型、家庭经济来源、受委托人住址。",
        ),
        signatures=("单位负责人", "复核人", "填表人"),
    ),
    Kind.REGISTER,
    Span.DAY,
    _answer,
)
