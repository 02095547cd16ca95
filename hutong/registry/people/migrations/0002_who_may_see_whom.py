from django.db import migrations

from hutong.foundation.access.guard import ASSIGNED, GLASS, HIGH, LOW, guard, within
from hutong.foundation.access.kinds import Kind
from hutong.foundation.history.track import track

# Each policy asks a table whose own policy asks fewer: fact -> membership -> relation -> child ->
# places. So none ever asks itself, and none goes deeper than planning can bear: every level
# doubles what the planner must weigh. Relations that were superseded count too, since what was
# believed through them stays readable.
RELATED = "exists (select 1 from people_relation tie where tie.adult_id = {}.{})"
MEMBER = "exists (select 1 from people_membership member where member.household_id = {}.{})"
GUARDS = [
    guard(
        "people_child",
        kind=Kind.CHILD,
        places=("residence_id", "hukou_id"),
        visible=f"id = {ASSIGNED} or id = {GLASS}",
    ),
    guard("people_domicile", kind=Kind.CHILD, through={"child_id": "people_child"}),
    guard("people_stay", kind=Kind.CHILD, through={"child_id": "people_child"}),
    guard("people_relation", kind=Kind.CIRCUMSTANCE, through={"child_id": "people_child"}),
    guard(
        "people_adult",
        kind=Kind.CIRCUMSTANCE,
        through={"recorded_for_id": "people_child"},
        visible=RELATED.format("people_adult", "id"),
    ),
    guard(
        "people_other_name",
        kind=Kind.CHILD,
        through={"child_id": "people_child"},
        visible=RELATED.format("people_other_name", "adult_id"),
    ),
    guard(
        "people_membership",
        kind=Kind.CIRCUMSTANCE,
        through={"child_id": "people_child"},
        visible=RELATED.format("people_membership", "adult_id"),
    ),
    guard(
        "people_household",
        kind=Kind.CIRCUMSTANCE,
        places=("place_id",),
        visible=MEMBER.format("people_household", "id"),
    ),
    guard(
        "people_fact",
        kind=Kind.CIRCUMSTANCE,
        through={"child_id": "people_child"},
        visible=RELATED.format("people_fact", "adult_id")
        + " or "
        + MEMBER.format("people_fact", "household_id"),
    ),
]

TRACKS = [
    track("people_child", file="id"),
    track("people_domicile", file="child_id"),
    track("people_stay", file="child_id"),
    track("people_relation", file="child_id"),
    track("people_adult", file="recorded_for_id"),
    track("people_other_name", file="child_id"),
    track("people_membership", file="child_id"),
    track("people_household"),
    track("people_fact", file="child_id"),
]

# The owner reads children past the scope inside the functions below, each of which says itself
# whom it speaks of; nobody can act as the owner otherwise.
BEHIND_FUNCTIONS = """
    create policy behind_functions on people_child to hutong_owner
        using (true) with check (true);
    create policy behind_functions on people_other_name to hutong_owner using (true);
"""

# A row of history shows with the file it carries, or with the row it is about. The case keeps the
# keys of other tables from being read as keys of people.
HISTORY = """
    create policy of_visible_files on history_change for select using (
        case
        when file is not null then
            exists (select 1 from people_child seen where seen.id = file)
        when table_name = 'people_fact' then
            exists (select 1 from people_fact seen where seen.id = row_id::uuid)
        when table_name = 'people_household' then
            exists (select 1 from people_household seen where seen.id = row_id::uuid)
        when table_name = 'people_membership' then
            exists (select 1 from people_membership seen where seen.id = row_id::uuid)
        when table_name = 'people_other_name' then
            exists (select 1 from people_other_name seen where seen.id = row_id::uuid)
        else false
        end
    );
    create policy of_visible_files on history_reading for select using (
        exists (select 1 from people_child seen where seen.id = file)
    );
"""

# Whether a number is taken, anywhere in the register: nothing but that, whoever asks.
ID_NUMBERS = """
    create function people_id_number_known(digest text) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
        select exists (select 1 from people_child where id_number_index = digest)
    $$;
    create function people_id_numbers_known(digests text[]) returns text[]
    language sql stable security definer set search_path = public, pg_temp as $$
        select coalesce(array_agg(id_number_index), '{}')
          from people_child where id_number_index = any (digests)
    $$;
    revoke execute on function people_id_number_known(text), people_id_numbers_known(text[])
        from public;
    grant execute on function people_id_number_known(text), people_id_numbers_known(text[])
        to hutong_app;
"""

# A child that moves away leaves the scope of the office that writes it down, and a policy lets no
# row be updated out of the updater's own sight. So this one step is the owner's, for a child that
# the officer can see before it.
IN_SCOPE = f"({within('residence_id')} or {within('hukou_id')})"
MOVES = """
    create function people_move(
        moved uuid, residence bigint, residence_words text, hukou bigint, hukou_words text
    ) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        update people_child
           set residence_id = residence, residence_detail = residence_words,
               hukou_id = hukou, hukou_detail = hukou_words
         where id = moved and IN_SCOPE
           and not coalesce(id = any (people_kept_from()), false);
        if not found then
            raise insufficient_privilege using message = 'The child is not in the scope.';
        end if;
    end $$;
    revoke execute on function people_move(uuid, bigint, text, bigint, text) from public;
    grant execute on function people_move(uuid, bigint, text, bigint, text) to hutong_app;
""".replace("IN_SCOPE", IN_SCOPE)

