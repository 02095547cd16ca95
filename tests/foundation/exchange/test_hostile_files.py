"""Files that would break a careless reader: each is refused by name, and the server lives on."""

import io
import os
import random
import struct
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from hutong.foundation.exchange.faults import SENTENCES, UnreadableFile
from hutong.foundation.exchange.limits import DEFAULT
from hutong.foundation.exchange.reading import read_workbook
from tests.foundation.exchange.workbooks import part, repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"
TIGHT = replace(DEFAULT, rows=50, lines_around_a_table=10, columns=20)


def fault(content, name="花名册.xlsx", limits=DEFAULT):
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(content, name, limits)
    [finding] = refusal.value.findings
    assert finding.sentence.zh
    assert finding.sentence.en
    assert "{" not in finding.sentence.zh + finding.sentence.en
    return refusal.value.code


def still_alive(plain):
    return read_workbook(plain, "花名册.xlsx").sheets[0].cell(2, 2).text == "王小雨"


def with_cell(content, cell):
    """The workbook with one more cell at the end of its sheet, as raw XML."""
    old = part(content, SHEET)
    return repacked(content, {SHEET: old.replace(b"</sheetData>", cell + b"</sheetData>")})


def test_a_zip_bomb_is_stopped_while_it_unpacks(plain):
    bomb = repacked(plain, {"xl/media/image1.xml": b"\0" * 60_000_000})

    assert len(bomb) < 100_000
    assert fault(bomb) == "packed-too-tightly"
    assert still_alive(plain)


def test_a_bomb_that_lies_about_its_size_is_stopped_too(plain):
    bomb = bytearray(repacked(plain, {"xl/media/image1.xml": b" " * 9_000_000}))
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        info = archive.getinfo("xl/media/image1.xml")
    truth = struct.pack("<I", info.file_size)
    assert bomb.count(truth) == 2  # beside the part and in the directory
    lied = bytes(bomb).replace(truth, struct.pack("<I", 900))

    assert fault(lied, limits=replace(DEFAULT, ratio=100_000)) == "damaged"
    assert fault(lied) == "packed-too-tightly"


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused(plain):
    noise = os.urandom(300_000).hex().encode()

    assert (
        fault(repacked(plain, {"a.xml": noise}), limits=replace(DEFAULT, unzipped_bytes=500_000))
        == "unpacks-too-large"
    )


def test_too_many_parts_are_refused(plain):
    assert fault(repacked(plain, {f"xl/media/{n}.bin": b"x" for n in range(220)})) == (
        "too-many-parts"
    )


def test_one_cell_in_the_farthest_corner_takes_no_memory_at_all(plain):
    far = with_cell(plain, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')

    assert fault(far) in {"too-many-rows", "too-many-columns"}
    assert still_alive(plain)


def test_a_far_cell_without_content_hurts_nobody(plain):
    styled = with_cell(plain, b'<row r="1048576"><c r="XFD1048576" s="0"/></row>')

    assert read_workbook(styled, "a.xlsx").sheets[0].cell(3, 2).text == "李思远"


def test_a_far_cell_without_an_address_runs_out_of_its_own_memory_only(plain):
    rows = b'<row r="40000"/>' + b"<row><c><v>1</v></c></row>"

    assert fault(with_cell(plain, rows)) in {"too-many-rows", "too-much-memory", "damaged"}
    assert still_alive(plain)


def test_a_wide_and_a_long_table_are_refused_with_the_cell_that_is_too_much():
    wide = workbook([["a"] * 21])
    long = workbook([["a"]] * 61)

    assert fault(wide, limits=TIGHT) == "too-many-columns"
    assert fault(long, limits=TIGHT) == "too-many-rows"


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused_wherever_they_hide(plain, declaration, name):
    head, mark, rest = part(plain, name).partition(b"?>")

    assert fault(repacked(plain, {name: head + mark + declaration + rest})) == "entities"


def test_a_workbook_with_a_macro_is_refused(plain):
    kinds = part(plain, "[Content_Types].xml").replace(
        b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )

    assert fault(repacked(plain, {"xl/vbaProject.bin": b"\xd0\xcf"})) == "macro"
    assert fault(repacked(plain, {"[Content_Types].xml": kinds})) == "macro"
    assert fault(repacked(plain, {"xl/macrosheets/sheet1.xml": b"<a/>"})) == "macro"
    assert fault(plain, "花名册.xlsm") == "macro"


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "xl\\..\\..\\x", "C:/x"])
def test_a_part_that_climbs_out_is_refused(plain, name):
    assert fault(repacked(plain, {name: b"x"})) == "unsafe-part"


def test_a_link_among_the_parts_is_refused(plain):
    target = io.BytesIO(plain)
    with zipfile.ZipFile(target, "a") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert fault(target.getvalue()) == "unsafe-part"


