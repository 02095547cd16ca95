"""Where a proof stands: an invented city, its day, and an administrator of its server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from django.db import transaction


@dataclass(frozen=True, slots=True)
class Ground:
    """A city that may be tried: nothing a proof does to it stays.

    `administrator` is the address of a superuser of its database, whom row security does not bind:
    what is true is asked of that one, and what is shown of the serving role. `home` is the folder
    in which whoever serves the city keeps what is theirs.
    """

    administrator: str
    on: date
    home: Path | None = None

    @contextmanager
    def truth(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection that sees every row that was committed."""
        with psycopg.connect(self.administrator) as connection:
            yield connection


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is as if it had never been."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
