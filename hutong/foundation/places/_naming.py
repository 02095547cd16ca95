"""Names of places: what kind of place they tell of, what is left without that, how they sound."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from pypinyin import lazy_pinyin

from hutong.foundation.places.models import Level

# What stands at the end of a name and says only what kind of place it is.
ENDINGS = {
    Level.PROVINCE: r"特别行政区|(?:维吾尔|回族|壮族)?自治区|省|市",
    Level.CITY: r"市|地区|盟|(?:..?族)*自治州",
    Level.DISTRICT: r"自治县|自治旗|特区|林区|新区|区|县|市|旗",
    Level.STREET: (
        r"街道办事处|地区办事处|街道|地区|办事处|镇|"
        r"(?:回族|满族|蒙古族|民族)?乡|民族苏木|苏木"
    ),
    Level.COMMUNITY: (
        r"社区居民委员会|社区居委会|社区村委会|社区|居民委员会|居委会|"
        r"村民委员会|村委会|村"
    ),
}
_ENDING = {level: re.compile(f"(?:{ending})$") for level, ending in ENDINGS.items()}
_FORM = {
    Level.PROVINCE: re.compile(r"(特别行政区|自治区|省|市)$"),
    Level.CITY: re.compile(r"(市|地区|盟|自治州)$"),
    Level.DISTRICT: re.compile(r"(自治县|自治旗|特区|林区|开发区|区|县|市|旗)$"),
    Level.STREET: re.compile(r"(街道|地区|镇|乡|苏木|开发区|农场|林场)$"),
}

# Place names that are not read as their characters usually are.
_READINGS = {
    "大栅栏": "da shi lan",
    "什刹海": "shi cha hai",
    "里堡": "li pu",
    "单店": "shan dian",
    "朝": "chao",
    "长": "chang",
}
_READ_APART = re.compile(f"({'|'.join(_READINGS)})")
_MIDDLE_NODES = {"市辖区", "县"}  # what statistics put between a municipality and its districts


class Reading(NamedTuple):
    """A name as it sounds."""

    pinyin: str
    initials: str


def core(name: str, level: int) -> str:
    """The name without the words that only say what kind of place it is."""
    return _ENDING[Level(level)].sub("", name, count=1) or name


def is_village(form: str) -> bool:
    """Whether a community is governed by a villagers' committee."""
    return form in {"村委会", "类似村委会"}


def form_of(name: str, level: Level, number: int) -> str:
    """What kind of place a name tells of."""
    if level != Level.COMMUNITY:
        if level == Level.CITY and (name in _MIDDLE_NODES or "直辖" in name):
            return name
        match = _FORM[level].search(name)
        return match.group(1) if match else ""
    # The statistical code keeps 400-499 for what is like a residents' committee (a factory, a
    # development zone) and 500-599 for what is like a village (a farm); nobody is elected there.
    match number % 1000 // 100:
        case 4:
            return "类似居委会"
        case 5:
            return "类似村委会"
    if name.endswith(("村委会", "村民委员会", "村")):
        return "村委会"
    return "居委会" if name.endswith(("居委会", "居民委员会", "社区")) else ""


def reader() -> Callable[[str, int], Reading]:
    """A function that reads names of places aloud, and remembers what it has read."""

    @cache
    def read(part: str) -> tuple[str, str]:
        tokens: list[str] = []
        for piece in _READ_APART.split(part):
            tokens += _READINGS[piece].split() if piece in _READINGS else lazy_pinyin(piece)
        spoken = [token.lower() for token in tokens if token.strip()]
        return "".join(spoken), "".join(token[0] for token in spoken)

    def reading(name: str, level: int) -> Reading:
        stem = core(name, level)
        sound, first = read(stem)
        end_sound, end_first = read(name[len(stem) :])
        return Reading(sound + end_sound, first + end_first)

    return reading
