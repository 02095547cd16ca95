"""R3 困境儿童花名册: twelve columns whose cells hold code letters."""

from hutong.foundation.exchange.official import Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._persons import Person
from hutong.oversight.statistics.returns._rosters import Entry, columns_of, roster
from hutong.oversight.statistics.returns.classes import (
    KIND_LEGEND,
    guardianship_letter,
    in_difficulty,
    kind_letters,
)
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.funds import (
    DIBAO,
    DISABILITY,
    TEKUN,
    Fund,
    of_fund,
    on_accounts,
)
from hutong.oversight.statistics.returns.periods import Span


def living_letters(person: Person) -> str:
    """A 孤儿保障, B 特困救助, C 低保, E 残疾人两项补贴, F 其他; empty where nothing is known."""
    orphan, disability = of_fund(Fund.ORPHAN), on_accounts(DISABILITY)
    tekun, dibao = on_accounts({TEKUN}), on_accounts({DIBAO})
    letters = {
        "A": person.granted & orphan,
        "B": person.granted & tekun or person.fact("on_tekun"),
        "C": person.granted & dibao or person.fact("on_dibao"),
        "E": person.granted & disability or person.fact("on_disabled_living_subsidy"),
        "F": person.granted - orphan - tekun - dibao - disability,
    }
    return ",".join(letter for letter, holds in letters.items() if holds)


ENTRIES = (
    Entry("姓名", lambda person: person.row["name"], 10),
    Entry("性别", lambda person: person.sex, 6, Shape.CENTRED),
    Entry("出生年月", lambda person: person.birth_month, 12, Shape.CENTRED),
    Entry("联系方式", lambda person: person.row["phone"], 14, guarded=True),
    Entry("住所", lambda person: person.residence, 34, guarded=True),
    Entry("困境类型", kind_letters, 12, Shape.CENTRED, guarded=True),
    Entry("生活保障", living_letters, 10, Shape.CENTRED),
    Entry("教育保障", lambda _: "", 10, Shape.CENTRED),
    Entry("医疗保障", lambda _: "", 10, Shape.CENTRED),
    Entry("监护情况", guardianship_letter, 10, Shape.CENTRED, guarded=True),
    Entry("残疾儿童服务情况", lambda _: "", 12, Shape.CENTRED),
)


def _answer(asked: Asked) -> Answer:
    return roster(asked, ENTRIES, of=in_difficulty(asked))


returned = Return(
    Official(
        code="R3",
        name=Text("困境儿童花名册", "roster of children in difficulty"),
        purpose=Text(
            "辖区困境儿童一览，各栏填代码；“两表一册”中的册。",
            "The children in difficulty of a place at a glance, in code letters.",
        ),
        title="困境儿童花名册",
        columns=columns_of(ENTRIES),
        legend=(
            KIND_LEGEND,
            "生活保障：A 孤儿保障　B 特困救助　C 低保　D 临时救助　E 残疾人两项补贴　F 其他",
            "监护情况：A 监护良好　B 监护一般　C 未监护",
            "系统未登记的项目留空：教育保障、医疗保障、残疾儿童服务情况；监护情况只填 C。",
        ),
        signatures=("填报人", "部门负责人审核"),
    ),
    Kind.REGISTER,
    Span.DAY,
    _answer,
)
