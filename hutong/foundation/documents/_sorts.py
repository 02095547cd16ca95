"""What sort of file it is, told by its first bytes; its name is not asked."""

from dataclasses import dataclass
from typing import Final

from hutong.foundation.documents.faults import Fault

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# The ending that a file of each sort is given.
ENDINGS: Final = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WORD: ".docx"}


@dataclass(frozen=True, slots=True)
class Fit:
    """A file as it shall be kept."""

    content: bytes
    media_type: str
    pages: int | None = None


_APPLE_PICTURES = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    (b"GIF8", "一张 GIF 图片", "a GIF picture"),
    (b"BM", "一张 BMP 图片", "a BMP picture"),
    (b"RIFF", "一张 WebP 图片或一段录音", "a WebP picture or a recording"),
    (b"II*\0", "一张 TIFF 图片", "a TIFF picture"),
    (b"MM\0*", "一张 TIFF 图片", "a TIFF picture"),
    (b"Rar!", "一个 RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf", "一个 7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b", "一个 gzip 压缩包", "a gzip archive"),
    (b"MZ", "一个程序", "a program"),
    (b"\x7fELF", "一个程序", "a program"),
    (b"#!", "一个程序", "a program"),
    (b"{\\rtf", "一份 RTF 文档", "an RTF document"),
    (b"%!PS", "一份 PostScript 文档", "a PostScript document"),
)


def media_type_of(content: bytes) -> str:
    """The media type of a file that can be kept, or the reason why this one cannot."""
    if not content:
        raise Fault("empty")
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    raise _what_it_is_instead(content)


def _packed(content: bytes) -> str:
    """Word, where the archive names Word's own part; it is unpacked elsewhere."""
    if b"word/document.xml" in content:
        return WORD
    if b"OFD.xml" in content:
        raise Fault("ofd")
    if b"xl/workbook" in content:
        raise Fault("other-file", zh="一份工作簿", en="a workbook")
    raise Fault("other-file", zh="一个压缩包", en="an archive")


def _what_it_is_instead(content: bytes) -> Fault:
    if content[4:8] == b"ftyp":
        if content[8:12] in _APPLE_PICTURES:
            return Fault("heic")
        return Fault("other-file", zh="一段视频或新式图片", en="a film or a picture of a new kind")
    if content.startswith(_OLE):
        return Fault("old-word")
    for start, zh, en in _OTHERS:
        if content.startswith(start):
            return Fault("other-file", zh=zh, en=en)
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Fault("other-file", zh="一个网页或 XML 文件", en="a web page or an XML file")
    return Fault("unknown-kind")
