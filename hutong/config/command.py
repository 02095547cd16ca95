"""The command `hutong`: opens the city's database where a command needs it."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from psycopg.conninfo import make_conninfo

from hutong.config import database, embedded, web
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from hutong.foundation.policy import Pack
    from hutong.trust.ground import Ground

HOME = "HUTONG_HOME"
SERVING_URL, OWNER_URL = "HUTONG_DATABASE_URL", "HUTONG_OWNER_DATABASE_URL"
MIGRATING = 4862_2026  # the number of the lock that one migration at a time holds


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hutong.config.settings")
    os.environ.setdefault(HOME, str(Path.home() / ".local" / "share" / "hutong"))
    home = Path(os.environ[HOME])
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("HUTONG_SECRET_KEY", _secret(home))
    # A city of its own server is a real one; in a box it is tried out.
    asked = "required" if SERVING_URL in os.environ else "offered"
    os.environ.setdefault("HUTONG_SECOND_FACTOR", asked)

    from hutong.interfaces.cli import hutong

    hutong(obj=Wiring(home))


class Wiring:
    """What the command line is handed: how to open the database, and how to serve."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @property
    def embedded(self) -> bool:
        """Whether the city lives in a database of its own that we start and stop."""
        return SERVING_URL not in os.environ

    @contextmanager
    def city(self, say: Callable[[str], None] = lambda _: None) -> Iterator[None]:
        """The city's database, open, migrated and fit to serve, while the block runs."""
        if not self.embedded:
            self._open(say)
            yield
            return
        cluster = embedded.cluster(self.home)
        say(f"PostgreSQL, in {cluster.folder}")
        with cluster.in_use():
            with cluster.alone("prepare"):
                marker = cluster.folder / "roles-ready"
                if not marker.exists():
                    passwords = {
                        role: cluster.password(role) for role in (embedded.OWNER, embedded.SERVING)
                    }
                    database.prepare(cluster.url(embedded.ADMIN, "postgres"), passwords)
                    marker.touch()
            os.environ[SERVING_URL] = cluster.url(embedded.SERVING, database.DATABASE)
            os.environ[OWNER_URL] = cluster.url(embedded.OWNER, database.DATABASE)
            try:
                self._open(say)
                yield
            finally:
                del os.environ[SERVING_URL], os.environ[OWNER_URL]

    @contextmanager
    def proving_ground(self, on: date, *, whole: bool) -> Iterator["Ground"]:
        """An invented city in a database of its own, thrown away after the block."""
        with TemporaryDirectory(prefix="hutong-proof-") as folder:
            home = Path(folder)
            home.chmod(0o755)  # the server's own account lives in it
            os.environ.pop(SERVING_URL, None)
            os.environ["HUTONG_TODAY"] = on.isoformat()
            os.environ.setdefault("HUTONG_STATIC_UNHASHED", "yes")
            away = Wiring(home)
            with away.city():
                from hutong import demo
                from hutong.trust.ground import Ground

                if whole:
                    demo.build(home=home, on=on, say=lambda _: None)
                else:
                    demo.build_small(on=on)
                server = embedded.cluster(home)
                yield Ground(server.url(embedded.ADMIN, database.DATABASE), on, home)

    def law(self) -> "Pack":
        """The law in force: it needs no database, only the settings."""
        import django

        django.setup()
        from hutong.programmes.benefits.queries import law

        return law()

    def prepare(self, admin: str) -> dict[str, str]:
        """Make Hutong's two roles and its database on a server of one's own; give their addresses.

        `admin` is the address of an administrator of that server, used only here.
        """
        passwords = {role: secrets.token_urlsafe(24) for role in (embedded.OWNER, embedded.SERVING)}
        database.prepare(admin, passwords)
        names = {SERVING_URL: embedded.SERVING, OWNER_URL: embedded.OWNER}
        return {
            variable: make_conninfo(
                admin, user=role, password=passwords[role], dbname=database.DATABASE
            )
            for variable, role in names.items()
        }

    def examine(self, settings: dict[str, str]) -> None:
        """Refuse prepared addresses that Hutong would not start on."""
        database.refuse_unfit(settings[SERVING_URL])

    def refuse_taken(self, *, port: int, host: str) -> None:
        """Refuse to serve where somebody answers already."""
        web.refuse_taken(host, port)

    def serve(self, *, port: int, host: str, workers: int) -> None:
        """Serve pages until stopped."""
        web.serve(port=port, host=host, workers=workers)

    def _open(self, say: Callable[[str], None]) -> None:
        import django

        database.refuse_unfit(os.environ[SERVING_URL])
        django.setup()
        if OWNER_URL not in os.environ:
            _refuse_old_tables()
        elif _migrate(say):
            database.refuse_unfit(os.environ[SERVING_URL])  # who owns the new tables?
        _refuse_unknown_key()


class OldTables(Refused):
    """The tables are older than the program, and nobody here may change them."""


def _refuse_old_tables() -> None:
    from django.db import connections

    missing = len(_missing_migrations("default"))
    connections["default"].close()
    if missing:
        raise OldTables(
            Finding(
                Text(
                    "数据库的表比程序旧（差 {n} 步）。请由负责升级的人设好"
                    " HUTONG_OWNER_DATABASE_URL，运行一次 hutong migrate。",
                    "The tables of the database are older than the program (by {n} steps). Let"
                    " whoever upgrades set HUTONG_OWNER_DATABASE_URL and run hutong migrate once.",
                ).filled(n=missing)
            )
        )


class UnknownKey(Refused):
    """The database was told another key: it would believe nobody, and show nothing."""


def _refuse_unknown_key() -> None:
    from hutong.foundation.access import signing
    from hutong.foundation.secrecy import keys

    if not signing.believed():
        raise UnknownKey(
            Finding(
                Text(
                    "数据库不认识本程序的密钥（HUTONG_SECRET_KEY 与上次升级时不同），"
                    "什么也不会给看。请由负责升级的人用同一密钥设好"
                    " HUTONG_OWNER_DATABASE_URL，运行一次 hutong migrate。",
                    "The database does not know our key (HUTONG_SECRET_KEY is another than at the"
                    " last upgrade) and would show nothing. Let whoever upgrades set"
                    " HUTONG_OWNER_DATABASE_URL and run hutong migrate once under the same key.",
                )
            )
        )
    keys.open_ring()


def _migrate(say: Callable[[str], None]) -> bool:
    """Bring the tables up to date, one command at a time; tell whether anything was missing."""
    from django.core.management import call_command
    from django.db import connections

    from hutong.foundation.access import signing

    with database.reached(os.environ[OWNER_URL]) as turn:
        turn.execute("select pg_advisory_lock(%s)", [MIGRATING])
        missing = len(_missing_migrations("owner"))
        if missing:
            say(f"Tables and row security: {missing} migrations")
            call_command("migrate", database="owner", verbosity=0)
        signing.install()
        connections["owner"].close()
    return bool(missing)


def _missing_migrations(alias: str) -> list[object]:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _secret(home: Path) -> str:
    """The key that signs sessions, made once and readable by its owner alone."""
    kept = home / "secret-key"
    if not kept.exists():
        embedded.keep(kept, secrets.token_urlsafe(48))
    return kept.read_text()
