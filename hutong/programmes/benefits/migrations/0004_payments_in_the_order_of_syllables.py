"""The payment list names children in the order of every list: by syllables."""

from django.db import migrations

from hutong.foundation.access.guard import HIGH, LOW, SERVING

PAYEES = f"""
    drop function benefits_payees(uuid, date);
    create function benefits_payees(asked uuid, day date) returns table (
        child uuid, child_no text, name text, reading text, sex text, id_number text,
        holder text, relation text, bank text, account text, account_row uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
        select c.id, c.child_no, c.name, c.reading, c.sex, c.id_number,
               a.holder, a.relation, a.bank, a.number, a.id
          from (select distinct child_id from benefits_line
                 where round_id = asked and place_id between {LOW} and {HIGH}) paid
          join people_child c on c.id = paid.child_id
          left join benefits_payee_account a on a.child_id = c.id and a.days @> day
    $$;
    revoke execute on function benefits_payees(uuid, date) from public;
    grant execute on function benefits_payees(uuid, date) to {SERVING};
"""  # noqa: S608 - the words are this module's own


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0003_grants_are_looked_at_again"),
        ("people", "0004_lists_in_the_order_of_syllables"),
    ]

    operations = [migrations.RunSQL(PAYEES, migrations.RunSQL.noop)]
