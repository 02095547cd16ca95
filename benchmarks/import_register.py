"""How long a register of many children takes from the file to the register, and what a kill leaves.

    python benchmarks/import_register.py            20,000 rows each of R8 and of R6
    python benchmarks/import_register.py 5000

A database server of its own is started for it and thrown away, with all its safety left on.
"""

import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import django
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

if TYPE_CHECKING:
    from hutong.demo._registers import SampleRegister
    from hutong.foundation.access import Officer

TODAY = date(2026, 11, 3)
SEED = 9
KILLED_AFTER = 4.0  # seconds into the acceptance


T = TypeVar("T")


def timed(label: str, act: Callable[[], T]) -> T:
    """Do something and print how long it took."""
    start = time.perf_counter()
    result = act()
    print(f"{time.perf_counter() - start:8.2f} s  {label}", flush=True)
    return result


def main(count: int) -> None:
    """Import each register into a city of its own."""
    for number, kind in enumerate(("R8", "R6")):
        # A process each, so that its memory is its own too.
        child = os.fork()
        if child == 0:
            in_a_new_city(kind, count)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit(f"{kind}, the register number {number + 1}, was not imported.")


def in_a_new_city(kind: str, count: int) -> None:
    """Start a server for one register, and throw it away."""
    cluster = Cluster(Path(tempfile.gettempdir()) / f"hutong-register-{os.getpid()}")
    try:
        with cluster.in_use({}):
            passwords = {role: cluster.password(role) for role in (OWNER, SERVING)}
            database.prepare(cluster.url(ADMIN, "postgres"), passwords)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hutong.config.settings")
            os.environ.update(
                HUTONG_SECRET_KEY=cluster.password(SERVING),
                HUTONG_DATABASE_URL=cluster.url(SERVING, "hutong"),
                HUTONG_OWNER_DATABASE_URL=cluster.url(OWNER, "hutong"),
            )
            django.setup()
            call_command("migrate", database="owner", verbosity=0)
            measure(kind, count)
    finally:
        shutil.rmtree(cluster.folder, ignore_errors=True)


def measure(kind: str, count: int) -> None:
    """The measurements themselves."""
    # Models can be loaded only once the settings are there.
    from hutong.demo._registers import difficulty_register, orphans_register  # noqa: PLC0415
    from hutong.foundation.places import actions as places  # noqa: PLC0415
    from hutong.foundation.places import queries  # noqa: PLC0415
    from hutong.foundation.places.models import Level, Place  # noqa: PLC0415

    places.load_beijing()
    officer = an_officer()
    communities = Place.objects.within(queries.by_number(officer.place_number))
    communities = communities.filter(level=Level.COMMUNITY)
    addresses = list(queries.full_names(communities).values())
    make = {"R8": orphans_register, "R6": difficulty_register}[kind]
    sample = make(seed=SEED, unit="昌平区", addresses=addresses, count=count, on=TODAY)
    print(f"\n{sample.file_name}: {count:,} rows, {len(sample.content) / 1e6:.1f} MB")
    measure_one(sample, officer)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8d} MiB at most")


def measure_one(sample: "SampleRegister", officer: "Officer") -> None:
    """One register: looked over, accepted by a process that is killed, and accepted again."""
    from django.db import connections  # noqa: PLC0415

    from hutong.foundation.access import acting  # noqa: PLC0415
    from hutong.registry.people.models import Child, FactRecord  # noqa: PLC0415
    from hutong.registry.people.registers import actions as registers  # noqa: PLC0415
    from hutong.registry.people.registers.queries import counts  # noqa: PLC0415

    def as_officer(act: Callable[[], T]) -> T:
        with acting(officer):
            return act()

    def held() -> str:
        return f"{Child.objects.count():,} children, {FactRecord.objects.count():,} facts"

    def accept() -> object:
        return registers.accept_rows(imported=imported, by=officer, on=TODAY)

    begun = time.perf_counter()
    imported = timed(
        "preview: parsed, judged and kept",
        lambda: as_officer(
            lambda: registers.preview_register(
                file_name=sample.file_name, content=sample.content, by=officer, on=TODAY
            )
        ),
    )
    looked_over = time.perf_counter() - begun
    print("            ", as_officer(lambda: counts(imported)))
    print("             before:", as_officer(held))
    connections.close_all()
    kill(lambda: as_officer(accept))
    print(f"             after a kill in the {KILLED_AFTER:.0f}th second:", as_officer(held))
    begun = time.perf_counter()
    timed("accept: every row that can be taken", lambda: as_officer(accept))
    whole = looked_over + time.perf_counter() - begun
    print(f"{whole:8.2f} s  from the file to the register")
    print("            ", as_officer(lambda: counts(imported)))
    print("             after:", as_officer(held))
    timed("accept once more: nobody twice", lambda: as_officer(accept))
    timed(
        "the rows that go back, as a workbook",
        lambda: as_officer(lambda: registers.rejected_as_xlsx(imported)),
    )


def an_officer() -> "Officer":
    """Somebody who answers for Changping."""
    from django.db.backends.postgresql.psycopg_any import DateRange  # noqa: PLC0415

    from hutong.casework.actions import the_clock  # noqa: PLC0415
    from hutong.foundation.access import Officer, acting  # noqa: PLC0415
    from hutong.foundation.access.models import Account, Posting  # noqa: PLC0415
    from hutong.foundation.access.roles import Role  # noqa: PLC0415
    from hutong.foundation.places.models import Place  # noqa: PLC0415
    from hutong.foundation.places.queries import city  # noqa: PLC0415

    with acting(the_clock(city())):
        posting = Posting.objects.create(
            account=Account.objects.create(username="shenli", name="沈立"),
            role=Role.DISTRICT_OFFICER,
            place=Place.objects.get(name="昌平区"),
            days=DateRange(date(2020, 1, 1), None),
        )

    return Officer.of(posting)


def kill(act: Callable[[], object]) -> None:
    """Do something in another process, and kill that process in the middle of it."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(KILLED_AFTER)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
