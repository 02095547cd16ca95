"""Whether every reminder is told exactly once, however often the clock is killed.

    python benchmarks/killed_clocks.py                    200 kills over 5,000 reminders
    python benchmarks/killed_clocks.py --kills 20 --cases 200
    python benchmarks/killed_clocks.py --planted forgets  a clock that notes first and tells later
    python benchmarks/killed_clocks.py --planted repeats  a clock that tells first and notes later

Two clocks run side by side in processes of their own, each killed with -9 at a random moment and
started again, on a server of their own with all its safety left on. Afterwards every alarm must
have fired, and every office must have been told once by each. The planted clocks must be caught;
the script fails if they are not.
"""

import argparse
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import django
import psycopg
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

KINDS = 3  # half, due and late
UNTIL = datetime(2026, 12, 1, tzinfo=UTC)
AT_ONCE = 5  # small, so that kills fall before, within and after what is done at once
LIFE = 0.12  # seconds that a clock works at most before it is killed

ROWS = """
    insert into access_account (id, password, username, name, email, language, is_active)
    values ('00000000-0000-0000-0000-000000000001', '', 'gaolan', '高岚', '', '', true);
    insert into places_place (number, last, code, name, pinyin, initials, level, form, days)
    values (110100000000, 110199999999, '110100000000', '北京市', 'b', 'b', 2, '', '[2000-01-01,)');
    insert into places_place
           (number, last, code, name, pinyin, initials, level, form, parent_id, days)
    values (110114000000, 110114999999, '110114000000', '昌平区', 'c', 'c', 3, '', 110100000000,
            '[2000-01-01,)'),
           (110114010000, 110114010999, '110114010000', '回龙观', 'h', 'h', 4, '', 110114000000,
            '[2000-01-01,)'),
           (110114010001, 110114010001, '110114010001', '龙泽', 'l', 'l', 5, '', 110114010000,
            '[2000-01-01,)');
    insert into people_child
           (id, child_no, name, pinyin, initials, reading, sex, birth_date, birth_precision,
            residence_id, residence_detail, hukou_id, hukou_detail, ethnic_group, phone,
            registered_on, left_reason)
    values ('00000000-0000-0000-0000-000000000002', 'B1', '林小满', 'l', 'l', 'l', '2',
            '2016-05-21', 'day', 110114010001, '', 110114010001, '', '', '', '2026-01-01', '');
    create temporary table one as
    select n, gen_random_uuid() as filed, gen_random_uuid() as taken, gen_random_uuid() as clock
      from generate_series(1, %(cases)s) n;
    insert into casework_case
           (id, number, procedure, version, fingerprint, child_id, place_id, sole, opened_on)
    select filed, n::text, 'de-facto-allowance', '2019-11-18', '',
           '00000000-0000-0000-0000-000000000002', 110114010001, false, '2026-11-02' from one;
    insert into casework_taken
           (id, case_id, number, step, move, leaves, enters, by_id, role, office, stands_in,
            done_on, known_on, reason, answers, made, barred, key)
    select taken, filed, 1, 'apply', 'forward', 'start', 'accepted',
           '00000000-0000-0000-0000-000000000001', 'child_supervisor', 110114010000, '',
           '2026-11-02', '2026-11-02', '', '{}', '{}', '{}', gen_random_uuid() from one;
    insert into casework_clock
           (id, case_id, step, law, unit, whole, used, since_on, due_on, begun_by_id)
    select clock, filed, 'confirm', '', 'working day', 5, 0, '2026-11-02', '2026-11-09', taken
      from one;
    insert into casework_alarm (id, clock_id, case_id, kind, fires_at)
    select gen_random_uuid(), clock, filed, kind, timestamptz '2026-11-05' + n * interval '1 minute'
      from one cross join unnest(array['half', 'due', 'late']) kind;
"""


