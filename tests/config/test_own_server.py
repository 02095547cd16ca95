"""An operator runs Hutong on a PostgreSQL server of the city's own."""

import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hutong.config.database import new_enough
from hutong.config.embedded import ADMIN, OWNER, SERVING
from tests.config.conftest import asked

DAY = "2026-11-23"
OWNERS = "HUTONG_OWNER_DATABASE_URL"
BUILD = "import django; django.setup(); from datetime import date; from hutong import demo; {}"
SMALL_CITY = BUILD.format("demo.build_small(on=date.fromisoformat('2026-11-23'))")
PATIENCE = 60  # seconds
PHRASE = "of-this-test"


def settings_of(printed):
    """The settings in what prepare-database prints, as a shell reads them."""
    return dict(line.split("=", 1) for line in shlex.split(printed))


@pytest.fixture(scope="module")
def first_prepared(server, hutong):
    """The two settings that the operator was given."""
    done = hutong("prepare-database", "--admin", server.url(ADMIN, "postgres"))
    assert done.returncode == 0, done.stderr
    settings = settings_of(done.stdout)
    assert hutong("migrate", **settings).returncode == 0
    return settings


@pytest.fixture
def prepared(server, first_prepared):
    """The two settings; a test that changes the passwords has them changed back."""
    yield first_prepared
    for address in first_prepared.values():
        known = conninfo_to_dict(address)
        asked(server, f"alter role {known['user']} password '{known['password']}'")


@pytest.fixture
def serving(prepared):
    """What the web service is given: everything but the owner's address."""
    return {name: value for name, value in prepared.items() if name != OWNERS}


@pytest.fixture
def blind(blind_server):
    """A server made with LANG=C on which nobody has prepared anything."""
    asked(
        blind_server,
        "drop database if exists hutong; drop database if exists ascii;"
        f"drop role if exists lin_gong; drop role if exists bai_lu;"
        f"drop role if exists {SERVING}; drop role if exists {OWNER}",
    )
    return blind_server


def test_the_operator_prepares_a_server_and_the_city_pays_a_month_on_it(
    hutong, prepared, serving, tmp_path
):
    ready = {"HUTONG_TODAY": DAY, "HUTONG_SECRET_KEY": "x"}
    built = hutong(
        code=SMALL_CITY, DJANGO_SETTINGS_MODULE="hutong.config.settings", **prepared, **ready
    )
    assert built.returncode == 0, built.stderr

    made = hutong("--as", "heyun", "month", "2026-11", "--lines", 1000, **serving, **ready)
    for name, step in (("duruo", "--check"), ("hanzhang", "--approve")):
        done = hutong("--as", name, "month", "2026-11", step, "--to", tmp_path, **serving, **ready)
        assert done.returncode == 0, done.stderr
    file = hutong("--as", "zhaoming", "child", "白露", **serving, **ready)

    assert made.returncode == 0, made.stderr
    # What PostgreSQL judged for the round, and what is judged for her page.
    line = next(line for line in made.stdout.splitlines() if "白露" in line)
    assert "¥0.00 → ¥2,850.00，补发 ¥8,550.00" in line
    assert "2,850.00" in file.stdout
    bank = next(tmp_path.glob("bank-*.csv")).read_text(encoding="utf-8-sig").splitlines()
    payments = [one.split(",") for one in bank]
    assert [one[3] for one in payments if one[1] == "白露"] == ["11400.00"]
    with (
        _served(serving | ready, tmp_path) as address,
        urllib.request.urlopen(address) as page,  # noqa: S310 - our own server
    ):
        assert "护童" in page.read().decode()


def test_a_service_with_another_key_is_not_started_on_the_database(hutong, prepared, serving):
    assert hutong("migrate", **prepared).returncode == 0
    refused = hutong("migrate", **serving | {"HUTONG_SECRET_KEY": "another"})

    assert refused.returncode != 0
    assert "数据库不认识本程序的密钥" in refused.stderr
    assert hutong("migrate", **serving).returncode == 0


