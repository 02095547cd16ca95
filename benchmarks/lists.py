"""How long a list, a child's page and a search take with all of a city's children in the table.

    python benchmarks/lists.py                2.6 million children on the real map of Beijing
    python benchmarks/lists.py 200000
    python benchmarks/lists.py --cost         what row security and the log cost: with and without

An administrator loads the children into a server of its own, which is thrown away. Everything is
then asked by the serving role, under row security, in a transaction with a scope for each question;
its beginning, its scope and its end are in the figures. The invented names draw on a few dozen
characters, so a single character stands in far more of them than in a real city.
"""

import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock
from uuid import UUID

import django
import psycopg
from django.core.management import call_command
from django.test import Client

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

if TYPE_CHECKING:
    from hutong.foundation.access import Officer
    from hutong.foundation.places.models import Place

EVERYBODY = 2_600_000
WITH_A_FULL_FILE = 500
TODAY = date(2026, 11, 3)
ASKED = 200  # times each question
SEED = 11


def main(count: int, *, cost: bool = False) -> None:
    """Load the city, ask every question, and leave nothing behind."""
    cluster = Cluster(Path(tempfile.gettempdir()) / f"hutong-lists-{os.getpid()}")
    try:
        with cluster.in_use({}):
            passwords = {role: cluster.password(role) for role in (OWNER, SERVING)}
            database.prepare(cluster.url(ADMIN, "postgres"), passwords)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hutong.config.settings")
            os.environ.update(
                HUTONG_SECRET_KEY=cluster.password(SERVING),
                HUTONG_STATIC_UNHASHED="yes",
                HUTONG_TODAY=TODAY.isoformat(),
                HUTONG_DATABASE_URL=cluster.url(SERVING, "hutong"),
                HUTONG_OWNER_DATABASE_URL=cluster.url(OWNER, "hutong"),
            )
            django.setup()
            call_command("migrate", database="owner", verbosity=0)
            load(cluster.url(ADMIN, "hutong"), count)
            if cost:
                measure_cost(cluster.url(ADMIN, "hutong"))
            else:
                measure()
    finally:
        shutil.rmtree(cluster.folder, ignore_errors=True)


# --- the city -----------------------------------------------------------------------------------


def load(administrator: str, count: int) -> None:
    """Load the children past row security, their indexes afterwards, and some whole files."""
    from hutong.foundation.places import actions as places  # noqa: PLC0415 - after django.setup

    places.load_beijing()
    start = time.perf_counter()
    with psycopg.connect(administrator, autocommit=True) as server:
        indexes = server.execute(
            "select indexname, indexdef from pg_indexes"
            " where tablename = 'people_child' and indexname like 'child_by%'"
        ).fetchall()
        server.execute("set maintenance_work_mem = '512MB'")
        server.execute("alter table people_child disable trigger history")
        for name, _ in indexes:
            server.execute(f"drop index {name}")
        with server.cursor().copy(
            "copy people_child (id, child_no, name, pinyin, initials, reading, sex, birth_date,"
            " birth_precision, id_number, id_number_index, id_tail_index, residence_id,"
            " residence_detail, hukou_id, hukou_detail,"
            " ethnic_group, phone, registered_on, left_reason) from stdin"
        ) as copy:
            for row in children(count):
                copy.write_row(row)
        loaded = time.perf_counter()
        for _, definition in indexes:
            server.execute(definition)
        server.execute("alter table people_child enable trigger history")
        server.execute("select setval('people_child_serial', %s)", [count])
        full_files()
        server.execute("vacuum analyze")
        sizes = server.execute(
            "select pg_size_pretty(pg_relation_size('people_child')),"
            " pg_size_pretty(pg_indexes_size('people_child')),"
            " pg_size_pretty(pg_relation_size('child_by_gram'))"
        ).fetchone()
    print(
        f"{count:,} children copied in {loaded - start:.0f} s,"
        f" indexed in {time.perf_counter() - loaded:.0f} s;"
        " table {}, indexes {}, of them the characters of names {}".format(*sizes)
    )


