"""Fifty invented values go through the city's hands; none may lie about in plain afterwards.

They are identity numbers, telephones, addresses and accounts. They go in by verbs, pages, the
interface and a register, some of them wrong, some twice. Then everything is searched that leaves
the house or outlives a request: each row of each table, the server's files with its write-ahead
log, its messages, our own messages, the home folder and the temporary files.
"""

import io
import json
import logging
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
from django.contrib.sessions.models import Session
from django.db import Error, connections, transaction
from django.test import Client
from django.urls import reverse
from psycopg import sql

from hutong.demo.invented import Inventor
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.refusal import Refused
from hutong.programmes.benefits import actions as benefits
from hutong.registry.people import actions as people
from hutong.registry.people import queries
from hutong.registry.people.models import Child
from hutong.registry.people.registers import actions as registers
from hutong.trust.ground import Ground
from hutong.trust.reports import Report

FAMILIES = 10  # each with five values
BORN = date(2016, 4, 5)
STREET, OFFICE, PAYS = Role.CHILD_SUPERVISOR, Role.DISTRICT_OFFICER, Role.PAYMENT_CLERK
# Where one value is left in plain, and must be found.
SEARCHED = ("tables", "files of the server", "messages of the server")
PLAIN = "canary-left-in-plain-on-purpose"


@dataclass(frozen=True, slots=True)
class Family:
    """What must not be found of one child: two numbers, a telephone, an address, an account."""

    name: str
    number: str
    wrong_number: str
    phone: str
    address: str
    account: str

    @property
    def values(self) -> tuple[str, ...]:
        """The five of them."""
        return self.number, self.wrong_number, self.phone, self.address, self.account


@dataclass(frozen=True, slots=True)
class Place:
    """One place where things are left, and how to look through it in pieces."""

    name: str
    pieces: Callable[[], Iterator[bytes]]


def prove(ground: Ground, *, seed: int) -> Report:
    """Let the values through every way in, then look for them everywhere."""
    report = Report("canary", seed)
    families = list(_families(random.Random(seed)))  # noqa: S311 - a repeatable choice
    with _listening() as said, tempfile.TemporaryDirectory() as temporary:
        kept, tempfile.tempdir = tempfile.tempdir, temporary
        try:
            _live(families, ground)
            _planted(ground)
            places = [*_places(ground, Path(temporary)), Place("our own messages", said)]
            found = {place.name: _found_in(place, families) for place in places}
        finally:
            tempfile.tempdir = kept
    for family in families:
        for value in family.values:
            where = [name for name, values in found.items() if value in values]
            report.check(not where, f"{value!r} stands plain in {', '.join(where)}")
    for name in SEARCHED:
        report.check(PLAIN in found[name], f"what lies plain in {name} is not found")
    report.figures["values"] = sum(len(family.values) for family in families)
    report.figures["searched"] = ", ".join(found)
    return report


def _families(chance: random.Random) -> Iterator[Family]:
    inventor = Inventor(chance.randrange(10**6))
    for _ in range(FAMILIES):
        number = inventor.id_number(BORN, "2")
        digit = str((int(number[16]) + 1) % 10)
        yield Family(
            inventor.child_name("2"),
            number,
            number[:16] + digit + number[17],
            f"100{chance.randrange(10**8):08}",
            f"槐影里{chance.randrange(10**6):06}号院",
            f"62149{chance.randrange(10**12):012}",
        )


# --- what happens to them -------------------------------------------------------------------------


def _live(families: Iterable[Family], ground: Ground) -> None:
    held = Posting.objects.filter(days__contains=ground.on)
    posts = held.select_related("account", "place", "unit").order_by("pk")
    street = posts.filter(role=STREET)[0]
    above = posts.filter(
        place__number__lte=street.place.number, place__last__gte=street.place.number
    )
    office, pays = (above.filter(role=role)[0] for role in (OFFICE, PAYS))
    browser = _browser(street)
    for family in families:
        child = _registered(family, street, ground.on)
        _asked_for(family, child, browser)
        with acting(Officer.of(pays)), suppress(Refused), transaction.atomic():
            benefits.set_payee_account(
                child=child,
                holder=family.name,
                relation="本人",
                bank="北京农商银行",
                number=family.account,
                since=ground.on,
                by=Officer.of(pays),
                on=ground.on,
            )
    _sent_in(families, street, ground.on)
    _refused_by_the_database(families, office)


def _registered(family: Family, posting: Posting, on: date) -> Child:
    officer = Officer.of(posting)
    home = posting.place
    with acting(officer):
        child = people.register_child(
            name=family.name,
            id_number=family.number,
            phone=family.phone,
            residence=home,
            residence_detail=family.address,
            by=officer,
            on=on,
        )
        for wrong in (family.number, family.wrong_number):  # twice, and with a wrong check digit
            with suppress(Refused), transaction.atomic():
                people.register_child(
                    name=family.name, id_number=wrong, residence=home, by=officer, on=on
                )
    return child


