"""Gives the tests a PostgreSQL of their own, started before Django reads its settings.

A migrated cluster is kept in the system's temporary folder under a name made from the migrations,
so that only the first run after a change of the schema pays for them.

HUTONG_TEST_POSTGRES names the folder of another PostgreSQL's programs to run every test on.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "hutong_template"
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
MARK = "HUTONG_TEST_CLUSTER"
KEPT = 24 * 60 * 60  # seconds after its last use
OTHER = "HUTONG_TEST_POSTGRES"
LIBC_LOCALE = (
    "--encoding=UTF8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
)  # older ones know no other

_running: list[Cluster] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests():
    """Start the server and point the settings at it; workers of a parallel run share it."""
    os.environ["HUTONG_STATIC_UNHASHED"] = "yes"
    os.environ.setdefault("HUTONG_SECRET_KEY", "tests only; nothing real is signed with it")
    if MARK in os.environ:
        return
    cluster = _cluster(Path(tempfile.mkdtemp(prefix="hutong-test-")))
    cluster.folder.chmod(0o700)
    _copy(_seed(), cluster)
    cluster.start(HASTE)
    _running.append(cluster)
    os.environ[MARK] = str(cluster.folder)
    _point_at(cluster, TEMPLATE)


def pytest_unconfigure():
    """Leave nothing running and nothing lying about."""
    while _running:
        cluster = _running.pop()
        cluster.stop()
        shutil.rmtree(cluster.folder)
        os.environ.pop(MARK, None)


def _cluster(folder: Path) -> Cluster:
    other = os.environ.get(OTHER)
    return Cluster(folder, Path(other), LIBC_LOCALE) if other else Cluster(folder)


def _seed() -> Cluster:
    """A stopped cluster whose template database is migrated, made once per state of the schema."""
    key = os.environ["HUTONG_SECRET_KEY"]  # by which the template knows who is acting
    digest = hashlib.sha256(f"{ROOT} {os.environ.get(OTHER, '')} {key}".encode())
    sources = [
        ROOT / "requirements" / "runtime.txt",
        *sorted(ROOT.glob("hutong/**/migrations/*.py")),
        *sorted((ROOT / "hutong" / "config").glob("*.py")),
        *sorted((ROOT / "hutong" / "foundation" / "access").glob("*.py")),
        *sorted((ROOT / "hutong" / "foundation" / "history").glob("track.py")),
    ]
    for path in sources:
        digest.update(path.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"hutong-seed-{os.geteuid()}"
    folder.mkdir(mode=0o711, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise pytest.UsageError(f"{folder} belongs to somebody else.")
    seed = _cluster(folder / digest.hexdigest()[:16])
    if (seed.folder / "ready").exists():
        (seed.folder / "ready").touch()
        return seed
    fresh = _cluster(folder / f"making-{os.getpid()}")
    fresh.start(HASTE)
    try:
        passwords = {role: fresh.password(role) for role in (OWNER, SERVING)}
        database.prepare(fresh.url(ADMIN, "postgres"), passwords, TEMPLATE)
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--database=owner", "--verbosity=0"],
            check=True,
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "hutong.config.settings",
                "HUTONG_OWNER_DATABASE_URL": fresh.url(OWNER, TEMPLATE),
                "HUTONG_DATABASE_URL": fresh.url(SERVING, TEMPLATE),
            },
        )
        _let_fixtures_give_posts(fresh)
    except BaseException:
        fresh.stop()
        shutil.rmtree(fresh.folder)
        raise
    fresh.stop()
    (fresh.folder / "ready").touch()
    if not seed.folder.exists():
        for old in folder.glob("*/ready"):
            if time.time() - old.stat().st_mtime > KEPT:  # no other run is copying it
                shutil.rmtree(old.parent)
        fresh.folder.rename(seed.folder)
    else:
        shutil.rmtree(fresh.folder)
    return seed


def _let_fixtures_give_posts(fresh: Cluster) -> None:
    """Fixtures set people into posts before anybody acts; tests of that policy drop this one."""
    with psycopg.connect(fresh.url(ADMIN, TEMPLATE), autocommit=True) as admin:
        admin.execute("create policy fixtures on access_posting using (true) with check (true)")


def _copy(seed: Cluster, cluster: Cluster) -> None:
    shutil.rmtree(cluster.folder)
    subprocess.run(["cp", "-a", str(seed.folder), str(cluster.folder)], check=True)  # noqa: S607 - keeps the owner


def _point_at(cluster: Cluster, name: str) -> None:
    os.environ["HUTONG_DATABASE_URL"] = cluster.url(SERVING, name)
    os.environ["HUTONG_OWNER_DATABASE_URL"] = cluster.url(OWNER, name)