def children(count: int) -> Iterator[tuple[object, ...]]:
    """Invented children all over the map; one in ten lives elsewhere than it is registered."""
    from hutong.demo.invented import Inventor  # noqa: PLC0415 - after django.setup
    from hutong.foundation.kernel.keys import new_key  # noqa: PLC0415
    from hutong.foundation.kernel.names import pinyin_of  # noqa: PLC0415
    from hutong.registry.people.models import Child  # noqa: PLC0415

    inventor, chance = Inventor(SEED), random.Random(SEED)  # noqa: S311 - a repeatable city
    read = lru_cache(maxsize=None)(pinyin_of)
    homes = [place.pk for place in communities()]
    columns = ("id_number", "id_number_index", "id_tail_index")
    sealed, whole, tail = (Child._meta.get_field(name) for name in columns)  # noqa: SLF001 - Django's own name for it
    for number in range(1, count + 1):
        sex = inventor.sex()
        name = inventor.child_name(sex)
        pinyin = read(name)
        born = inventor.day(date(2008, 11, 10), TODAY)
        home = chance.choice(homes)
        key, id_number = new_key(), inventor.id_number(born, sex)
        yield (
            key,
            f"112026{number:07}",
            name,
            pinyin.joined,
            pinyin.initials,
            pinyin.in_order,
            sex,
            born,
            "day",
            sealed.sealed(id_number, {"id": key}),
            whole.digest(id_number),
            tail.digest(id_number),
            home,
            "",
            home if chance.random() < 0.9 else chance.choice(homes),
            "",
            "",
            "",
            TODAY,
            "",
        )


def full_files() -> None:
    """Some children with parents, a grandmother and a dozen facts."""
    from hutong.foundation.access import acting  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access.roles import Role  # noqa: PLC0415
    from hutong.registry.people import actions as people  # noqa: PLC0415

    chance = random.Random(SEED)  # noqa: S311 - a repeatable city
    homes = communities()
    since = date(2024, 1, 1)
    rows = [
        people.NewChild(
            name="林小满",
            sex="2",
            birth_date=date(2015, 5, 21),
            residence=home,
            hukou=home,
            household=people.NewHousehold(
                facts=[people.NewFact(name="dibao", value=True, since=since)]
            ),
            adults=[
                people.NewAdult(
                    name=name,
                    kind=kind,
                    facts=[
                        people.NewFact(name=fact, value=value, since=since) for fact, value in facts
                    ],
                )
                for name, kind, facts in (
                    ("林峰", "father", [("life", "alive"), ("measure", "prison")]),
                    ("周敏", "mother", [("life", "dead"), ("disability_kind", "none")]),
                    ("周桂兰", "grandparent", []),
                )
            ],
            facts=[
                people.NewFact(name=fact, value=value, since=since)
                for fact, value in (
                    ("care_setting", "family"),
                    ("study", "compulsory"),
                    ("disability_kind", "none"),
                    ("on_dibao", True),
                    ("own_dibao_amount", "1240.00"),
                )
            ],
        )
        for home in chance.choices(homes, k=WITH_A_FULL_FILE)
    ]
    officer = officer_of(city(), Role.CITY_OFFICER)
    with acting(officer):
        people.register_children(rows=rows, by=officer, on=TODAY)


# --- the questions ------------------------------------------------------------------------------


def measure() -> None:
    """Ask every question from the desk of the city, a district, a street and a community."""
    from hutong.foundation.access.roles import Role  # noqa: PLC0415 - after django.setup
    from hutong.foundation.places.models import Level, Place  # noqa: PLC0415

    chance = random.Random(SEED)  # noqa: S311 - a repeatable day at the office
    print(f"\nmilliseconds, median / 95th of 100, each asked {ASKED} times")
    for label, level, role in (
        ("city", Level.CITY, Role.CITY_OFFICER),
        ("district", Level.DISTRICT, Role.DISTRICT_OFFICER),
        ("street", Level.STREET, Role.CHILD_SUPERVISOR),
        ("community", Level.COMMUNITY, Role.CHILD_DIRECTOR),
    ):
        standing = Place.objects.filter(level=level, days__contains=TODAY)
        desks = [city()] if level == Level.CITY else list(standing)
        print(f"\n{label}")
        ask_all(lambda desks=desks, role=role: officer_of(chance.choice(desks), role), chance)


