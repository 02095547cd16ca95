"""Row security, written once: a migration guards a table, and no view filters by district."""

from collections.abc import Mapping, Sequence

from django.db.migrations.operations import RunSQL

from hutong.foundation.access.kinds import Kind

SERVING = "hutong_app"

# Who is acting, checked: each is null unless the context was signed for this very transaction.
# As sub-selects they are asked once for a statement, not for each of its rows.
LOW = "(select access_low())"
HIGH = "(select access_high())"
ACTOR = "(select access_actor())"

# The files given to them or to their unit, wherever the children live.
ASSIGNED = "any ((select access_assigned())::uuid[])"

# The files they look into in an emergency; none where anything could be written.
GLASS = "any ((select access_glass())::uuid[])"

# The same numbers as anybody may set them. They let nothing through that is not signed as well:
# written bare, they only tell the planner how much to expect (docs/decisions/0002).
HINT_LOW = "nullif(current_setting('hutong.low', true), '')::bigint"
HINT_HIGH = "nullif(current_setting('hutong.high', true), '')::bigint"


def within(column: str) -> str:
    """The condition that a place column lies in the scope of whoever is acting.

    The signed half stands in a case, which the planner takes for a coin's toss; side by side it
    would multiply the two halves and expect next to nothing.
    """
    return (
        f"{column} between {HINT_LOW} and {HINT_HIGH}"
        f" and case when (select access_scope()) @> {column} then true else false end"
    )


def reaches(kind: Kind) -> str:
    """The condition that the post of whoever is acting reaches rows of a kind at all."""
    return f"(select access_reads('{kind.value}'))"


def guard(
    table: str,
    *,
    kind: Kind | None = None,
    places: Sequence[str] = (),
    through: Mapping[str, str] | None = None,
    visible: str = "",
) -> RunSQL:
    """Hide a table's rows from everyone in whose scope they do not lie.

    A row shows if one of its `places` lies in the scope, or if the row that one of its `through`
    columns points to shows, or by the SQL condition `visible`; and to nobody whose post does not
    reach rows of its `kind` at all. Rows can never be deleted by the serving role.
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
    if kind is not None:
        rule = f"{reaches(kind)} and ({rule})"
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
