"""A sealed file, written and read from its beginning to its end in pieces.

The key is agreed between a key of this file alone and the public half of the evacuation code
(X25519, RFC 7748; HKDF, RFC 5869). Each piece is sealed by itself (AES-256-GCM); its nonce holds
its number and whether it is the last: pieces can be neither swapped nor left out nor cut off.
"""

from __future__ import annotations

import io
import struct
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from borderpost.archive import BadArchive
from borderpost.evacuation import codes

MAGIC = b"borderpost-evacuation-1\n"
_KEY = 32
_PIECE = 1 << 20  # bytes before sealing
_TAG = 16
_NONCE = struct.Struct(">3xQ?")


class WrongCode(ValueError):
    """The file opens with another evacuation code; the message names its mark."""


class Sealer(io.RawIOBase):
    """Seals what is written into ``out``; ``close`` writes the last piece, not the file's end.

    ``key`` opens what was sealed for as long as this object lives, to check it.
    """

    def __init__(self, out: IO[bytes], public: bytes) -> None:
        own = X25519PrivateKey.generate()
        self._head = MAGIC + public + own.public_key().public_bytes_raw()
        self.key = _agreed(own, public, self._head)
        self._cipher, self._out, self._held, self._count = AESGCM(self.key), out, bytearray(), 0
        out.write(self._head)

    def writable(self) -> bool:
        """As a file says it."""
        return True

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Take ``data``; whole pieces go out at once."""
        self._held += data
        while len(self._held) > _PIECE:  # what fills one exactly may be the last
            self._piece(bytes(self._held[:_PIECE]), is_last=False)
            del self._held[:_PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece."""
        if not self.closed:
            self._piece(bytes(self._held), is_last=True)
        super().close()

    def _piece(self, plain: bytes, *, is_last: bool) -> None:
        nonce = _NONCE.pack(self._count, is_last)
        self._out.write(self._cipher.encrypt(nonce, plain, self._head))
        self._count += 1


class Opener(io.RawIOBase):
    """Reads what a ``Sealer`` wrote; raises ``BadArchive`` for anything else, ``WrongCode``."""

    def __init__(self, source: IO[bytes], private: X25519PrivateKey | bytes) -> None:
        head = source.read(len(MAGIC) + 2 * _KEY)
        if not head.startswith(MAGIC) or len(head) != len(MAGIC) + 2 * _KEY:
            raise BadArchive("this is no evacuation of Borderpost")
        public, other = head[-2 * _KEY : -_KEY], head[-_KEY:]
        if not isinstance(private, bytes):
            if private.public_key().public_bytes_raw() != public:
                raise WrongCode(f"it opens with the evacuation code marked {codes.mark(public)}")
            private = _agreed(private, other, head)
        self._cipher, self._source, self._head = AESGCM(private), source, head
        self._held, self._count, self._is_over = b"", 0, False
        self._next = source.read(_PIECE + _TAG)

    def readable(self) -> bool:
        """As a file says it."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill ``buffer`` with what comes next, 0 at the sealed end."""
        if not self._held and not self._is_over:
            self._held = self._piece()
        taken, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _piece(self) -> bytes:
        sealed, self._next = self._next, self._source.read(_PIECE + _TAG)
        self._is_over = not self._next
        nonce = _NONCE.pack(self._count, self._is_over)
        self._count += 1
        try:
            return self._cipher.decrypt(nonce, sealed, self._head)
        except (InvalidTag, ValueError) as error:
            raise BadArchive("the evacuation is damaged, altered or cut short") from error


def _agreed(private: X25519PrivateKey, public: bytes, head: bytes) -> bytes:
    shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    return HKDF(SHA256(), length=_KEY, salt=head, info=b"borderpost evacuation").derive(shared)
