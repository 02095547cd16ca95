"""What may be asked about files that came and went."""

import hashlib
from typing import TYPE_CHECKING

from hutong.foundation.exchange.models import Direction, Receipt, Upload

if TYPE_CHECKING:
    from django.db.models import QuerySet


def content_of(receipt: Receipt) -> bytes:
    """The file as it came."""
    return bytes(Upload.objects.get(receipt=receipt).content)


def taken_before(content: bytes) -> "QuerySet[Receipt]":
    """Earlier receipts for the very same file, the newest first."""
    digest = hashlib.sha256(content).hexdigest()
    return Receipt.objects.filter(sha256=digest, direction=Direction.IN).order_by("-pk")
