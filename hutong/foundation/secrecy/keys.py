"""The ring of keys in this process: read once, unwrapped by the master key, never written plain."""

import secrets as random
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connections

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.secrecy.kinds import Secret
from hutong.foundation.secrecy.models import WrappedKey
from hutong.foundation.secrecy.suites import SUITES, NotOurs, Suite

MASTER = SUITES["aes"]


class WrongMasterKey(Refused):
    """The master key does not open the keys of this database."""


class Key(NamedTuple):
    """One version of a class's key, unwrapped."""

    secret: Secret
    version: int
    suite: Suite
    material: bytes


Ring = dict[tuple[Secret, int], Key]
_rings: dict[str, Ring] = {}


def newest(secret: Secret) -> Key:
    """The key that seals what is written now."""
    ring = _ring()
    return ring[secret, max(version for each, version in ring if each is secret)]


def key_of(secret: Secret, version: int) -> Key:
    """A key by its number; one that was made since this process began is read then."""
    found = _ring().get((secret, version))
    if found is None:
        forget()
        found = _ring().get((secret, version))
    if found is None:
        raise NotOurs
    return found


def make_key(secret: Secret, *, alias: str = "owner") -> int:
    """A new version of a class's key, by the owner of the database; gives its number."""
    suite = SUITES[settings.CIPHERS]
    keys = WrappedKey.objects.using(alias)
    last = keys.filter(secret=secret).order_by("-version").first()
    version = last.version + 1 if last else 1
    material = random.token_bytes(suite.key_length)
    keys.create(
        secret=secret,
        version=version,
        suite=suite.code,
        wrapped=_wrapped(material, _label(secret, version, suite.code), _master()),
    )
    forget()
    return version


def install(alias: str = "owner") -> None:
    """Give every class that has none its first key."""
    known = set(WrappedKey.objects.using(alias).values_list("secret", flat=True))
    for secret in Secret:
        if secret.value not in known:
            make_key(secret, alias=alias)


def wrap_anew(old_master: str, *, alias: str = "owner") -> int:
    """Wrap every key by the master key that is set now; gives how many there are."""
    keys = list(WrappedKey.objects.using(alias).all())
    before = _derived(old_master)
    for key in keys:
        label = _label(Secret(key.secret), key.version, key.suite)
        key.wrapped = _wrapped(_unwrapped(key.wrapped, label, before), label, _master())
    WrappedKey.objects.using(alias).bulk_update(keys, ["wrapped"])
    forget()
    return len(keys)


def open_ring() -> None:
    """Unwrap every key, so that a wrong master key is noticed before anybody is served."""
    forget()
    _ring()


def forget() -> None:
    """Read the keys again when they are next needed."""
    _rings.clear()


def _ring() -> Ring:
    name = str(connections["default"].settings_dict["NAME"])
    ring = _rings.get(name)
    if ring is None:
        ring = {}
        for row in WrappedKey.objects.all():
            secret = Secret(row.secret)
            label = _label(secret, row.version, row.suite)
            material = _unwrapped(row.wrapped, label, _master())
            ring[secret, row.version] = Key(secret, row.version, SUITES[row.suite], material)
        _rings[name] = ring
    return ring


def _label(secret: Secret, version: int, suite: str) -> bytes:
    return f"{secret}|{version}|{suite}".encode()


def _wrapped(material: bytes, label: bytes, master: bytes) -> str:
    return urlsafe_b64encode(MASTER.seal(master, material, label)).decode()


def _unwrapped(wrapped: str, label: bytes, master: bytes) -> bytes:
    try:
        return MASTER.open(master, urlsafe_b64decode(wrapped), label)
    except NotOurs:
        raise WrongMasterKey(
            Finding(
                Text(
                    "主密钥（HUTONG_MASTER_KEY，没有设时即 HUTONG_SECRET_KEY）打不开这个数据库的"
                    "密钥。请用建库时的主密钥；更换主密钥用 hutong keys wrap。",
                    "The master key (HUTONG_MASTER_KEY, or HUTONG_SECRET_KEY where that is not set)"
                    " does not open the keys of this database. Use the one it was made with; to"
                    " change it there is: hutong keys wrap.",
                )
            )
        ) from None


def _master() -> bytes:
    return _derived(settings.MASTER_KEY)


@cache
def _derived(master: str) -> bytes:
    return HKDF(SHA256(), MASTER.key_length, None, b"hutong: master key").derive(master.encode())
