"""What a file is is told by its content, and none that could do harm is kept."""

import io
import os
import random
from dataclasses import replace

import pytest
from PIL import Image
from pypdf.generic import NameObject, TextStringObject

from hutong.foundation.documents._looking import looked_into
from hutong.foundation.documents._sorts import JPEG, PDF, PNG, WORD
from hutong.foundation.documents.faults import UnfitFile
from hutong.foundation.documents.limits import DEFAULT
from tests.foundation.documents import files

JAVASCRIPT = files.entry(
    S=NameObject("/JavaScript"), JS=TextStringObject("app.launchURL('http://x')")
)
LOCK = "the birthday of a guardian"


def fault(content, limits=DEFAULT):
    with pytest.raises(UnfitFile) as refusal:
        looked_into(content, limits)
    [finding] = refusal.value.findings
    assert finding.sentence.zh
    assert finding.sentence.en
    assert "{" not in finding.sentence.zh + finding.sentence.en
    return refusal.value.code


def drawn(fit):
    return Image.open(io.BytesIO(fit.content))


# --- pictures -------------------------------------------------------------------------------------


def test_a_photograph_keeps_what_it_shows_and_not_where_it_was_taken():
    photograph = files.photograph(3000, 2000)
    assert b"Exif" in photograph
    assert files.CAMERA.encode() in photograph

    fit = looked_into(photograph)

    assert (fit.media_type, fit.pages) == (JPEG, None)
    shown = drawn(fit)
    assert shown.size == (2000, 1333)
    assert dict(shown.getexif()) == {}
    assert set(shown.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"Exif", files.CAMERA.encode(), b"taken at home"):
        assert trace not in fit.content


