"""What the database itself refuses: plain text in a sealed column."""

from django.db.migrations.operations import RunSQL


def nothing_plain(table: str, *columns: str) -> RunSQL:
    """Let these columns hold sealed text, an empty text or nothing."""
    name = f"{table}_is_sealed"
    fits = " and ".join(f"({column} = '' or {column} ~ '^~[0-9]+[.]')" for column in columns)
    return RunSQL(
        sql=f"alter table {table} add constraint {name} check ({fits});",
        reverse_sql=f"alter table {table} drop constraint {name};",
    )
