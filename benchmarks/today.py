"""How long Today takes with 2,000 open cases on a desk, and how long a step of a case takes.

    python benchmarks/today.py                2,000 cases for a supervisor, and 2,000 for a district
    python benchmarks/today.py --cases 500
    python benchmarks/today.py --profile      also where the time of the slowest page goes

The children are registered, their cases opened and the clock rung with the product's own verbs, on
a server of its own with its safety on, which is thrown away. Every page is asked for through the
whole of Django by somebody signed in, and every step is taken in a transaction of its own with its
history, all by the role that serves and under row security.
"""

import argparse
import cProfile
import os
import pstats
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django
import psycopg
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

if TYPE_CHECKING:
    from hutong.casework.models import Case
    from hutong.foundation.access import Officer
    from hutong.foundation.access.models import Posting
    from hutong.foundation.places.models import Place
    from hutong.registry.people.models import Child

TODAY = date(2026, 11, 23)
STREET, DISTRICT = 110114011000, 110114000000
ASKED, WARM = 200, 20
MOST_FOR_TODAY, MOST_FOR_A_STEP = 150, 100  # milliseconds, the 95th of a hundred
SEED = 7


def main() -> None:
    """Fill the desks, ask for every page, take the steps, and leave nothing behind."""
    asked = _asked()
    cluster = Cluster(Path(tempfile.gettempdir()) / f"hutong-today-{os.getpid()}")
    try:
        with cluster.in_use({}):
            passwords = {role: cluster.password(role) for role in (OWNER, SERVING)}
            database.prepare(cluster.url(ADMIN, "postgres"), passwords)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hutong.config.settings")
            os.environ.update(
                HUTONG_SECRET_KEY=cluster.password(SERVING),
                HUTONG_DATABASE_URL=cluster.url(SERVING, "hutong"),
                HUTONG_OWNER_DATABASE_URL=cluster.url(OWNER, "hutong"),
                HUTONG_TODAY=TODAY.isoformat(),
                HUTONG_STATIC_UNHASHED="yes",
            )
            django.setup()
            call_command("migrate", database="owner", verbosity=0)
            missed = _measured(asked, cluster.url(ADMIN, "hutong"))
    finally:
        shutil.rmtree(cluster.folder, ignore_errors=True)
    if missed:
        sys.exit(f"Missed: {', '.join(missed)}.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--profile", action="store_true")
    return parser.parse_args()


def _measured(asked: argparse.Namespace, administrator: str) -> list[str]:
    desks = Desks()
    began = time.perf_counter()
    cases = desks.fill(asked.cases)
    with psycopg.connect(administrator, autocommit=True) as server:
        server.execute("vacuum analyze")
    print(f"{asked.cases:,} open cases on each desk, after {time.perf_counter() - began:.0f} s")
    print(f"milliseconds, median / 95th of 100, each {ASKED} times")
    missed = []
    for label, posting in desks.posts.items():
        times, queries = _pages(posting, profile=asked.profile)
        if _told(f"Today of the {label}, {queries} queries", times) > MOST_FOR_TODAY:
            missed.append(f"Today of the {label}")
    for label, times in _steps(cases, desks.supervisor).items():
        if _told(f"a step {label}", times) > MOST_FOR_A_STEP:
            missed.append(f"a step {label}")
    return missed


