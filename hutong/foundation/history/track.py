"""History by trigger: a migration tracks a table, and nobody has to remember to write it."""

from django.db.migrations.operations import RunSQL

FUNCTION = """
    create function history_record() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
        -- a password, even scrambled, has no place in a history
        old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - 'password' end;
        new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - 'password' end;
        whole jsonb := coalesce(new_row, old_row);
        signed text := access_signed();
    begin
        if tg_op = 'UPDATE' then
            if old_row = new_row then
                return null;
            end if;
            -- an update keeps only what differs
            select jsonb_object_agg(o.key, o.value) filter (where o.value is distinct from n.value),
                   jsonb_object_agg(o.key, n.value) filter (where o.value is distinct from n.value)
              into old_row, new_row
              from jsonb_each(old_row) o join jsonb_each(new_row) n using (key);
        end if;
        insert into history_change
            (at, table_name, row_id, file, action, before, after, actor, posting, reason)
        values (
            clock_timestamp(), tg_table_name, whole ->> tg_argv[0],
            case when tg_argv[1] <> '' then (whole ->> tg_argv[1])::uuid end,
            lower(tg_op), old_row, new_row,
            nullif(split_part(signed, '|', 3), '')::uuid,
            nullif(split_part(signed, '|', 4), '')::uuid,
            coalesce(regexp_replace(signed, '^([^|]*[|]){6}', ''), '')
        );
        return null;
    end $$;
"""


def track(table: str, *, key: str = "id", file: str = "") -> RunSQL:
    """Keep every change to a table's rows; `file` names the column that holds the child's key."""
    return RunSQL(
        sql=f"""
            create trigger history after insert or update or delete on {table}
            for each row execute function history_record('{key}', '{file}');
        """,
        reverse_sql=f"drop trigger history on {table};",
    )
