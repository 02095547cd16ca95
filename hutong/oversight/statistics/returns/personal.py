"""R5 困境儿童个人登记表 and R7 儿童入户核查表: one sheet for one child, to be completed by hand.

Boxes are ticked where the register knows; whatever it does not know stays open. Infection with HIV
stands on neither.
"""

from datetime import date

from hutong.foundation.access.roles import Role
from hutong.foundation.documents.letters import (
    Box,
    Cell,
    ChildOnForm,
    PersonalForm,
    Section,
)
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.queries import by_number
from hutong.oversight.statistics.returns._persons import HUKOU, REARING, Person
from hutong.oversight.statistics.returns._rosters import children
from hutong.oversight.statistics.returns.classes import (
    LEFT_BEHIND,
    guardianship_letter,
    in_difficulty,
    kind_letters,
    kind_words,
)
from hutong.oversight.statistics.returns.declared import Asked
from hutong.oversight.statistics.returns.periods import Span, read_period
from hutong.oversight.statistics.returns.r3_roster import living_letters
from hutong.programmes.benefits.queries.accounts import account_on
from hutong.registry.people.models import Child

KINDS = {
    "A": "孤儿",
    "B": "特困儿童",
    "C": "重病重残儿童",
    "D": "贫困家庭儿童",
    "E-1": "打拐解救儿童",
    "E-2": "服刑人员子女",
    "E-3": "强制隔离戒毒人员子女",
    "E-4": "受虐",
    "E-5": "被恶意弃养",
    "E-6": "其他",
}
LIVING = {
    "A": "孤儿保障",
    "B": "特困救助",
    "C": "低保",
    "D": "临时救助",
    "E": "残疾人两项补贴",
    "F": "其他",
    "0": "未保障",
}
GUARDED = {
    "A": "监护良好（有监护人且较好履行）",
    "B": "监护一般（能力不足）",
    "C": "未监护（无监护人或不履行）",
}
DISABLED_WELFARE = (
    "纳入“明天计划”",
    "免费配置康复器具",
    "免费康复训练",
    "福利机构替代照料养育辅导",
    "未服务",
)
SCHOOLING = ("学前保障", "义务教育两免一补", "高中中职资助", "辍学", "未入学", "未保障")
MEDICAL = (
    "居民基本医保",
    "大病保险",
    "大病补充",
    "大病医疗救助",
    "慈善救助",
    "未保障",
)
ADVICE = ("经济帮扶", "医疗康复", "教育帮扶", "心理关爱", "监护指导", "法律援助", "其他")


class NotOnTheRegister(Refused):
    """The child does not stand on the register on the day, so there is no sheet of it."""


def personal_register(child: Child, on: date) -> PersonalForm:
    """R5 困境儿童个人登记表, filled in with what the register knows."""
    person = _person(child, on)
    letters = set(kind_letters(person).split(","))
    living = set(living_letters(person).split(","))
    guarded = guardianship_letter(person)
    return PersonalForm(
        on=on,
        title="困境儿童个人登记表",
        number=child.child_no,
        child=_child(child, person),
        photo=True,
        sections=(
            Section(
                "家庭",
                (
                    (Cell("现住址", person.residence),),
                    (Cell("家庭人口"), Cell("家庭收入来源")),
                    (Cell("致困原因：儿童本身", room=1),),
                    (Cell("致困原因：家庭", room=1),),
                    (Cell("致困原因：监护缺少", room=1),),
                ),
            ),
            Section("监护人", _guardian(person)),
            Section("监护情况", ((Cell("监护情况", boxes=_boxes(GUARDED, {guarded})),),)),
            Section("困境类别", ((Cell("可多选", boxes=_boxes(KINDS, letters)),),)),
            Section(
                "保障情况",
                (
                    (Cell("残疾儿童福利", boxes=_open(DISABLED_WELFARE)),),
                    (Cell("基本生活", boxes=_boxes(LIVING, living)),),
                    (Cell("教育（单选）", boxes=_open(SCHOOLING)),),
                    (Cell("医疗", boxes=_open(MEDICAL)),),
                ),
            ),
        ),
        signatures=("填报人", "审核人", "填表日期"),
        legend=("困境类别选“重病重残儿童”的，残疾儿童福利必填。未勾选的由填报人核实后填写。",),
    )


