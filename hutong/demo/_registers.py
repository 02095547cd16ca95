"""Registers as an office would send them to the invented city, with every fault that offices make.

Nobody in them exists, not even in the invented city: their identity numbers stand in areas of
their own that were never issued (see `invented`), and their children's numbers in a block that no
register of ours gives out.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import xlsxwriter

from hutong.demo.invented import AREA_IN_DIFFICULTY, AREA_OF_ORPHANS, Inventor
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Level, Place

YOUNGEST: Final = timedelta(days=365)
OLDEST: Final = timedelta(days=17 * 365)
# Serial numbers begin for each office elsewhere, a few apart for neighbours: a prime and a step.
SERIALS: Final = 397
APART: Final = 3

_ORPHAN_HEADER: Final = (
    *(
        "序号",
        "儿童编号",
        "姓名",
        "性别",
        "出生日期",
        "身份证号码",
        "儿童类别",
        "所属机构",
        "登记日期",
    ),
    *("养育类型", "福利证号", "户籍性质", "儿童户籍地", "现住址", "起领年月", "监护人", "联系电话"),
)
_PLACE: Final = {name: column for column, name in enumerate(_ORPHAN_HEADER)}
_CHILD: Final = (
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "身份证号",
    "民族",
    "现住址",
    "户口地址",
    "困境类型",
    "生活保障",
)
_PARENT: Final = ("姓名", "身份证号", "状况", "刑期")
_AFTER: Final = ("残疾类型", "残疾等级", "就学情况", "领取人")
_LEGEND: Final = (
    "注：困境类型 A孤儿 B特困儿童 C重病重残儿童 D贫困家庭儿童 E-1打拐解救 E-2服刑人员子女",
    "E-3强制隔离戒毒人员子女 E-6其他",
    "生活保障 A孤儿保障 B特困救助 C低保 D临时救助 E残疾人两项补贴 F其他 0未保障",
)
_CARERS: Final = ("祖父母", "外祖父母", "其他亲属")


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault that was put into a row on purpose, and the verdict it should get."""

    row: int
    what: str
    verdict: str


@dataclass(slots=True)
class SampleRegister:
    """A register's file, and what was planted in it."""

    file_name: str
    content: bytes = b""
    planted: list[Planted] = field(default_factory=list)


def samples_for(place: Place, *, on: date, seed: int = 1, count: int = 80) -> list[SampleRegister]:
    """A register of orphans and one of children in difficulty, as an office at a place has them.

    Each office has people of its own; the same office always has the same.
    """
    within = Place.objects.within(place).on(on).filter(level=Level.COMMUNITY)
    addresses = list(places.full_names(within).values())
    return [
        make(
            seed=seed + step + place.number // 1000,
            unit=place.name,
            addresses=addresses,
            count=count,
            on=on,
        )
        for step, make in enumerate((orphans_register, difficulty_register))
    ]


def orphans_register(
    *, seed: int, unit: str, addresses: Sequence[str], count: int, on: date
) -> SampleRegister:
    """A register of orphans (R8): one row a child, a total and signatures below."""
    inventor = Inventor(seed, first_serial=seed * APART % SERIALS, area=AREA_OF_ORPHANS)
    sample = SampleRegister(f"{unit}孤儿台账.xlsx")
    rows = [_orphan(inventor, number, unit, addresses, on) for number in range(1, count + 1)]
    first = 4
    for place, (what, verdict, spoil) in enumerate(_ORPHAN_FAULTS):
        at = _spread(place, len(_ORPHAN_FAULTS), count)
        if at is None:
            break
        spoil(rows[at], rows[at - 1] if at else rows[at])
        sample.planted.append(Planted(at + first, what, verdict))
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("孤儿台账")
        bold = book.add_format({"bold": True, "align": "center"})
        sheet.merge_range(0, 0, 0, len(_ORPHAN_HEADER) - 1, f"{unit}孤儿台账", bold)
        sheet.write(1, 0, f"填报单位：{unit}民政部门")
        sheet.write_row(2, 0, _ORPHAN_HEADER, bold)
        for place, row in enumerate(rows):
            sheet.write_row(first - 1 + place, 0, row)
        end = first - 1 + len(rows)
        sheet.write_row(end, 0, ["合计", "", len(rows)])
        sheet.write_row(end + 1, 0, ["填报人：", "", "", "负责人：", "", f"填报日期：{on}"])
    sample.content = target.getvalue()
    return sample


