"""What is left when the web server or the database is killed in the middle of its work.

    python benchmarks/killed_server.py                   20 kills of each kind
    python benchmarks/killed_server.py --kills 5
    python benchmarks/killed_server.py --seed 7          other moments

A small city is built in a folder of its own and served by `hutong serve`. A clerk sends the form
that makes the month's round, or a district officer the one that accepts a register; at a random
moment the web server (all its processes) or the database (its first process) is killed with
signal 9. Then `hutong serve` is started again as an operator would, and every table is compared
with how it was before, and with how an undisturbed run leaves it: it must be one or the other, and
what had been answered as done must be there. Then the form is sent once more, and every table must
be as the undisturbed run leaves it.

Compared is every row of every table but the sessions: its text, without the time of day, with the
keys that were given out anew replaced by what they stand for, and the children's new numbers by
their order, because the counter that gives them out goes on after an attempt that came to nothing.

Last comes the control: states that a step saved half-way would have left are planted by SQL, and
the same comparison must find them.
"""

import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import embedded
from hutong.config.command import Wiring
from hutong.config.database import DATABASE
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

ROOT = Path(__file__).resolve().parent.parent
DAY, MONTH = date(2026, 11, 23), "2026-11"
ROWS, SEED = 300, 9  # of the register
CLERK, OFFICER = "heyun", "shenli"
BEFORE = "hutong_before"
PATIENCE = 60  # seconds
PAST_THE_END = 1.15  # the last moment of a kill, in parts of the undisturbed time
GIVEN_OUT = re.compile(  # a key, or the number of a child
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b\d{13}\b"
)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*[+-]\d\d:\d\d")
SERVE = "from hutong.config.command import main; main()"

# What a step that saves half-way would leave of a finished one.
HALVES = {
    "make a round": """
        delete from benefits_line where id in (
            select line.id from benefits_line line
              join benefits_round made on made.id = line.round_id
             where made.month = '2026-11-01' order by line.id
             limit (select count(*) / 2 from benefits_line line
                      join benefits_round made on made.id = line.round_id
                     where made.month = '2026-11-01'))
    """,
    "accept a register": """
        delete from people_fact where child_id in (
            select child_id from people_imported_row where child_id is not null
             order by position desc limit 10)
    """,
}


class Wrong(Exception):  # noqa: N818 - what the benchmark looks for
    """Something was left that must never be."""


Rows = dict[str, Counter[str]]


class Change(NamedTuple):
    """How the tables differ from before: the rows that came and those that went, by table."""

    came: Mapping[str, Counter[str]]
    went: Mapping[str, Counter[str]]

    def __str__(self) -> str:
        """How many rows of which tables."""
        names = sorted({*self.came, *self.went})
        return ", ".join(
            f"{name} +{self.came.get(name, Counter()).total()}"
            f" -{self.went.get(name, Counter()).total()}"
            for name in names
        )


# --- the city -------------------------------------------------------------------------------------


