"""PURE: signed list packages: one line that says what follows, one line that signs it, the file.

    {"borderpost": "list/1", "list": "national", "version": 12, "format": "csv", ...}
    base64 of the Ed25519 signature (RFC 8032) over the bytes of the first line
    the list file itself, whose size and SHA-256 the first line names

A package is read only to its second line until its signature, list, version and expiry are known
to be good; then the payload is copied out and its digest compared.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from watchlist.formats import BadFile

KIND = "list/1"
_LONGEST_LINE = 4096
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Header:
    """What a package says of itself. Times are ISO with their zone."""

    list: str
    version: int
    format: str
    issued_at: str
    expires_at: str
    signer: str  # the name of the key, such as ``headquarters``
    size: int
    sha256: str

    @property
    def issued(self) -> datetime:
        """When the issuer made it."""
        return datetime.fromisoformat(self.issued_at)

    @property
    def expires(self) -> datetime:
        """From when on it must not be taken any more."""
        return datetime.fromisoformat(self.expires_at)


def is_package(path: Path) -> bool:
    """Whether a file begins as a package does."""
    with path.open("rb") as file:
        return file.read(20).startswith(b'{"borderpost":')


def sign(header: Header, payload: Path, target: Path, key: Ed25519PrivateKey) -> None:
    """Write a package of ``payload``; size and digest are taken from it."""
    told = {**asdict(header), "size": payload.stat().st_size, "sha256": digest(payload)}
    line = json.dumps({"borderpost": KIND, **told}, separators=(",", ":")).encode()
    with target.open("wb") as file, payload.open("rb") as content:
        file.write(line + b"\n" + base64.b64encode(key.sign(line)) + b"\n")
        while chunk := content.read(_CHUNK):
            file.write(chunk)


def opened(path: Path, keys: Mapping[str, Ed25519PublicKey]) -> Header:
    """The header of a package whose signature is one of ``keys``.

    Raises ``BadFile``: ``package`` for what is none, ``signer`` for an unknown key, ``signature``
    where it does not fit.
    """
    with path.open("rb") as file:
        line, signature = _line(file), _line(file)
    header = _header(line)
    key = keys.get(header.signer)
    if key is None:
        raise BadFile("signer", 1, header.signer[:80])
    try:
        key.verify(base64.b64decode(signature, validate=True), line)
    except (InvalidSignature, binascii.Error) as error:
        raise BadFile("signature", 2) from error
    return header


def unpack(path: Path, header: Header, target: Path) -> None:
    """Copy the payload out. Raises ``BadFile`` when it is cut short, longer, or altered."""
    seen, left = hashlib.sha256(), header.size
    with path.open("rb") as file, target.open("wb") as copy:
        _line(file)
        _line(file)
        while chunk := file.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                break
            seen.update(chunk)
            copy.write(chunk)
    if left != 0:
        raise BadFile("truncated" if left > 0 else "payload", 3)
    if seen.hexdigest() != header.sha256:
        raise BadFile("payload", 3)


def _header(line: bytes) -> Header:
    try:
        told = json.loads(line)
        if told.pop("borderpost") != KIND:
            raise BadFile("package", 1)
        header = Header(**told)
        moments = (header.issued, header.expires)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadFile("package", 1) from error
    if not isinstance(header.version, int) or any(one.tzinfo is None for one in moments):
        raise BadFile("package", 1)
    return header


def _line(file: IO[bytes]) -> bytes:
    line = file.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise BadFile("package", 1)
    return line[:-1]


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
