"""The two roles of the database, and what Hutong refuses to run on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from hutong.config.embedded import OWNER, SERVING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

DATABASE = "hutong"

# How long the serving role waits before it gives up, so that no request holds others for ever.
PATIENCE = {
    "lock_timeout": "4s",
    "statement_timeout": "10min",
    "idle_in_transaction_session_timeout": "15min",
}


class UnfitDatabaseError(Exception):
    """Hutong does not start on this database; `reasons` say why, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(["Hutong does not start on this database:", *reasons]))


def prepare(admin: str, passwords: dict[str, str], database: str = DATABASE) -> None:
    """Create the two roles and the database on a server; safe to run again.

    `admin` is the address of an administrator of that server, used only here.
    """
    with psycopg.connect(admin, autocommit=True) as server:
        for role in (OWNER, SERVING):
            known = server.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
            verb = "alter" if known else "create"
            server.execute(
                sql.SQL(
                    "{verb} role {role} login nosuperuser nobypassrls"
                    " nocreatedb nocreaterole password {password}"
                ).format(
                    verb=sql.SQL(verb),
                    role=sql.Identifier(role),
                    password=sql.Literal(passwords[role]),
                )
            )
        for setting, value in PATIENCE.items():
            server.execute(
                sql.SQL("alter role {role} set {setting} = {value}").format(
                    role=sql.Identifier(SERVING),
                    setting=sql.Identifier(setting),
                    value=sql.Literal(value),
                )
            )
        if not server.execute(
            "select 1 from pg_database where datname = %s", [database]
        ).fetchone():
            server.execute(
                sql.SQL("create database {name} owner {owner} template template0").format(
                    name=sql.Identifier(database), owner=sql.Identifier(OWNER)
                )
            )
    with psycopg.connect(admin, dbname=database, autocommit=True) as inside:
        for statement in _rights():
            inside.execute(statement)


def _rights() -> Iterator[sql.Composed | sql.SQL]:
    owner, serving = sql.Identifier(OWNER), sql.Identifier(SERVING)
    yield sql.SQL("create extension if not exists btree_gist")
    yield sql.SQL("create extension if not exists pg_trgm")
    yield sql.SQL("revoke create on schema public from public")
    yield sql.SQL("grant usage, create on schema public to {}").format(owner)
    yield sql.SQL("grant usage on schema public to {}").format(serving)
    for rights, kind in (
        ("select, insert, update, delete", "tables"),
        ("usage, select", "sequences"),
    ):
        yield sql.SQL(
            "alter default privileges for role {} in schema public grant {} on {} to {}"
        ).format(owner, sql.SQL(rights), sql.SQL(kind), serving)


def refusals(connection: "BaseDatabaseWrapper | psycopg.Connection[Any]") -> list[str]:
    """Every reason not to serve on this database; an empty list means it may be used."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select current_setting('server_version_num')::int >= 150000,
                   current_setting('fsync') = 'on',
                   current_setting('synchronous_commit') <> 'off',
                   current_setting('full_page_writes') = 'on',
                   cardinality(show_trgm('欧阳修远')) > 0 and '王芳' ~ '^\\w+$',
                   current_setting('server_encoding') = 'UTF8',
                   not rolsuper,
                   not rolbypassrls,
                   not exists (
                       select 1 from pg_class where relnamespace = 'public'::regnamespace
                          and relkind in ('r', 'p')
                          and pg_has_role(current_user, relowner, 'usage'))
              from pg_roles where rolname = current_user
            """
        )
        answers = cursor.fetchone()
    sentences = (
        "PostgreSQL is older than 15.",
        "fsync is off: a power cut would lose or ruin what was saved.",
        "synchronous_commit is off: a crash would lose entries already confirmed to people.",
        "full_page_writes is off: a power cut could ruin pages.",
        "The locale hides Chinese from text functions; create it with LC_CTYPE C.UTF-8.",
        "The encoding is not UTF-8.",
        "The serving role is a superuser and would bypass row security.",
        "The serving role may bypass row security.",
        "The serving role owns tables, and an owner can lift row security.",
    )
    return [sentence for fine, sentence in zip(answers or (), sentences, strict=True) if not fine]
