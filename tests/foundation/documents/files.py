"""Files as families and offices send them."""

import io
import zipfile

import typst
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
GPS_LATITUDE, GPS_LONGITUDE = 2, 4
CAMERA = "Tianqiao Camera 7"

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
HYPERLINK = (
    '<Relationships><Relationship Id="r1" Type="http://x/hyperlink" Target="http://x" '
    'TargetMode="External"/></Relationships>'
)
TEMPLATE = HYPERLINK.replace("hyperlink", "attachedTemplate")


def picture(width, height, mode="RGB", colour="white"):
    return Image.new(mode, (width, height), colour)


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photograph(width=3000, height=2000, *, held=1):
    """A photograph with a red upper left corner, the place it was taken and the camera's name."""
    image = picture(width, height)
    image.paste("red", (0, 0, width // 4, height // 4))
    notes = image.getexif()
    notes[ORIENTATION] = held
    notes[MAKER] = CAMERA
    notes[GPS] = {GPS_LATITUDE: (40.0, 4.0, 31.5), GPS_LONGITUDE: (116.0, 20.0, 7.25)}
    return saved(image, "JPEG", exif=notes, comment=b"taken at home", dpi=(300, 300))


def scan(pages=2):
    """A PDF of so many pages."""
    return typst.compile(b"#pagebreak()".join(b"Page %d" % n for n in range(pages)), timestamp=0)


def changed(pdf, change):
    """A PDF after somebody changed it with a tool."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def entry(**parts):
    """A dictionary as it stands in a PDF."""
    return DictionaryObject({NameObject(f"/{name}"): part for name, part in parts.items()})


def document(parts=(), types=CONTENT_TYPES):
    """A Word document, with further parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", "<w:document>证明</w:document>")
        for name, part in dict(parts).items():
            archive.writestr(name, part)
    return out.getvalue()
