"""What can be made of each row: who is meant, and whether the row may be taken."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from hutong.foundation.access import Officer
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import NotAnIdNumber, read_id_number
from hutong.foundation.kernel.names import NotAName, tidy
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.registry.people import actions as people
from hutong.registry.people._numbers import number_taken
from hutong.registry.people.models import Child
from hutong.registry.people.registers._family import settle_family
from hutong.registry.people.registers._telling import Source, new_child, told_by
from hutong.registry.people.registers._where import Finder, settle_places
from hutong.registry.people.registers.columns import NATIONAL_SEXES, Register
from hutong.registry.people.registers.proposal import Proposal, Verdict

UNKNOWN_SEX = "0"
_IN_NO_NAME = re.compile(r"[=+@|<>{}\[\]\\/^~#%&!;:\"“”：；]")
# Where a finding of the register's own checks belongs among the columns of a file.
_COLUMN_OF = {"birth_precision": "birth_date", "registered_on": "registered_since"}


def judge(
    proposals: Sequence[Proposal], register: Register, source: Source, by: Officer, on: date
) -> None:
    """Give every proposal its verdict, with every reason; nothing is written."""
    _settle_sexes(proposals, register)
    finder = Finder(by, on)
    for proposal in proposals:
        _settle_identity(proposal, on)
        settle_places(proposal, finder)
        settle_family(proposal, register)
    _find_doubles(proposals)
    _examine(proposals, source, by, on)
    _compare_with_the_nameless(proposals)
    for proposal in proposals:
        if proposal.verdict is Verdict.TAKE and proposal.stopped:
            proposal.verdict = Verdict.REFUSED
        elif proposal.verdict is Verdict.TAKE and proposal.notes:
            proposal.verdict = Verdict.REMARKS


# --- who is meant ---------------------------------------------------------------------------------


def _settle_sexes(proposals: Sequence[Proposal], register: Register) -> None:
    """Read codes of sex by the one scheme that the whole column fits."""
    known = {code for scheme in register.sexes for code in scheme}
    codes = known & {p.sex.removeprefix("?") for p in proposals if p.sex.startswith("?")}
    schemes = [scheme for scheme in register.sexes if codes <= scheme.keys()]
    if len(schemes) > 1 and "0" in codes and "2" not in codes:
        # A column of 0 and 1 without any 2 is boys and girls, not unknown ones and boys.
        schemes = [scheme for scheme in schemes if scheme is not NATIONAL_SEXES]
    elif len(schemes) > 1 and codes & {"2", "9"}:
        schemes = [NATIONAL_SEXES]
    for proposal in proposals:
        if not proposal.sex.startswith("?"):
            continue
        code = proposal.sex.removeprefix("?")
        meant = {scheme[code] for scheme in schemes if code in scheme}
        proposal.sex = meant.pop() if len(meant) == 1 else ""
        if not proposal.sex and meant:
            proposal.sex = _sex_by_number(proposal)
        if not proposal.sex:
            proposal.stop(
                Text(
                    "性别“{code}”分不清是男是女；请写“男”或“女”。",
                    "Sex “{code}” may be either; please write 男 or 女.",
                ).filled(code=code[:10]),
                "sex",
            )


def _sex_by_number(proposal: Proposal) -> str:
    try:
        return read_id_number(proposal.id_number).sex
    except NotAnIdNumber:
        return ""


def _settle_identity(proposal: Proposal, on: date) -> None:
    """Name, number, sex and birth as far as the row has them; what is missing is said."""
    if not proposal.name:
        if not any(note.field == "name" for note in proposal.notes):
            proposal.stop(Text("没有填写姓名。", "No name was given."), "name")
    else:
        try:
            proposal.name = tidy(proposal.name)
        except NotAName as refusal:
            for finding in refusal.findings:
                proposal.stop(finding.sentence, "name")
        else:
            _refuse_signs(proposal)
    if proposal.id_number:
        _settle_number(proposal, on)
    elif not proposal.stopped:
        proposal.remark(
            Text(
                "没有身份证号，按无号登记，请日后补登。",
                "There is no identity number; the child is registered without one for now.",
            ),
            "id_number",
        )
        if proposal.birth_date is None:
            proposal.remark(Text("没有出生日期。", "There is no birth date."), "birth_date")
        elif proposal.birth_precision is not Precision.DAY:
            proposal.remark(
                Text(
                    "出生日期只到{zh}，不补具体的日。",
                    "The birth date is known to the {en} only; no day is made up.",
                ).filled(
                    zh="年月" if proposal.birth_precision is Precision.MONTH else "年",
                    en=proposal.birth_precision.value,
                ),
                "birth_date",
            )
    proposal.born = proposal.born or proposal.birth_date
    if not proposal.sex:
        proposal.sex = UNKNOWN_SEX
        if not proposal.id_number and not proposal.stopped:
            proposal.remark(Text("没有性别。", "The sex is not given."), "sex")


def _refuse_signs(proposal: Proposal) -> None:
    if not any(sign.isalpha() for sign in proposal.name) or _IN_NO_NAME.search(proposal.name):
        proposal.stop(
            Text("“{name}”不是姓名。", "“{name}” is no name.").filled(name=proposal.name[:40]),
            "name",
        )


def _settle_number(proposal: Proposal, on: date) -> None:
    try:
        number = read_id_number(proposal.id_number, on=on)
    except NotAnIdNumber as refusal:
        for finding in refusal.findings:
            proposal.stop(finding.sentence, "id_number")
        proposal.id_number = ""
        return
    proposal.id_number, proposal.born = number.number, number.birth_date
    if number.from_15:
        proposal.remark(
            Text(
                "15 位旧号已按国家标准换成 18 位：{number}。",
                "The old number of 15 digits became {number} by the national standard.",
            ).filled(number=number.number),
            "id_number",
        )


# --- doubles and the register ---------------------------------------------------------------------


def _find_doubles(proposals: Sequence[Proposal]) -> None:
    """Rows about one child: the first stands if they agree, and none if they do not."""
    by_number: dict[str, list[Proposal]] = defaultdict(list)
    by_name: dict[tuple[str, str, date], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if proposal.id_number:
            by_number[proposal.id_number].append(proposal)
        if proposal.name and proposal.born is not None:
            by_name[proposal.name, proposal.sex, proposal.born].append(proposal)
    for group in by_number.values():
        _mark_doubles(group)
    for group in by_name.values():
        # Two numbers are two children; without one, a name and a birth date are all there is.
        if len(group) > 1 and not all(proposal.id_number for proposal in group):
            _mark_doubles([p for p in group if p.verdict is Verdict.TAKE])


def _mark_doubles(group: Sequence[Proposal]) -> None:
    if len(group) < 2:
        return
    first, *others = group
    alike = all(told_by(other) == told_by(first) for other in others)
    column = "id_number" if first.id_number else "name"
    where = "、".join(
        f"{proposal.sheet}第{proposal.row}行" if proposal.sheet else f"第{proposal.row}行"
        for proposal in group
    )
    rows = ", ".join(f"{proposal.sheet} {proposal.row}".strip() for proposal in group)
    if alike:
        for other in others:
            other.verdict = Verdict.DOUBLE
            other.stop(
                Text(
                    "与{where}是同一名儿童，内容相同，只取第一行。",
                    "The same child as in rows {rows}, told alike; only the first is taken.",
                ).filled(where=where, rows=rows),
                column,
            )
        return
    for proposal in group:
        proposal.verdict = Verdict.DOUBLE
        proposal.stop(
            Text(
                "{where}是同一名儿童，内容却不同，没有替您选；请只留下正确的一行。",
                "Rows {rows} are one child told in different ways; nobody chose for you. Please "
                "keep the right one.",
            ).filled(where=where, rows=rows),
            column,
        )


def _examine(proposals: Sequence[Proposal], source: Source, by: Officer, on: date) -> None:
    """Ask the register's own checks about every row that still stands."""
    standing = [p for p in proposals if p.verdict is Verdict.TAKE and not p.stopped]
    numbers = {n for p in standing for n in (p.residence, p.hukou) if n is not None}
    found = Place.objects.in_bulk(numbers)
    rows = [new_child(told_by(p), found, source, source.of(p.sheet, p.row)) for p in standing]
    taken = number_taken()
    for proposal, faults in zip(standing, people.examine(rows=rows, by=by, on=on), strict=True):
        for fault in faults:
            if fault == taken:
                proposal.verdict = Verdict.KNOWN
            proposal.stop(fault.sentence, _COLUMN_OF.get(fault.field, fault.field))


