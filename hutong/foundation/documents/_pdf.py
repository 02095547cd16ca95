"""A PDF is kept byte for byte, for it may be signed; so nothing in it may act by itself."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Final

from pypdf import PasswordType, PdfReader, filters
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
)

from hutong.foundation.documents._sorts import Fit
from hutong.foundation.documents.faults import Fault
from hutong.foundation.documents.limits import Limits

logging.disable(logging.CRITICAL)  # the process ends with the file; nobody reads its log
LOADED: Final = filters  # what pypdf would otherwise load later, when no file may be opened
_DAMAGE: Final = (
    *(PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError),
    *(RecursionError, OverflowError, EOFError, NotImplementedError, AssertionError),
)
_ATTACHMENTS: Final = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/GoToE"})
_ACTIVE: Final = frozenset(
    {
        *("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/XFA"),
        *("/RichMedia", "/Rendition", "/Movie", "/Sound", "/3D"),
    }
)
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
_NAME = re.compile(rb"/[^\s()<>\[\]{}/%]+")
_END = 2048


def look(content: bytes, media_type: str, limits: Limits) -> Fit:
    """The PDF as it came, with the number of its pages, if it only shows what it shows."""
    if b"%%EOF" not in content[-_END:]:
        raise Fault("damaged")
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise Fault("protected")
        _refuse(_names_in_objects(reader, limits))
        pages = len(reader.pages)
        for page in reader.pages[: limits.pages]:
            page.mediabox  # noqa: B018 - raises where the page has no size
    except _DAMAGE as reason:
        raise Fault("damaged") from reason
    # What an older or a broken table of contents leaves out, another reader may still find.
    _refuse(_names_in_bytes(content))
    if pages == 0:
        raise Fault("damaged")
    if pages > limits.pages:
        raise Fault("too-many-pages", pages=pages, limit=limits.pages)
    return Fit(content, media_type, pages)


def _refuse(names: Iterator[str]) -> None:
    for name in names:
        if name in _ACTIVE:
            raise Fault("active", what=name)
        if name in _ATTACHMENTS:
            raise Fault("attachment", what=name)


def _names_in_objects(reader: PdfReader, limits: Limits) -> Iterator[str]:
    """Every name in every object that the file's own table lists, packed ones too."""
    numbers = {number for table in reader.xref.values() for number in table}
    numbers |= set(reader.xref_objStm)
    if len(numbers) > limits.objects:
        raise Fault("too-many-parts", parts=len(numbers), limit=limits.objects)
    generations = {
        number: generation for generation, table in reader.xref.items() for number in table
    }
    for number in sorted(numbers):
        one = IndirectObject(number, generations.get(number, 0), reader).get_object()
        yield from _names_in(one)
    yield from _names_in(reader.trailer)


def _names_in(one: PdfObject | None) -> Iterator[str]:
    waiting = [one]
    while waiting:
        part = waiting.pop()
        if isinstance(part, NameObject):
            yield str(part)
        elif isinstance(part, DictionaryObject):
            yield from (str(key) for key, value in part.items() if _holds(value))
            waiting += part.values()
        elif isinstance(part, ArrayObject):
            waiting += part


def _holds(value: object) -> bool:
    return not isinstance(value, NullObject)


def _names_in_bytes(content: bytes) -> Iterator[str]:
    """Every name that stands in plain bytes, outside of streams."""
    for written in _NAME.findall(_STREAM.sub(b"", content)):
        name = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), written)
        yield name.decode("latin-1")