def difficulty_register(
    *, seed: int, unit: str, addresses: Sequence[str], count: int, on: date
) -> SampleRegister:
    """A roster of children in difficulty (R6), with a merged header and code letters."""
    inventor = Inventor(seed, first_serial=seed * APART % SERIALS, area=AREA_IN_DIFFICULTY)
    sample = SampleRegister(f"{unit}困境儿童花名册.xlsx")
    rows = [_in_difficulty(inventor, number, addresses, on) for number in range(1, count + 1)]
    first = 5
    for place, (what, verdict, spoil) in enumerate(_DIFFICULTY_FAULTS):
        at = _spread(place, len(_DIFFICULTY_FAULTS), count)
        if at is None:
            break
        spoil(rows[at], rows[at - 1] if at else rows[at])
        sample.planted.append(Planted(at + first, what, verdict))
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
        width = len(_CHILD) + 2 * len(_PARENT) + len(_AFTER)
        sheet.merge_range(0, 0, 0, width - 1, f"{unit}困境儿童基本信息采集表", head)
        sheet.write(1, 0, f"填报单位：{unit}")
        _two_row_header(sheet, head)
        month = book.add_format({"num_format": 'yyyy"年"m"月"'})
        for place, row in enumerate(rows):
            line = first - 1 + place
            sheet.write_row(line, 0, row)
            if isinstance(row[3], date):
                sheet.write_datetime(line, 3, row[3], month)
        end = first - 1 + len(rows)
        sheet.write_row(end, 0, ["合计", len(rows)])
        for place, text in enumerate((*_LEGEND, "填报人：        部门负责人审核：")):
            sheet.write(end + 1 + place, 0, text)
        book.add_worksheet("上年").hide()
    sample.content = target.getvalue()
    return sample


def _two_row_header(sheet: Any, head: Any) -> None:  # noqa: ANN401 - the writer's own types
    column = 0
    for text in _CHILD:
        sheet.merge_range(2, column, 3, column, text, head)
        column += 1
    for who in ("父亲情况", "母亲情况"):
        sheet.merge_range(2, column, 2, column + len(_PARENT) - 1, who, head)
        for text in _PARENT:
            sheet.write(3, column, text, head)
            column += 1
    for text in _AFTER:
        sheet.merge_range(2, column, 3, column, text, head)
        column += 1


def _orphan(
    inventor: Inventor, number: int, unit: str, addresses: Sequence[str], on: date
) -> list[Any]:
    chance = inventor.random
    sex = inventor.sex()
    born = inventor.day(on - OLDEST, on - YOUNGEST)
    home = chance.choice(addresses)
    since = inventor.day(born, on)
    written = chance.choice(
        (
            f"{born.year}.{born.month}.{born.day}",
            f"{born:%Y-%m-%d}",
            f"{born:%Y%m%d}",
            f"{born.year}年{born.month}月{born.day}日",
        )
    )
    return [
        number,
        f"11{on.year}9{number:06d}",
        _padded(inventor.child_name(sex)),
        "男" if sex == "1" else "女",
        written,
        inventor.id_number(born, sex),
        "社会散居孤儿",
        unit,
        f"{since:%Y-%m-%d}",
        chance.choice(_CARERS),
        f"福{number:06d}",
        chance.choice(("农村居民", "城镇居民")),
        home,
        home + inventor.address(),
        f"{since.year}.{since.month:02d}",
        inventor.elder_name("2"),
        inventor.phone(),
    ]


def _in_difficulty(
    inventor: Inventor, number: int, addresses: Sequence[str], on: date
) -> list[Any]:
    chance = inventor.random
    sex = inventor.sex()
    born = inventor.day(on - OLDEST, on - YOUNGEST)
    surname = inventor.surname()
    home = chance.choice(addresses)
    letter, support, father, term = chance.choice(
        (
            ("E-2", "C", "服刑在押", "3年6个月"),
            ("E-3", "C", "强制隔离戒毒", "24"),
            ("C", "B", "健在", ""),
            ("D", "C", "失联", ""),
            ("C、D", "C", "死亡", ""),
        )
    )
    parents = []
    for who, state, months in (("1", father, term), ("2", chance.choice(("健在", "失联")), "")):
        birth = born - timedelta(days=chance.randrange(20 * 365, 35 * 365))
        name = inventor.elder_name(who, surname if who == "1" else None)
        parents += [name, inventor.id_number(birth, who), state, months]
    disabled = "C" in letter
    return [
        number,
        _padded(inventor.child_name(sex, surname)),
        int(sex),
        born.replace(day=1),
        inventor.id_number(born, sex),
        chance.choice(("汉", "汉", "汉", "满", "回")),
        home + inventor.address(),
        home,
        letter,
        support,
        *parents,
        chance.choice(("肢体", "智力", "听力、言语")) if disabled else "—",
        chance.choice(("一级", "二级", "三级")) if disabled else "—",
        chance.choice(("学龄前", "小学", "初中二年级", "职高")),
        parents[4],
    ]


