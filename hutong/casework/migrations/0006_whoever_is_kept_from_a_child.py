from django.db import migrations

from hutong.foundation.access.guard import SERVING
from hutong.registry.people.sheltering import keep_from

# A turn and a notice show to their office without a look at the case, and name no child. That
# there is one more of them would tell as much.
CASES = f"""
    create policy behind_functions on casework_case for select to hutong_owner using (true);
    create function casework_kept_from() returns uuid[]
    language plpgsql stable parallel restricted
    security definer set search_path = public, pg_temp as $$
    declare
        children uuid[] := people_kept_from();
    begin
        if children is null then
            return null;
        end if;
        return (select array_agg(id) from casework_case where child_id = any (children));
    end $$;
    create policy kept_from on casework_turn as restrictive to {SERVING}
        using (not coalesce(case_id = any ((select casework_kept_from())::uuid[]), false))
        with check (true);
    create policy kept_from on casework_notice as restrictive to {SERVING}
        using (not coalesce(case_id = any ((select casework_kept_from())::uuid[]), false))
        with check (true);
"""  # noqa: S608 - the words are this module's own


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_letters_to_several_readers"),
        ("people", "0007_from_whom_a_child_is_kept"),
    ]

    operations = [
        keep_from("casework_case"),
        migrations.RunSQL(CASES, migrations.RunSQL.noop),
    ]
