"""Many rows at once: one statement a batch, since a guarded table takes no COPY."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from hutong.foundation.secrecy.fields import stored

BATCH = 5_000
Row = Mapping[str, object]


def insert(model: type[Model], rows: Iterable[Row]) -> None:
    """Insert rows with all their columns, under every check and trigger of the table."""
    described = model._meta  # noqa: SLF001 - Django's own name for it
    table = connection.ops.quote_name(described.db_table)
    columns = [field.attname for field in described.concrete_fields if not field.generated]
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while batch := [stored(model, row) for row in islice(waiting, BATCH)]:
            cursor.execute(
                f"insert into {table} ({names}) select {names}"  # noqa: S608 - names of our own tables
                f" from json_populate_recordset(null::{table}, %s::json)",
                [json.dumps(batch, ensure_ascii=False, default=_plain)],
            )


def row_of(instance: Model) -> Row:
    """The columns of a row that exists as an object."""
    fields = instance._meta.concrete_fields  # noqa: SLF001 - Django's own name for it
    return {field.attname: getattr(instance, field.attname) for field in fields}


def serials(count: int) -> Iterator[int]:
    """The next serial numbers of children; no two registrations ever get the same."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('people_child_serial') from generate_series(1, %s)", [count])
        yield from (number for (number,) in cursor.fetchall())


def _plain(value: object) -> str:
    match value:
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case DateRange():
            return f"[{value.lower or ''},{value.upper or ''})"
    raise TypeError(f"{value!r} has no place in a row.")
