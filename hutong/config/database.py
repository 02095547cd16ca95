"""The two roles of the database, and what Hutong refuses to run on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from hutong.config.embedded import OWNER, SERVING
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

DATABASE = "hutong"
OLDEST = 15

# How long the serving role waits before it gives up, so that no request holds others for ever.
PATIENCE = {
    "lock_timeout": "4s",
    "statement_timeout": "10min",
    "idle_in_transaction_session_timeout": "15min",
}


class UnfitDatabase(Refused):
    """Hutong does not start on this database; every reason says what to do about it."""


class Unreachable(Refused):
    """The database does not answer at its address, or does not let this role in."""


class NotPrepared(Refused):
    """The server did not allow a step of the preparation."""


# --- preparing ----------------------------------------------------------------------------------


def prepare(admin: str, passwords: dict[str, str], database: str = DATABASE) -> None:
    """Create the two roles and the database on a server; safe to run again.

    `admin` is the address of an administrator of that server, used only here.
    """
    with reached(admin) as server:
        if not new_enough(server.info.server_version):
            raise UnfitDatabase(_too_old(server.info.server_version))
        try:
            _make_roles(server, passwords)
            _make_database(server, database)
            with reached(make_conninfo(admin, dbname=database)) as inside:
                for statement in _rights():
                    inside.execute(statement)
        except psycopg.Error as fault:
            raise NotPrepared(
                Finding(
                    Text(
                        "服务器不允许准备数据库的一步：{told}。请用超级用户，或有 CREATEROLE 和"
                        " CREATEDB 权限的管理员；服务器要装有 btree_gist 和 pg_trgm 扩展"
                        "（Debian：postgresql-contrib）。",
                        "The server refused a step of the preparation: {told}. Use a superuser, or"
                        " an administrator with CREATEROLE and CREATEDB; the server needs the"
                        " extensions btree_gist and pg_trgm (Debian: postgresql-contrib).",
                    ).filled(told=_told(fault))
                )
            ) from fault


def reached(address: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection to an address, or a refusal that says why there is none."""
    try:
        return psycopg.connect(make_conninfo(address, client_encoding="UTF8"), autocommit=True)
    except psycopg.ProgrammingError:
        raise Unreachable(  # without the text of the address: it may hold a password
            Finding(
                Text(
                    "数据库地址写得不对。写法：postgresql://角色@主机:5432/数据库",
                    "The address of the database cannot be read."
                    " Write it as postgresql://role@host:5432/database",
                )
            )
        ) from None
    except psycopg.OperationalError as fault:
        raise Unreachable(
            Finding(
                Text(
                    "连不上数据库：{told}。请检查服务器是否运行，以及地址、角色和密码。",
                    "The database does not let us in: {told}. See that the server runs, and"
                    " whether the address, the role and the password are right.",
                ).filled(told=_told(fault))
            )
        ) from None


def _told(fault: psycopg.Error) -> str:
    return (fault.diag.message_primary or " ".join(str(fault).split())).rstrip(".?")


def _make_roles(server: psycopg.Connection[Any], passwords: dict[str, str]) -> None:
    """Two roles without any special power; what a role already has is not taken for granted."""
    for role in (OWNER, SERVING):
        name, password = sql.Identifier(role), sql.Literal(passwords[role])
        known = server.execute(
            "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole from pg_roles"
            " where rolname = %s",
            [role],
        ).fetchone()
        verb = sql.SQL("alter" if known else "create")
        server.execute(
            sql.SQL("{} role {} login password {}").format(verb, name, password),
        )
        if known and known[0]:
            server.execute(
                sql.SQL("alter role {} nosuperuser nobypassrls nocreatedb nocreaterole").format(
                    name
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
    # An administrator who is no superuser gives a database only to a role it is a member of.
    if not _yes(server, "select pg_has_role(current_user, %s, 'usage')", OWNER):
        server.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(OWNER)))


