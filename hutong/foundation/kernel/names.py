"""Names of people: as written, as read aloud, and as searched for."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pypinyin import lazy_pinyin

from hutong.foundation.kernel._surnames import COMPOUND_SURNAMES, SURNAMES
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

LONGEST_NAME = 100
MIDDLE_DOT = "·"  # U+00B7

_COMPATIBILITY = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_HAN = f"〇々\u3400-\u4dbf\u4e00-\u9fff{_COMPATIBILITY}\U00020000-\U0002f7ff\U00030000-\U000323af"
_VARIATION = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

_IS_HAN = re.compile(f"[{_HAN}]")
_ALL_HAN = re.compile(f"(?:[{_HAN}][{_VARIATION}]?)+")
_IS_COMPATIBILITY = re.compile(f"([{_COMPATIBILITY}])")
_VARIATIONS = re.compile(f"[{_VARIATION}]")
_DOTS = re.compile(r"\s*[·•・‧⋅･∙⸱．]+\s*")
_FULL_STOP_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}]) ?\\. ?(?=[{_HAN}])")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_TURNS_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_JOINERS_BESIDE_HAN = re.compile(f"(?<=[{_HAN}])[\u200c\u200d]+|[\u200c\u200d]+(?=[{_HAN}])")
_STANDS_FOR_A_LOST_ONE = re.compile("[?？*＊\ufffd□■〓]")

_FULL_WIDTH_LETTERS = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
)
# GB 18030 first gave these characters private codes, which Python's codec still returns; the
# edition of 2022 gives them their places in Unicode.
_GB18030_PRIVATE = str.maketrans(
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855",
    "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb"
    "\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe",
)


class NotAName(Refused):
    """What was written cannot stand as a name in the register."""


class Pinyin(NamedTuple):
    """A name as it is read: one token for each character or word.

    Names in the order of `in_order` stand as in a dictionary: by syllables, so that 陈 (chen) comes
    before 程 (cheng), and those of one surname together, so that no 于 stands among the 余.
    """

    tokens: tuple[str, ...]
    joined: str
    initials: str
    in_order: str


def tidy(raw: str) -> str:
    """The name as it is stored: every character kept, only spaces, dots and widths made alike.

    Characters of the compatibility block stay as written, because a family's paper has them.
    """
    name = _UNSEEN.sub("", raw).translate(_GB18030_PRIVATE).translate(_FULL_WIDTH_LETTERS)
    name = _JOINERS_BESIDE_HAN.sub("", name)
    name = _DOTS.sub(MIDDLE_DOT, " ".join(name.split()))
    name = _FULL_STOP_BETWEEN_HAN.sub(MIDDLE_DOT, name)
    _refuse_what_cannot_be_stored(name)
    # Composing can bring forth a dot beside a dot.
    return _DOTS.sub(MIDDLE_DOT, _without_padding(_composed(name)))


def pinyin_of(name: str) -> Pinyin:
    """How the name is read; surnames by their own readings, a character without one as itself."""
    words = _words(name)
    surname: tuple[str, ...] = ()
    # A name with a dot is a transcription: its first character is a sound and no surname.
    if MIDDLE_DOT not in name:
        surname = COMPOUND_SURNAMES.get("".join(words[:2]), ()) if len(words) > 2 else ()
        if not surname and words and words[0] in SURNAMES:
            surname = (SURNAMES[words[0]],)
    given = _read(words[len(surname) :])
    tokens = surname + given
    family = 0 if MIDDLE_DOT in name else len(surname) or 1
    # A space sorts before every letter, so that a syllable ends before a longer one begins.
    in_order = " ".join((*tokens[:family], *words[:family], *tokens[family:]))
    return Pinyin(tokens, "".join(tokens), "".join(token[0] for token in tokens), in_order)


@dataclass(frozen=True, slots=True)
class SearchText:
    """What somebody typed into the search box may mean; an empty part means: not that."""

    characters: str = ""
    pinyin: str = ""
    initials: str = ""
    id_tail: str = ""

    @classmethod
    def of(cls, typed: str) -> "SearchText":
        """The meanings of a text; one that cannot be part of a name or number has none.

        Letters may be the beginning of a reading and initials alike: wang is 王, and 吴爱农刚.
        """
        try:
            text = tidy(typed)
        except NotAName:
            return cls()
        compact = unicodedata.normalize("NFKC", text).replace(" ", "").replace("ü", "v").lower()
        if _ID_TAIL.fullmatch(compact):
            return cls(id_tail=compact.upper())
        letters = compact.replace("'", "")
        if letters.isascii() and letters.isalpha():
            return cls(pinyin=letters, initials=letters)
        return cls(characters=text)


_ID_TAIL = re.compile(r"[0-9]{4,18}|[0-9]{3,17}x")


def _refuse_what_cannot_be_stored(name: str) -> None:
    findings = [
        Finding(sentence, field="name") for found, sentence in _CANNOT_BE_STORED if found(name)
    ]
    if findings:
        raise NotAName(*findings)


def _has(*categories: str) -> Callable[[str], bool]:
    return lambda name: any(unicodedata.category(sign) in categories for sign in name)


_CANNOT_BE_STORED: tuple[tuple[Callable[[str], object], Text], ...] = (
    (lambda name: not name, Text("没有填写姓名。", "No name was given.")),
    (
        lambda name: len(name) > LONGEST_NAME,
        Text(
            f"姓名超过 {LONGEST_NAME} 个字符。",
            f"The name is longer than {LONGEST_NAME} characters.",
        ),
    ),
    (
        _has("Cc", "Cs"),
        Text(
            "姓名中有无法保存的控制字符，请重新录入。",
            "The name holds control characters that cannot be stored; please type it again.",
        ),
    ),
    (
        _TURNS_DIRECTION.search,
        Text(
            "姓名中有改变书写方向的隐藏字符，请重新录入。",
            "The name holds hidden characters that turn the direction of writing; "
            "please type it again.",
        ),
    ),
    (
        _STANDS_FOR_A_LOST_ONE.search,
        Text(
            "姓名中有代替缺字的符号（如“?”“*”“□”），请对照证件补全。",
            "The name holds a sign that stands for a lost character, such as “?”, “*” or “□”; "
            "please complete it from the paper.",
        ),
    ),
    (
        _PRIVATE.search,
        Text(
            "姓名中有只在某台机器上显示的自造字，请改用国家标准（GB 18030）中的字。",
            "The name holds a character made for one machine only; "
            "please use the one of the national standard (GB 18030).",
        ),
    ),
)


def _composed(name: str) -> str:
    return "".join(
        part if _IS_COMPATIBILITY.fullmatch(part) else unicodedata.normalize("NFC", part)
        for part in _IS_COMPATIBILITY.split(name)
    )


def _without_padding(name: str) -> str:
    """Without the spaces that lists put into short names to make them as wide as others."""
    together = name.replace(" ", "")
    if together == name or not _ALL_HAN.fullmatch(together):
        return name
    plain = _VARIATIONS.sub("", together)
    padded = len(plain) <= 3 or (len(plain) == 4 and plain[:2] in COMPOUND_SURNAMES)
    return together if padded else name


def _words(name: str) -> list[str]:
    """Each Chinese character for itself, and every other word whole, in small letters."""
    plain = unicodedata.normalize("NFKC", _VARIATIONS.sub("", name))
    apart = "".join(f" {sign} " if _IS_HAN.match(sign) else _word_sign(sign) for sign in plain)
    return [_without_accents(word).lower() for word in apart.split()]


def _word_sign(sign: str) -> str:
    return " " if unicodedata.category(sign)[0] in "PZC" else sign


def _without_accents(word: str) -> str:
    letters = "".join(
        sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign)
    )
    return letters if letters.isascii() and letters else word


def _read(words: list[str]) -> tuple[str, ...]:
    """Readings of a given name; characters are read together, as their neighbours decide some."""
    tokens: list[str] = []
    for is_han, run in groupby(words, lambda word: bool(_IS_HAN.match(word))):
        for token in lazy_pinyin("".join(run)) if is_han else list(run):
            # Characters without a reading come back together as they were written.
            tokens.extend([token] if not _IS_HAN.match(token) else token)
    return tuple(tokens)