FAULTS = {
    "fsync": (
        "alter system set fsync = off; select pg_reload_conf()",
        "alter system reset fsync; select pg_reload_conf()",
        "fsync 已关闭",
    ),
    "full page writes": (
        "alter system set full_page_writes = off; select pg_reload_conf()",
        "alter system reset full_page_writes; select pg_reload_conf()",
        "full_page_writes 已关闭",
    ),
    "commits that do not wait": (
        f"alter role {SERVING} set synchronous_commit = off",
        f"alter role {SERVING} reset synchronous_commit",
        "synchronous_commit 已关闭",
    ),
    "a superuser serves": (
        f"alter role {SERVING} superuser",
        f"alter role {SERVING} nosuperuser",
        "是超级用户",
    ),
    "row security can be bypassed": (
        f"alter role {SERVING} bypassrls",
        f"alter role {SERVING} nobypassrls",
        "可以绕过行级权限",
    ),
    "a member of a superuser": (
        f"grant {ADMIN} to {SERVING}",
        f"revoke {ADMIN} from {SERVING}",
        "可以绕过行级权限",
    ),
    "a member of the owner": (
        f"grant {OWNER} to {SERVING}",
        f"revoke {OWNER} from {SERVING}",
        "拥有数据表或数据库",
    ),
    "a table of its own": (
        f"alter table places_place owner to {SERVING}",
        (
            f"alter table places_place owner to {OWNER};"
            f"grant select, insert, update, delete on places_place to {SERVING}"
        ),
        "拥有数据表或数据库",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_unfit_server_is_refused_in_a_sentence_and_the_mended_one_starts(
    server, hutong, serving, fault
):
    spoil, mend, told = FAULTS[fault]
    asked(server, spoil, "hutong")
    try:
        refused = hutong("migrate", **serving)
    finally:
        asked(server, mend, "hutong")
    after = hutong("migrate", **serving)

    assert refused.returncode == 1
    chinese, english = refused.stderr.splitlines()
    assert chinese.startswith("✗ ")
    assert told in chinese
    assert re.search(r"[a-z]\. (Run|Set it on|HUTONG_DATABASE_URL takes)|Run: ", english)
    assert (after.returncode, after.stderr) == (0, "")


def test_the_owner_itself_may_not_serve(hutong, prepared):
    refused = hutong("migrate", **prepared | {"HUTONG_DATABASE_URL": prepared[OWNERS]})

    assert refused.returncode == 1
    assert "拥有数据表或数据库" in refused.stderr


def test_a_database_blind_for_chinese_is_refused_and_prepare_makes_a_seeing_one(blind, hutong):
    admin = blind.url(ADMIN, "postgres")
    asked(blind, "create database hutong template template0 encoding 'UTF8'")
    warned = hutong("prepare-database", "--admin", admin)
    refused = hutong("migrate", **settings_of(warned.stdout))

    asked(blind, "drop database hutong")
    seeing = hutong("prepare-database", "--admin", admin)
    started = hutong("migrate", **settings_of(seeing.stdout))

    for told in (warned, refused):
        assert told.returncode == 1
        assert "不认识汉字" in told.stderr
        assert "Traceback" not in told.stderr
    assert seeing.returncode == 0, seeing.stderr
    assert started.returncode == 0, started.stderr


def test_an_encoding_that_holds_no_chinese_is_refused(blind, hutong):
    asked(blind, "create database ascii template template0 encoding 'SQL_ASCII'")
    done = hutong("prepare-database", "--admin", blind.url(ADMIN, "postgres"))
    address = settings_of(done.stdout)["HUTONG_DATABASE_URL"]

    refused = hutong("migrate", HUTONG_DATABASE_URL=make_conninfo(address, dbname="ascii"))

    assert done.returncode == 0, done.stderr  # the one that prepare made is in UTF-8
    assert refused.returncode == 1
    assert "编码不是 UTF-8" in refused.stderr
    assert "缺少扩展" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_administrator_who_is_no_superuser_can_prepare_twice(blind, hutong):
    asked(blind, f"create role lin_gong login createrole createdb password '{PHRASE}'")
    admin = make_conninfo(blind.url(ADMIN, "postgres"), user="lin_gong", password=PHRASE)

    first, second = (hutong("prepare-database", "--admin", admin) for _ in range(2))

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert settings_of(first.stdout).keys() == {"HUTONG_DATABASE_URL", OWNERS}


def test_an_administrator_without_the_rights_is_told_which(blind, hutong):
    asked(blind, f"create role bai_lu login password '{PHRASE}'")
    admin = make_conninfo(blind.url(ADMIN, "postgres"), user="bai_lu", password=PHRASE)

    refused = hutong("prepare-database", "--admin", admin)

    assert refused.returncode == 1
    assert "CREATEROLE" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_preparing_again_gives_new_passwords_and_ends_the_old_ones(server, hutong, prepared):
    again = hutong("prepare-database", "--admin", server.url(ADMIN, "postgres"))

    refused = hutong("migrate", **prepared)

    assert refused.returncode == 1
    assert "连不上数据库" in refused.stderr
    assert hutong("migrate", **settings_of(again.stdout)).returncode == 0


def test_without_the_owner_old_tables_are_refused_and_with_it_two_at_once_mend_them(
    server, hutong, prepared, serving
):
    asked(server, "delete from django_migrations where app = 'sessions'", "hutong")
    asked(server, "drop table django_session", "hutong")

    refused = hutong("migrate", **serving)
    with ThreadPoolExecutor() as both:
        mended = list(both.map(lambda _: hutong("migrate", **prepared), range(2)))

    assert refused.returncode == 1
    assert "差 1 步" in refused.stderr
    assert [done.returncode for done in mended] == [0, 0], mended
    assert sorted("1 migrations" in done.stdout for done in mended) == [False, True]
    assert hutong("migrate", **serving).returncode == 0


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://hutong_app@127.0.0.1:1/hutong", "连不上数据库"),
        ("a secret word", "数据库地址写得不对"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(hutong, address, told):
    refused = hutong("migrate", HUTONG_DATABASE_URL=address)
    prepared = hutong("prepare-database", "--admin", address)

    for done in (refused, prepared):
        assert done.returncode == 1
        assert told in done.stderr
        assert "secret" not in done.stderr
        assert "Traceback" not in done.stderr


def test_the_oldest_server_is_postgresql_15():
    assert [new_enough(version) for version in (90624, 130014, 149999, 150000, 180006)] == [
        False,
        False,
        False,
        True,
        True,
    ]


class _served:  # noqa: N801 - reads as a word: with _served(settings)
    """The web service on a free port, until the block ends."""

    def __init__(self, settings, folder):
        self.settings, self.folder = settings, folder

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = "from hutong.config.command import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--empty", "--workers=1", f"--port={port}"],
            env={"HUTONG_HOME": str(self.folder), "PATH": "/usr/bin:/bin"} | self.settings,
            stdout=subprocess.DEVNULL,
        )
        address, until = f"http://localhost:{port}/", time.monotonic() + PATIENCE
        while True:
            try:
                with socket.create_connection(("localhost", port), timeout=1):
                    return address
            except OSError:
                assert self.process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)

    def __exit__(self, *_):
        self.process.terminate()
        assert self.process.wait(timeout=PATIENCE) == 0
