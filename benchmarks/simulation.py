"""How long a changed law takes to be tried on the whole invented city, and how well it counts.

    python benchmarks/simulation.py

The city is built on a database server of its own that is thrown away. Each change is tried for the
whole city and for one district, as an officer would; the best of three runs is printed, with what
changed, so that a figure that counts nothing is seen.
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

ON = date(2026, 11, 23)
RUNS = 3
TRIED = (
    ({"living-allowance.rate": "3000"}, ()),
    ({"measure-months": "3"}, ()),
    ({}, ("living-allowance-dibao-family.on-dibao",)),
)


def main() -> None:
    """Build the city in a folder of its own, try the changes, and throw it away."""
    home = Path(tempfile.mkdtemp(prefix="hutong-simulation-"))
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
            _try(home)
    finally:
        shutil.rmtree(home)


def _try(home: Path) -> None:
    from django.db import connection  # noqa: PLC0415 - after django.setup

    from hutong import demo  # noqa: PLC0415 - after django.setup
    from hutong.demo.players import CITY_OFFICER  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access.queries import officer_named  # noqa: PLC0415 - as above
    from hutong.foundation.kernel.months import Month  # noqa: PLC0415 - as above
    from hutong.programmes.benefits import simulation  # noqa: PLC0415 - as above

    demo.build(home=home, on=ON, say=lambda _: None)
    print("built", time.process_time(), flush=True)
    officer = officer_named(username=CITY_OFFICER, on=ON)
    since = Month.of(ON) + 2
    with acting(officer):
        for to_set, to_drop in TRIED:
            for code in ("", "110114"):
                laps = []
                for _ in range(RUNS):
                    start = time.perf_counter()
                    changes = simulation.changes_named(
                        to_set=to_set, to_drop=to_drop, since=since, on=ON
                    )
                    report = simulation.simulate(
                        changes=changes,
                        since=since,
                        place=simulation.place_coded(code, by=officer, on=ON),
                        by=officer,
                        on=ON,
                    )
                    laps.append(time.perf_counter() - start)
                totals = report.totals
                print(
                    f"{min(laps):6.2f} s  {report.children:6,} children"
                    f"  +{totals.gainers} -{totals.losers} children  {totals.difference} yuan"
                    f"  {report.place.name}: {report.changes[0].what.zh}"
                )
    connection.close()


if __name__ == "__main__":
    main()
