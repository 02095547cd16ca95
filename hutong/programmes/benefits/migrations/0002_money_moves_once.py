"""What the database itself refuses: an edited line, a double step, a round done by one person."""

from django.db import migrations

from hutong.foundation.access.guard import HIGH, LOW, SERVING, guard
from hutong.foundation.access.kinds import Kind
from hutong.foundation.history.track import track

# A line goes on from the one before it. Both keys are of several columns, which Django cannot say.
LINKS = """
    alter table benefits_line
        add constraint a_line_is_of_its_rounds_month
            foreign key (round_id, paid_in) references benefits_round (id, month),
        add constraint a_line_goes_on_from_the_one_before
            foreign key (child_id, account, month, previous, paid_before, live)
            references benefits_line (child_id, account, month, sequence, due, live);
"""

# Written for everyone, the owner of the tables included.
FROZEN = """
    create function benefits_frozen() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
    begin
        raise exception 'What stands in % is never changed or deleted.', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end $$;

    create trigger frozen before update or delete on benefits_determination
        for each row execute function benefits_frozen();
    create trigger frozen before update or delete on benefits_held
        for each row execute function benefits_frozen();

    create function benefits_line_kept() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        -- The one change a line ever sees: it is void once its round was withdrawn.
        if tg_op = 'UPDATE' and old.live and new.live is null
           and to_jsonb(new) - array['live', 'previous', 'kind']
             = to_jsonb(old) - array['live', 'previous', 'kind']
           and exists (select from benefits_round
                        where id = old.round_id and withdrawn_on is not null)
        then
            return new;
        end if;
        raise exception 'A line of a payment is never changed or deleted.'
            using errcode = 'integrity_constraint_violation';
    end $$;

    create trigger frozen before update or delete on benefits_line
        for each row execute function benefits_line_kept();

    create function benefits_lines_belong() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        if exists (
            select from (
                select round_id, min(place_id) as low, max(place_id) as high
                  from written group by round_id
            ) w
            left join benefits_round r
                   on r.id = w.round_id and r.checked_on is null and r.withdrawn_on is null
                  and w.low >= r.place_id and w.high <= r.place_last
            where r.id is null
        ) then
            raise exception
                'Lines are written into an open round that nobody has checked, of its own place.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return null;
    end $$;

    create trigger lines_belong after insert on benefits_line
        referencing new table as written
        for each statement execute function benefits_lines_belong();
"""

# Each step of a round is taken once, by whoever acts, and never taken back.
STEPS = """
    create function benefits_round_kept() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        actor uuid := access_actor();
        step text;
        was jsonb;
        is_now jsonb := to_jsonb(new);
    begin
        if tg_op = 'DELETE' then
            raise exception 'A payment round is never deleted.'
                using errcode = 'integrity_constraint_violation';
        end if;
        if tg_op = 'INSERT' then
            if new.place_last is distinct from
               (select last from places_place where number = new.place_id) then
                raise exception 'A payment round covers its place, no less and no more.'
                    using errcode = 'integrity_constraint_violation';
            end if;
            was := jsonb_build_object();
        else
            was := to_jsonb(old);
            if (old.id, old.month, old.place_id, old.place_last, old.made_at)
               is distinct from (new.id, new.month, new.place_id, new.place_last, new.made_at)
               or old.withdrawn_on is not null
            then
                raise exception 'A payment round keeps its month and place; a withdrawn one stays.'
                    using errcode = 'integrity_constraint_violation';
            end if;
        end if;
        foreach step in array array['made', 'checked', 'approved', 'released', 'withdrawn'] loop
            if was ->> (step || '_on') is null and is_now ->> (step || '_on') is not null then
                if (is_now ->> (step || '_by_id'))::uuid is distinct from actor then
                    raise exception 'A step of a payment round bears the name of whoever acts.'
                        using errcode = 'integrity_constraint_violation';
                end if;
                if tg_op = 'INSERT' and step <> 'made' then
                    raise exception 'A payment round begins as made, and no further.'
                        using errcode = 'integrity_constraint_violation';
                end if;
            elsif was ->> (step || '_on') is distinct from is_now ->> (step || '_on')
               or was ->> (step || '_by_id') is distinct from is_now ->> (step || '_by_id')
            then
                raise exception 'A step of a payment round is never taken back.'
                    using errcode = 'integrity_constraint_violation';
            end if;
        end loop;
        if tg_op = 'UPDATE' and old.digest <> '' and new.digest <> old.digest then
            raise exception 'The digest of a checked round stands.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;

    create trigger steps before insert or update or delete on benefits_round
        for each row execute function benefits_round_kept();

    create function benefits_round_withdrawn() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        update benefits_line set live = null where round_id = new.id;
        return null;
    end $$;

    create trigger withdrawal after update of withdrawn_on on benefits_round
        for each row when (old.withdrawn_on is null and new.withdrawn_on is not null)
        execute function benefits_round_withdrawn();

    create function benefits_deviation_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
    declare
        actor uuid := access_actor();
    begin
        if tg_op = 'INSERT' and (new.proposed_by_id is distinct from actor
                                 or new.agreed_by_id is not null)
           or tg_op = 'UPDATE' and (new.agreed_by_id is distinct from actor
                                    or old.agreed_by_id is not null)
        then
            raise exception 'A deviation is proposed by whoever acts, and agreed to once.'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$;

    create trigger steps before insert or update on benefits_deviation
        for each row execute function benefits_deviation_kept();
"""

