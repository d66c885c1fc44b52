"""Sealing what says who somebody is, and the keyed hash under which facts are kept.

With a key (LMA_STORE_KEY), values are encrypted with AES-256-GCM: each with a nonce of its own, and bound to its place, so
that a sealed value cannot be moved to another person. Without one they are only wrapped, and anybody who can read the
file can read them.

What encryption protects: names, e-mail addresses, ids, names of files, rows that were set aside, and remembered answers, in
a store that is copied, lost or read by somebody without the key. What it does not: facts (country, employer, status, grades,
choices) stay readable, and a rare combination of them can point to a person; sums of files stay, by which somebody who has a
file can see that it was read; and while the app runs, its memory has the key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT = 16  # bytes
NONCE = 12
# Scrypt: 32 MB and about 0.1 s a guess; the number is part of the store's format.
COST = 2**15
CHECK = "lma-data store"  # what the check of a key seals
_ENCRYPTED, _PLAIN = "1", "0"


class WrongKey(Exception):
    """A sealed value does not open: another key, another place, or changed bytes."""


class Sealer:
    """Seals values and hashes identifiers under one secret. Its repr shows neither."""

    def __init__(self, hashing: bytes, sealing: bytes | None) -> None:
        self._hashing = hashing
        self._cipher = AESGCM(sealing) if sealing else None

    @classmethod
    def with_key(cls, key: str, salt: bytes) -> Sealer:
        """From the manager's key, stretched by scrypt with the store's salt, parted by HKDF into two."""
        stretched = Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(key.encode())
        return cls(_part(stretched, b"hash"), _part(stretched, b"seal"))

    @classmethod
    def without_key(cls, secret: bytes) -> Sealer:
        """From a random secret that lies in the store: nothing is encrypted."""
        return cls(_part(secret.ljust(32, b"\0"), b"hash"), None)

    @property
    def encrypts(self) -> bool:
        return self._cipher is not None

    def seal(self, value: str, place: str) -> str:
        """The value, sealed for its place (table and person). Text in the letters of base64."""
        if self._cipher is None:
            return _PLAIN + base64.b64encode(value.encode("utf-8", "surrogatepass")).decode()
        nonce = os.urandom(NONCE)
        sealed = self._cipher.encrypt(nonce, value.encode("utf-8", "surrogatepass"), place.encode())
        return _ENCRYPTED + base64.b64encode(nonce + sealed).decode()

    def unseal(self, sealed: str, place: str) -> str:
        """The value that was sealed for this place; WrongKey otherwise."""
        form, data = sealed[:1], base64.b64decode(sealed[1:])
        if (form == _ENCRYPTED) != self.encrypts:
            raise WrongKey
        if self._cipher is None:
            return data.decode("utf-8", "surrogatepass")
        try:
            return self._cipher.decrypt(data[:NONCE], data[NONCE:], place.encode()).decode("utf-8", "surrogatepass")
        except InvalidTag:
            raise WrongKey from None

    def hash(self, *parts: str) -> str:
        """A keyed hash (HMAC-SHA256, its first 128 bits) of the parts, in hexadecimal; each part counts with its length."""
        message = "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")
        return hmac.digest(self._hashing, message, hashlib.sha256).hex()[:32]

    def __repr__(self) -> str:
        return f"Sealer(encrypts={self.encrypts})"


def _part(secret: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(algorithm=hashes.SHA256(), length=32, info=b"lma-data " + purpose).derive(secret)
