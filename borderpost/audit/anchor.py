"""The chain's end, kept a second time beside the database and signed with the machine's key.

A chain cannot miss what is cut off at its very end. The anchor says how many lines there were
and how the last one read: whoever holds the database without ``keys/`` can shorten the chain
but not write an anchor that fits. It follows every write and is never moved to a chain that
does not hold what it anchors, so that lines written after a cut do not cover it up. Putting
back an older database together with its own older anchor is not seen here; that shows only
against a head that was printed or kept elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

NAME = "anchor.json"  # in the instance folder
_SIZE = 256  # bytes: written over in place, within one block of the disk


@dataclass(frozen=True)
class Anchor:
    """How many lines the chain has and the hash of the last one, as the machine last wrote."""

    lines: int
    head: str


class NoAnchor(LookupError):
    """There is none, or it was altered; the message says which."""


def read() -> Anchor:
    """This machine's anchor; raises ``NoAnchor``."""
    try:
        told = json.loads(_path().read_text(encoding="ascii"))
        found = Anchor(int(told["lines"]), str(told["head"]))
        if not hmac.compare_digest(str(told["mac"]).encode(), _mac(found).encode()):
            raise NoAnchor(f"{NAME} was altered, or signed with another key")
    except FileNotFoundError as error:
        raise NoAnchor(f"{NAME} is missing") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoAnchor(f"{NAME} cannot be read") from error
    return found


def write(anchor: Anchor) -> None:
    """Keep it in place of the one before. A power cut may leave the one before: an anchor
    that is a little behind still holds."""
    told = {"lines": anchor.lines, "head": anchor.head, "mac": _mac(anchor)}
    file = os.open(_path(), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.pwrite(file, json.dumps(told).ljust(_SIZE - 1).encode("ascii") + b"\n", 0)
    finally:
        os.close(file)


def exists() -> bool:
    """Whether this machine has one, sound or not."""
    return _path().exists()


def _path() -> Path:
    return Path(current_app.config["INSTANCE"]) / NAME


def _mac(anchor: Anchor) -> str:
    """HMAC-SHA256 under a key of its own, made from the machine's sealing key."""
    key = hmac.digest(current_app.config["SEAL_KEY"], b"borderpost audit anchor", hashlib.sha256)
    content = f"{anchor.lines} {anchor.head}".encode()
    return hmac.new(key, content, hashlib.sha256).hexdigest()