def _padded(name: str) -> str:
    """Lists put a space into names of two characters, to make all names alike wide."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


Spoil = Callable[[list[Any], list[Any]], None]


def _set(column: int, value: Any) -> Spoil:  # noqa: ANN401 - a cell holds anything
    def spoil(row: list[Any], _before: list[Any]) -> None:
        row[column] = value

    return spoil


def _as_number(column: int) -> Spoil:
    def spoil(row: list[Any], _before: list[Any]) -> None:
        row[column] = float(row[column][:17].ljust(18, "0"))

    return spoil


def _wrong_check(column: int) -> Spoil:
    def spoil(row: list[Any], _before: list[Any]) -> None:
        row[column] = row[column][:17] + ("1" if row[column][17] != "1" else "2")

    return spoil


def _the_row_before(row: list[Any], before: list[Any]) -> None:
    row[1:] = before[1:]


def _other_sex(sex: int, words: dict[Any, Any]) -> Spoil:
    def spoil(row: list[Any], _before: list[Any]) -> None:
        row[sex] = words[row[sex]]

    return spoil


def _without_number(born: int, number: int) -> Spoil:
    def spoil(row: list[Any], _before: list[Any]) -> None:
        row[number] = "无"
        row[born] = "2019.3"

    return spoil


def _elsewhere(*columns: int) -> Spoil:
    def spoil(row: list[Any], _before: list[Any]) -> None:
        for column in columns:
            row[column] = "河北省邯郸市丛台区和平路街道"

    return spoil


_ORPHAN_FAULTS: Final[tuple[tuple[str, str, Spoil], ...]] = (
    ("身份证号存成了数字", "refused", _as_number(_PLACE["身份证号码"])),
    ("身份证号校验位不对", "refused", _wrong_check(_PLACE["身份证号码"])),
    ("没有身份证号，只知出生年月", "remarks", _without_number(4, _PLACE["身份证号码"])),
    ("出生年份只有两位", "refused", _set(_PLACE["出生日期"], "15.6.1")),
    ("性别与身份证号不符", "refused", _other_sex(_PLACE["性别"], {"男": "女", "女": "男"})),
    ("整行重复", "double", _the_row_before),
    ("没有姓名", "refused", _set(_PLACE["姓名"], "")),
    ("姓名有打不出的字", "refused", _set(_PLACE["姓名"], "王?雨")),
    ("户籍在外省", "take", _elsewhere(_PLACE["儿童户籍地"])),
    ("住址和户籍都在外省", "remarks", _elsewhere(_PLACE["儿童户籍地"], _PLACE["现住址"])),
    ("养育类型看不懂", "remarks", _set(_PLACE["养育类型"], "不好说")),
    ("联系电话写成了文字", "remarks", _set(_PLACE["联系电话"], "问村里")),
)
_DIFFICULTY_FAULTS: Final[tuple[tuple[str, str, Spoil], ...]] = (
    ("身份证号存成了数字", "refused", _as_number(4)),
    ("身份证号校验位不对", "refused", _wrong_check(4)),
    ("没有身份证号，只知出生年月", "remarks", _without_number(3, 4)),
    ("出生年月与身份证号不符", "refused", _set(3, "2011年13月")),
    ("性别与身份证号不符", "refused", _other_sex(2, {1: 2, 2: 1})),
    ("整行重复", "double", _the_row_before),
    ("困境类型写了没有的字母", "remarks", _set(8, "Z")),
    ("父亲的身份证号存成了数字", "remarks", _as_number(11)),
    ("母亲情况说不清", "remarks", _set(16, "可能在南方")),
    ("残疾等级写错", "remarks", _set(19, "五级")),
)


def _spread(place: int, faults: int, count: int) -> int | None:
    """Faults lie evenly over the rows, never in the first one and never in neighbours."""
    at = (place + 1) * count // (faults + 1)
    return at if 0 < at < count and count > 3 * faults else None
