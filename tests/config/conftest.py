"""A PostgreSQL that is not the packaged one, as a city would run it, and the command beside it.

Its programs are looked for where distributions put them; HUTONG_TEST_POSTGRES names another folder.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from hutong.config.database import OLDEST
from hutong.config.embedded import ADMIN, Cluster
from tests.server import LIBC_LOCALE, ROOT

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


def found_programs():
    """The folder of the oldest installed PostgreSQL that Hutong may run on, if there is any."""
    given = os.environ.get("HUTONG_TEST_POSTGRES")
    if given:
        return Path(given)
    installed = {
        int("".join(filter(str.isdigit, folder.parent.name)) or "0"): folder
        for pattern in PLACES
        for folder in Path("/").glob(pattern[1:])
        if (folder / "initdb").exists()
    }
    return min(((v, f) for v, f in installed.items() if v >= OLDEST), default=(0, None))[1]


def _started(locale):
    programs = found_programs()
    if programs is None:
        pytest.skip(f"No PostgreSQL {OLDEST} or newer of the system's was found ({PLACES}).")
    outer = Path(tempfile.mkdtemp(prefix="hutong-own-"))
    outer.chmod(0o711)  # the server may run as somebody else
    cluster = Cluster(outer / "server", programs, ("--no-sync", *locale))
    try:
        cluster.start()
        yield cluster
        cluster._run("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", cluster.data)
    finally:
        shutil.rmtree(outer)


@pytest.fixture(scope="session")
def server():
    """A server made as Debian makes it, in a locale that knows Chinese."""
    yield from _started(LIBC_LOCALE)


@pytest.fixture(scope="session")
def blind_server():
    """A server made with LANG=C."""
    yield from _started(("--locale=C",))


@pytest.fixture(scope="session")
def hutong(tmp_path_factory):
    """The command as a shell runs it, with the settings given and nothing else."""

    def run(*words, code="from hutong.config.command import main; main()", **settings):
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HUTONG_", "DJANGO_", "PG"))
        }
        home = {
            "HUTONG_HOME": str(tmp_path_factory.getbasetemp() / "home"),
            "HUTONG_SECRET_KEY": "x",
        }
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=clean | home | settings,
        )

    return run


def asked(server, statement, database="postgres"):
    """What an administrator does to a server, one statement after the other."""
    with psycopg.connect(server.url(ADMIN, database), autocommit=True) as admin:
        for one in statement.split(";"):
            admin.execute(one)