def _compare_with_the_nameless(proposals: Sequence[Proposal]) -> None:
    """Children without a number, in the file or on the register, may be one and the same."""
    standing = [p for p in proposals if p.verdict is Verdict.TAKE and not p.stopped]
    named = {p.name for p in standing if p.born is not None}
    on_record: dict[tuple[str, date], list[Child]] = defaultdict(list)
    for child in Child.objects.filter(name__in=named, birth_date__isnull=False).only(
        "name", "birth_date", "birth_precision", "sex", "id_number", "child_no"
    ):
        if child.birth_date is not None:
            on_record[child.name, child.birth_date.replace(day=1)].append(child)
    for proposal in standing:
        if proposal.born is None:
            continue
        same = on_record.get((proposal.name, proposal.born.replace(day=1)), ())
        child_found = next((child for child in same if _may_be(proposal, child)), None)
        if child_found is None:
            continue
        proposal.verdict = Verdict.KNOWN
        proposal.stop(
            Text(
                "辖区内已有同名、同性别、出生日期相符的儿童（编号 {number}），其中一方没有"
                "身份证号；请逐个核对，没有替您判断。",
                "A child of that name, sex and birth date is on the register (number {number}), "
                "and one of the two has no identity number; please compare them, nobody judged "
                "for you.",
            ).filled(number=child_found.child_no),
            "name",
        )


def _may_be(proposal: Proposal, child: Child) -> bool:
    if proposal.id_number and child.id_number:
        return False
    if UNKNOWN_SEX not in {proposal.sex, child.sex} and proposal.sex != child.sex:
        return False
    exact = bool(proposal.id_number) or proposal.birth_precision is Precision.DAY
    return (
        not exact
        or child.birth_precision != Precision.DAY.value
        or proposal.born == child.birth_date
    )
