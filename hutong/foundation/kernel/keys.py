"""Keys for rows: random enough not to be guessed, ordered enough to be stored well."""

import os
import time
from uuid import UUID


def new_key() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    value = int.from_bytes(os.urandom(10), "big") | (time.time_ns() // 1_000_000) << 80
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
