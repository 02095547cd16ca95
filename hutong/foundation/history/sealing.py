"""The log is sealed: each second's entries are chained to those before them, and signed.

An entry bears the number of the transaction that wrote it. Once every transaction below a number
has ended, nothing can be added below it, and what is there is hashed, chained and signed: no row
has to be locked, and no writer waits. Whoever changes, removes, adds or re-times an entry later,
the database's own administrator included, breaks a seal that only our key could mend; and who cuts
the end off is found by the head that is kept elsewhere.
"""

import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from psycopg import sql

PURPOSE = b"hutong: sealing the log"
BEGINNING = bytes(32)  # what the first seal goes on from
SEALING = 4862_2027  # the number of the lock that one sealer at a time holds
# The logs, each with the columns that are sealed, in their order.
LOGS = {
    "history_change": (
        "id, at, table_name, row_id, file, action, before, after, actor, posting, reason"
    ),
    "history_reading": 'id, at, "on", file, what, purpose, actor, posting',
    "history_search": 'id, at, "on", what, sought, files, actor, posting',
}


@dataclass(frozen=True, slots=True)
class Seal:
    """One link: the transactions it covers, from the first to the one after the last.

    `entries` is the hash of what they wrote, `digest` that of this and of the seal before.
    """

    number: int
    era: int
    first: int
    upto: int
    count: int
    entries: str
    digest: str
    signature: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: how much was looked at, and every fault by name."""

    entries: int
    seals: int
    unsealed: int
    faults: tuple[str, ...]
    head: Seal | None

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def signing_key(secret: str) -> Ed25519PrivateKey:
    """The key that signs, made from the secret of the installation."""
    return Ed25519PrivateKey.from_private_bytes(hmac.new(secret.encode(), PURPOSE, sha256).digest())


def public_key(key: Ed25519PrivateKey) -> str:
    """What an auditor verifies with, in hexadecimal."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


# --- sealing --------------------------------------------------------------------------------------


def seal(connection: psycopg.Connection[Any], key: Ed25519PrivateKey) -> Seal | None:
    """Seal whatever was written by transactions that have all ended; none where that is nothing.

    The connection must see the whole log: it is the owner's.
    """
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [SEALING])
        last = _last(connection)
        horizon, era = connection.execute(
            "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, history_era()"
        ).fetchone() or (0, 0)
        first = last.upto if last and last.era == era else 0
        if horizon < first:  # restored from a dump: this server counts its transactions anew
            connection.execute("insert into history_begun (era) values (history_era() + 1)")
            return None
        entries, count = _hashed(connection, [(era, first, horizon)])[0]
        if not count:
            return None
        number = last.number + 1 if last else 1
        said = (number, era, first, horizon, count, entries.hex())
        digest = _digest(last, said)
        made = Seal(*said, digest=digest.hex(), signature=key.sign(digest).hex())
        columns = asdict(made)
        connection.execute(
            sql.SQL("insert into history_seal ({}) values ({})").format(
                sql.SQL(", ").join(map(sql.Identifier, columns)),
                sql.SQL(", ").join(sql.Placeholder() * len(columns)),
            ),
            list(columns.values()),
        )
    return made


def _digest(before: Seal | None, said: tuple[int, int, int, int, int, str]) -> bytes:
    previous = bytes.fromhex(before.digest) if before else BEGINNING
    return sha256(previous + json.dumps(said).encode()).digest()


# --- verifying ------------------------------------------------------------------------------------


def verify(
    connection: psycopg.Connection[Any], key: Ed25519PublicKey, *, head: Seal | None = None
) -> Verdict:
    """Hash everything again and compare: every seal, every signature, and every entry under them.

    `head` is a seal that was kept elsewhere: it must still be there, and be the same.
    """
    faults: list[str] = []
    seals = list(_seals(connection))
    spans = [(one.era, one.first, one.upto) for one in seals]
    found = _hashed(connection, spans)
    before: Seal | None = None
    for one, (entries, count) in zip(seals, found, strict=True):
        faults += _faults(one, before, key)
        if count != one.count:
            faults.append(f"seal {one.number}: {one.count} entries were sealed, {count} are there")
        elif entries.hex() != one.entries:
            faults.append(f"seal {one.number}: an entry is not what it was")
        before = one
    if head is not None and head not in seals:
        faults.append(f"seal {head.number}, which was kept elsewhere, is not there")
    unsealed = _unsealed(connection, before)
    return Verdict(sum(count for _, count in found), len(seals), unsealed, tuple(faults), before)