@dataclass
class City:
    """A small city in a folder of its own, and what serves it."""

    home: Path
    cluster: Cluster
    port: int
    serving: "subprocess.Popen[bytes] | None" = None
    browsers: dict[str, "Browser"] = field(default_factory=dict)
    before: Rows = field(default_factory=dict)

    def admin(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """An administrator of the database server."""
        return psycopg.connect(self.cluster.url(ADMIN, database), autocommit=True)

    def copy(self, source: str, target: str) -> None:
        """Make one database anew from another; nobody may be in either."""
        with self.admin() as admin:
            drop = sql.SQL("drop database if exists {} with (force)")
            admin.execute(drop.format(sql.Identifier(target)))
            create = sql.SQL("create database {} owner {} template {}")
            admin.execute(create.format(*map(sql.Identifier, (target, OWNER, source))))
            admin.execute("checkpoint")  # or the copy would be made again after each kill

    def start(self) -> float:
        """Start the service as an operator would; the seconds until its first page is answered."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self.serving = subprocess.Popen(  # noqa: S603 - our own program
                [
                    sys.executable,
                    *("-c", SERVE, "serve", "--empty", "--workers", "2"),
                    f"--port={self.port}",
                ],
                cwd=ROOT,
                env=surroundings(self.home),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self.answers():
            if self.serving.poll() is not None or time.monotonic() - began > PATIENCE:
                self.serving = None if self.serving.poll() is not None else self.serving
                raise Wrong(f"It does not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.02)
        return time.monotonic() - began

    def answers(self) -> bool:
        """Whether the way in is shown."""
        try:
            with urllib.request.urlopen(f"{self.address}/sign-in/", timeout=10) as page:  # noqa: S310 - our own server
                return bool(page.status == http.HTTPStatus.OK)
        except (OSError, http.client.HTTPException):
            return False

    @property
    def log(self) -> Path:
        return self.home / "serving.log"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Stop the service as an operator would."""
        if self.serving is None:
            return
        self.serving.terminate()
        if self.serving.wait(timeout=PATIENCE):
            raise Wrong(f"It did not stop in order:\n{self.log.read_text()[-2000:]}")
        self.serving = None

    def kill_web(self) -> None:
        """Kill every process of the service, as a machine without memory left would."""
        if self.serving is None:
            raise Wrong("Nothing is served.")
        os.killpg(self.serving.pid, signal.SIGKILL)
        self.serving.wait()
        self.serving = None

    def kill_database(self) -> None:
        """Kill the first process of the database server."""
        first = (self.cluster.data / "postmaster.pid").read_text().split()[0]
        os.kill(int(first), signal.SIGKILL)

    def at_work(self, admin: psycopg.Connection[tuple[object, ...]]) -> bool:
        """Whether the serving role is within a transaction at this moment."""
        found = admin.execute(
            "select 1 from pg_stat_activity where usename = %s and xact_start is not null",
            [SERVING],
        )
        return found.fetchone() is not None

    def rows(self) -> Rows:
        """Every row of every table as text, but the sessions."""
        with self.admin(DATABASE) as admin:
            named = "select relname from pg_class where relnamespace = 'public'::regnamespace"
            tables = [str(row[0]) for row in admin.execute(f"{named} and relkind = 'r' order by 1")]
            return {
                table: Counter(
                    TIME.sub("", str(row[0]))
                    for row in admin.execute(
                        sql.SQL(
                            "select (case when jsonb_typeof(row -> 'id') = 'number'"
                            " then row - 'id' else row end)::text"
                            " from (select to_jsonb(one) as row from {} one) every_one"
                        ).format(sql.Identifier(table))
                    )
                )
                for table in tables
                if table != "django_session"
            }

    def change(self) -> Change:
        """How the tables differ from before, in words that are the same in every run."""
        now = self.rows()
        came = {name: now[name] - self.before[name] for name in now}
        went = {name: self.before[name] - now[name] for name in now}
        return Change(
            *({name: rows for name, rows in _named(part).items() if rows} for part in (came, went))
        )


def _named(rows: Rows) -> Rows:
    """The rows with each key that they brought along replaced by what the keyed row says.

    Twice over, so that a fact is told by its child, and a change of a fact by both.
    """
    own: dict[str, str] = {}
    numbers: list[str] = []
    for texts in rows.values():
        for text in texts:
            row = json.loads(text)
            if isinstance(row.get("id"), str):
                own[row["id"]] = text
            numbers += [row["child_no"]] if "child_no" in row else []
    order = {number: f"child {place}" for place, number in enumerate(sorted(numbers), 1)}
    labels = dict.fromkeys(own, "new") | order
    for _ in range(2):
        told = {
            key: sha256(_labelled(text, labels).encode()).hexdigest() for key, text in own.items()
        }
        labels = told | order
    return {
        table: Counter(_labelled(text, labels) for text in texts.elements())
        for table, texts in rows.items()
    }


def _labelled(text: str, labels: Mapping[str, str]) -> str:
    return GIVEN_OUT.sub(lambda found: labels.get(found[0], found[0]), text)


class Browser:
    """Somebody's browser: it keeps cookies and sends forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _Stay()
        )

    def send(self, path: str, **fields: str) -> int | None:
        """Send a form; the status of the answer, or none if there was no answer."""
        token = next(one.value for one in self.cookies if one.name == "csrftoken")
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token or ""}).encode()
        try:
            with self.opener.open(f"{self.address}{path}", body, timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return int(answer.code)
        except (OSError, http.client.HTTPException):
            return None

    def sign_in(self, username: str, password: str) -> None:
        """Go in by the front door."""
        self.opener.open(f"{self.address}/sign-in/").close()
        if self.send("/sign-in/", login=username, password=password) != http.HTTPStatus.FOUND:
            raise Wrong(f"{username} was not let in.")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Shows where an answer leads to instead of going there."""

    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


def surroundings(home: Path) -> dict[str, str]:
    """What a command is told: the folder and the day, and no other database."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUTONG_")}
    return clean | {"HUTONG_HOME": str(home), "HUTONG_TODAY": DAY.isoformat()}


def build(home: Path) -> None:
    """In a process of its own: the small city, its passwords, and a register looked over."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hutong.config.settings"
    with Wiring(home).city():
        from hutong import demo  # noqa: PLC0415 - Django is set up first
        from hutong.demo import signing_in  # noqa: PLC0415 - Django is set up first
        from hutong.demo._registers import difficulty_register  # noqa: PLC0415 - as above
        from hutong.foundation.access import acting  # noqa: PLC0415 - Django is set up first
        from hutong.foundation.access.queries import officer_named  # noqa: PLC0415 - as above
        from hutong.foundation.places import queries  # noqa: PLC0415 - Django is set up first
        from hutong.foundation.places.models import Level, Place  # noqa: PLC0415 - as above
        from hutong.registry.people.registers.actions import preview_register  # noqa: PLC0415 - as above

        demo.build_small(on=DAY)
        signing_in.give_out(home=home, on=DAY)
        officer = officer_named(username=OFFICER, on=DAY)
        communities = Place.objects.within(queries.by_number(officer.place_number))
        names = queries.full_names(communities.filter(level=Level.COMMUNITY))
        sample = difficulty_register(
            seed=SEED, unit="昌平区", addresses=list(names.values()), count=ROWS, on=DAY
        )
        with acting(officer):
            imported = preview_register(
                file_name=sample.file_name, content=sample.content, by=officer, on=DAY
            )
        (home / "imported").write_text(str(imported.pk))


# --- killing --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """A form that somebody sends, and what it leaves when nothing goes wrong."""

    name: str
    who: str
    path: str
    fields: dict[str, str]
    seconds: float = 0
    change: Change = field(default_factory=lambda: Change({}, {}))

    def send(self, city: City) -> int | None:
        """Send it."""
        return city.browsers[self.who].send(self.path, **self.fields)


class Kill(NamedTuple):
    """One kill: when, whether work was under way, and what came of it."""

    at_work: bool
    answered: bool
    done: bool
    seconds: float
    tries: int


def undisturbed(city: City, act: Act) -> Act:
    """The same act with how long it takes and what it leaves; kept in a database of its own."""
    city.copy(BEFORE, DATABASE)
    city.start()
    began = time.monotonic()
    status = act.send(city)
    seconds = time.monotonic() - began
    if status != http.HTTPStatus.FOUND:
        raise Wrong(f"{act.name} was answered with {status}.")
    city.stop()
    city.copy(DATABASE, _after(act))
    change = city.change()
    if not change.came:
        raise Wrong(f"{act.name} has left nothing at all.")
    print(f"{act.name}: {seconds:.2f} s undisturbed; {change}", flush=True)
    return Act(act.name, act.who, act.path, act.fields, seconds, change)


def _after(act: Act) -> str:
    return f"hutong_after_{act.who}"


def left(city: City, act: Act) -> bool:
    """Whether the act was done, wholly; half of it is wrong."""
    change = city.change()
    if change == act.change:
        return True
    if not change.came and not change.went:
        return False
    raise Wrong(f"{act.name} has left neither nothing nor all, but {change}")


def killed(city: City, act: Act, victim: str, moment: float) -> Kill:
    """Let somebody send the form, kill, start again, look, and send the form once more."""
    city.copy(BEFORE, DATABASE)
    city.start()
    answers: list[int | None] = []
    sender = threading.Thread(target=lambda: answers.append(act.send(city)))
    with city.admin() as admin:
        sender.start()
        time.sleep(moment)
        at_work = city.at_work(admin)
        if victim == "web server":
            city.kill_web()
        else:
            city.kill_database()
    sender.join(PATIENCE)
    answered = answers == [http.HTTPStatus.FOUND]
    city.stop()
    seconds = city.start()
    done = left(city, act)
    if answered and not done:
        raise Wrong(f"{act.name} was answered as done, and is lost.")
    tries = send_again(city, act)
    if not left(city, act):
        raise Wrong(f"{act.name}, done again, has left nothing.")
    city.stop()
    return Kill(at_work, answered, done, seconds, tries)


def send_again(city: City, act: Act) -> int:
    """Send the form until it is taken or was already; how often that took."""
    for tries in range(1, 31):
        status = act.send(city)
        if status == http.HTTPStatus.FOUND or (
            status == http.HTTPStatus.UNPROCESSABLE_ENTITY and left(city, act)
        ):
            return tries
        time.sleep(1)  # what was sent before the kill may still be at work in the database
    raise Wrong(f"{act.name} cannot be done again.")


def planted(city: City, act: Act) -> str:
    """The control: what the comparison says of a state that was saved half-way."""
    city.copy(_after(act), DATABASE)
    if not left(city, act):
        raise Wrong("What an undisturbed run leaves is not known again.")
    with city.admin(DATABASE) as admin:
        admin.execute(
            "set session_replication_role = replica"
        )  # the ledger's triggers would refuse
        admin.execute(HALVES[act.name])
    try:
        left(city, act)
    except Wrong as found:
        return str(found)
    raise Wrong(f"A half of “{act.name}” was planted, and the comparison did not find it.")


# --- the whole ------------------------------------------------------------------------------------


@contextmanager
def a_city() -> Iterator[City]:
    """A small city with two people signed in, kept as it is before anything happens."""
    home = Path(tempfile.mkdtemp(prefix="hutong-killed-"))
    home.chmod(0o755)  # the server may run as somebody else
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        subprocess.run(  # noqa: S603 - this very script
            [sys.executable, __file__, "--build", str(home)], check=True, env=surroundings(home)
        )
        cluster = embedded.cluster(home)
        with cluster.in_use():
            city = City(home, cluster, port)
            try:
                city.start()
                passwords = {
                    one["username"]: one["password"]
                    for one in json.loads((home / "sign-ins.json").read_text())
                }
                for who in (CLERK, OFFICER):
                    city.browsers[who] = Browser(city.address)
                    city.browsers[who].sign_in(who, passwords[who])
                city.stop()
                city.before = city.rows()
                city.copy(DATABASE, BEFORE)
                yield city
            finally:
                if city.serving is not None:
                    city.kill_web()
    finally:
        shutil.rmtree(home)


def main(kills: int, seed: int) -> None:
    """Kill, look, and print a table; ends with an error if anything was wrong."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    with a_city() as city:
        imported = (city.home / "imported").read_text()
        acts = [
            undisturbed(city, act)
            for act in (
                Act("make a round", CLERK, "/months/make/", {"month": MONTH}),
                Act("accept a register", OFFICER, f"/imports/{imported}/accept/", {"all": "yes"}),
            )
        ]
        print(f"\n{'act':18} {'killed':11} kills  at work  nothing  all  answered  halves", end="")
        print("  back after: mean, most  sent again at most", flush=True)
        for act in acts:
            for victim in ("web server", "database"):
                results = [
                    killed(city, act, victim, chance.uniform(0, act.seconds * PAST_THE_END))
                    for _ in range(kills)
                ]
                _print(act, victim, results)
        print("\nControl: the same comparison of states that were saved half-way")
        for act in acts:
            print(f"  found: {planted(city, act)}")


def _print(act: Act, victim: str, results: list[Kill]) -> None:
    count = len(results)
    done = sum(one.done for one in results)
    seconds = [one.seconds for one in results]
    print(
        f"{act.name:18} {victim:11} {count:5}  {sum(one.at_work for one in results):7}"
        f"  {count - done:7}  {done:3}  {sum(one.answered for one in results):8}  {0:6}"
        f"  {sum(seconds) / count:13.1f} s {max(seconds):4.1f} s"
        f"  {max(one.tries for one in results):18}",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20, help="how many of each of four kinds")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        build(given.build)
    else:
        main(given.kills, given.seed)