@pytest.mark.parametrize(
    ("held", "size", "red"),
    [
        (1, (2000, 1333), (10, 10)),
        (3, (2000, 1333), (1990, 1323)),
        (6, (1333, 2000), (1323, 10)),
        (8, (1333, 2000), (10, 1990)),
    ],
)
def test_a_photograph_taken_sideways_stands_upright(held, size, red):
    shown = drawn(looked_into(files.photograph(3000, 2000, held=held)))

    assert shown.size == size
    assert shown.getpixel(red)[0] > 200
    assert shown.getpixel(red)[1] < 60
    assert all(level > 240 for level in shown.getpixel((size[0] // 2, size[1] // 2)))


def test_what_lies_behind_the_end_of_a_photograph_is_left_behind():
    fit = looked_into(files.photograph(400, 300) + b"PK\x03\x04 a film, or an archive")

    assert b"archive" not in fit.content
    assert drawn(fit).size == (400, 300)


@pytest.mark.parametrize(
    ("mode", "kept"),
    [("1", "L"), ("L", "L"), ("P", "RGB"), ("RGB", "RGB"), ("RGBA", "RGB"), ("LA", "RGB")],
)
def test_a_drawing_of_any_colours_stays_a_drawing(mode, kept):
    fit = looked_into(files.saved(files.picture(2400, 300, mode, colour=0), "PNG"))

    assert fit.media_type == PNG
    assert (drawn(fit).mode, drawn(fit).size) == (kept, (2000, 250))


def test_where_one_sees_through_a_drawing_there_is_white_paper():
    fit = looked_into(files.saved(files.picture(40, 40, "RGBA", colour=(0, 0, 0, 0)), "PNG"))

    assert drawn(fit).getpixel((20, 20)) == (255, 255, 255)


def test_greys_of_sixteen_bits_keep_their_greys():
    grey = Image.new("I;16", (40, 40), 128 * 256)

    assert drawn(looked_into(files.saved(grey, "PNG"))).getpixel((20, 20)) == 128


def test_a_photograph_saved_as_a_drawing_becomes_a_photograph_again():
    noise = Image.frombytes("RGB", (900, 900), os.urandom(900 * 900 * 3))

    assert looked_into(files.saved(noise, "PNG")).media_type == JPEG


def test_colours_for_printing_become_colours_for_the_screen():
    fit = looked_into(files.saved(files.picture(300, 200, "CMYK", (0, 255, 255, 0)), "JPEG"))

    assert drawn(fit).mode == "RGB"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn():
    bomb = files.saved(files.picture(8_000, 8_000, "L", 0), "PNG")

    assert len(bomb) < 100_000
    assert fault(bomb) == "too-many-pixels"


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_cut_short_is_refused(form):
    whole = files.saved(Image.effect_noise((600, 400), 90), form)

    for length in (12, len(whole) // 10, len(whole) // 2):
        assert fault(whole[:length]) == "damaged"


def test_damaged_pictures_are_drawn_or_refused_and_never_bring_anything_down():
    fortune = random.Random(2026)  # noqa: S311 - chance, no secret
    codes = set()
    for whole in (files.photograph(80, 60), files.saved(Image.effect_noise((60, 40), 90), "PNG")):
        for _ in range(8):
            broken = bytearray(whole)
            for _ in range(12):
                broken[fortune.randrange(12, len(broken))] = fortune.randrange(256)
            try:
                looked_into(bytes(broken))
            except UnfitFile as refusal:
                codes.add(refusal.code)

    assert codes <= {"damaged", "too-many-pixels", "too-much-memory"}


# --- PDF ------------------------------------------------------------------------------------------


def test_a_scan_stays_byte_for_byte_and_its_pages_are_counted():
    scan = files.scan(pages=3)

    fit = looked_into(scan)

    assert (fit.content, fit.media_type, fit.pages) == (scan, PDF, 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda w: w.root_object.update(files.entry(OpenAction=JAVASCRIPT)),
        lambda w: w.root_object.update(
            files.entry(Names=files.entry(JavaScript=files.entry(A=JAVASCRIPT)))
        ),
        lambda w: w.pages[0].update(
            files.entry(AA=files.entry(O=files.entry(S=NameObject("/Launch"))))
        ),
        lambda w: w.pages[0].update(
            files.entry(A=files.entry(S=NameObject("/SubmitForm"), F=TextStringObject("http://x")))
        ),
        lambda w: w.root_object.update(
            files.entry(AcroForm=files.entry(XFA=TextStringObject("x")))
        ),
    ],
    ids=["when opened", "by name", "launches", "submits", "form that computes"],
)
def test_a_pdf_that_acts_by_itself_is_refused(change):
    assert fault(files.changed(files.scan(), change)) == "active"


def test_an_action_packed_away_is_found():
    writer_packs = files.changed(
        files.scan(), lambda w: w.root_object.update(files.entry(OpenAction=JAVASCRIPT))
    )
    import zlib

    # the action alone, in an object stream as newer programs write them
    inner = b"90 0 <</S/JavaScript/JS(1)>>"
    packed = zlib.compress(inner)
    stream = (
        b"91 0 obj\n<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>\nstream\n%s\n"
        b"endstream\nendobj\n" % (len(packed), packed)
    )
    table = zlib.compress(
        b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, place, index in ((2, 91, 0), (1, len(files.scan()), 0))
        )
    )
    scan = files.scan()
    catalogue = scan[scan.rindex(b"/Root") :].split(b"/Info")[0].split(b"/ID")[0]
    before = scan[scan.rindex(b"startxref") :].split()[1]
    entries = (
        b"92 0 obj\n<</Type/XRef/W[1 4 2]/Index[90 2]/Size 93%s/Prev %s/Filter/FlateDecode"
        b"/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (catalogue, before, len(table), table, len(scan) + len(stream))
    )
    updated = scan + stream + entries

    assert b"JavaScript" in writer_packs
    assert b"JavaScript" not in updated
    assert fault(updated) == "active"


def test_an_action_left_out_of_the_table_or_spelled_in_numbers_is_found():
    hidden = b"999 0 obj\n<</S/Java#53cript/#4a#53(1)>>\nendobj\nstartxref"
    scan = files.scan()

    assert fault(hidden.join(scan.rsplit(b"startxref", 1))) == "active"


def test_a_pdf_that_carries_other_files_is_refused():
    assert fault(files.changed(files.scan(), lambda w: w.add_attachment("a.xml", b"<a/>"))) == (
        "attachment"
    )


def test_a_pdf_with_a_password_is_refused_and_one_that_only_may_not_be_changed_is_kept():
    closed = files.changed(files.scan(), lambda w: w.encrypt(LOCK, algorithm="AES-256"))
    shut = files.changed(
        files.scan(), lambda w: w.encrypt("", owner_password=LOCK, algorithm="AES-256")
    )

    assert fault(closed) == "protected"
    assert looked_into(shut).pages == 2


def test_what_acts_is_found_behind_an_empty_password_too():
    def change(writer):
        writer.root_object.update(files.entry(OpenAction=JAVASCRIPT))
        writer.encrypt("", owner_password=LOCK, algorithm="AES-256")

    assert fault(files.changed(files.scan(), change)) == "active"


def test_a_pdf_cut_short_is_refused():
    scan = files.scan()

    for length in (9, len(scan) // 2, len(scan) - 40):
        assert fault(scan[:length]) == "damaged"
    assert fault(scan[: len(scan) // 3] + scan[-60:]) == "damaged"


def test_a_pdf_of_too_many_pages_is_refused():
    assert fault(files.scan(pages=4), replace(DEFAULT, pages=3)) == "too-many-pages"


# --- Word -----------------------------------------------------------------------------------------


def test_a_document_of_text_is_kept_as_it_came():
    document = files.document({"word/_rels/document.xml.rels": files.HYPERLINK})

    fit = looked_into(document)

    assert (fit.content, fit.media_type, fit.pages) == (document, WORD, None)


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [
        ("word/vbaProject.bin", b"x", "macro"),
        ("word/activeX/activeX1.xml", "<a/>", "macro"),
        ("word/embeddings/oleObject1.bin", b"x", "embedded"),
        ("word/_rels/settings.xml.rels", files.TEMPLATE, "fetches"),
        ("word/a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "damaged"),
        ("../../etc/passwd", "x", "damaged"),
    ],
)
def test_a_document_that_acts_carries_or_fetches_is_refused(name, part, code):
    assert fault(files.document({name: part})) == code


def test_a_document_that_only_says_it_is_one_is_refused():
    with_macros = files.CONTENT_TYPES.replace("document.main", "document.macroEnabled.main")

    assert fault(files.document(types=with_macros)) == "macro"
    assert fault(files.document(types="<Types/>")) == "damaged"


def test_a_document_that_unpacks_without_end_is_stopped():
    bomb = files.document({"word/media/a.bin": b"\0" * 3_000_000})

    assert len(bomb) < 10_000
    assert fault(bomb, replace(DEFAULT, unzipped_bytes=1_000_000)) == "unpacks-too-large"


def test_a_document_cut_short_is_refused():
    whole = files.document()

    assert fault(whole[:-30]) == "damaged"


# --- everything else ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypisom", "other-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 word", "old-word"),
        (b"PK\x03\x04....OFD.xml", "ofd"),
        (b"PK\x03\x04....xl/workbook.xml", "other-file"),
        (b"PK\x03\x04....a.txt", "other-file"),
        (b"GIF89a", "other-file"),
        (b"MZ\x90\0", "other-file"),
        (b"  <svg onload='x'>", "other-file"),
        (b"just words", "unknown-kind"),
    ],
)
def test_what_cannot_be_kept_is_named_for_what_it_is(content, code):
    assert fault(content) == code


def test_a_file_over_the_limit_is_not_even_looked_into():
    assert fault(files.scan(), replace(DEFAULT, file_bytes=100)) == "too-large"


def test_looking_that_takes_too_much_is_stopped():
    picture = files.photograph(3000, 2000)

    assert fault(picture, replace(DEFAULT, answer_bytes=1_000)) == "too-much"
    assert fault(picture, replace(DEFAULT, wall_seconds=0)) == "too-slow"
    assert fault(picture, replace(DEFAULT, memory_bytes=60_000_000)) in {
        "too-much-memory",
        "crashed",
    }
    assert looked_into(picture).media_type == JPEG