def ask_all(desk: "Callable[[], Officer]", chance: random.Random) -> None:
    """Every question, asked from desks of one kind."""
    from hutong.demo.invented import GIRLS, Inventor  # noqa: PLC0415 - after django.setup
    from hutong.foundation.kernel.names import pinyin_of  # noqa: PLC0415
    from hutong.foundation.places.models import Level, Place  # noqa: PLC0415
    from hutong.registry.people import queries  # noqa: PLC0415
    from hutong.registry.people.models import Child  # noqa: PLC0415

    inventor = Inventor(SEED)
    streets = list(Place.objects.filter(level=Level.STREET, days__contains=TODAY))

    def next_page() -> object:
        return queries.list_children(after=somewhere())

    def somewhere() -> queries.Position:
        surname = pinyin_of(inventor.surname()).in_order
        return queries.Position(surname, UUID(int=0))

    def a_street() -> object:
        return queries.list_children(place=chance.choice(streets))

    def a_page() -> Callable[[], object]:
        shown = queries.list_children(after=somewhere(), limit=1).children
        return lambda: queries.file_of(Child.objects.get(pk=shown[0].pk), TODAY) if shown else None

    def a_full_page() -> Callable[[], object]:
        shown = queries.search("林小满", limit=1).children
        return lambda: queries.file_of(Child.objects.get(pk=shown[0].pk), TODAY) if shown else None

    def straight(question: Callable[[], object]) -> Callable[[], Callable[[], object]]:
        return lambda: question

    def search(make: Callable[[], str]) -> Callable[[], Callable[[], object]]:
        return lambda: lambda: queries.search(make())

    def name() -> str:
        return inventor.child_name(inventor.sex())

    # Each is prepared, which is not measured, and then asked.
    questions = {
        "list: first page": straight(queries.list_children),
        "list: a page further on": straight(next_page),
        "list: some street of the city": straight(a_street),
        "count, no further than a page says": straight(queries.how_many),
        "child: what its page shows": a_page,
        "child: the same of one with a full file": a_full_page,
        "search: a surname": search(inventor.surname),
        "search: one character of a given name": search(lambda: chance.choice(GIRLS)),
        "search: two characters of given names": search(
            lambda: chance.choice(GIRLS) + chance.choice(GIRLS)
        ),
        "search: a whole name": search(name),
        "search: pinyin": search(lambda: pinyin_of(name()).joined),
        "search: the surname's pinyin": search(lambda: pinyin_of(inventor.surname()).joined),
        "search: initials": search(lambda: pinyin_of(name()).initials),
        "search: one letter": search(lambda: chance.choice("abcdfghjlmnpqrstwxyz")),
        "search: four of the number's tail": search(lambda: f"{chance.randrange(10_000):04}"),
        "search: a file number": search(lambda: f"112026{chance.randrange(EVERYBODY):07}"),
        "search: nobody": search(lambda: "龘"),
    }
    for label, prepare in questions.items():
        times = sorted(timed(desk(), prepare) for _ in range(ASKED))
        print(f"{times[ASKED // 2]:8.1f} /{times[ASKED * 95 // 100]:7.1f}  {label}", flush=True)


def timed(officer: "Officer", prepare: Callable[[], Callable[[], object]]) -> float:
    """Milliseconds from the beginning of the transaction that asks to its end."""
    from hutong.foundation.access import acting  # noqa: PLC0415 - after django.setup

    with acting(officer):
        question = prepare()
    start = time.perf_counter()
    with acting(officer):
        question()
    return (time.perf_counter() - start) * 1000


# --- what it costs to be guarded -----------------------------------------------------------------


