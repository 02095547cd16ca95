"""Jurisdiction numbers: twelve digits, two for the province, two, two, three and three below it."""

from collections.abc import Iterator

from hutong.foundation.places.models import SPAN, Level

DIGITS = 12


def level_of(number: int) -> Level:
    """The level that a number's ending zeros show."""
    return next(level for level, span in SPAN.items() if number % span == 0)


def last_of(number: int) -> int:
    """The last number inside a place."""
    return number + SPAN[level_of(number)] - 1


def enclosing(number: int) -> Iterator[int]:
    """The numbers of the places around a place, nearest first, whether or not they exist."""
    known = number
    for span in reversed(SPAN.values()):
        around = number - number % span
        if around != known:
            known = around
            yield around


def number_of(code: str) -> int:
    """The number that a statistical code of any length stands for."""
    return int(code.ljust(DIGITS, "0"))
