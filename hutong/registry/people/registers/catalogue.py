"""The registers we can read, and how to tell which one a file holds."""

from hutong.foundation.exchange.cells import Sheet, Workbook
from hutong.foundation.exchange.forms import Form, find_forms
from hutong.foundation.exchange.tables import Table, find_table
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people.registers import difficulty, left_behind, orphans
from hutong.registry.people.registers.columns import PARTS, Register

REGISTERS: dict[str, Register] = {
    each.register.code: each.register for each in (left_behind, difficulty, orphans)
}
# R7 is R6 with the payment columns beside it; one reading serves both.
REGISTERS["R7"] = REGISTERS["R6"]

_TITLE_WEIGHS = 4
_TELLING_WEIGHS = 2
_LOOKED_AT = 120  # rows


class NoSuchRegister(Refused):
    """The file holds none of the registers we can read, or one nobody can tell."""


Layout = Table | tuple[Form, ...]


def register_named(code: str) -> Register:
    """The register of this code."""
    found = REGISTERS.get(code)
    if found is None:
        raise NoSuchRegister(
            Finding(
                Text(
                    "没有“{code}”这种名册；能导入的有 {known}。",
                    "There is no register “{code}”; those that can be read are {known}.",
                ).filled(code=code[:20], known="、".join(REGISTERS)),
                field="kind",
            )
        )
    return found


def layout_of(sheet: Sheet, register: Register) -> Layout | None:
    """The register's table on a sheet, or its forms; nothing where there is neither."""
    table = find_table(sheet, register.headings, needed=["name"], keys=["name", "id_number"])
    if not register.has_forms:
        return table
    forms = find_forms(sheet, register.headings, needed=["name"], sections=PARTS)
    # One row of a form looks like a short header; the reading that explains more is the right one.
    explained = max((len(form.labels) for form in forms), default=0)
    return forms if explained > (len(table.columns) if table else 1) else table


def detect(workbook: Workbook) -> Register:
    """The register that explains most of the file; where two do alike, a person must say."""
    # The first rows are enough to tell; all of them would be read three times over.
    beginnings = [
        Sheet(sheet.name, sheet.rows[:_LOOKED_AT], sheet.merges) for sheet in workbook.sheets
    ]
    weights: dict[str, int] = {}
    for register in {id(each): each for each in REGISTERS.values()}.values():
        weights[register.code] = max((_weight(sheet, register) for sheet in beginnings), default=0)
    best = sorted(weights, key=lambda code: weights[code], reverse=True)
    if weights[best[0]] == 0:
        raise NoSuchRegister(
            Finding(
                Text(
                    "没有找到表头：要有“姓名”一栏，另有至少两栏认得出来"
                    "（如性别、身份证号、出生日期、现住址）。",
                    "No header was found: a column 姓名 is needed, and at least two more that are "
                    "known, such as 性别, 身份证号, 出生日期 or 现住址.",
                ),
                field="file",
            )
        )
    if weights[best[0]] == weights[best[1]]:
        names = [REGISTERS[code].name for code in best if weights[code] == weights[best[0]]]
        raise NoSuchRegister(
            Finding(
                Text(
                    "分不清是哪种名册：{zh}。请选择名册种类后再导入。",
                    "It cannot be told which register this is: {en}. Please choose the kind.",
                ).filled(
                    zh="、".join(name.zh for name in names), en=", ".join(name.en for name in names)
                ),
                field="kind",
            )
        )
    return REGISTERS[best[0]]


def _weight(sheet: Sheet, register: Register) -> int:
    layout = layout_of(sheet, register)
    if layout is None:
        return 0
    if isinstance(layout, Table):
        found, title = set(layout.columns), layout.title
    else:
        found, title = set(layout[0].labels), layout[0].title
    said = f"{title} {sheet.name}"
    titles = sum(1 for words in register.titles if words in said)
    telling = sum(1 for field in register.telling if field in found)
    return len(found) + _TELLING_WEIGHS * telling + _TITLE_WEIGHS * titles
