from django.db import migrations

from hutong.foundation.access.guard import ACTOR, SERVING, guard
from hutong.foundation.history.track import track

# Whoever broke it sees it, and whoever answers for the child.
GLASS = guard(
    "access_glass",
    through={"file": "people_child"},
    visible=f"account_id = {ACTOR}",
)

# A file is found by its number or by the child's, whole; who asks for it gets in by breaking the
# glass and not otherwise. What is broken is on record, and the security administrator told, in the
# same transaction. A number nobody has is answered with nothing.
BREAK = f"""
    revoke insert on access_glass from {SERVING};
    create policy broken_by_the_function on access_glass for insert to hutong_owner
        with check (true);

    create function people_break_glass(
        number text, digest text, ground text, reason text, day date
    ) returns uuid
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        found uuid;
        made uuid := gen_random_uuid();
    begin
        if not coalesce(access_reads('glass'), false) then
            raise insufficient_privilege using message = 'This post breaks no glass.';
        end if;
        select id into found from people_child
         where (child_no = number or id_number_index = digest)
           and not coalesce(id = any (people_kept_from()), false);
        if found is null then
            return null;
        end if;
        insert into access_glass
            (id, file, account_id, posting_id, ground, reason, broken_on, finding)
        values (made, found, access_actor(), access_posting(), ground, reason, day, '');
        insert into history_alert (id, kind, file, actor, posting, told, finding)
        values (gen_random_uuid(), 'glass', found, access_actor(), access_posting(), ground, '');
        return made;
    end $$;
    revoke execute on function people_break_glass(text, text, text, text, date) from public;
    grant execute on function people_break_glass(text, text, text, text, date) to {SERVING};
"""  # noqa: S608 - the words are this module's own


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_from_whom_a_child_is_kept"),
        ("access", "0003_glasses"),
        ("history", "0004_searches_and_seals"),
    ]

    operations = [
        GLASS,
        migrations.RunSQL(BREAK, migrations.RunSQL.noop),
        track("access_glass", file="file"),
    ]