# What the serving role may change at all.
RIGHTS = f"""
    revoke update on benefits_line, benefits_held, benefits_determination, benefits_round,
        benefits_entitlement, benefits_deviation, benefits_payee_account from {SERVING};
    grant update (checked_on, checked_by_id, digest, approved_on, approved_by_id,
                  released_on, released_by_id, withdrawn_on, withdrawn_by_id, reason)
        on benefits_round to {SERVING};
    grant update (ended_month, ended_on, ended_by_id, reason) on benefits_entitlement to {SERVING};
    grant update (agreed_on, agreed_by_id) on benefits_deviation to {SERVING};
    grant update (days) on benefits_payee_account to {SERVING};
"""

# A round names nobody: whoever answers for a part of its place may know that it is there. Only who
# answers for the whole of it makes it or moves it on.
WHOLE = f"""
    create policy whole_place_made on benefits_round as restrictive for insert
        with check (place_id >= {LOW} and place_last <= {HIGH});
    create policy whole_place_moved on benefits_round as restrictive for update
        using (place_id >= {LOW} and place_last <= {HIGH});
"""

# Which rounds of other places are still open, for children that moved: nothing but their keys.
OPEN_ROUNDS = """
    create policy behind_functions on benefits_round for select to hutong_owner using (true);
    create function benefits_other_open_rounds(own uuid) returns uuid[]
    language sql stable security definer set search_path = public, pg_temp as $$
        select coalesce(array_agg(id), '{}') from benefits_round
         where id <> own and approved_on is null and withdrawn_on is null
    $$;
    revoke execute on function benefits_other_open_rounds(uuid) from public;
    grant execute on function benefits_other_open_rounds(uuid) to hutong_app;
"""

# Whom a round pays, and where to: also a child that has moved away since the round was made, whose
# file its payers no longer see. It speaks of lines in the scope of whoever asks, and of those only.
PAYEES = f"""
    create policy behind_functions on benefits_payee_account for select to hutong_owner using (true);
    create function benefits_payees(asked uuid, day date) returns table (
        child uuid, child_no text, name text, pinyin text, sex text, id_number text,
        holder text, relation text, bank text, account text)
    language sql stable security definer set search_path = public, pg_temp as $$
        select c.id, c.child_no, c.name, c.pinyin, c.sex, c.id_number,
               a.holder, a.relation, a.bank, a.number
          from (select distinct child_id from benefits_line
                 where round_id = asked and place_id between {LOW} and {HIGH}) paid
          join people_child c on c.id = paid.child_id
          left join benefits_payee_account a on a.child_id = c.id and a.days @> day
    $$;
    revoke execute on function benefits_payees(uuid, date) from public;
    grant execute on function benefits_payees(uuid, date) to {SERVING};
"""  # noqa: S608 - the words are this module's own

# Those who work in an institution follow the money of the children in it, wherever it comes from.
IN_A_UNIT = "(select access_own_unit()) is not null"
CHILD = {"child_id": "people_child"}


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0001_entitlements_rounds_and_lines"),
        ("history", "0001_changes_and_readings"),
    ]

    operations = [
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(FROZEN, migrations.RunSQL.noop),
        migrations.RunSQL(STEPS, migrations.RunSQL.noop),
        guard(
            "benefits_round",
            kind=Kind.BENEFIT,
            visible=f"place_id <= {HIGH} and place_last >= {LOW} or {IN_A_UNIT}",
        ),
        migrations.RunSQL(WHOLE, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN_ROUNDS, migrations.RunSQL.noop),
        guard("benefits_line", kind=Kind.BENEFIT, places=("place_id",), through=CHILD),
        guard("benefits_held", kind=Kind.BENEFIT, places=("place_id",), through=CHILD),
        guard("benefits_entitlement", kind=Kind.BENEFIT, through=CHILD),
        guard("benefits_deviation", kind=Kind.BENEFIT, through=CHILD),
        guard("benefits_determination", kind=Kind.BENEFIT, through=CHILD),
        guard("benefits_payee_account", kind=Kind.ACCOUNT, through=CHILD),
        migrations.RunSQL(PAYEES, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        track("benefits_round"),
        track("benefits_entitlement", file="child_id"),
        track("benefits_deviation", file="child_id"),
        track("benefits_payee_account", file="child_id"),
    ]