def _make_database(server: psycopg.Connection[Any], database: str) -> None:
    """The database in UTF-8, sorted by code point, in a locale that knows Chinese letters.

    A server made with LANG=C would hand its own blindness on; only PostgreSQL's builtin locale,
    which newer servers may have, is as good as ours.
    """
    if _yes(server, "select exists (select from pg_database where datname = %s)", database):
        return
    builtin = server.info.server_version >= 170000 and _yes(
        server,
        "select datlocprovider = 'b' and datlocale <> 'C' and encoding = 6 from pg_database"
        " where datname = 'template0'",
    )
    locale: sql.Composable = sql.SQL("")
    if not builtin:
        found = server.execute(
            """
            select collctype from pg_collation
             where collprovider = 'c' and collencoding = 6 and collctype <> 'C'
             order by collctype ~* '^C\\.' desc, collctype ~* '^zh_CN' desc, collctype
            """
        ).fetchone()
        locale = sql.SQL("encoding 'UTF8' locale_provider libc lc_collate 'C' lc_ctype {}").format(
            sql.Literal(found[0] if found else "C.UTF-8")
        )
    server.execute(
        sql.SQL("create database {name} owner {owner} template template0 {locale}").format(
            name=sql.Identifier(database), owner=sql.Identifier(OWNER), locale=locale
        )
    )


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


def _yes(server: psycopg.Connection[Any], question: str, *given: str) -> bool:
    answer = server.execute(question, list(given)).fetchone()
    return bool(answer and answer[0])


# --- refusing -----------------------------------------------------------------------------------


class Demand(NamedTuple):
    """What a database must be, as a question to it, and the sentence when it is not."""

    holds: str
    otherwise: Text


DEMANDS = (
    Demand(
        "current_setting('fsync') = 'on'",
        Text(
            "fsync 已关闭：断电会丢失或毁坏已保存的数据。"
            "请执行 alter system set fsync = on，再执行 select pg_reload_conf()。",
            "fsync is off: a power cut would lose or ruin what was saved."
            " Run: alter system set fsync = on; then: select pg_reload_conf().",
        ),
    ),
    Demand(
        "current_setting('synchronous_commit') <> 'off'",
        Text(
            "synchronous_commit 已关闭：崩溃会丢失已向人确认的录入。请在服务器、数据库和角色"
            " {role} 三处都设为 on（例如 alter role {role} reset synchronous_commit）。",
            "synchronous_commit is off: a crash would lose entries already confirmed to people."
            " Set it on in the server, the database and the role {role}"
            " (for example: alter role {role} reset synchronous_commit).",
        ),
    ),
    Demand(
        "current_setting('full_page_writes') = 'on'",
        Text(
            "full_page_writes 已关闭：断电可能毁坏数据页。"
            "请执行 alter system set full_page_writes = on，再执行 select pg_reload_conf()。",
            "full_page_writes is off: a power cut could ruin pages."
            " Run: alter system set full_page_writes = on; then: select pg_reload_conf().",
        ),
    ),
    Demand(
        "current_setting('server_encoding') = 'UTF8'",
        Text(
            "数据库 {database} 的编码不是 UTF-8。请备份后删除这个数据库，"
            "再运行 hutong prepare-database，由它建库。",
            "The database {database} is not in UTF-8. After a backup drop it, and let"
            " hutong prepare-database create it.",
        ),
    ),
    Demand(
        "(select count(*) from pg_extension where extname in ('btree_gist', 'pg_trgm')) = 2",
        Text(
            "数据库 {database} 缺少扩展 btree_gist 或 pg_trgm。"
            "请以管理员地址运行 hutong prepare-database。",
            "The database {database} lacks the extension btree_gist or pg_trgm."
            " Run hutong prepare-database with an administrator's address.",
        ),
    ),
    Demand(
        "not rolsuper",
        Text(
            "服务角色 {role} 是超级用户，会绕过行级权限。请执行 alter role {role} nosuperuser。",
            "The serving role {role} is a superuser and would bypass row security."
            " Run: alter role {role} nosuperuser.",
        ),
    ),
    Demand(
        """
        not rolbypassrls and (rolsuper or not exists (
            select 1 from pg_roles other where (other.rolsuper or other.rolbypassrls)
               and pg_has_role(current_user, other.oid, 'member')))
        """,
        Text(
            "服务角色 {role} 可以绕过行级权限。请执行 alter role {role} nobypassrls，"
            "并收回它在这类角色中的成员身份。",
            "The serving role {role} may bypass row security. Run: alter role {role} nobypassrls,"
            " and take it out of every role that may.",
        ),
    ),
    Demand(
        """
        rolsuper or not exists (
            select relowner from pg_class
             where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
               and pg_has_role(current_user, relowner, 'member')
            union all
            select datdba from pg_database
             where datname = current_database() and pg_has_role(current_user, datdba, 'member'))
        """,
        Text(
            "服务角色 {role} 拥有数据表或数据库，而所有者可以解除行级权限。HUTONG_DATABASE_URL"
            " 要用 hutong prepare-database 打印的服务角色；表和数据库应归 hutong_owner 所有。",
            "The serving role {role} owns tables or the database, and an owner can lift row"
            " security. HUTONG_DATABASE_URL takes the serving role that hutong prepare-database"
            " printed; tables and database belong to hutong_owner.",
        ),
    ),
    Demand(
        """
        not exists (select from pg_policies
                     where schemaname = 'public' and qual like '%hutong.low%'
                       and qual not like '%access_scope%')
        """,
        Text(
            "数据库 {database} 由较早的版本建成，它的行级权限不核对签名。请另建数据库重新开始；"
            "旧库里若是演示城市，删除后会自动重建。",
            "The database {database} was made by an earlier version, whose row security checks no"
            " signature. Begin with a new database; a demonstration city is built again by itself.",
        ),
    ),
    Demand(
        """
        to_regclass('public.people_child') is null
        or to_regclass('public.secrecy_key') is not null
        """,
        Text(
            "数据库 {database} 由较早的版本建成，身份证号和账号没有加密。请另建数据库重新开始；"
            "旧库里若是演示城市，删除后会自动重建。",
            "The database {database} was made by an earlier version, which kept identity and"
            " account numbers in plain. Begin with a new database; a demonstration city is built"
            " again by itself.",
        ),
    ),
)
# Asked only where the extension and the encoding are there.
KNOWS_CHINESE = Demand(
    "cardinality(show_trgm('欧阳修远')) > 0 and '王芳' ~ '^\\w+$'",
    Text(
        "数据库 {database} 的区域设置不认识汉字，姓名既查不到也对不上。请备份后删除这个数据库，"
        "再运行 hutong prepare-database，由它以 LC_CTYPE C.UTF-8 建库。",
        "The locale of the database {database} does not know Chinese letters: no name would be"
        " found or matched. After a backup drop it, and let hutong prepare-database create it"
        " with LC_CTYPE C.UTF-8.",
    ),
)


