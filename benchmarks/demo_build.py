"""How long the invented city takes to build, step by step, and how large it is.

    python benchmarks/demo_build.py                  on 2026-11-23
    python benchmarks/demo_build.py 2026-03-05

A database server of its own is started for it and thrown away, with all its safety left on. Beside
the time on the wall each step shows the time that this process and the server worked, because on a
busy machine only those say anything.
"""

import os
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import django
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

TABLES = (
    "places_place",
    "access_posting",
    "people_child",
    "people_adult",
    "people_fact",
    "benefits_entitlement",
    "benefits_line",
    "history_change",
)


class Laps:
    """Prints each step with its time once the next one begins."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.step = ""
        self.begun = self.started = self._clocks()

    def say(self, step: str) -> None:
        """Begin a step."""
        now = self._clocks()
        if self.step:
            self._print(self.step, self.begun, now)
        self.step, self.begun = step, now

    def end(self) -> None:
        """End the last step and print the sum."""
        self.say("")
        self._print("everything", self.started, self._clocks())

    def _print(self, step: str, begun: tuple[float, ...], now: tuple[float, ...]) -> None:
        wall, own, server = (after - before for before, after in zip(begun, now, strict=True))
        print(f"{wall:7.1f} s  {own:6.1f} here  {server:6.1f} server  {step}")

    def _clocks(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.process_time(), self._worked()

    def _worked(self) -> float:
        """The seconds that the server's processes have worked, where the system tells."""
        first = int((self.cluster.data / "postmaster.pid").read_text().split()[0])
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                told = path.read_text()
            except OSError:  # it ended while we looked
                continue
            numbers = told.rpartition(")")[2].split()
            if path.parent.name == str(first):
                ticks += sum(map(int, numbers[11:15]))
            elif numbers[1] == str(first):
                ticks += sum(map(int, numbers[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Build the city in a folder of its own and throw it away."""
    on = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else date(2026, 11, 23)
    home = Path(tempfile.mkdtemp(prefix="hutong-demo-"))
    home.chmod(0o711)  # the server may run as somebody else
    cluster = Cluster(home / "postgres")
    try:
        with cluster.in_use():
            passwords = {role: cluster.password(role) for role in (OWNER, SERVING)}
            database.prepare(cluster.url(ADMIN, "postgres"), passwords)
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "hutong.config.settings",
                "HUTONG_SECRET_KEY": "a benchmark",
                "HUTONG_DATABASE_URL": cluster.url(SERVING, database.DATABASE),
                "HUTONG_OWNER_DATABASE_URL": cluster.url(OWNER, database.DATABASE),
            }
            django.setup()
            call_command("migrate", database="owner", verbosity=0)
            _build(Laps(cluster), home, on)
    finally:
        shutil.rmtree(home)


def _build(laps: Laps, home: Path, on: date) -> None:
    from django.db import connection  # noqa: PLC0415 - after django.setup

    from hutong import demo  # noqa: PLC0415 - after django.setup
    from hutong.demo.players import CITY_OFFICER  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access.queries import officer_named  # noqa: PLC0415 - as above

    demo.build(home=home, on=on, say=laps.say)
    laps.end()
    with acting(officer_named(username=CITY_OFFICER, on=on)), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"select count(*) from {table}")  # noqa: S608 - names from above
            print(f"{cursor.fetchone()[0]:9,} {table}")
    connection.close()


if __name__ == "__main__":
    main()
