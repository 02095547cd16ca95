"""Rows about a child are hidden from those whom an order keeps from it, whatever else they see."""

from django.db.migrations.operations import RunSQL

from hutong.foundation.access.guard import SERVING

# The children, and the households of children, that whoever is acting is kept from.
KEPT_FROM = "any ((select people_kept_from())::uuid[])"


def keep_from(table: str, column: str = "child_id", *, everybody: bool = False) -> RunSQL:
    """Hide a table's rows of children whom an order keeps from whoever is acting.

    Functions that answer for the owner see past it, unless the policy is to bind `everybody`.
    """
    to = "public" if everybody else SERVING
    return RunSQL(
        sql=f"""
            create policy kept_from on {table} as restrictive to {to}
                using (not coalesce({column} = {KEPT_FROM}, false))
                with check (true);
        """,
        reverse_sql=f"drop policy kept_from on {table};",
    )
