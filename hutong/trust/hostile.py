"""A thousand hostile statements as the serving role, in the hands of somebody in a post.

Whatever SQL an attacker brings into our process, it runs as the serving role, under the context of
whoever was served. It must show no row outside their scope: neither as a result, nor in the text of
an error, nor by a count.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
from django.db import Error, connection, transaction

from hutong.foundation.access import Officer, acting, signing
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.trust.ground import Ground, taken_back
from hutong.trust.reports import Report

STATEMENTS = 1_000
ROLES = (
    Role.CHILD_DIRECTOR,
    Role.CHILD_SUPERVISOR,
    Role.DISTRICT_OFFICER,
    Role.INSTITUTION_STAFF,
    Role.SOCIAL_WORKER,
    Role.PAYMENT_CLERK,
    Role.PARTNER,
    Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
)
TABLES = (
    "people_child",
    "people_adult",
    "people_fact",
    "people_relation",
    "people_domicile",
    "people_household",
    "people_other_name",
    "documents_paper",
    "documents_content",
    "casework_case",
    "casework_taken",
    "benefits_line",
    "benefits_payee_account",
    "benefits_payment",
    "history_change",
    "history_reading",
    "access_assignment",
    "access_gate",
    "history_decoy",
    "people_no_contact",
)
# Each with {table} and {key}, a child that is not the attacker's; {who}, another's account.
TRIES = (
    "select to_jsonb(t)::text from {table} t",
    "select to_jsonb(t)::text from only {table} t where true or true",
    "select to_jsonb(t)::text from {table} t where t::text like '%{key}%'",
    "select count(*)::text || max(t::text) from {table} t",
    "select string_agg(t::text, '') from {table} t",
    "select (select string_agg(t::text, '') from {table} t)",
    "with t as materialized (select * from {table}) select t::text from t",
    "select t::text from {table} t tablesample system (100)",
    "select t::text from {table} t order by random() limit 5 for update",
    "select t::text::int from {table} t",
    "select cast(t::text as numeric) from {table} t limit 1",
    "select 1 / (case when t::text like '%{key}%' then 0 else 1 end) from {table} t",
    "select xmlparse(content t::text || '<') from {table} t",
    "select query_to_xml('select * from {table}', true, true, '')::text",
    "select table_to_xml('{table}', true, true, '')::text",
    "select database_to_xml(true, true, '')::text",
    "select cursor_to_xml('c', 10, true, true, '')::text",
    "copy {table} to stdout",
    "copy (select * from {table}) to '/tmp/stolen'",
    "copy {table} to program 'cat'",
    "explain (analyze, verbose, format text) select * from {table} t",
    "table {table}",
    "set row_security = off",
    "set local row_security = off",
    "set role hutong_owner",
    "set session authorization hutong_owner",
    "reset role",
    "set local hutong.low = '0'",
    "set local hutong.high = '999999999999'",
    "set hutong.acting = '{forged}'",
    "select set_config('hutong.acting', '{forged}', true)",
    "select set_config('hutong.low', '0', true) || set_config('hutong.high', '999999999999', true)",
    "select set_config('hutong.acting', '', false)",
    "select set_config('hutong.low','0',true), t::text from {table} t",
    "create policy all_of_it on {table} using (true)",
    "alter table {table} disable row level security",
    "alter table {table} no force row level security",
    "alter table {table} owner to hutong_app",
    "drop policy scope on {table}",
    "create view stolen as select * from {table}",
    "create table stolen as select * from {table}",
    "create temporary table stolen as select * from {table}",
    (
        "create function pg_temp.steal() returns text language sql security definer"
        " as 'select string_agg(t::text, '''') from {table} t'; select pg_temp.steal()"
    ),
    "create or replace function access_signed() returns text language sql as 'select ''x'''",
    "alter function access_scope() security invoker",
    "create operator === (leftarg = uuid, rightarg = uuid, function = uuid_eq)",
    (
        "do $$ begin perform * from {table}; raise exception '%', (select string_agg(t::text, '')"
        " from {table} t); end $$"
    ),
    (
        "do $$ declare r record; begin for r in select * from {table} loop raise notice '%', r;"
        " end loop; end $$"
    ),
    "prepare steal as select t::text from {table} t; execute steal",
    "declare c cursor with hold for select t::text from {table} t",
    "listen people_child",
    "select lo_import('/etc/passwd')::text",
    "select lo_export(0, '/tmp/stolen')::text",
    "select pg_read_file('PG_VERSION')",
    "select pg_read_binary_file('base/1/1259')::text",
    "select pg_ls_dir('.')::text",
    "select pg_stat_get_activity(null)::text",
    "select query from pg_stat_activity",
    "select most_common_vals::text from pg_stats where tablename = '{table}'",
    "select histogram_bounds::text from pg_stats where tablename = '{table}'",
    "select stavalues1::text from pg_statistic",
    "select passwd from pg_shadow",
    "select rolpassword from pg_authid",
    "select inner_pad::text from access_gate",
    "select file::text from history_decoy",
    "select to_jsonb(s)::text from history_seal s",
    "select people_id_number_known('{key}')::text",
    "select * from people_search('', '', '1', 100000)",
    "select * from people_search('%', '%', '%', 100000)",
    (
        "select c.*::text from people_search('王', '', '', 1000) s"
        " join people_child c on c.id = s.child"
    ),
    "select people_move('{key}', 110101001001, '', 110101001001, '')",
    "select history_plant_decoy('{key}', current_date)",
    "select access_assigned()::text",
    "select people_kept_from()::text",
    "select casework_kept_from()::text",
    "select benefits_payees(gen_random_uuid(), current_date)::text",
    "select (benefits_payees(id, current_date))::text from benefits_round",
    "select benefits_other_open_rounds(gen_random_uuid())::text",
    "insert into people_child select * from people_child returning people_child::text",
    (
        "insert into access_assignment (id, file, account_id, ground, since) values"
        " (gen_random_uuid(), '{key}', access_actor(), 'x', current_date)"
    ),
    (
        "insert into access_posting (id, account_id, role, place_id, days) select"
        " gen_random_uuid(), access_actor(), 'city_officer', 110100000000, '[2020-01-01,)'"
    ),
    (
        "insert into access_glass (id, file, account_id, ground, reason, broken_on, finding) values"
        " (gen_random_uuid(), '{key}', access_actor(), 'danger', 'x', current_date, '')"
    ),
    (
        "insert into history_change (at, table_name, row_id, action, reason) values"
        " (now(), 'x', 'x', 'insert', 'x')"
    ),
    (
        'insert into history_reading ("on", file, what, purpose, actor) values'
        " (current_date, '{key}', 'file', '', '{who}')"
    ),
    "update people_child set residence_id = 110101001001 where id = '{key}' returning id::text",
    "update {table} set id = id returning {table}::text",
    "delete from {table} returning {table}::text",
    "truncate {table}",
    "update people_tie set ended_on = current_date",
    "update people_no_contact set lifted_on = current_date",
    "update access_assignment set file = '{key}'",
    "update history_reading set actor = '{who}'",
    (
        "merge into people_child c using people_fact f on c.id = f.child_id when matched then"
        " update set name = 'x' returning c::text"
    ),
    "lock table {table} in access exclusive mode",
    "comment on table {table} is 'x'",
    "analyze {table}",
    "vacuum {table}",
    "alter role hutong_app bypassrls",
    "alter role hutong_app set row_security = off",
    "alter database hutong owner to hutong_app",
    "alter system set fsync = off",
    "create role thief superuser",
    "grant hutong_owner to hutong_app",
    "load 'auto_explain'",
    "create extension dblink",
    "create language plpythonu",
    "checkpoint",
)


@dataclass(frozen=True, slots=True)
class Attacker:
    """Somebody in a post, and what they must never get to see."""

    officer: Officer
    secrets: frozenset[str]
    key: UUID
    who: UUID


def prove(ground: Ground, *, seed: int, statements: int = STATEMENTS) -> Report:
    """Run the statements under posts in turn; rows, errors and notices are searched."""
    report = Report("hostile", seed)
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice
    attackers = [_attacker(ground, role, chance) for role in ROLES]
    for one in attackers:
        report.check(one.secrets, f"{one.officer.role} sees every row of people_child")
    refused = 0
    for number in range(statements):
        attacker = attackers[number % len(attackers)]
        pattern = TRIES[(number // len(attackers)) % len(TRIES)]
        if number >= len(attackers) * len(TRIES):
            pattern = chance.choice(TRIES)
        statement = _filled(pattern, attacker, chance)
        told, failed = _run(attacker, statement)
        refused += failed
        leaked = sorted(word for word in _words(told) if word in attacker.secrets)
        report.check(not leaked, f"{attacker.officer.role}: {statement!r} told {leaked[:2]}")
    _nothing_changed(report, ground)
    report.figures["statements"] = f"{statements:,}, of them {refused:,} refused outright"
    report.figures["secrets searched for"] = f"{sum(len(one.secrets) for one in attackers):,}"
    return report


def _attacker(ground: Ground, role: Role, chance: random.Random) -> Attacker:
    """Somebody in this post, and the keys and numbers of all children that are not theirs."""
    held = Posting.objects.filter(role=role, days__contains=ground.on)
    narrow = held.select_related("account", "place", "unit").order_by("-place__level", "pk")
    posting = chance.choice(list(narrow[:20]))
    officer = Officer.of(posting)
    with acting(officer), connection.cursor() as cursor:
        cursor.execute("select id from people_child")
        own = {row[0] for row in cursor.fetchall()}
    with ground.truth() as truth:
        rows = truth.execute("select id, child_no, id_number_index from people_child").fetchall()
        accounts = truth.execute(
            "select child_id, number_index from benefits_payee_account"
        ).fetchall()
        # a parent's number is a secret where none of their children is the attacker's
        adults = truth.execute(
            "select a.id_number_index, array_agg(r.child_id) from people_adult a"
            " join people_relation r on r.adult_id = a.id where a.id_number is not null group by 1"
        ).fetchall()
        siblings = truth.execute(
            "select a.recorded_for_id, array_agg(r.child_id) from people_adult a"
            " join people_relation r on r.adult_id = a.id group by 1"
        ).fetchall()
        left = truth.execute(
            "select child_id, place_id from casework_case"
            " union select child_id, other_place_id from casework_case"
            " union select child_id, place_id from benefits_line"
        ).fetchall()
    others = [row for row in rows if row[0] not in own]
    secrets = {str(word) for row in others for word in row if word}
    secrets |= {number for child, number in accounts if child not in own}
    secrets |= {number for number, children in adults if own.isdisjoint(children)}
    # what one account is paid to for several children is known by any of them
    secrets -= {number for child, number in accounts if child in own}
    # A parent's row bears the key of the child for whom it was first written; a case that was taken
    # and money that was paid in one's area stay there when the child moves on. A key, and no more.
    secrets -= {str(key) for key, for_whom in siblings if not own.isdisjoint(for_whom)}
    if officer.has_an_area:
        low, high = officer.place_number, officer.place_last
        secrets -= {str(key) for key, place in left if place and low <= place <= high}
    key = chance.choice(others or rows)[0]
    return Attacker(officer, frozenset(secrets), key, UUID(int=9))


def _filled(pattern: str, attacker: Attacker, chance: random.Random) -> str:
    body = f"110100000000|110199999999|{attacker.officer.account_id}||city_officer||"
    forged = signing.signed(body, process=1, began=1)  # our key, another transaction
    return (
        pattern.replace("{table}", chance.choice(TABLES))
        .replace("{key}", str(attacker.key))
        .replace("{who}", str(attacker.who))
        .replace("{forged}", forged)
    )


def _run(attacker: Attacker, statement: str) -> tuple[str, bool]:
    """What a statement and a look around after it tell, in rows, errors and notices."""
    told: list[str] = []
    failed = False
    with taken_back(), acting(attacker.officer):
        raw = connection.connection
        listen = lambda notice: told.append(str(notice.message_primary))  # noqa: E731 - taken off below
        raw.add_notice_handler(listen)
        try:
            with transaction.atomic():
                told += _rows(statement)
        except (Error, psycopg.Error) as fault:
            failed = True
            told.append(str(fault))
        finally:
            raw.remove_notice_handler(listen)
        try:
            with transaction.atomic():
                told += _rows("select c::text from people_child c")
                told += _rows("select a::text from benefits_payee_account a")
        except (Error, psycopg.Error) as fault:
            told.append(str(fault))
        if not failed:
            transaction.set_rollback(True)
    # what was asked for is in the words of errors: it is no news to whoever asked
    return "\n".join(told).replace(str(attacker.key), ""), failed


def _rows(statement: str) -> Iterator[str]:
    raw = connection.connection
    if statement.startswith("copy ") and statement.endswith("stdout"):
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            yield b"".join(bytes(block) for block in copy).decode()
        return
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%", "%%"), [])
        if cursor.description:
            for row in cursor.fetchall():
                yield " ".join(map(str, row))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[0-9A-Za-z_-]{8,}", text))


def _nothing_changed(report: Report, ground: Ground) -> None:
    with ground.truth() as truth:
        bare = truth.execute(
            "select count(*) from pg_class where relname like 'people\\_%' and relkind = 'r'"
            " and not relforcerowsecurity"
        ).fetchone()
        stolen = truth.execute("select count(*) from pg_class where relname = 'stolen'").fetchone()
        power = truth.execute(
            "select rolsuper or rolbypassrls or pg_has_role(oid, 'hutong_owner', 'member')"
            " from pg_roles where rolname = 'hutong_app'"
        ).fetchone()
    report.check(bare == (0,), f"{bare} tables lost their guard")
    report.check(stolen == (0,), "a copy of a table was left behind")
    report.check(power == (False,), "the serving role has more power than before")
