"""The command `hutong`: opens the city's database where a command needs it."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.conninfo import make_conninfo

from hutong.config import database, embedded

if TYPE_CHECKING:
    from hutong.foundation.policy import Pack

HOME = "HUTONG_HOME"
SERVING_URL, OWNER_URL = "HUTONG_DATABASE_URL", "HUTONG_OWNER_DATABASE_URL"


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hutong.config.settings")
    os.environ.setdefault(HOME, str(Path.home() / ".local" / "share" / "hutong"))
    home = Path(os.environ[HOME])
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("HUTONG_SECRET_KEY", _secret(home))

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
            passwords = {
                role: cluster.password(role) for role in (embedded.OWNER, embedded.SERVING)
            }
            marker = cluster.folder / "roles-ready"
            if not marker.exists():
                database.prepare(cluster.url(embedded.ADMIN, "postgres"), passwords)
                marker.touch()
            os.environ[SERVING_URL] = cluster.url(embedded.SERVING, database.DATABASE)
            os.environ[OWNER_URL] = cluster.url(embedded.OWNER, database.DATABASE)
            try:
                self._open(say)
                yield
            finally:
                del os.environ[SERVING_URL], os.environ[OWNER_URL]

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

    def serve(self, *, port: int, host: str, workers: int) -> None:
        """Serve pages until stopped."""
        from granian.constants import Interfaces
        from granian.server import Server

        Server(
            "hutong.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            log_level="warning",  # type: ignore[arg-type]
        ).serve()

    def _open(self, say: Callable[[str], None]) -> None:
        import django
        from django.core.management import call_command
        from django.db import connection, connections
        from django.db.migrations.executor import MigrationExecutor

        django.setup()
        reasons = database.refusals(connection)
        if reasons:
            raise database.UnfitDatabaseError(reasons)
        if OWNER_URL in os.environ:
            executor = MigrationExecutor(connections["owner"])
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan:
                say(f"Tables and row security: {len(plan)} migrations")
                call_command("migrate", database="owner", verbosity=0)
            connections["owner"].close()


def _secret(home: Path) -> str:
    """The key that signs sessions, made once and readable by its owner alone."""
    kept = home / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()
