"""Looking a workbook over before anybody opens it: it is a zip, and a zip can be a bomb."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from hutong.foundation.exchange.limits import Limits

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENCRYPTED = 0x1
_SMALL = 1_000_000  # a part below this may be packed as tightly as it likes
_LOCAL_HEADER = struct.Struct("<26xHH")
_STEP = 1 << 20
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = ("xl/macrosheets/", "xl/activex/", "xl/dialogsheets/")
_OTHER_DOCUMENTS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)


class Fault(Exception):  # noqa: N818 - named like the sentence it leads to
    """The file cannot be read, for this reason."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


def kind_of(content: bytes, ending: str) -> str:
    """`xlsx` or `csv`, by the file's content; its name must agree."""
    if not content:
        raise Fault("empty")
    _refuse_other_documents(content)
    if content.startswith((ZIP, b"PK\x05\x06")):
        if ending == ".xlsm":
            raise Fault("macro", part=ending)
        if ending != ".xlsx":
            raise Fault("wrong-name", ending=ending, what=".xlsx")
        return "xlsx"
    if ending == ".xlsx":
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or _reads_as_text(content[:4096]):
            raise Fault("wrong-name", ending=ending, what="文本 (text)")
        raise Fault("damaged", where="ZIP")
    if ending not in {".csv", ".txt", ".tsv"}:
        raise Fault("unknown-kind", ending=ending or "—")
    return "csv"


def _refuse_other_documents(content: bytes) -> None:
    if content.startswith(OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise Fault("protected" if protected else "old-workbook")
    if content.startswith((b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")):
        raise Fault("old-workbook")
    for magic, what in _OTHER_DOCUMENTS:
        if content.startswith(magic):
            raise Fault("other-document", what=what)
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise Fault("web-page")
    if start.startswith(b"<?xml"):
        raise Fault("web-page" if b"<html" in start else "xml-table")


def _reads_as_text(start: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 32 for byte in start)


def unpacked_parts(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Every XML part of the workbook, unpacked under the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as reason:
        raise Fault("damaged", where="ZIP") from reason
    if len(parts) > limits.parts:
        raise Fault("too-many-parts", parts=len(parts), limit=limits.parts)
    names: set[str] = set()
    for part in parts:
        _check_name(part, names)
    if not any(name.startswith("xl/") for name in names):
        raise Fault("not-a-workbook")
    total = 0
    kept: dict[str, bytes] = {}
    for part in parts:
        pieces = []
        for piece in _unpack(content, part, limits):
            total += len(piece)
            if total > limits.unzipped_bytes:
                raise Fault("unpacks-too-large", limit=limits.unzipped_bytes)
            pieces.append(piece)
        if part.filename.lower().endswith((".xml", ".rels")):
            kept[part.filename] = b"".join(pieces)
    _check_contents(kept)
    return kept


def _check_name(part: zipfile.ZipInfo, names: set[str]) -> None:
    name = part.filename
    shown = name[:80].encode("utf-8", "replace").decode()
    lower = name.lower().replace("\\", "/")
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    climbs = ".." in lower.split("/") or lower.startswith("/") or ":" in lower
    if is_link or climbs or lower in names:
        raise Fault("unsafe-part", part=shown)
    names.add(lower)
    if part.flag_bits & _ENCRYPTED:
        raise Fault("encrypted-part", part=shown)
    if lower.endswith(_MACRO_PARTS) or lower.startswith(_MACRO_FOLDERS):
        raise Fault("macro", part=shown)
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Fault("damaged", where=shown)


def _unpack(content: bytes, part: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """The part's bytes as they really unpack, whatever size the archive claims."""
    start = part.header_offset
    head = content[start : start + 30]
    if len(head) < 30 or not head.startswith(ZIP):
        raise Fault("damaged", where=part.filename)
    name_length, extra_length = _LOCAL_HEADER.unpack(head)
    begin = start + 30 + name_length + extra_length
    packed = content[begin : begin + part.compress_size]
    if len(packed) < part.compress_size:
        raise Fault("damaged", where=part.filename)
    size = 0
    checksum = 0
    for piece in _inflate(packed, part):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > _SMALL and size > limits.ratio * max(part.compress_size, 1):
            raise Fault(
                "packed-too-tightly",
                part=part.filename,
                ratio=f">{limits.ratio}",
                limit=limits.ratio,
            )
        yield piece
    if size != part.file_size or checksum != part.CRC:
        raise Fault("damaged", where=part.filename)


def _inflate(packed: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        piece = machine.decompress(packed, _STEP)
        while piece:
            yield piece
            piece = machine.decompress(machine.unconsumed_tail, _STEP)
    except zlib.error as reason:
        raise Fault("damaged", where=part.filename) from reason
    if not machine.eof:
        raise Fault("damaged", where=part.filename)


def _check_contents(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise Fault("damaged", where=name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Fault("entities", part=name)
    kinds = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in kinds or b"vbaProject" in kinds:
        raise Fault("macro", part="[Content_Types].xml")