def main() -> None:
    """Run the clocks, kill them, and count what was told."""
    asked = _asked()
    if asked.worker:
        _work(asked.planted)
        return
    folder = Path(tempfile.mkdtemp(prefix="hutong-clocks-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "cluster")
    try:
        with cluster.in_use():
            _open(cluster)
            with psycopg.connect(cluster.url(ADMIN, database.DATABASE), autocommit=True) as admin:
                with admin.transaction(), psycopg.ClientCursor(admin) as cursor:
                    cursor.execute(ROWS, {"cases": asked.cases})
                if asked.planted == "repeats":
                    admin.execute(
                        "alter table casework_notice"
                        " drop constraint an_office_is_told_once_by_an_alarm"
                    )
                killed, seconds = _kill(asked, admin)
                _judge(asked, admin, killed, seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--cases", type=int, default=1_667, help="three reminders each")
    parser.add_argument("--planted", choices=["forgets", "repeats"], default="")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _open(cluster: Cluster) -> None:
    passwords = {role: cluster.password(role) for role in (OWNER, SERVING)}
    database.prepare(cluster.url(ADMIN, "postgres"), passwords)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hutong.config.settings",
        "HUTONG_SECRET_KEY": "only for this run",
        "HUTONG_DATABASE_URL": cluster.url(SERVING, database.DATABASE),
        "HUTONG_OWNER_DATABASE_URL": cluster.url(OWNER, database.DATABASE),
    }
    django.setup()
    call_command("migrate", database="owner", verbosity=0)


# --- one clock -----------------------------------------------------------------------------------


def _work(planted: str) -> None:
    """Ring until nothing is left to fire."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after django.setup

    from hutong.casework import actions  # noqa: PLC0415 - after django.setup
    from hutong.foundation.access import acting  # noqa: PLC0415 - after django.setup
    from hutong.foundation.places.models import Place  # noqa: PLC0415 - after django.setup

    clock = actions.the_clock(Place.objects.get(pk=settings.HUTONG_CITY))
    print("begins", flush=True)
    ring = _PLANTED.get(planted, actions.ring)
    while True:
        with acting(clock):
            rung = ring(until=UNTIL, by=clock, at_once=AT_ONCE)
        if not (rung[0] if isinstance(rung, tuple) else rung):
            return


def _forgets(*, until: datetime, by: object, at_once: int) -> int:  # noqa: ARG001 - as ring has it
    """A planted clock: it notes that it has rung in one transaction, and tells in the next."""
    from django.db import connection  # noqa: PLC0415 - after django.setup

    from hutong.casework.actions import ringing  # noqa: PLC0415 - after django.setup
    from hutong.casework.models import Alarm  # noqa: PLC0415 - after django.setup

    waiting = list(
        Alarm.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(fired_at__isnull=True, fires_at__lte=until)
        .select_related("clock", "case__child")
        .order_by("fires_at", "pk")[:at_once]
    )
    Alarm.objects.filter(pk__in=[alarm.pk for alarm in waiting]).update(fired_at=until)
    _commit(connection)
    for alarm in waiting:
        ringing._tell(alarm, until.date())  # noqa: SLF001 - the planted clock uses the true one's voice
    return len(waiting)


def _repeats(*, until: datetime, by: object, at_once: int) -> int:  # noqa: ARG001 - as ring has it
    """A planted clock: it tells in one transaction, and notes that it has rung in the next."""
    from django.db import connection  # noqa: PLC0415 - after django.setup

    from hutong.casework.actions import ringing  # noqa: PLC0415 - after django.setup
    from hutong.casework.models import Alarm  # noqa: PLC0415 - after django.setup

    waiting = list(
        Alarm.objects.filter(fired_at__isnull=True, fires_at__lte=until)
        .select_related("clock", "case__child")
        .order_by("fires_at", "pk")[:at_once]
    )
    for alarm in waiting:
        ringing._tell(alarm, until.date())  # noqa: SLF001 - the planted clock uses the true one's voice
    _commit(connection)
    Alarm.objects.filter(pk__in=[alarm.pk for alarm in waiting]).update(fired_at=until)
    return len(waiting)


def _commit(connection: object) -> None:
    """Commit in the middle of a transaction that goes on, its scope kept: the planted defect."""
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "select set_config(n, current_setting(n, true), false) from unnest(%s::text[]) n",
            [["hutong.low", "hutong.high", "hutong.actor"]],
        )
        cursor.execute("commit and chain")


_PLANTED = {"forgets": _forgets, "repeats": _repeats}


# --- killing, and counting -----------------------------------------------------------------------


class Running:
    """A clock in a process of its own, and the moment at which it will be killed."""

    def __init__(self, planted: str) -> None:
        more = ["--planted", planted] if planted else []
        self.process = subprocess.Popen(  # noqa: S603 - this script
            [sys.executable, __file__, "--worker", *more], stdout=subprocess.PIPE
        )
        self.ends: float | None = None

    @property
    def over(self) -> bool:
        """Whether it found nothing more to do."""
        return self.process.poll() is not None

    def is_to_die(self, chance: random.Random) -> bool:
        """Whether its moment has come: a little after it said that it begins."""
        if self.ends is None and select.select([self.process.stdout], [], [], 0)[0]:
            self.ends = time.monotonic() + chance.uniform(0.0, LIFE)
        return self.ends is not None and time.monotonic() >= self.ends

    def die(self) -> None:
        """End it as a power failure would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def _kill(asked: argparse.Namespace, admin: psycopg.Connection) -> tuple[int, float]:
    """Keep two clocks running and kill them again and again, until all has fired."""
    chance = random.Random(20260305)  # noqa: S311 - a game, repeatable
    begun, killed = time.monotonic(), 0
    clocks = [Running(asked.planted) for _ in range(2)]
    try:
        while _left(admin) or not all(clock.over for clock in clocks):
            time.sleep(0.005)
            for place, clock in enumerate(clocks):
                if clock.over and _left(admin):
                    clocks[place] = Running(asked.planted)
                elif not clock.over and killed < asked.kills and clock.is_to_die(chance):
                    clock.die()
                    killed += 1
                    clocks[place] = Running(asked.planted)
    finally:
        for clock in clocks:
            if not clock.over:
                clock.die()
    return killed, time.monotonic() - begun


def _left(admin: psycopg.Connection) -> int:
    row = admin.execute("select count(*) from casework_alarm where fired_at is null").fetchone()
    return int(row[0]) if row else 0


def _judge(
    asked: argparse.Namespace, admin: psycopg.Connection, killed: int, seconds: float
) -> None:
    row = admin.execute(
        """
        select count(*), count(*) filter (where fired_at is null),
               (select count(*) from casework_notice),
               (select count(distinct (alarm_id, office)) from casework_notice)
          from casework_alarm
        """
    ).fetchone()
    alarms, unfired, told, distinct = row or (0, 0, 0, 0)
    due = asked.cases * (KINDS + 1)  # a late one is told one office up as well
    if killed < asked.kills:
        sys.exit(f"Only {killed} kills before all had fired; take more cases.")
    print(f"{killed} kills, {alarms:,} reminders, {seconds:.0f} s")
    print(f"    {unfired} never fired, {due - distinct} never told, {told - distinct} told twice")
    sound = unfired == 0 and distinct == due and told == distinct
    if sound == bool(asked.planted):
        sys.exit("The planted clock was not caught." if sound else "The clock is not sound.")
    print("    sound" if sound else "    the planted clock is caught")


if __name__ == "__main__":
    main()
