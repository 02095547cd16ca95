"""A Word document is kept as it is, so it may hold text and pictures and nothing that acts."""

import encodings.cp437
import io
import re
import stat
import struct
import zipfile
import zlib
from typing import Final

from hutong.foundation.documents._sorts import Fit
from hutong.foundation.documents.faults import Fault
from hutong.foundation.documents.limits import Limits

# What zipfile would otherwise load later, when no file may be opened.
LOADED: Final = encodings.cp437
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ENCRYPTED = 0x1
_STEP = 1 << 20
_MACROS: Final = ("vbaproject", "vbadata", "/activex/", "/macros/")
_EMBEDDED: Final = ("/embeddings/", "oleobject", "/afchunk")
_OUTSIDE = re.compile(rb'TargetMode\s*=\s*["\']External["\']')
_LINK = re.compile(rb"<Relationship\b[^>]*>")
_DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ValueError),
    *(OSError, NotImplementedError, EOFError, RuntimeError),
)


def look(content: bytes, media_type: str, limits: Limits) -> Fit:
    """The document as it came, if it is one of Word's and only shows what it shows."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.parts:
                raise Fault("too-many-parts", parts=len(parts), limit=limits.parts)
            names: set[str] = set()
            for part in parts:
                _check_name(part, names)
            left = limits.unzipped_bytes
            for part in parts:
                held = _unpacked(archive, part, left, limits.unzipped_bytes)
                left -= len(held)
                _check_content(part.filename, held)
    except _DAMAGE as reason:
        raise Fault("damaged") from reason
    if "word/document.xml" not in names:
        raise Fault("damaged")
    return Fit(content, media_type)


def _check_name(part: zipfile.ZipInfo, names: set[str]) -> None:
    name = part.filename.lower().replace("\\", "/")
    climbs = ".." in name.split("/") or name.startswith("/") or ":" in name
    if stat.S_ISLNK(part.external_attr >> 16) or climbs or name in names:
        raise Fault("damaged")
    names.add(name)
    if part.flag_bits & _ENCRYPTED:
        raise Fault("protected")
    if any(mark in name for mark in _MACROS):
        raise Fault("macro", part=_shown(part.filename))
    if any(mark in name for mark in _EMBEDDED):
        raise Fault("embedded", part=_shown(part.filename))


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, limit: int) -> bytes:
    """The part's bytes as they really unpack, whatever size the archive claims."""
    pieces = []
    with archive.open(part) as opened:
        while piece := opened.read(_STEP):
            left -= len(piece)
            if left < 0:
                raise Fault("unpacks-too-large", limit=limit)
            pieces.append(piece)
    return b"".join(pieces)


def _check_content(name: str, held: bytes) -> None:
    lower = name.lower()
    if not lower.endswith((".xml", ".rels")):
        return
    if held[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"<!DOCTYPE" in held or b"<!ENTITY" in held:
        raise Fault("damaged")
    if lower == "[content_types].xml":
        if b"macroEnabled" in held or b"vbaProject" in held:
            raise Fault("macro", part=name)
        if _MAIN not in held:
            raise Fault("damaged")
    if lower.endswith(".rels"):
        for link in _LINK.findall(held):
            # A link that a reader may follow does nothing by itself; everything else is fetched.
            if _OUTSIDE.search(link) and b"/hyperlink" not in link:
                raise Fault("fetches", part=_shown(name))


def _shown(name: str) -> str:
    return name[:80].encode("utf-8", "replace").decode()