def test_an_encrypted_part_is_refused(plain):
    changed = bytearray(plain)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        changed[at + place] |= 1

    assert fault(bytes(changed)) == "encrypted-part"


def test_other_documents_are_named_for_what_they_are(plain):
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    table = "<html><table><tr><td>姓名</td></tr></table></html>".encode()

    assert fault(b"") == "empty"
    assert fault(protected) == "protected"
    assert fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "a.xls") == "old-workbook"
    assert fault(table, "花名册.xls") == "web-page"
    assert fault(table) == "web-page"
    assert fault(b"<?xml version='1.0'?><Workbook/>") == "xml-table"
    assert fault(b"%PDF-1.7") == "other-document"
    assert fault(plain, "花名册.csv") == "wrong-name"
    assert fault("姓名,性别".encode()) == "wrong-name"
    assert fault(b"hello", "a.docx") == "unknown-kind"
    assert fault(b"\0\1\2\3" * 9) == "damaged"
    assert fault(repacked(plain, drop=[SHEET])) == "damaged"
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert fault(empty.getvalue()) == "not-a-workbook"


def test_a_file_over_the_limit_is_not_even_looked_at(plain):
    assert fault(plain, limits=replace(DEFAULT, file_bytes=100)) == "too-large"


def test_a_reader_that_takes_too_much_is_stopped(plain):
    big = workbook([[f"{row}·{column}" for column in range(60)] for row in range(3000)])

    assert fault(big, limits=replace(DEFAULT, wall_seconds=0)) in {"busy", "too-slow"}
    assert fault(big, limits=replace(DEFAULT, answer_bytes=10_000)) == "too-much"
    assert fault(big, limits=replace(DEFAULT, memory_bytes=48_000_000)) in {
        "too-much-memory",
        "crashed",
    }
    assert still_alive(plain)


def test_the_reading_process_can_open_neither_files_nor_connections(plain, monkeypatch):
    monkeypatch.setenv("HUTONG_DATABASE_URL", "postgresql://secret")

    # The same rights are given up here, in a process that then tries to use them.
    code = (
        "import os, socket, sys\n"
        "from hutong.foundation.exchange.limits import DEFAULT\n"
        "from hutong.foundation.exchange.reader import give_up_rights\n"
        "give_up_rights(DEFAULT)\n"
        "for act in (lambda: open('/etc/passwd'), lambda: socket.socket()):\n"
        "    try:\n"
        "        act()\n"
        "    except OSError as reason:\n"
        "        print(reason.errno)\n"
    )
    import errno
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": os.getcwd()},  # noqa: PTH109 - the root of the clone
    )
    assert done.stdout.split() == [str(errno.EMFILE)] * 2
    assert still_alive(plain)


def test_thousands_of_great_merged_blocks_cost_nothing(plain):
    blocks = "".join(
        f'<mergeCell ref="A{row}:CV{row + 900}"/>' for row in range(10, 10_000, 2)
    ).encode()
    old = part(plain, SHEET)
    merged = old.replace(b"</sheetData>", b"</sheetData><mergeCells>" + blocks + b"</mergeCells>")

    [sheet] = read_workbook(repacked(plain, {SHEET: merged}), "a.xlsx").sheets

    assert sheet.merge_at(10, 1) is not None
    assert sheet.cell(2, 2).text == "王小雨"


def a_mutant(content, seed):
    """The workbook, cut, with bits turned over in the archive, or in one of its parts."""
    chance = random.Random(seed)  # noqa: S311 - the same mutants every time
    way = seed % 4
    if way == 0:
        return content[: chance.randrange(1, len(content))]
    if way == 1:
        changed = bytearray(content)
        for _ in range(chance.choice([1, 3, 20])):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = chance.choice(archive.namelist())
    if way == 2:
        return repacked(content, drop=[name])
    text = bytearray(part(content, name))
    for _ in range(chance.choice([1, 5, 30])):
        text[chance.randrange(len(text))] = chance.randrange(32, 127)
    return repacked(content, {name: bytes(text)})


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_workbook_is_read_or_refused_in_a_sentence(plain, seed):
    mutant = a_mutant(plain, seed)
    try:
        read = read_workbook(mutant, "花名册.xlsx")
    except UnreadableFile:
        assert fault(mutant) in SENTENCES
    else:
        assert all(row.number <= DEFAULT.last_row for sheet in read.sheets for row in sheet.rows)


def test_what_openpyxl_writes_is_read_alike():
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号"])
    book.active.append(["马䶮", "11990120150823123X"])
    target = io.BytesIO()
    book.save(target)

    sheet = read_workbook(target.getvalue(), "a.xlsx").sheets[0]

    assert [cell.text for cell in sheet.row(2)] == ["马䶮", "11990120150823123X"]
