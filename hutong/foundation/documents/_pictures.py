"""Pictures are drawn anew and shrunk, so that nothing but what one sees is kept of them."""

import io
import struct
from typing import Final

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

from hutong.foundation.documents._sorts import JPEG, PNG, Fit
from hutong.foundation.documents.faults import Fault
from hutong.foundation.documents.limits import Limits

# What Pillow would otherwise load later, when no file may be opened.
LOADED: Final = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)
Image.preinit()

_FORMATS: Final = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",)}
_DAMAGE: Final = (OSError, SyntaxError, ValueError, struct.error, EOFError, IndexError, KeyError)
_ORIENTATION = 0x0112
_TURNED: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUALITY = 85


def look(content: bytes, media_type: str, limits: Limits) -> Fit:
    """The picture upright, at most so large, and without where and with what it was taken."""
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and told in a sentence
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS[media_type]) as opened:
            pixels = opened.width * opened.height
            if pixels > limits.pixels:
                raise Fault("too-many-pixels", pixels=pixels, limit=limits.pixels)
            picture = _shrunk(opened, limits.longest_side)
    except _DAMAGE as reason:
        raise Fault("damaged") from reason
    if media_type == PNG:
        lossless = _saved(picture, PNG)
        if len(lossless) <= limits.png_bytes:
            return Fit(lossless, PNG)
    return Fit(_saved(picture, JPEG), JPEG)


def _shrunk(opened: Image.Image, longest: int) -> Image.Image:
    opened.thumbnail((longest, longest), reducing_gap=3.0) if _plain(opened) else opened.load()
    picture = _in_plain_colours(opened)
    picture.thumbnail((longest, longest), reducing_gap=3.0)
    way = _TURNED.get(_orientation(opened))
    upright = picture if way is None else picture.transpose(way)
    upright.info.clear()  # colour profiles, comments and resolutions would be written again
    return upright


def _plain(picture: Image.Image) -> bool:
    return picture.mode in {"L", "RGB"} and "transparency" not in picture.info


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """The same picture in grey or in colours, on white paper where one could see through it."""
    if _plain(picture):
        return picture.copy()
    if picture.mode.startswith("I;16"):
        return picture.point(lambda grey: grey / 256).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _orientation(picture: Image.Image) -> int:
    """How the camera was held; a damaged note of it is none."""
    try:
        held = picture.getexif().get(_ORIENTATION, 1)
    except (*_DAMAGE, TypeError):
        return 1
    return held if isinstance(held, int) else 1


def _saved(picture: Image.Image, media_type: str) -> bytes:
    out = io.BytesIO()
    if media_type == PNG:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
