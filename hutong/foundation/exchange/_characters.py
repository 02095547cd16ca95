"""Characters that older standards kept in private corners, put where they belong today."""

import re

# GB 18030-2022 (and 2005 for the last seven) gave these a place of their own; programs that still
# follow the standard of 2000, Python's codec among them, leave them where no font finds them.
_MOVED = {
    0xE78D: 0xFE10,
    0xE78E: 0xFE12,
    0xE78F: 0xFE11,
    0xE790: 0xFE13,
    0xE791: 0xFE14,
    0xE792: 0xFE15,
    0xE793: 0xFE16,
    0xE794: 0xFE17,
    0xE795: 0xFE18,
    0xE796: 0xFE19,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE832: 0x9FB8,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE864: 0x9FBB,
    0xE7C7: 0x1E3F,
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE831: 0x215D7,
    0xE83B: 0x2298F,
    0xE855: 0x241FE,
}


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOST = "\ufffd"


def mended(text: str) -> str:
    """The text with such characters moved, and the sign of a lost one for what is no character."""
    if text.isascii():
        return _CONTROL.sub(_LOST, text)
    return _CONTROL.sub(_LOST, text.translate(_MOVED))
