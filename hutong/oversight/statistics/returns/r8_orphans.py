"""R8 孤儿台账: the ledger of orphans in the fifteen columns of the national system."""

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._persons import Person
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import ORPHAN
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span
from hutong.registry.people.facts import CareSetting

_CLASSES = {
    CareSetting.INSTITUTION: "福利机构养育孤弃儿童",
    CareSetting.FAMILY: "社会散居孤儿",
}


def _class(person: Person) -> str:
    return _CLASSES.get(person.fact("care_setting"), "")


ENTRIES = (
    Entry("儿童编号", lambda person: person.row["child_no"], 18),
    Entry("姓名", lambda person: person.row["name"], 10),
    Entry("性别", lambda person: person.sex, 6, Shape.CENTRED),
    Entry("出生日期", lambda person: person.birth, 12, Shape.DAY),
    Entry("儿童类别", _class, 20),
    Entry("所属机构", lambda person: person.institution, 22),
    Entry("登记日期", lambda person: person.row["registered_on"], 12, Shape.DAY),
    Entry("养育类型", lambda person: person.rearing, 12),
    Entry("福利证号", lambda _: "", 14),
    Entry("户籍性质", lambda _: "", 10),
    Entry("儿童户籍地", lambda person: person.hukou, 34, guarded=True),
    Entry("起领年月", lambda person: person.first_month, 10, Shape.CENTRED),
    Entry("监护人", lambda person: person.person("guardian", "name"), 10),
    Entry("联系电话", lambda person: person.person("guardian", "phone"), 14, guarded=True),
)


def _answer(asked: Asked) -> Answer:
    return roster(asked, ENTRIES, of={ORPHAN})


returned = Return(
    Official(
        code="R8",
        name=Text("孤儿台账", "ledger of orphans"),
        purpose=Text(
            "辖区孤儿的台账，栏目与全国儿童福利信息系统一致。",
            "The orphans of a place, in the columns of the national system.",
        ),
        title="孤儿台账",
        columns=columns_of(ENTRIES),
        legend=("联系电话为监护人电话。系统未登记的项目留空：福利证号、户籍性质。",),
        signatures=("填报人", "复核人"),
    ),
    Kind.REGISTER,
    Span.DAY,
    _answer,
)
