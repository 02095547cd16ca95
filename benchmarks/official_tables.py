"""How long the official tables of the whole invented city take: worked out, checked and written.

    python benchmarks/official_tables.py

A city is built in a database server of its own, which is thrown away afterwards. Each table is made
for the city by an officer of the city, behind the row policies, twice; the second time is shown.
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
PAID = date(2026, 10, 31)  # the last month whose round is approved


def main() -> None:
    """Build the city in a folder of its own, make every table, and throw it away."""
    home = Path(tempfile.mkdtemp(prefix="hutong-tables-"))
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
            _make_all(home)
    finally:
        shutil.rmtree(home)


def _make_all(home: Path) -> None:
    from django.db import connection  # noqa: PLC0415 - after django.setup

    from hutong import demo  # noqa: PLC0415 - after django.setup
    from hutong.demo.players import CITY_OFFICER  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access.queries import officer_named  # noqa: PLC0415 - as above
    from hutong.foundation.exchange.official import write_official  # noqa: PLC0415 - as above
    from hutong.foundation.places.queries import city  # noqa: PLC0415 - as above
    from hutong.oversight.statistics.returns.actions import make_table  # noqa: PLC0415 - as above
    from hutong.oversight.statistics.returns.catalogue import RETURNS  # noqa: PLC0415 - as above
    from hutong.oversight.statistics.returns.periods import period_on  # noqa: PLC0415 - as above

    demo.build(home=home, on=ON, say=print)
    officer = officer_named(username=CITY_OFFICER, on=ON)
    with acting(officer):
        for wanted in RETURNS.values():
            period = period_on(wanted.span, ON if wanted.span == "day" else PAID)
            for _ in range(2):
                begun = time.perf_counter()
                made = make_table(wanted=wanted, place=city(), period=period, by=officer, on=ON)
                worked_out = time.perf_counter()
                content = write_official(made.filled)
                written = time.perf_counter()
            broken = sum(len(one.unequal) for one in made.filled.judged)
            print(
                f"{wanted.code:<6}{len(made.filled.rows):>7,} rows"
                f"{worked_out - begun:7.2f} s worked out{written - worked_out:7.2f} s written"
                f"{len(content) / 1e6:6.2f} MB  {broken} sums broken"
            )
    connection.close()


if __name__ == "__main__":
    main()
