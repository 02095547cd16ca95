from django.db import migrations

from hutong.foundation.access.guard import SERVING
from hutong.registry.people.sheltering import keep_from

# Rows that show by the place they were written for, the child's file or not; the functions that
# answer for the owner read them too.
BY_PLACE = ("line", "held", "payment", "unsent", "carried", "ruling", "settlement")
ANSWERS = f"""
    create policy kept_from on benefits_answer as restrictive to {SERVING}
        using (payment_id is null
               or exists (select from benefits_payment paid where paid.id = payment_id))
        with check (true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0011_money_that_arrived_and_was_handed_down"),
        ("people", "0007_from_whom_a_child_is_kept"),
    ]

    operations = [
        *(keep_from(f"benefits_{name}", everybody=True) for name in BY_PLACE),
        migrations.RunSQL(ANSWERS, migrations.RunSQL.noop),
    ]