def _faults(one: Seal, before: Seal | None, key: Ed25519PublicKey) -> Iterator[str]:
    said = (one.number, one.era, one.first, one.upto, one.count, one.entries)
    if one.number != (before.number + 1 if before else 1):
        yield f"seal {one.number}: a seal before it is missing"
    goes_on = before.upto if before and before.era == one.era else 0
    if one.first != goes_on or one.upto < one.first:
        yield f"seal {one.number}: it does not go on from the one before it"
    if _digest(before, said).hex() != one.digest:
        yield f"seal {one.number}: the chain is broken"
    try:
        key.verify(bytes.fromhex(one.signature), bytes.fromhex(one.digest))
    except (InvalidSignature, ValueError):
        yield f"seal {one.number}: the signature is not ours"


def _hashed(
    connection: psycopg.Connection[Any], spans: list[tuple[int, int, int]]
) -> list[tuple[bytes, int]]:
    """For each span of transactions, in order: the hash of its entries, and how many they are."""
    hashes, counts = [sha256() for _ in spans], [0] * len(spans)
    since = spans[0][:2] if len(spans) == 1 else (0, 0)
    for name, columns in LOGS.items():
        current = 0
        for era, xact, line in _lines(connection, name, columns, since):
            while current < len(spans) and (era, xact) >= (spans[current][0], spans[current][2]):
                current += 1
            if current == len(spans):
                break
            if (era, xact) < (spans[current][0], spans[current][1]):
                continue  # under no seal: told by the count of what is unsealed
            hashes[current].update(line)
            counts[current] += 1
    return [(one.digest(), count) for one, count in zip(hashes, counts, strict=True)]


def _lines(
    connection: psycopg.Connection[Any], name: str, columns: str, since: tuple[int, int]
) -> Iterator[tuple[int, int, bytes]]:
    """A log in the order in which it is sealed; each line as the database writes it out."""
    query = sql.SQL(
        "copy (select era, xact::text::bigint, {name}, {columns} from {table}"
        " where (era, xact) >= ({era}, {first}::text::xid8)"
        " order by era, xact, id) to stdout"
    ).format(
        name=sql.Literal(name),
        columns=sql.SQL(columns),
        table=sql.Identifier(name),
        era=sql.Literal(since[0]),
        first=sql.Literal(since[1]),
    )
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("set local timezone = 'UTC'; set local datestyle = 'ISO'")
        with cursor.copy(query) as copy:
            left = b""
            for block in copy:
                *whole, left = (left + bytes(block)).split(b"\n")
                for line in whole:
                    era, xact, _ = line.split(b"\t", 2)
                    yield int(era), int(xact), line + b"\n"


def _seals(connection: psycopg.Connection[Any]) -> Iterator[Seal]:
    rows = connection.execute(
        "select number, era, first, upto, count, entries, digest, signature"
        " from history_seal order by number"
    )
    while some := list(islice(rows, 10_000)):
        yield from (Seal(*row) for row in some)


def _last(connection: psycopg.Connection[Any]) -> Seal | None:
    row = connection.execute(
        "select number, era, first, upto, count, entries, digest, signature"
        " from history_seal order by number desc limit 1"
    ).fetchone()
    return Seal(*row) if row else None


def _unsealed(connection: psycopg.Connection[Any], last: Seal | None) -> int:
    era, upto = (last.era, last.upto) if last else (0, 0)
    count = 0
    for name in LOGS:
        found = connection.execute(
            sql.SQL("select count(*) from {} where (era, xact) >= (%s, %s::text::xid8)").format(
                sql.Identifier(name)
            ),
            [era, upto],
        ).fetchone()
        count += found[0] if found else 0
    return count


# --- the head, kept elsewhere ---------------------------------------------------------------------


def keep(made: Seal, file: Path) -> None:
    """Add a seal to a file outside the database; a copy of it on another machine is the proof."""
    with file.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(asdict(made)) + "\n")


def kept_head(file: Path) -> Seal | None:
    """The last seal in such a file."""
    if not file.exists():
        return None
    lines = file.read_text(encoding="utf-8").splitlines()
    return Seal(**json.loads(lines[-1])) if lines else None
