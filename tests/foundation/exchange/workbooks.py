"""Workbooks that offices send, and some that nobody should."""

import io
import zipfile

import xlsxwriter


def workbook(rows, **options):
    """A workbook of one sheet with these rows; a callable fills the sheet by itself."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("花名册")
        if callable(rows):
            rows(book, sheet)
        else:
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def repacked(content, changes=None, *, drop=(), level=zipfile.ZIP_DEFLATED):
    """The same workbook with some parts replaced, added or left out."""
    changes = dict(changes or {})
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", level) as new:
        for name in old.namelist():
            if name in drop:
                continue
            new.writestr(name, changes.pop(name, old.read(name)))
        for name, part in changes.items():
            new.writestr(name, part)
    return target.getvalue()


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
