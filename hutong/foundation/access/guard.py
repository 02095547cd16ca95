"""Row security, written once: a migration guards a table, and no view filters by district."""

from collections.abc import Mapping, Sequence

from django.db.migrations.operations import RunSQL

SERVING = "hutong_app"

# Written bare, so that the planner sees the values; an empty or missing setting gives null, which
# lets nothing through (docs/decisions/0002).
LOW = "nullif(current_setting('hutong.low', true), '')::bigint"
HIGH = "nullif(current_setting('hutong.high', true), '')::bigint"


def within(column: str) -> str:
    """The condition that a place column lies in the scope of whoever is acting."""
    return f"{column} between {LOW} and {HIGH}"


def guard(
    table: str,
    *,
    places: Sequence[str] = (),
    through: Mapping[str, str] | None = None,
    visible: str = "",
) -> RunSQL:
    """Hide a table's rows from everyone in whose scope they do not lie.

    A row shows if one of its `places` lies in the scope, or if the row that one of its `through`
    columns points to shows, or by the SQL condition `visible`. Rows can never be deleted by the
    serving role.
    """
    conditions = [within(column) for column in places]
    conditions += [
        f"exists (select 1 from {target} guarded where guarded.id = {table}.{column})"  # noqa: S608 - names from a migration
        for column, target in (through or {}).items()
    ]
    conditions += [visible] if visible else []
    if not conditions:
        raise ValueError(f"Say by what the rows of {table} show.")
    rule = " or ".join(f"({condition})" for condition in conditions)
    return RunSQL(
        sql=f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy scope on {table} for all using ({rule}) with check ({rule});
            revoke delete, truncate on {table} from {SERVING};
        """,
        reverse_sql=f"""
            drop policy scope on {table};
            alter table {table} no force row level security;
            alter table {table} disable row level security;
            grant delete on {table} to {SERVING};
        """,
    )
