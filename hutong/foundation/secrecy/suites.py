"""The two families of ciphers a city may choose from; each seals and digests with its own.

`aes` is AES-256-GCM with SHA-256; `sm` is SM4-GCM with SM3, as GB/T 39786 expects of systems that
protect important data. A software suite is ready for a cryptographic assessment, not assessed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

NONCE, TAG = 12, 16  # bytes, of GCM


class NotOurs(Exception):  # noqa: N818 - what it says is the fault
    """A sealed text was altered, moved to another cell, or sealed under another key."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One family: the key's length in bytes, its hash, and how it seals and opens."""

    code: str
    key_length: int
    hashed: Callable[[], HashAlgorithm]
    encrypt: Callable[[bytes, bytes, bytes, bytes], bytes]
    decrypt: Callable[[bytes, bytes, bytes, bytes], bytes]

    def seal(self, key: bytes, plain: bytes, cell: bytes) -> bytes:
        """Nonce, ciphertext and tag of what stands in one cell.

        The nonce follows from key, cell and content, so that no two contents share one, and saving
        what has not changed changes nothing.
        """
        nonce = self.digest(self._part(key, b"nonce"), cell + b"\0" + plain)[:NONCE]
        return nonce + self.encrypt(self._part(key, b"content"), nonce, plain, cell)

    def open(self, key: bytes, sealed: bytes, cell: bytes) -> bytes:
        """What was sealed in a cell; `NotOurs` if it was altered or belongs elsewhere."""
        try:
            return self.decrypt(self._part(key, b"content"), sealed[:NONCE], sealed[NONCE:], cell)
        except (InvalidTag, ValueError):
            raise NotOurs from None

    def digest(self, key: bytes, message: bytes) -> bytes:
        """A keyed digest (HMAC) of 32 bytes."""
        mac = HMAC(key, self.hashed())
        mac.update(message)
        return mac.finalize()

    def _part(self, key: bytes, purpose: bytes) -> bytes:
        """The part of a key that one purpose uses, so that no key serves two."""
        known = _parts.get((self.code, key, purpose))
        if known is None:
            known = HKDFExpand(self.hashed(), self.key_length, b"hutong: " + purpose).derive(key)
            _parts[self.code, key, purpose] = known
        return known


_parts: dict[tuple[str, bytes, bytes], bytes] = {}


def _aes_encrypt(key: bytes, nonce: bytes, plain: bytes, cell: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, plain, cell)


def _aes_decrypt(key: bytes, nonce: bytes, sealed: bytes, cell: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, sealed, cell)


def _sm_encrypt(key: bytes, nonce: bytes, plain: bytes, cell: bytes) -> bytes:
    work = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    work.authenticate_additional_data(cell)
    return work.update(plain) + work.finalize() + work.tag


def _sm_decrypt(key: bytes, nonce: bytes, sealed: bytes, cell: bytes) -> bytes:
    work = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-TAG:])).decryptor()
    work.authenticate_additional_data(cell)
    return work.update(sealed[:-TAG]) + work.finalize()


SUITES = {
    "aes": Suite("aes", 32, SHA256, _aes_encrypt, _aes_decrypt),
    "sm": Suite("sm", 16, SM3, _sm_encrypt, _sm_decrypt),
}
