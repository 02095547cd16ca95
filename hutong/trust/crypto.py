"""Sealed columns are tried: standard vectors, nonces, moved and altered seals, keys that change."""

import os
import random
import signal
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.db import connections, models

from hutong.casework.actions.ringing import the_clock
from hutong.foundation.access import acting
from hutong.foundation.places.queries import city
from hutong.foundation.secrecy import keys
from hutong.foundation.secrecy.actions import (
    Column,
    reseal_some,
    sealed_columns,
    under_older_keys,
)
from hutong.foundation.secrecy.cells import Sealed, SealedContent, blind, cell, open_cell, seal
from hutong.foundation.secrecy.fields import SealedText
from hutong.foundation.secrecy.keys import WrongMasterKey, make_key, wrap_anew
from hutong.foundation.secrecy.kinds import Secret
from hutong.foundation.secrecy.suites import NONCE, SUITES, NotOurs, Suite
from hutong.trust.ground import Ground
from hutong.trust.reports import Report

NONCES = 1_000_000
ROWS = 30  # of each column
KILLS = 10

# Key, nonce, plain, associated data, ciphertext and tag: test case 16 of the GCM specification
# (McGrew and Viega) for AES-256, and RFC 8998 A.1 for SM4.
VECTORS = {
    "aes": (
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        (
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e24"
            "49a6b525b16aedf5aa0de657ba637b39"
        ),
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b10"
            "56828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ),
    "sm": (
        "0123456789abcdeffedcba9876543210",
        "00001234567800000000abcd",
        (
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffff"
            "ffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        ),
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93"
            "d496ac15a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec"
        ),
    ),
}


def prove(ground: Ground, *, seed: int, nonces: int = NONCES, kills: int = KILLS) -> Report:
    """Try both suites, and every sealed column of the invented city."""
    report = Report("crypto", seed)
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice
    for suite in SUITES.values():
        _vectors(report, suite)
        _nonces(report, suite, nonces // len(SUITES), chance)
    report.figures["nonces"] = f"{nonces:,}, none twice"
    _digests(report, chance)
    _columns(report, ground)
    _cells(report, chance)
    _masters(report)
    if not report.failures:  # what is shut cannot be sealed anew
        _rotation(report, chance, kills)
    return report


# --- the suites -----------------------------------------------------------------------------------


def _vectors(report: Report, suite: Suite) -> None:
    key, nonce, plain, about, sealed = (bytes.fromhex(part) for part in VECTORS[suite.code])
    report.check(suite.encrypt(key, nonce, plain, about) == sealed, f"{suite.code}: vector")
    report.check(suite.decrypt(key, nonce, sealed, about) == plain, f"{suite.code}: opened vector")


def _nonces(report: Report, suite: Suite, count: int, chance: random.Random) -> None:
    """No two contents of any cell share a nonce, and the same content keeps its own."""
    key = chance.randbytes(suite.key_length)
    seen = {
        suite.seal(key, number.to_bytes(4, "big"), b"people_child.id_number|1")[:NONCE]
        for number in range(count)
    }
    report.check(len(seen) == count, f"{suite.code}: {count - len(seen):,} nonces came twice")
    once, again, elsewhere = (
        suite.seal(key, b"110101", where) for where in (b"a|1", b"a|1", b"a|2")
    )
    report.check(once == again, f"{suite.code}: what did not change is sealed differently")
    report.check(once != elsewhere, f"{suite.code}: two cells show that they hold the same")


def _digests(report: Report, chance: random.Random) -> None:
    told = [str(chance.randrange(10**17, 10**18)) for _ in range(1_000)]
    digests = {blind(number, "identity number") for number in told}
    report.check(len(digests) == len(told), "two numbers have one digest")
    report.check(
        all(blind(number, "identity number") in digests for number in told),
        "a number is not found by its digest",
    )
    report.check(
        digests.isdisjoint(blind(number, "bank account") for number in told),
        "a digest of one purpose serves another",
    )


# --- what the city holds --------------------------------------------------------------------------


def _columns(report: Report, ground: Ground) -> None:
    """Nothing stands plain in a sealed column."""
    cells = 0
    with ground.truth() as truth:
        for model, field in sealed_columns():
            table = model._meta.db_table  # noqa: SLF001 - Django's own name for it
            binary = field.db_type(connections["default"]) == "bytea"
            plain = "false" if binary else f"{field.column} !~ '^~[0-9]+[.]'"
            found = truth.execute(
                f"select count(*), count(*) filter (where {plain}) from {table}"  # noqa: S608 - names of our own tables
                f" where {field.column}::text <> ''"
            ).fetchone()
            total, bare = found or (0, 0)
            cells += total
            report.check(not bare, f"{table}.{field.column}: {bare:,} rows stand plain")
    report.figures["sealed cells"] = f"{cells:,} in {len(sealed_columns())} columns"


def _cells(report: Report, chance: random.Random) -> None:
    """A seal opens in its own cell and nowhere else, and not once a bit of it is changed."""
    tried = 0
    with acting(the_clock(city())):
        for model, field in sealed_columns():
            rows = list(model._default_manager.all()[:ROWS])  # noqa: SLF001 - Django's own name for it
            sealed = [
                (row, row.__dict__[field.attname])
                for row in rows
                if isinstance(row.__dict__[field.attname], Sealed | SealedContent)
            ]
            for row, seal_ in sealed:
                report.check(_opens(field, seal_, row), f"{model.__name__}.{field.name} is shut")
                report.check(
                    not _opens(field, _bit_changed(seal_, chance), row),
                    f"{model.__name__}.{field.name}: a changed seal opens",
                )
                other = chance.choice(sealed)[0]
                if other is not row:
                    tried += 1
                    report.check(
                        not _opens(field, seal_, other),
                        f"{model.__name__}.{field.name}: a seal opens in another row",
                    )
    here, there = cell("people_child", "phone", 1), cell("people_adult", "phone", 1)
    text = seal("13800000000", here, Secret.CONTACT)
    report.check(not _opened(text, there, Secret.CONTACT), "a seal opens in another table")
    report.check(not _opened(text, here, Secret.ACCOUNT), "a seal opens under another class")
    report.figures["seals moved to another row"] = f"{tried:,}, none opened"


def _opens(field: SealedText, sealed: object, row: models.Model) -> bool:
    try:
        field.opened(sealed, row.__dict__)
    except (NotOurs, UnicodeDecodeError):
        return False
    return True


def _opened(text: str, where: str, secret: Secret) -> bool:
    try:
        open_cell(text, where, secret)
    except NotOurs:
        return False
    return True


def _bit_changed(sealed: Sealed | SealedContent, chance: random.Random) -> Sealed | SealedContent:
    if isinstance(sealed, SealedContent):
        changed = bytearray(sealed)
        changed[chance.randrange(2, len(changed))] ^= 1 << chance.randrange(8)
        return SealedContent(bytes(changed))
    version, _, content = sealed.partition(".")
    inner = bytearray(urlsafe_b64decode(content))
    inner[chance.randrange(len(inner))] ^= 1 << chance.randrange(8)
    return Sealed(f"{version}.{urlsafe_b64encode(bytes(inner)).decode()}")


# --- keys that change -----------------------------------------------------------------------------


def _masters(report: Report) -> None:
    """Another master key opens nothing; wrapped anew by it, the keys open everything."""
    before = settings.MASTER_KEY
    another = settings.MASTER_KEY = before + "x"
    try:
        try:
            keys.open_ring()
            report.check(False, "another master key opens the ring")
        except WrongMasterKey:
            report.check(True, "")
        wrap_anew(before)
        report.check(_all_open(), "wrapped anew, something no longer opens")
    finally:
        settings.MASTER_KEY = before
    wrap_anew(another)
    report.check(_all_open(), "wrapped back, something no longer opens")


def _rotation(report: Report, chance: random.Random, kills: int) -> None:
    """A key is changed while whoever seals anew is killed again and again."""
    secret = Secret.CONTACT
    before = _contents(secret)
    version = make_key(secret)
    killed = 0
    for _ in range(kills):
        killed += _killed_while_sealing(secret, chance.uniform(0.02, 0.3))
    halfway = sum(_older(secret).values())
    while _resealed(secret):
        continue
    report.check(not sum(_older(secret).values()), "rows are left under the old key")
    report.check(_contents(secret) == before, "a content changed while its key did")
    report.figures["rotation"] = (
        f"to version {version}, {killed} of {kills} killed at work, {halfway:,} rows left by them"
    )


def _killed_while_sealing(secret: Secret, after: float) -> bool:
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            while _resealed(secret, at_most=3):
                continue
        finally:
            os._exit(0)
    time.sleep(after)
    ended, _ = os.waitpid(child, os.WNOHANG)
    if ended:
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _resealed(secret: Secret, *, at_most: int = 500) -> int:
    with acting(the_clock(city())):
        return reseal_some(secret, at_most=at_most)


def _older(secret: Secret) -> dict[str, int]:
    with acting(the_clock(city())):
        return under_older_keys(secret)


def _contents(secret: Secret) -> dict[tuple[str, object], object]:
    with acting(the_clock(city())):
        return {
            (f"{column.model.__name__}.{column.field.name}", row.pk): _content(row, column)
            for column in sealed_columns(secret)
            for row in column.model._default_manager.all()  # noqa: SLF001 - Django's own name for it
        }


def _content(row: models.Model, column: Column) -> object:
    try:
        return getattr(row, column.field.attname)
    except NotOurs:
        return NotOurs


def _all_open() -> bool:
    keys.open_ring()
    with acting(the_clock(city())):
        return all(_first_opens(column) for column in sealed_columns())


def _first_opens(column: Column) -> bool:
    row = column.model._default_manager.first()  # noqa: SLF001 - Django's own name for it
    return row is None or _content(row, column) is not NotOurs