def new_enough(version: int) -> bool:
    """Whether a server's version, as it numbers itself (150017), can run Hutong."""
    return version >= OLDEST * 10_000


def refusals(connection: "BaseDatabaseWrapper | psycopg.Connection[Any]") -> list[Finding]:
    """Every reason not to serve on this database; an empty list means it may be used."""
    with connection.cursor() as cursor:

        def answers(expressions: str) -> tuple[Any, ...]:
            cursor.execute(f"select {expressions} from pg_roles where rolname = current_user")  # noqa: S608 - the questions stand above
            return tuple(cursor.fetchone() or ())

        version, role, database = answers(
            "current_setting('server_version_num')::int, current_user::text,"
            " current_database()::text"
        )
        if not new_enough(version):
            return [_too_old(version)]
        held = answers(", ".join(demand.holds for demand in DEMANDS))
        unmet = [demand for demand, fine in zip(DEMANDS, held, strict=True) if not fine]
        unseen = [demand for demand in unmet if "{database}" in demand.otherwise.zh]
        if not unseen and not answers(KNOWS_CHINESE.holds)[0]:
            unmet.append(KNOWS_CHINESE)
    return [Finding(demand.otherwise.filled(role=role, database=database)) for demand in unmet]


def refuse_unfit(address: str) -> None:
    """Raise every reason not to serve on the database at this address, if there is one."""
    with reached(address) as connection:
        found = refusals(connection)
    if found:
        raise UnfitDatabase(*found)


def _too_old(version: int) -> Finding:
    return Finding(
        Text(
            "PostgreSQL 的版本是 {version}。请升级到 {oldest} 或更新的版本。",
            "PostgreSQL is {version}. Upgrade it to {oldest} or newer.",
        ).filled(version=version // 10_000, oldest=OLDEST)
    )
