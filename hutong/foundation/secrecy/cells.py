"""Sealing and opening what one cell holds, and the digests by which equal contents are found."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from hutong.foundation.secrecy.keys import key_of, newest
from hutong.foundation.secrecy.kinds import Secret
from hutong.foundation.secrecy.suites import NotOurs

MARK = "~"
DIGEST = 16  # bytes of a blind index: with 128 bits no two numbers of a country meet


class Sealed(str):
    """A sealed text as it stands in the database: `~`, the key's version, a point, base64."""

    __slots__ = ()


class SealedContent(bytes):
    """Sealed bytes as they stand in the database: two bytes of the key's version, then the seal."""

    __slots__ = ()


def cell(table: str, column: str, row: object) -> str:
    """The name of one cell; what was sealed in one opens in no other."""
    return f"{table}.{column}|{row}"


def seal(plain: str, where: str, secret: Secret) -> Sealed:
    """A text, sealed for one cell."""
    return Sealed(_text(seal_bytes(plain.encode(), where, secret)))


def open_cell(sealed: str, where: str, secret: Secret) -> str:
    """The text that was sealed for a cell; `NotOurs` if it was altered or moved."""
    version, _, content = sealed.removeprefix(MARK).partition(".")
    if not sealed.startswith(MARK) or not version.isdigit():
        raise NotOurs
    key = key_of(secret, int(version))
    try:
        stored = urlsafe_b64decode(content)
    except ValueError:
        raise NotOurs from None
    return key.suite.open(key.material, stored, where.encode()).decode()


def seal_bytes(plain: bytes, where: str, secret: Secret) -> tuple[int, bytes]:
    """The version of the key, and bytes sealed for one cell."""
    key = newest(secret)
    return key.version, key.suite.seal(key.material, plain, where.encode())


def open_bytes(version: int, sealed: bytes, where: str, secret: Secret) -> bytes:
    """The bytes that were sealed for a cell; `NotOurs` if they were altered or moved."""
    key = key_of(secret, version)
    return key.suite.open(key.material, sealed, where.encode())


def blind(value: str, purpose: str) -> str:
    """A keyed digest: equal values have equal ones, and nobody without the key can guess one."""
    key = newest(Secret.INDEX)
    message = f"{purpose}\0{value}".encode()
    return urlsafe_b64encode(key.suite.digest(key.material, message)[:DIGEST]).decode().rstrip("=")


def _text(sealed: tuple[int, bytes]) -> str:
    version, content = sealed
    return f"{MARK}{version}.{urlsafe_b64encode(content).decode()}"
