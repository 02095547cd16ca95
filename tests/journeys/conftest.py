"""The small city behind a real server, and a browser for whoever walks through it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.hashers import make_password
from psycopg import sql

from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster
from tests.journeys.walking import PHRASE, Walk
from tests.server import MARK, ROOT

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
PATIENCE = 60  # seconds for the first start, which gathers the style sheets


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Journeys are marked as such, and skipped where there is no browser to make them in."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not CHROMIUM:
                reason = "No Chromium was found (chromium, chromium-browser or google-chrome)."
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def site(_small_city, tmp_path_factory):
    """The address of a server whose city is a copy of the small one; everybody can sign in."""
    from tests.city import TODAY

    cluster = Cluster(Path(os.environ[MARK]))
    name = _small_city.replace("city", "journeys")
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} owner {} template {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(_small_city)
            )
        )
    with psycopg.connect(cluster.url(ADMIN, name), autocommit=True) as server:
        server.execute("update access_account set password = %s", [make_password(PHRASE)])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("journeys") / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.serving", str(port)],
            cwd=ROOT,
            stdout=out,
            stderr=out,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "hutong.config.settings",
                "HUTONG_DATABASE_URL": cluster.url(SERVING, name),
                "HUTONG_HOME": str(log.parent),
                "HUTONG_STATIC_UNHASHED": "no",
                "HUTONG_TODAY": TODAY.isoformat(),
            },
        )
        try:
            _wait_for(port, process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _wait_for(port, process, log):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="module")
def chromium(site):
    """One browser for the module: it keeps a loop running, beside which Django asks no database."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def walk(chromium, site):
    """Lets people of the cast walk through the pages; afterwards nothing may have gone wrong."""
    walks = []

    def as_(username):
        walks.append(Walk(chromium, site))
        return walks[-1].sign_in(username)

    yield as_
    for one in walks:
        narrow = one.too_wide()
        one.context.close()
        assert one.complaints == [], "the browser complained"
        assert narrow == {}, "wider than a phone"