def visit_sheet(child: Child, on: date) -> PersonalForm:
    """R7 儿童入户核查表, filled in with what the register knows, to be taken on a home visit."""
    person = _person(child, on)
    account = account_on(child, on)
    return PersonalForm(
        on=on,
        title="儿童入户核查表",
        number=child.child_no,
        child=_child(child, person),
        sections=(
            Section(
                "基本信息",
                (
                    (Cell("联系电话", person.row["phone"]), Cell("入户情况")),
                    (Cell("现住址", person.residence),),
                    (
                        Cell("户籍状况", HUKOU.get(person.fact("hukou"), "")),
                        Cell("儿童类型", kind_words(person)),
                    ),
                    (
                        Cell(
                            "养育类型",
                            boxes=tuple(
                                Box(words, person.rearing == words)
                                for words in (*REARING.values(), "收养")
                            ),
                        ),
                    ),
                ),
            ),
            Section(
                "健康",
                (
                    (Cell("健康状况", person.health), Cell("患病病种")),
                    (
                        Cell("残疾类型", person.disability),
                        Cell("残疾等级", person.disability_level),
                    ),
                ),
            ),
            Section(
                "就学",
                ((Cell("就学情况", person.study), Cell("就读学校")), (Cell("工学情况"),)),
            ),
            Section(
                "父母",
                tuple(
                    (
                        Cell(f"{label}姓名", person.parent(kind, "name")),
                        Cell(f"{label}状况", person.parent_state(kind)),
                    )
                    for kind, label in (("father", "父亲"), ("mother", "母亲"))
                ),
            ),
            Section("监护人", _guardian(person)),
            Section(
                "保障",
                (
                    (Cell("救助情况", person.support), Cell("起领年月", person.first_month)),
                    (
                        Cell("开户银行", account.bank if account else ""),
                        Cell("银行账号", f"尾号 {account.number[-4:]}" if account else ""),
                    ),
                ),
            ),
            Section(
                "核查",
                (
                    (Cell("目前存在的困难", room=3),),
                    (Cell("帮扶建议", boxes=_open(ADVICE), room=2),),
                ),
            ),
        ),
        signatures=("本人（监护人）签字或按手印", "调查人签字", "日期"),
        legend=("表中预填内容来自系统，与实际不符的请划改。账号只印尾号。",),
    )


def _person(child: Child, on: date) -> Person:
    home = child.hukou_id or child.residence_id
    found: list[Person] = []
    if home is not None:
        asked = Asked(
            by_number(home),
            read_period(Span.DAY, on.isoformat(), on=on),
            on,
            Role.CHILD_SUPERVISOR,
        )
        of = {*in_difficulty(asked), LEFT_BEHIND}
        found = children(asked, of=of, only=child.pk)
    if not found:
        raise NotOnTheRegister(
            Finding(
                Text(
                    "这名儿童今天不在册（已迁出、离册，或者没有登记地址），不能打印这张表。",
                    "The child is not on the register today; there is no such sheet of it.",
                )
            )
        )
    return found[0]


def _child(child: Child, person: Person) -> ChildOnForm:
    born = person.birth
    return ChildOnForm(
        name=child.name,
        sex=person.sex,
        birth_date=born if isinstance(born, date) else None,
        ethnic_group=child.ethnic_group,
        id_number=child.id_number or "",
        child_no=child.child_no,
        registered_at=person.hukou,
        lives_at=person.residence,
    )


def _guardian(person: Person) -> tuple[tuple[Cell, ...], ...]:
    return (
        (
            Cell("姓名", person.person("guardian", "name")),
            Cell("与儿童关系", person.person("guardian", "label")),
        ),
        (
            Cell("身份证号", person.person("guardian", "id")),
            Cell("联系电话", person.person("guardian", "phone")),
        ),
    )


def _boxes(words: dict[str, str], ticked: set[str]) -> tuple[Box, ...]:
    return tuple(Box(f"{letter} {said}", letter in ticked) for letter, said in words.items())


def _open(words: tuple[str, ...]) -> tuple[Box, ...]:
    return tuple(Box(said) for said in words)
