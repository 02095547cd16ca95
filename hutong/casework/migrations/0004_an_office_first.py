from django.db import migrations

from hutong.foundation.access.guard import reaches, within
from hutong.foundation.access.kinds import Kind

# The same rows show as before. An office within the scope answers without a look at the case,
# which a worklist of thousands would otherwise pay for row by row.
CASE = "exists (select 1 from casework_case guarded where guarded.id = {table}.case_id)"


def rule(table: str, *, office_first: bool) -> str:
    case = CASE.format(table=table)
    parts = [within("office"), case] if office_first else [case, within("office")]
    shown = f"{reaches(Kind.CASE)} and ({' or '.join(f'({part})' for part in parts)})"
    return f"alter policy scope on {table} using ({shown}) with check ({shown});"


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_papers_and_letters")]

    operations = [
        migrations.RunSQL(rule(table, office_first=True), rule(table, office_first=False))
        for table in ("casework_turn", "casework_notice")
    ]