def _told(label: str, times: Sequence[float]) -> float:
    ordered = sorted(times)
    late = ordered[len(ordered) * 95 // 100]
    print(f"{ordered[len(ordered) // 2]:8.1f} /{late:7.1f}  {label}", flush=True)
    return late


# --- the desks ------------------------------------------------------------------------------------


class Desks:
    """A supervisor, the officers above, and the directors of every community in the city."""

    def __init__(self) -> None:
        from hutong.foundation.access import Officer, acting  # noqa: PLC0415 - after django.setup
        from hutong.foundation.access.roles import Role  # noqa: PLC0415
        from hutong.foundation.calendar import actions as calendar  # noqa: PLC0415
        from hutong.foundation.places import actions as places  # noqa: PLC0415
        from hutong.foundation.places.models import Level, Place  # noqa: PLC0415
        from hutong.foundation.places.queries import city  # noqa: PLC0415

        places.load_beijing()
        self.street = Place.objects.get(pk=STREET)
        district = Place.objects.get(pk=DISTRICT)
        self.posts = {
            "supervisor": _post("高岚", Role.CHILD_SUPERVISOR, self.street),
            "district officer": _post("沈立", Role.DISTRICT_OFFICER, district),
            "city officer": _post("赵明", Role.CITY_OFFICER, city()),
        }
        held = [*Place.objects.filter(level=Level.COMMUNITY).order_by("number")]
        _posts(Role.CHILD_DIRECTOR, held)
        _posts(
            Role.CHILD_SUPERVISOR,
            [*Place.objects.filter(level=Level.STREET).exclude(pk=STREET).order_by("number")],
        )
        self.homes = [place for place in held if STREET < place.pk <= self.street.last]
        self.supervisor = Officer.of(self.posts["supervisor"])
        self.officer = Officer.of(self.posts["district officer"])
        with acting(self.officer):
            calendar.load_package_years(by=self.officer, on=TODAY)

    def fill(self, count: int) -> "list[Case]":
        """Open a case at the street and one at the district for each of so many children."""
        chance = random.Random(SEED)  # noqa: S311 - a repeatable desk
        children = _children(count, self.homes, chance, self.supervisor)
        at_street = _opened(
            children,
            "cross-province-received",
            {
                "applicant": "周桂兰",
                "relation": "外祖母",
                "benefit": "living-allowance-de-facto",
                "taken_in_by": "外省街道",
                "entry_number": "1",
            },
            self.supervisor,
            chance,
        )
        _opened(
            children,
            "december-review",
            {"benefit": "living-allowance-de-facto"},
            self.officer,
            chance,
        )
        _rung()
        return at_street


def _post(name: str, role: str, place: "Place") -> "Posting":
    from django.db.backends.postgresql.psycopg_any import DateRange  # noqa: PLC0415

    from hutong.casework.actions import the_clock  # noqa: PLC0415
    from hutong.foundation.access import acting  # noqa: PLC0415
    from hutong.foundation.access.models import Account, Posting  # noqa: PLC0415
    from hutong.foundation.places.queries import city  # noqa: PLC0415

    account = Account.objects.create(username=name, name=name, language="zh-hans")
    days = DateRange(date(2020, 1, 1), None)
    with acting(the_clock(city())):
        return Posting.objects.create(account=account, role=role, place=place, days=days)


def _posts(role: str, places: "Sequence[Place]") -> None:
    """Fill a post at every place, as before anybody could appoint."""
    from django.db.backends.postgresql.psycopg_any import DateRange  # noqa: PLC0415

    from hutong.casework.actions import the_clock  # noqa: PLC0415
    from hutong.foundation.access import acting  # noqa: PLC0415
    from hutong.foundation.access.models import Account, Posting  # noqa: PLC0415
    from hutong.foundation.places.queries import city  # noqa: PLC0415

    accounts = [Account(username=f"{role}-{place.pk}", name=place.name) for place in places]
    Account.objects.bulk_create(accounts, batch_size=2_000)
    days = DateRange(date(2020, 1, 1), None)
    with acting(the_clock(city())):
        Posting.objects.bulk_create(
            [
                Posting(account=account, role=role, place=place, days=days)
                for account, place in zip(accounts, places, strict=True)
            ],
            batch_size=2_000,
        )


def _children(
    count: int, homes: "Sequence[Place]", chance: random.Random, by: "Officer"
) -> "list[Child]":
    from hutong.demo.invented import Inventor  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415
    from hutong.registry.people import actions as people  # noqa: PLC0415
    from hutong.registry.people.models import Child  # noqa: PLC0415

    inventor = Inventor(SEED)
    rows = []
    for home in chance.choices(homes, k=count):
        sex = inventor.sex()
        rows.append(
            people.NewChild(
                name=inventor.child_name(sex),
                sex=sex,
                birth_date=inventor.day(date(2009, 1, 1), date(2026, 1, 1)),
                residence=home,
                hukou=home,
            )
        )
    with acting(by):
        people.register_children(rows=rows, by=by, on=TODAY - timedelta(days=90))
        return list(Child.objects.order_by("pk"))


def _opened(
    children: "Sequence[Child]",
    procedure: str,
    answers: dict[str, str],
    by: "Officer",
    chance: random.Random,
) -> "list[Case]":
    """A case of a procedure for each child, begun on some day of the last two months."""
    from hutong.casework import actions as casework  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415

    opened = []
    for child in children:
        on = TODAY - timedelta(days=chance.randrange(60))
        with acting(by):
            opened.append(
                casework.open_case(procedure=procedure, child=child, answers=answers, by=by, on=on)
            )
    return opened


def _rung() -> None:
    """Let the clock tell whom it must, up to now."""
    from hutong.casework import actions as casework  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415
    from hutong.foundation.places.queries import city  # noqa: PLC0415

    clock = casework.the_clock(city())
    while True:
        with acting(clock):
            if not casework.ring(until=datetime(2026, 11, 23, 1, tzinfo=UTC), by=clock).fired:
                return


# --- what is measured -----------------------------------------------------------------------------


def _pages(posting: "Posting", *, profile: bool) -> tuple[list[float], int]:
    """Milliseconds of each asking for Today, by somebody signed in, and the queries of the last."""
    from django.db import connection  # noqa: PLC0415 - after django.setup
    from django.test import Client  # noqa: PLC0415

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(posting.account)

    def page() -> None:
        answer = browser.get("/")
        if answer.status_code != 200:
            sys.exit(f"Today answered {answer.status_code}.")

    for _ in range(WARM):
        page()
    times = [_timed(page) for _ in range(ASKED)]
    asked: list[tuple[float, str]] = []

    def noted(execute: Callable[..., object], sql: str, *more: object) -> object:
        start = time.perf_counter()
        try:
            return execute(sql, *more)
        finally:
            asked.append(((time.perf_counter() - start) * 1000, sql))

    with connection.execute_wrapper(noted):
        page()
    if profile:
        _profiled(page)
        for taken, sql in sorted(asked, reverse=True)[:6]:
            print(f"    {taken:.1f} ms  {sql[:300]} … {sql[-500:]}")
    return times, len(asked)


def _profiled(page: Callable[[], None]) -> None:
    with cProfile.Profile() as profile:
        page()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(12)


def _steps(cases: "Sequence[Case]", by: "Officer") -> dict[str, list[float]]:
    """Milliseconds of a step that writes a letter, and of one that does not, commit included."""
    from hutong.casework import actions as casework  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415

    def take(case: "Case", step: str, seen: int) -> Callable[[], None]:
        def taken() -> None:
            with acting(by):
                casework.take_step(
                    case=case, step=step, seen=seen, reason="缺监护证明", by=by, on=TODAY
                )

        return taken

    times: dict[str, list[float]] = {"with a letter": [], "without one": []}
    for number, case in enumerate(cases[: WARM + ASKED]):
        asked = _timed(take(case, "ask-for-papers", 1))
        supplied = _timed(take(case, "supply", 2))
        if number >= WARM:
            times["with a letter"].append(asked)
            times["without one"].append(supplied)
    return times


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