# The operators of a search are not leakproof and would run over the whole scope behind the
# policy. Here they may use their indexes, and the scope is part of every question. What comes
# back are keys; their rows are read under the policy again.
SEARCH = """
    create function people_search(
        characters text, letters text, digits text, whole_digest text, tail_digest text, most int
    )
    returns table (child uuid, closeness int)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
    declare
        low bigint := coalesce(LOWEST, 1);
        high bigint := coalesce(HIGHEST, 0);
        given uuid[] := coalesce(access_assigned(), '{}');
        kept_from uuid[] := coalesce(people_kept_from(), '{}');
        many int := greatest(most, 50);
        beyond text := chr(1114111);
        backwards text := reverse(digits);
        pairs text[] := case when length(characters) < 2 then array[characters] else
            array(select substr(characters, place, 2)
                    from generate_series(1, length(characters) - 1) place) end;
        scope text;
        ways text[] := '{}';
    begin
        if low > high and given = '{}' or most < 1 or not coalesce(access_reads('child'), false) then
            return;
        end if;
        scope := format(
            '(c.residence_id between %1$s and %2$s or c.hukou_id between %1$s and %2$s'
            || ' or c.id = any (%4$L::uuid[])) and not c.id = any (%5$L::uuid[]) limit %3$s',
            low, high, many, given, kept_from);
        if characters <> '' then
            ways := ways || array[
                format('select c.id, (c.name <> %1$L)::int as closeness, c.pinyin, c.name
                          from people_child c where c.name >= %1$L and c.name < %2$L and %3$s',
                       characters, characters || beyond, scope),
                format('select c.id, 2 as closeness, c.pinyin, c.name from people_child c
                         where people_grams(c.name) @> %1$L and strpos(c.name, %2$L) > 1 and %3$s',
                       pairs, characters, scope),
                format('select c.id, 3 as closeness, c.pinyin, c.name
                          from people_other_name o join people_child c on c.id = o.child_id
                         where (o.name >= %1$L and o.name < %2$L
                                or people_grams(o.name) @> %3$L and strpos(o.name, %1$L) > 1)
                           and %4$s',
                       characters, characters || beyond, pairs, scope)];
        end if;
        if letters <> '' then
            ways := ways || array[
                format('select c.id, (c.pinyin <> %1$L)::int as closeness, c.pinyin, c.name
                          from people_child c
                         where c.pinyin >= %1$L and c.pinyin < %2$L and %3$s',
                       letters, letters || beyond, scope),
                format('select c.id, 1 + (c.initials <> %1$L)::int as closeness, c.pinyin, c.name
                          from people_child c
                         where c.initials >= %1$L and c.initials < %2$L and %3$s',
                       letters, letters || beyond, scope),
                format('select c.id, 3 as closeness, c.pinyin, c.name
                          from people_other_name o join people_child c on c.id = o.child_id
                         where o.pinyin >= %1$L and o.pinyin < %2$L and %3$s',
                       letters, letters || beyond, scope)];
        end if;
        if whole_digest <> '' then
            ways := ways || array[
                format('select c.id, 0 as closeness, c.pinyin, c.name
                          from people_child c where c.id_number_index = %1$L and %2$s',
                       whole_digest, scope),
                format('select c.id, 1 as closeness, c.pinyin, c.name
                          from people_child c where c.id_tail_index = %1$L and %2$s',
                       tail_digest, scope)];
        end if;
        if digits <> '' then
            ways := ways || array[
                format('select c.id, (c.child_no <> %3$L)::int as closeness, c.pinyin, c.name
                          from people_child c
                         where reverse(c.child_no) >= %1$L and reverse(c.child_no) < %2$L
                           and %4$s',
                       backwards, backwards || beyond, digits, scope)];
        end if;
        if ways = '{}' then
            return;
        end if;
        return query execute
            'select found.id, min(found.closeness) from (('
            || array_to_string(ways, ') union all (')
            || ')) found group by found.id order by min(found.closeness), min(found.pinyin), '
            || 'min(found.name), found.id limit ' || most;
    end $$;
    revoke execute on function people_search(text, text, text, text, text, int) from public;
    grant execute on function people_search(text, text, text, text, text, int) to hutong_app;
""".replace("LOWEST", LOW).replace("HIGHEST", HIGH)

# A planner that misjudges how few children a small scope holds walks past everybody else's.
STATISTICS = """
    alter table people_child
        alter residence_id set statistics 1000, alter hukou_id set statistics 1000;
"""

SERIAL = "create sequence people_child_serial;"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_children_and_those_around_them"),
        ("access", "0003_glasses"),
        ("history", "0001_changes_and_readings"),
    ]

    operations = [
        *GUARDS,
        *TRACKS,
        *(
            migrations.RunSQL(sql=sql, reverse_sql=migrations.RunSQL.noop)
            for sql in (BEHIND_FUNCTIONS, HISTORY, ID_NUMBERS, MOVES, SEARCH, STATISTICS, SERIAL)
        ),
    ]
