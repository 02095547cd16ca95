"""Files that come in and files that go out, each with its receipt."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.exchange.models import Direction, Receipt, Upload

_LONGEST_NAME = 200


@transaction.atomic
def take_in(*, kind: str, file_name: str, content: bytes, by: Officer, on: date) -> Receipt:
    """Keep a file that somebody sent, byte for byte, and give a receipt for it."""
    receipt = Receipt(
        kind=kind, direction=Direction.IN, on=on, **_of(by), **_of_file(file_name, content)
    )
    receipt.save(force_insert=True)
    Upload.objects.create(receipt=receipt, content=content)
    return receipt


@transaction.atomic
def hand_out(
    *,
    kind: str,
    file_name: str,
    content: bytes,
    rows: int | None = None,
    note: str = "",
    by: Officer,
    on: date,
) -> Receipt:
    """Record that a file was made and given to an officer; the purpose stands in the note."""
    receipt = Receipt(
        kind=kind,
        direction=Direction.OUT,
        rows=rows,
        note=note,
        on=on,
        **_of(by),
        **_of_file(file_name, content),
    )
    receipt.save(force_insert=True)
    return receipt


def _of(officer: Officer) -> dict[str, Any]:
    return {"taken_by_id": officer.account_id, "place_id": officer.place_number}


def _of_file(file_name: str, content: bytes) -> dict[str, Any]:
    return {
        "file_name": _plain_name(file_name),
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }


def _plain_name(file_name: str) -> str:
    """The name without folders, and without what a database or a page could stumble over."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign for sign in last if sign.isprintable())
    return printable[-_LONGEST_NAME:] or "—"
