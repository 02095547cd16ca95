from django.db import migrations

from hutong.foundation.access.guard import SERVING, guard, within
from hutong.foundation.access.kinds import Kind
from hutong.foundation.history.track import track

OF_CASE = {"case_id": "casework_case"}
GUARDS = [
    guard(
        "casework_case",
        kind=Kind.CASE,
        places=("place_id", "other_place_id"),
        through={"child_id": "people_child"},
    ),
    guard("casework_taken", kind=Kind.CASE, through=OF_CASE),
    guard("casework_turn", kind=Kind.CASE, through=OF_CASE, visible=within("office")),
    guard("casework_clock", kind=Kind.CASE, through=OF_CASE),
    guard("casework_alarm", kind=Kind.CASE, through=OF_CASE),
    guard("casework_notice", kind=Kind.CASE, through=OF_CASE, visible=within("office")),
]
TRACKS = [
    track("casework_case", file="child_id"),
    *(track(f"casework_{name}") for name in ("taken", "turn", "clock", "alarm", "notice")),
]

# Written for everyone, the owner of the tables included.
FROZEN = """
    create function casework_frozen() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
    begin
        raise exception 'A step that was taken is never changed or deleted.'
            using errcode = 'integrity_constraint_violation';
    end $$;
    create trigger frozen before update or delete on casework_taken
        for each row execute function casework_frozen();
    alter table casework_taken add constraint another_person_takes_it
        check (by_id is null or by_id <> all (barred));
"""

# A case that is closed stays closed, and takes no further step.
CLOSED = """
    create function casework_case_kept() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        if tg_op = 'DELETE' or old.closed_on is not null
           or to_jsonb(new) - array['closed_on', 'version', 'fingerprint']
              is distinct from to_jsonb(old) - array['closed_on', 'version', 'fingerprint']
        then
            raise exception 'A case changes only by its steps, and a closed one not at all.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
    create trigger kept before update or delete on casework_case
        for each row execute function casework_case_kept();

    create function casework_step_follows() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        if new.number > 1 and not exists (
            select from casework_taken before
             where before.case_id = new.case_id and before.number = new.number - 1
               and before.enters = new.leaves and before.enters <> 'end'
        ) then
            raise exception 'A step leaves the state that the one before it entered.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;
    create trigger follows before insert on casework_taken
        for each row execute function casework_step_follows();
"""

SERIAL = f"""
    create sequence casework_serial;
    grant usage on sequence casework_serial to {SERVING};
"""

# A row of history shows with the row it is about.
HISTORY = """
    create policy of_visible_cases on history_change for select using (
        case table_name
        when 'casework_taken' then
            exists (select 1 from casework_taken seen where seen.id = row_id::uuid)
        when 'casework_turn' then
            exists (select 1 from casework_turn seen where seen.id = row_id::uuid)
        when 'casework_clock' then
            exists (select 1 from casework_clock seen where seen.id = row_id::uuid)
        when 'casework_alarm' then
            exists (select 1 from casework_alarm seen where seen.id = row_id::uuid)
        when 'casework_notice' then
            exists (select 1 from casework_notice seen where seen.id = row_id::uuid)
        else false
        end
    );
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_cases_steps_and_limits"),
        ("history", "0001_changes_and_readings"),
        ("people", "0002_who_may_see_whom"),
    ]

    operations = [
        migrations.RunSQL(SERIAL, "drop sequence casework_serial;"),
        *GUARDS,
        *TRACKS,
        migrations.RunSQL(
            FROZEN,
            """
            alter table casework_taken drop constraint another_person_takes_it;
            drop trigger frozen on casework_taken;
            drop function casework_frozen();
            """,
        ),
        migrations.RunSQL(
            CLOSED,
            """
            drop trigger follows on casework_taken;
            drop function casework_step_follows();
            drop trigger kept on casework_case;
            drop function casework_case_kept();
            """,
        ),
        migrations.RunSQL(HISTORY, "drop policy of_visible_cases on history_change;"),
    ]
