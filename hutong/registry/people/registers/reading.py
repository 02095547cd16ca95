"""How the cells of a register are read, one kind of column after another."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from hutong.foundation.exchange.cells import Cell
from hutong.foundation.exchange.values import (
    Unreadable,
    plain,
    read_day,
    read_money,
    read_text,
    read_yes_no,
    split_many,
    ticked,
)
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import NotAnIdNumber, read_id_number
from hutong.foundation.kernel.names import NotAName, tidy
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text
from hutong.registry.people.facts import DisabilityKind, Hukou
from hutong.registry.people.registers.columns import Reading
from hutong.registry.people.registers.proposal import Proposal
from hutong.registry.people.registers.words import (
    DISABILITY,
    GUARDIANS,
    LEVELS,
    PEOPLES,
    SCHOOLING,
    Facts,
    root,
    word,
)

_SEX_WORDS = {"男": "1", "男性": "1", "女": "2", "女性": "2", "男孩": "1", "女孩": "2"}
_SEX_WORDS |= {"m": "1", "male": "1", "f": "2", "female": "2", "未知": "0", "未说明": "9"}
_PHONE = re.compile(r"\+?\d[\d\-]{4,19}")


def name(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """The child's name."""
    proposal.name = read_text(cell)


def id_number(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """The child's identity number, as it stands; whether it can be one is asked later."""
    if cell.lost_digits:
        proposal.stop(lost_digits(cell), "id_number")
    else:
        proposal.id_number = "".join(read_text(cell).split())


def lost_digits(cell: Cell) -> Text:
    """The sentence for a long number that a spreadsheet has damaged."""
    return Text(
        "证件号码“{written}”被表格软件存成数字，末几位已经丢失；请对照证件，按文本重新填写。"
        "确实以 000 结尾的，请在系统中逐个登记。",
        "The number “{written}” was kept by a spreadsheet as a quantity and lost its last digits; "
        "please copy it from the card again, as text. If it truly ends in 000, register the child "
        "by hand.",
    ).filled(written=cell.text[:40])


def sex(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """The child's sex by a word; a code is read once the whole column is known."""
    text = plain(cell.text).lower()
    proposal.sex = _SEX_WORDS.get(word(text), f"?{text}")


def birth(proposal: Proposal, cell: Cell, header: str) -> None:
    """The birth date, as exactly as it was written."""
    day = read_day(cell, month_only="年月" in header and "日" not in header)
    proposal.birth_date, proposal.birth_precision = day.value, Precision(day.precision)


def text_of(field: str) -> Reading:
    """A text that is kept as it stands."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        setattr(proposal, field, read_text(cell))

    return read


def phone(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """The child's own telephone."""
    proposal.phone = read_phone(cell)


def read_phone(cell: Cell) -> str:
    """A telephone number, or several."""
    text = plain(read_text(cell))
    numbers = ["".join(number.split()) for number in split_many(text)]
    if not numbers or not all(_PHONE.fullmatch(number) for number in numbers):
        raise Unreadable(
            Finding(
                Text("“{written}”不是电话号码。", "“{written}” is no telephone number.").filled(
                    written=cell.text[:40]
                )
            )
        )
    return "、".join(numbers)


def people(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """The ethnic group, by name or by number (GB/T 3304)."""
    text = read_text(cell)
    proposal.ethnic_group = PEOPLES.get(word(text), text)


def yes_no(fact: str) -> Reading:
    """A column that asks a fact with yes or no."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        proposal.facts[fact] = read_yes_no(cell)

    return read


def money(fact: str) -> Reading:
    """A column of monthly sums."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:
        proposal.facts[fact] = read_money(cell, header)

    return read


def day(fact: str) -> Reading:
    """A column of days; a month alone is no day."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        proposal.facts[fact] = _whole_day(cell)

    return read


def words(meanings: Mapping[str, Facts], settling_nothing: Collection[str] = ()) -> Reading:
    """A column of words, code letters or ticks, each of which says some facts or none."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        said = _said(cell, meanings, settling_nothing)
        for fact, value in said.items():
            if proposal.facts.setdefault(fact, value) != value:
                raise _contradiction(cell)

    return read


def code(fact: str, meanings: Mapping[str, object]) -> Reading:
    """A column of one word that is one code."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        proposal.facts[fact] = _one(cell, meanings)

    return read


def schooling(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """The school the child goes to: 小学三年级 is compulsory education like 小学."""
    text = root(cell.text)
    found = SCHOOLING.get(text) or next(
        (study for known, study in SCHOOLING.items() if len(known) > 1 and text.startswith(known)),
        None,
    )
    if found is None:
        raise _not_understood(cell)
    proposal.facts["study"] = found.value


def disability_kind(part: str = "") -> Reading:
    """The kind of disability; several ticks make it multiple."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        said = _pieces(cell, [word for word in DISABILITY if len(word) > 1])
        kinds = {_disability(piece, cell) for piece in said} - {DisabilityKind.NONE}
        kind = DisabilityKind.NONE
        if kinds:
            kind = kinds.pop() if len(kinds) == 1 else DisabilityKind.MULTIPLE
        _facts_of(proposal, part)["disability_kind"] = kind.value

    return read


def disability_level(part: str = "") -> Reading:
    """The level on the disability card, 一级 to 四级."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        level = LEVELS.get(word(cell.text).removesuffix("级").removesuffix("残疾"))
        if level is None:
            raise _not_understood(cell)
        _facts_of(proposal, part)["disability_level"] = level

    return read


def registered_since(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """The day an older register took the child in; the age limit is asked of that day."""
    proposal.registered_on = _whole_day(cell)


def hukou_registered(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """Whether the child is registered anywhere; where, the address says."""
    if not read_yes_no(cell):
        proposal.facts["hukou"] = Hukou.NONE.value


# --- the people around the child ------------------------------------------------------------------


def person_name(part: str) -> Reading:
    """The name of a parent, guardian or carer."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        text = read_text(cell)
        try:
            proposal.person(part).name = tidy(text)
        except NotAName as refusal:
            raise Unreadable(*refusal.findings) from refusal

    return read


def person_id(part: str) -> Reading:
    """The identity number of a parent, guardian or carer."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        if cell.lost_digits:
            raise Unreadable(Finding(lost_digits(cell)))
        try:
            number = read_id_number(read_text(cell))
        except NotAnIdNumber as refusal:
            raise Unreadable(*refusal.findings) from refusal
        expected = {"father": "1", "mother": "2"}.get(part, number.sex)
        if number.sex != expected:
            raise Unreadable(
                Finding(
                    Text(
                        "身份证号“{written}”的性别位与父母身份不符。",
                        "The identity number “{written}” is not of that parent's sex.",
                    ).filled(written=cell.text[:40])
                )
            )
        person = proposal.person(part)
        person.id_number, person.sex, person.birth_date = (
            number.number,
            number.sex,
            number.birth_date,
        )

    return read


def person_phone(part: str) -> Reading:
    """The telephone of a parent, guardian or carer."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        proposal.person(part).phone = read_phone(cell)

    return read


def person_birth(part: str) -> Reading:
    """The birth date of a parent, guardian or carer, if it is one to the day."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        written = _whole_day(cell)
        person = proposal.person(part)
        if person.birth_date is not None and person.birth_date != written:
            raise _contradiction(cell)
        person.birth_date = written

    return read


def person_label(part: str) -> Reading:
    """What a guardian or carer is to the child, in the register's own word."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        label = read_text(cell)
        proposal.person(part).label = label
        guardian, _ = GUARDIANS.get(word(label), (None, None))
        if part == "guardian" and guardian is not None:
            proposal.facts.setdefault("guardian_is", guardian.value)

    return read


def person_words(
    part: str, meanings: Mapping[str, Facts], settling_nothing: Collection[str] = ()
) -> Reading:
    """The state of a parent: 死亡, 服刑, 失联 and so on, one or several."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        facts = proposal.person(part).facts
        for fact, value in _said(cell, meanings, settling_nothing).items():
            if facts.setdefault(fact, value) != value:
                raise _contradiction(cell)

    return read


def person_day(part: str, fact: str) -> Reading:
    """A day in a parent's life that a rule asks for."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        proposal.person(part).facts[fact] = _whole_day(cell)

    return read


def person_months(part: str, fact: str) -> Reading:
    """A term in months: 36, 36个月, 3年, 3年6个月."""

    def read(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
        written = "".join(plain(cell.text).split())
        found = re.fullmatch(r"(?:(\d{1,2})年)?(?:(\d{1,3})(?:个?月)?)?", written)
        if found is None or not any(found.groups()):
            raise _not_understood(cell)
        years, months = (int(part or 0) for part in found.groups())
        proposal.person(part).facts[fact] = years * 12 + months

    return read


def both_parents_away(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """父母双方同时外出: both work away."""
    if read_yes_no(cell):
        proposal.person("father").facts["working_away"] = True
        proposal.person("mother").facts["working_away"] = True


def unable_parent(proposal: Proposal, cell: Cell, header: str) -> None:  # noqa: ARG001 - one shape for all
    """无监护能力方: that parent is unable, and the other works away."""
    unable = {"父": "father", "父亲": "father", "母": "mother", "母亲": "mother"}.get(
        word(cell.text)
    )
    if unable is None:
        raise _not_understood(cell)
    away = "mother" if unable == "father" else "father"
    proposal.person(unable).facts["able_to_guard"] = False
    proposal.person(away).facts["working_away"] = True


# --- words ---------------------------------------------------------------------------------------


def _facts_of(proposal: Proposal, part: str) -> dict[str, object]:
    return proposal.person(part).facts if part else proposal.facts


def _pieces(cell: Cell, options: list[str]) -> list[str]:
    """The several words of a cell: those ticked in a printed list, or else those written."""
    text = plain(cell.text)
    marked = ticked(text, options)
    if marked is not None:
        return marked
    return [piece for piece in split_many(text) if word(piece)]


def _said(
    cell: Cell, meanings: Mapping[str, Facts], settling_nothing: Collection[str]
) -> dict[str, object]:
    facts: dict[str, object] = {}
    known = [*meanings, *settling_nothing]
    for piece in _pieces(cell, [text for text in known if len(text) > 1]):
        spelled = next((text for text in (word(piece), root(piece)) if text in known), None)
        if spelled is None:
            upper = word(piece).upper()
            spelled = upper if upper in known else None
        if spelled is None:
            raise _not_understood(cell)
        for fact, value in meanings.get(spelled, {}).items():
            if facts.setdefault(fact, value) != value:
                raise _contradiction(cell)
    return facts


def _one(cell: Cell, meanings: Mapping[str, object]) -> object:
    for text in (word(cell.text), root(cell.text)):
        if text in meanings:
            return meanings[text]
    raise _not_understood(cell)


def _disability(piece: str, cell: Cell) -> DisabilityKind:
    bare = word(piece)
    kind = DISABILITY.get(bare) or DISABILITY.get(bare.removesuffix("残疾").removesuffix("残"))
    if kind is None:
        raise _not_understood(cell)
    return kind


def _whole_day(cell: Cell) -> date:
    found = read_day(cell)
    if found.precision is not Precision.DAY:
        raise Unreadable(
            Finding(
                Text(
                    "“{written}”只到年月，这里要具体到日。",
                    "“{written}” names no day, and here the day counts.",
                ).filled(written=cell.text[:40])
            )
        )
    return found.value


def _not_understood(cell: Cell) -> Unreadable:
    return Unreadable(
        Finding(
            Text(
                "“{written}”不在这一栏的用语中，这一项按未知处理。",
                "“{written}” is no word of this column; it stays unknown.",
            ).filled(written=cell.text[:40])
        )
    )


def _contradiction(cell: Cell) -> Unreadable:
    return Unreadable(
        Finding(
            Text(
                "“{written}”与同一行的另一栏不一致。",
                "“{written}” contradicts another column of the same row.",
            ).filled(written=cell.text[:40])
        )
    )