def measure_cost(administrator: str) -> None:
    """The list page and a child's page with row security and the log, and with neither, in turns.

    Without, an administrator has switched the policies off, and nothing is written down; the list
    then names the scope itself, as every view would have to.
    """
    from hutong.casework.actions import the_clock  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415
    from hutong.foundation.access.models import Account, Posting  # noqa: PLC0415
    from hutong.foundation.access.roles import Role  # noqa: PLC0415
    from hutong.foundation.places.models import Level, Place  # noqa: PLC0415

    chance = random.Random(SEED)  # noqa: S311 - a repeatable day at the office
    print(f"\nmilliseconds of a whole page, median of {ASKED}: guarded and logged / bare")
    for label, level, role in (
        ("city", Level.CITY, Role.CITY_OFFICER),
        ("district", Level.DISTRICT, Role.DISTRICT_OFFICER),
        ("street", Level.STREET, Role.CHILD_SUPERVISOR),
        ("community", Level.COMMUNITY, Role.CHILD_DIRECTOR),
    ):
        standing = Place.objects.filter(level=level, days__contains=TODAY)
        desks = [city()] if level == Level.CITY else chance.sample(list(standing), 10)
        browsers = []
        for place in desks:
            account = Account.objects.create(username=f"desk{place.number}", name="测算")
            with acting(the_clock(city())):
                Posting.objects.create(account=account, role=role, place=place, days=(TODAY, None))
            browsers.append(Client())
            browsers[-1].force_login(account)
        found: dict[tuple[str, bool], list[float]] = {}
        for _ in range(4):
            for guarded in (True, False):
                switch(administrator, guarded=guarded)
                with nullcontext() if guarded else unlogged():
                    for _ in range(ASKED // 4):
                        for what, seconds in pages(chance.choice(browsers)):
                            found.setdefault((what, guarded), []).append(seconds)
        print(f"\n{label}")
        for what in ("list", "child"):
            with_it, without = (
                sorted(found[what, guarded])[len(found[what, guarded]) // 2] * 1000
                for guarded in (True, False)
            )
            print(
                f"{with_it:8.1f} /{without:7.1f}  {what}: {with_it / without - 1:+.0%}", flush=True
            )
    switch(administrator, guarded=True)


def pages(browser: Client) -> Iterator[tuple[str, float]]:
    """A list, and the first child on it."""
    start = time.perf_counter()
    answer = browser.get("/children/", SERVER_NAME="localhost")
    yield "list", time.perf_counter() - start
    found = re.search(r"/children/[0-9a-f-]{36}/", answer.content.decode())
    if found:
        start = time.perf_counter()
        answer = browser.get(found[0], SERVER_NAME="localhost")
        if answer.status_code != 200:
            raise RuntimeError(f"{found[0]} is answered {answer.status_code}")
        yield "child", time.perf_counter() - start


@contextmanager
def unlogged() -> Iterator[None]:
    """Pages that write nothing down."""
    from hutong.interfaces.web import child_file, children  # noqa: PLC0415 - after django.setup

    with (
        mock.patch.object(children, "record_search"),
        mock.patch.object(child_file, "record_reading"),
    ):
        yield


def switch(administrator: str, *, guarded: bool) -> None:
    """Switch the policies of every table on or off."""
    with psycopg.connect(administrator, autocommit=True) as server:
        tables = server.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relforcerowsecurity"
        ).fetchall()
        verb = "enable" if guarded else "disable"
        for (name,) in tables:
            server.execute(f"alter table {name} {verb} row level security")


# --- the desks ----------------------------------------------------------------------------------


def officer_of(place: "Place", role: str) -> "Officer":
    """Somebody at a desk of this place."""
    from hutong.foundation.access import Officer  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access.models import Account  # noqa: PLC0415
    from hutong.foundation.access.roles import Role  # noqa: PLC0415

    account, _ = Account.objects.get_or_create(username="desk", defaults={"name": "测算"})
    return Officer(account.pk, account.name, None, Role(role), place.number, place.last)


def city() -> "Place":
    """The city itself."""
    from hutong.foundation.places import queries  # noqa: PLC0415 - after django.setup

    return queries.city()


def communities() -> "list[Place]":
    """Every community of the city."""
    from hutong.foundation.places.models import Level, Place  # noqa: PLC0415

    return list(Place.objects.filter(level=Level.COMMUNITY).order_by("number"))


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--cost"]
    main(int(given[0]) if given else EVERYBODY, cost="--cost" in sys.argv)