def _asked_for(family: Family, child: Child, browser: Client) -> None:
    """Pages and operations are sent the values, rightly and wrongly."""
    for value in family.values:
        browser.post(reverse("find"), {"q": value})
    browser.get(reverse("child", args=[child.pk]))
    for field in ("id_number", "phone"):
        opening = {"purpose": "visit", "field": field}
        browser.post(reverse("open_field", args=[child.pk]), opening)
    browser.post(reverse("register_child"), {"name": family.name, "id_number": family.wrong_number})
    browser.post(
        "/api/children",
        {"name": family.name, "id_number": family.number, "residence_detail": family.address},
        content_type="application/json",
    )
    browser.post("/api/children", family.number.encode(), content_type="application/json")


def _sent_in(families: Iterable[Family], posting: Posting, on: date) -> None:
    """A register brings all of them again: known numbers, wrong ones, no telephones."""
    header = ("姓名", "性别", "出生日期", "身份证号", "家庭住址", "联系电话")
    rows = [
        (f"{family.name}{mark}", "女", "2016-04-05", number, family.address, phone)
        for family in families
        for mark, number, phone in (
            ("", family.number, family.phone),
            ("一", family.wrong_number, family.phone),
            ("二", "", f"{family.phone}转{family.account}号"),
        )
    ]
    content = io.StringIO()
    for row in (header, *rows):
        content.write(",".join(row) + "\n")
    officer = Officer.of(posting)
    with acting(officer):
        imported = registers.preview_register(
            kind="R8",
            file_name="花名册.csv",
            content=content.getvalue().encode(),
            by=officer,
            on=on,
        )
        registers.rejected_as_xlsx(imported)


def _refused_by_the_database(families: Iterable[Family], posting: Posting) -> None:
    """Statements that the database breaks off: what it writes of them must not tell."""
    for family in families:
        with acting(Officer.of(posting)):
            for ask in (queries.search, queries.child_with_id_number):
                with suppress(Error), transaction.atomic():
                    with connections["default"].cursor() as cursor:
                        cursor.execute("set local statement_timeout = '1ms'")
                        cursor.execute("set local enable_indexscan = off")
                    ask(family.number)
        with acting(Officer.of(posting)), suppress(Error, TypeError), transaction.atomic():
            Child.objects.filter(name=family.name).update(phone=family.phone)


def _browser(posting: Posting) -> Client:
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(posting.account)
    return client


# --- where they might lie -------------------------------------------------------------------------


def _planted(ground: Ground) -> None:
    """One value left in plain on purpose: a search that does not find it finds nothing."""
    with psycopg.connect(ground.administrator, autocommit=True) as server:
        server.execute("create table canary_control (left_here text)")
        server.execute(sql.SQL("insert into canary_control values ({})").format(sql.Literal(PLAIN)))
        server.execute(sql.SQL("do $$ begin raise log '{}'; end $$").format(sql.SQL(PLAIN)))
        server.execute("checkpoint")


def _places(ground: Ground, temporary: Path) -> Iterator[Place]:
    with psycopg.connect(ground.administrator) as server:
        [data] = server.execute("show data_directory").fetchone() or [""]
    folder = Path(data)
    yield Place("tables", lambda: _rows(ground))
    yield Place("files of the server", lambda: _files(folder))
    yield Place("messages of the server", lambda: _files(folder.parent, only="*.log"))
    if ground.home is not None:
        home = ground.home
        yield Place("home folder", lambda: _files(home, without=folder))
    yield Place("temporary files", lambda: _files(temporary))


def _rows(ground: Ground) -> Iterator[bytes]:
    """Every row of every table as a dump writes it; bytes as they are."""
    with psycopg.connect(ground.administrator) as server:
        tables = server.execute(
            "select c.oid::regclass::text from pg_class c"
            " where c.relkind in ('r', 'p', 'm') and c.relnamespace = 'public'::regnamespace"
        ).fetchall()
        for (table,) in tables:
            copying = sql.SQL("copy {} to stdout (format binary)").format(sql.SQL(table))
            with server.cursor().copy(copying) as copy:
                yield from (bytes(piece) for piece in copy)
    for session in Session.objects.all():  # packed, which would hide what they hold
        yield json.dumps(session.get_decoded(), ensure_ascii=False, default=str).encode()


def _files(folder: Path, *, only: str = "*", without: Path | None = None) -> Iterator[bytes]:
    for path in sorted(folder.rglob(only)):
        if path.is_file() and (without is None or not path.is_relative_to(without)):
            with suppress(FileNotFoundError):
                yield path.read_bytes()


def _found_in(place: Place, families: Iterable[Family]) -> set[str]:
    wanted = {value: value.encode() for family in families for value in family.values}
    wanted[PLAIN] = PLAIN.encode()
    found: set[str] = set()
    for piece in place.pieces():
        found |= {value for value, written in wanted.items() if written in piece}
    return found


@contextmanager
def _listening() -> Iterator[Callable[[], Iterator[bytes]]]:
    """Whatever the programme says meanwhile, as its messages would be written."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    loggers = [logging.getLogger(name) for name in (None, "django", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield lambda: iter([said.getvalue().encode()])
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
