"""A sealed log is changed a thousand times, and every change is found; and it is verified fast."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import sql

from hutong.foundation.history import sealing
from hutong.foundation.history.sealing import LOGS, Seal
from hutong.trust.ground import Ground
from hutong.trust.reports import Report

ENTRIES, SEALS = 2_000, 40  # of the log that is tampered with
CHANGES, LARGE = 1_000, 1_000_000
WAITING = 120  # seconds for other transactions of the server to end
PATIENCE = 60  # seconds in which a million entries are verified
THIEF = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)

Log = psycopg.Connection[Any]


@dataclass(frozen=True)
class Tampering:
    """One way to lie about the past, done by the database's own administrator."""

    name: str
    do: Callable[[Log, random.Random], None]


def prove(ground: Ground, *, seed: int, changes: int = CHANGES, large: int = LARGE) -> Report:
    """Tamper with a sealed log in every way we know, each time verifying the whole of it."""
    report = Report("audit", seed)
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice
    with psycopg.connect(ground.administrator, autocommit=True) as log:
        _begin_anew(log)
        for _ in range(SEALS):
            _write(log, ENTRIES // SEALS)
            sealed(log, key)
        head = sealing.verify(log, key.public_key()).head
        _sound(report, log, key, head, "a log nobody touched")
        found: dict[str, int] = {}
        for number in range(changes):
            tampering = WAYS[number % len(WAYS)]
            with log.transaction(force_rollback=True):
                _open(log)
                tampering.do(log, chance)
                verdict = sealing.verify(log, key.public_key(), head=head)
            report.check(not verdict.sound, f"not found: {tampering.name} (no. {number})")
            found[tampering.name] = found.get(tampering.name, 0) + (not verdict.sound)
        _sound(report, log, key, head, "the log after all was taken back")
        report.figures["changes found"] = f"{sum(found.values()):,} of {changes:,}"
        report.figures["by kind"] = ", ".join(f"{name} {n}" for name, n in found.items())
        if large:
            _at_size(report, log, key, large)
    return report


def sealed(log: Log, key: Ed25519PrivateKey) -> Seal:
    """Seal what was written; whoever still writes elsewhere on the server is waited for."""
    until = time.monotonic() + WAITING
    while time.monotonic() < until:
        made = sealing.seal(log, key)
        if made is not None:
            return made
        time.sleep(0.05)
    raise TimeoutError("Somebody's transaction does not end, so nothing can be sealed.")


def _sound(report: Report, log: Log, key: Ed25519PrivateKey, head: Seal | None, what: str) -> None:
    verdict = sealing.verify(log, key.public_key(), head=head)
    report.check(verdict.sound and verdict.entries == ENTRIES, f"{what}: {verdict.faults[:3]}")


def _at_size(report: Report, log: Log, key: Ed25519PrivateKey, large: int) -> None:
    for _ in range(10):
        _write(log, large // 10)
        sealed(log, key)
    began = time.monotonic()
    verdict = sealing.verify(log, key.public_key())
    seconds = time.monotonic() - began
    report.check(
        verdict.sound and verdict.entries >= large,
        f"a large log is not sound: {verdict.faults[:3]}",
    )
    report.check(seconds < PATIENCE, f"{verdict.entries:,} entries took {seconds:.0f} s")
    report.figures["verified"] = f"{verdict.entries:,} entries in {seconds:.1f} s"


def _begin_anew(log: Log) -> None:
    """An empty log: what the city wrote is not what is tried here."""
    with log.transaction():
        _open(log)
        for name in (*LOGS, "history_seal"):
            log.execute(
                sql.SQL("alter table {} disable trigger never_emptied").format(_table(name))
            )
            log.execute(sql.SQL("truncate {}").format(_table(name)))
            log.execute(sql.SQL("alter table {} enable trigger never_emptied").format(_table(name)))
            log.execute(sql.SQL("alter table {} enable trigger kept").format(_table(name)))


def _write(log: Log, count: int) -> None:
    with log.transaction():
        _write_each(log, count)


def _write_each(log: Log, count: int) -> None:
    log.execute(
        """
        insert into history_change (at, table_name, row_id, file, action, after, actor, reason)
        select clock_timestamp(), 'people_fact', gen_random_uuid()::text, gen_random_uuid(),
               'insert', jsonb_build_object('name', 'study', 'value', n), gen_random_uuid(), ''
          from generate_series(1, %s) n
        """,
        [count - 2],
    )
    log.execute(
        """
        insert into history_reading ("on", file, what, purpose, actor)
        values (current_date, gen_random_uuid(), 'file', 'visit', gen_random_uuid())
        """
    )
    log.execute(
        """
        insert into history_search ("on", what, sought, files, actor)
        values (current_date, 'search', 'x', array[gen_random_uuid()], gen_random_uuid())
        """
    )


def _open(log: Log) -> None:
    """What an administrator of the database can do: switch the guards off."""
    for name in (*LOGS, "history_seal"):
        log.execute(sql.SQL("alter table {} disable trigger kept").format(_table(name)))


def _table(name: str) -> sql.Identifier:
    return sql.Identifier(name)


# --- the ways to lie ------------------------------------------------------------------------------


def _some(log: Log, chance: random.Random, name: str = "history_change") -> int:
    keys = log.execute(sql.SQL("select id from {} order by id").format(_table(name))).fetchall()
    return int(chance.choice(keys)[0])


def _change(column: str, value: str, name: str = "history_change") -> Tampering:
    def do(log: Log, chance: random.Random) -> None:
        log.execute(
            sql.SQL("update {} set {} = {} where id = %s").format(
                _table(name),
                sql.Identifier(column),
                sql.SQL(value),
            ),
            [_some(log, chance, name)],
        )

    return Tampering(f"{name}.{column} changed", do)


def _remove(name: str) -> Tampering:
    def do(log: Log, chance: random.Random) -> None:
        log.execute(
            sql.SQL("delete from {} where id = %s").format(_table(name)), [_some(log, chance, name)]
        )

    return Tampering(f"{name} entry removed", do)


def _slip_in(log: Log, chance: random.Random) -> None:
    log.execute(
        """
        insert into history_change
            (at, table_name, row_id, action, actor, reason, era, xact)
        select at, table_name, row_id, action, actor, 'slipped in', era, xact
          from history_change where id = %s
        """,
        [_some(log, chance)],
    )


def _swap(log: Log, chance: random.Random) -> None:
    one, other = _some(log, chance), _some(log, chance)
    while other == one:
        other = _some(log, chance)
    log.execute(
        """
        update history_change c set after = o.after, row_id = o.row_id, file = o.file
          from history_change o
         where (c.id, o.id) in ((%(one)s, %(other)s), (%(other)s, %(one)s))
        """,
        {"one": one, "other": other},
    )


def _move(log: Log, chance: random.Random) -> None:
    """To another seal: as if it had been written at another time."""
    log.execute(
        """
        update history_change c set xact = o.xact from history_change o
         where c.id = %s and o.id = (
            select id from history_change where xact <> (
                select xact from history_change where id = %s) order by random() limit 1)
        """,
        [one := _some(log, chance), one],
    )


def _drop_seal(log: Log, chance: random.Random) -> None:
    log.execute("delete from history_seal where number = %s", [chance.randrange(1, SEALS)])


def _chain_again(log: Log, chance: random.Random) -> None:
    """Change an entry, then seal everything anew, with the thief's own key."""
    log.execute("update history_change set reason = 'x' where id = %s", [_some(log, chance)])
    log.execute("delete from history_seal")
    sealed(log, THIEF)


def _chain_again_unsigned(log: Log, chance: random.Random) -> None:
    """Change an entry and mend every digest after it; the signatures stay what they were."""
    log.execute("update history_change set reason = 'x' where id = %s", [_some(log, chance)])
    kept = log.execute("select number, signature from history_seal").fetchall()
    log.execute("delete from history_seal")
    sealed(log, THIEF)
    log.execute("update history_seal set signature = %s", [kept[0][1]])


def _cut_the_end(log: Log, chance: random.Random) -> None:
    """Everything from a seal on: entries and seals."""
    number = chance.randrange(2, SEALS)
    first = log.execute(
        "delete from history_seal where number >= %s returning first", [number]
    ).fetchall()
    start = min(row[0] for row in first)
    for name in LOGS:
        log.execute(
            sql.SQL("delete from {} where xact >= %s::text::xid8").format(_table(name)), [start]
        )


def _alter_seal(column: str, value: str) -> Tampering:
    def do(log: Log, chance: random.Random) -> None:
        log.execute(
            sql.SQL("update history_seal set {} = {} where number = %s").format(
                sql.Identifier(column),
                sql.SQL(value),
            ),
            [chance.randrange(1, SEALS + 1)],
        )

    return Tampering(f"seal's {column} altered", do)


WAYS = (
    _change("reason", "'agreed by telephone'"),
    _change("actor", "gen_random_uuid()"),
    _change("posting", "gen_random_uuid()"),
    _change("at", "at - interval '1 day'"),
    _change("after", "after || '{\"value\": 0}'"),
    _change("before", "'{}'"),
    _change("file", "gen_random_uuid()"),
    _change("table_name", "'people_child'"),
    _change("row_id", "'1'"),
    _change("action", "'update'"),
    _change("purpose", "'decision'", "history_reading"),
    _change("file", "gen_random_uuid()", "history_reading"),
    _change("actor", "gen_random_uuid()", "history_reading"),
    _change("files", "'{}'", "history_search"),
    _change("sought", "'y'", "history_search"),
    _remove("history_change"),
    _remove("history_reading"),
    _remove("history_search"),
    Tampering("entry slipped in", _slip_in),
    Tampering("two entries swapped", _swap),
    Tampering("entry moved to another time", _move),
    Tampering("seal removed", _drop_seal),
    Tampering("chained again with another key", _chain_again),
    Tampering("chained again under an old signature", _chain_again_unsigned),
    Tampering("end cut off", _cut_the_end),
    _alter_seal("entries", "repeat('0', 64)"),
    _alter_seal("digest", "repeat('0', 64)"),
    _alter_seal("count", "count + 1"),
    _alter_seal("signature", "repeat('0', 128)"),
)
