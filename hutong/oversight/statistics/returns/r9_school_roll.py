"""R9 学籍名册: the columns by which a school finds its pupils among the children in difficulty."""

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._persons import NO, YES, Person
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import LEFT_BEHIND, ORPHAN, in_difficulty
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span

# Who is told of as 成员1 and 成员2: guardians before parents, and nobody who has died.
_ORDER = (("guardian", YES), ("father", ""), ("mother", ""), ("carer", NO))
_MEMBERS = 2
Member = dict[str, str]


def _members(person: Person) -> list[Member]:
    labels = {"father": "父亲", "mother": "母亲", "guardian": "监护人", "carer": "实际照料人"}
    found: list[Member] = []
    for kind, is_guardian in _ORDER:
        gone = kind in {"father", "mother"} and person.parent(kind, "name") == "—"
        found += [
            {
                "name": one["name"],
                "label": one["label"] or labels[kind],
                "guardian": is_guardian,
                "id": one["id"] or "",
                "phone": one["phone"] or "",
            }
            for one in (() if gone else person.kin(kind))
        ]
    return found[:_MEMBERS]


def _member(number: int) -> tuple[Entry, ...]:
    def of(what: str, header: str, width: float, *, guarded: bool = False) -> Entry:
        def tell(person: Person) -> str:
            members = _members(person)
            return members[number - 1][what] if len(members) >= number else ""

        return Entry(header, tell, width, group=f"成员{number}", guarded=guarded)

    return (
        of("name", "姓名", 10),
        of("label", "关系", 10),
        of("guardian", "是否监护人", 9),
        of("id", "身份证件号", 20, guarded=True),
        of("phone", "联系电话", 14, guarded=True),
    )


def _id_type(person: Person) -> str:
    return "居民身份证" if person.row["id_number"] else ""


ENTRIES = (
    Entry("姓名", lambda person: person.row["name"], 10),
    Entry("性别", lambda person: person.sex, 6, Shape.CENTRED),
    Entry("出生日期", lambda person: person.birth, 12, Shape.DAY),
    Entry("身份证件类型", _id_type, 12),
    Entry("身份证件号", lambda person: person.row["id_number"] or "", 20, guarded=True),
    Entry("户口所在地", lambda person: person.hukou, 30, guarded=True),
    Entry("是否独生子女", lambda _: "", 8, Shape.CENTRED),
    Entry("是否留守儿童", lambda person: YES if person.is_a(LEFT_BEHIND) else "", 8, Shape.CENTRED),
    Entry("是否孤儿", lambda person: YES if person.is_a(ORPHAN) else "", 8, Shape.CENTRED),
    Entry("是否需要申请资助", lambda _: "", 8, Shape.CENTRED),
    Entry("随班就读", lambda _: "", 8, Shape.CENTRED),
    Entry("残疾类型", lambda person: person.disability, 10, guarded=True),
    *_member(1),
    *_member(2),
)


def _answer(asked: Asked) -> Answer:
    return roster(asked, ENTRIES, of={*in_difficulty(asked), LEFT_BEHIND})


returned = Return(
    Official(
        code="R9",
        name=Text("学籍比对名册", "roster for the school roll"),
        purpose=Text(
            "按学籍系统栏目列出困境儿童和留守儿童，供控辍保学和学籍比对。",
            "The children in the columns of the school roll, to find who is not in school.",
        ),
        title="学籍比对名册（困境儿童、留守儿童）",
        columns=columns_of(ENTRIES),
        legend=(
            "系统未登记的项目留空：是否独生子女、是否需要申请资助、随班就读；不明的不填“否”。",
        ),
        signatures=("填报人", "复核人"),
    ),
    Kind.REGISTER,
    Span.DAY,
    _answer,
)
