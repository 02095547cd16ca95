"""Setting a letter: a template of ours, somebody's data, and fonts that hold every character."""

import json
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final

import typst

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

_HERE: Final = Path(__file__).resolve().parent
TEMPLATES: Final = _HERE / "templates"
FONTS: Final = _HERE / "fonts"

# Archives ask for PDF/A; and its writer, unlike others, refuses what no font can show.
_STANDARD: Final = "a-2a"
_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ONE_AT_A_TIME = threading.Lock()


class CannotBeSet(Refused):
    """The letter cannot be written: characters are named that no font here can show."""

    def __init__(self, characters: Iterator[str]) -> None:
        named = dict.fromkeys(characters)
        zh = "、".join(f"“{_shown(one)}”（{_code(one)}）" for one in named)
        en = ", ".join(f"“{_shown(one)}” ({_code(one)})" for one in named)
        super().__init__(
            Finding(
                Text(
                    f"文书写不出：服务器的字体里没有这些字：{zh}。请系统管理员安装含生僻字的宋体字库；"
                    "看不见的控制符请从原文中删去。",
                    f"The letter cannot be written: no font on the server shows {en}. Please have "
                    "a Song font with rare characters installed; remove what is invisible.",
                )
            )
        )


def typeset(
    template: str,
    data: Mapping[str, object],
    *,
    language: str,
    on: date,
    system_fonts: bool = True,
) -> bytes:
    """A PDF from a template and data that is plain JSON; the day stands in the PDF as its date."""
    written = json.dumps(data, ensure_ascii=False)
    invisible = {sign for sign in _strings(data) if unicodedata.category(sign) in _INVISIBLE}
    if invisible:
        raise CannotBeSet(iter(sorted(invisible)))
    try:
        with _ONE_AT_A_TIME:
            made = _compiler(system_fonts=system_fonts).compile(
                input=TEMPLATES / f"{template}.typ",
                format="pdf",
                sys_inputs={"data": written, "language": language},
                pdf_standards=[_STANDARD],
                timestamp=datetime.combine(on, time(12), UTC),
            )
    except typst.TypstError as reason:
        unshown = _UNSHOWN.findall(reason.diagnostic)
        if not unshown:
            raise
        raise CannotBeSet(_plain(one) for one in unshown) from reason
    if not isinstance(made, bytes):
        raise TypeError("One template gives one PDF.")
    return made


@cache
def _compiler(*, system_fonts: bool) -> typst.Compiler:
    """The typesetter with its fonts, looked for once; ours stand last."""
    fonts = typst.Fonts(
        include_system_fonts=system_fonts,
        include_embedded_fonts=False,
        font_paths=[FONTS],
    )
    # No package is ever fetched: the templates are all there is.
    return typst.Compiler(
        root=TEMPLATES, font_paths=fonts, package_path=TEMPLATES, package_cache_path=TEMPLATES
    )


def _strings(value: object) -> Iterator[str]:
    """Every character of every text in the data; line breaks are no characters."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield from one.replace("\n", "")
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one


def _plain(escaped: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], escaped)


def _shown(characters: str) -> str:
    return "".join("□" if unicodedata.category(sign) in _INVISIBLE else sign for sign in characters)


def _code(characters: str) -> str:
    return " ".join(f"U+{ord(sign):04X}" for sign in characters)
