"""The instruments a law cites, as its page of sources lists them."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from hutong.foundation.kernel.text import Text

Mark = Literal["read", "known", "described", "unconfirmed"]


@dataclass(frozen=True)
class Instrument:
    """One law, rule or notice: who made it, from when it holds, and how far it has been read."""

    number: str
    title: Text
    title_mark: Mark
    issuer: Text
    date: str
    in_force: str
    mark: Mark
    source: str
    address: str
    note: str


def instruments(law: str = "hutong.law.china") -> dict[str, Instrument]:
    """Every instrument in the list of one law, by its number."""
    with (files(law) / "instruments.toml").open("rb") as listed:
        rows: list[dict[str, str]] = tomllib.load(listed)["instrument"]
    found = [
        Instrument(
            number=row["number"],
            title=Text(row["title_zh"], row["title_en"]),
            title_mark=_mark(row["title_mark"]),
            issuer=Text(row["issuer_zh"], row["issuer_en"]),
            date=row.get("date", ""),
            in_force=row.get("in_force", ""),
            mark=_mark(row["mark"]),
            source=row["source"],
            address=row.get("address", ""),
            note=row.get("note", ""),
        )
        for row in rows
    ]
    return {item.number: item for item in found}


_MARKS: dict[str, Mark] = {
    "read": "read",
    "known": "known",
    "described": "described",
    "unconfirmed": "unconfirmed",
}


def _mark(written: str) -> Mark:
    return _MARKS[written]
