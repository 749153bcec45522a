"""PURE. Tens of millions of lost and stolen documents, looked up where they lie on disk.

One 64-bit key a document (issuing state, kind, number), sorted, with a table of where each
beginning starts: a look-up touches one page. Keys are digests: the file tells nobody's number. The
first bits are of the number with signs that readers confuse written as one, the last of the number
as it is: so what was misread stands beside what is meant. Of 50 million keys one is hit by chance
once in 10 ** 11 look-ups exactly, and once in 10 ** 8 as misread.

A hit says that the issuing state should be asked, never that the holder stole anything.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"BPDOCS02"
_PREFIX_BITS = 16
_HEAD = 16 + 8 * ((1 << _PREFIX_BITS) + 1)
_CHUNK = 1_000_000
ALIKE = ("0ODQ", "1IL", "2Z", "5S", "6G", "8B")  # signs that readers take for each other
_READ_AS = str.maketrans({sign: group[0] for group in ALIKE for sign in group})
_NO_SIGN = re.compile("[^0-9A-Z]")
_AS_IT_IS = 12  # bits of a key that tell numbers apart which are read for each other
Keys = NDArray[np.uint64]


class Match(StrEnum):
    """How a document was found."""

    EXACT = "exact"
    MISREAD = "misread"


class Unusable(ValueError):
    """Why a file cannot be looked up in: none, cut off, or of another format."""


def key(issuer: str, kind: str, number: str) -> int:
    """The document's 64-bit key. Blanks, fillers, hyphens and case do not count."""
    state, sort, plain = map(plain_number, (issuer, kind, number))
    alike = _digest(f"{state}\x1f{sort}\x1f{folded(plain)}")
    return alike >> _AS_IT_IS << _AS_IT_IS | _digest(plain) & ((1 << _AS_IT_IS) - 1)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def folded(number: str) -> str:
    """``plain_number`` with signs that readers take for each other written as one."""
    return plain_number(number).translate(_READ_AS)


def plain_number(text: str) -> str:
    """Capital letters and digits alone."""
    return _NO_SIGN.sub("", text.upper())


def build(path: Path, numbers: Iterable[tuple[str, str, str]]) -> int:
    """Write (issuing state, kind, number) rows as ``path``, in place of what was there; the count.

    Whoever has the old file open goes on reading it.
    """
    return build_keys(path, _chunks(numbers))


def _chunks(numbers: Iterable[tuple[str, str, str]]) -> Iterator[Keys]:
    """Keys of the rows, a million at a time; rows without a number are nobody's document."""
    keys = (key(*row) for row in numbers if plain_number(row[2]))
    while len(chunk := np.fromiter(islice(keys, _CHUNK), np.uint64)):
        yield chunk


def build_keys(path: Path, chunks: Iterable[Keys]) -> int:
    """As ``build``, from keys."""
    parts = list(chunks)
    every = np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.uint64)
    edges = np.arange((1 << _PREFIX_BITS) + 1, dtype=np.float64) * 2.0 ** (64 - _PREFIX_BITS)
    starts = np.searchsorted(every, edges[:-1].astype(np.uint64)).astype(np.uint64)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as new:
        beside = Path(new.name)
        try:
            new.write(_MAGIC + len(every).to_bytes(8, "little"))
            new.write(np.append(starts, np.uint64(len(every))).tobytes())
            new.write(every.tobytes())
            new.flush()
            os.fsync(new.fileno())  # a power cut must not leave half a file under the name
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    return len(every)


class Documents:
    """An open file of documents. Threads may share one."""

    def __init__(self, keys: Keys, starts: list[int]) -> None:
        self._keys = keys
        self._starts = starts

    @classmethod
    def open(cls, path: Path) -> Documents:
        """The file at ``path``. Raises ``Unusable`` when it cannot be trusted."""
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError as missing:
            raise Unusable(f"{path.name}: cannot be read") from missing
        count = int.from_bytes(head[8:16], "little")
        if head[:8] != _MAGIC or path.stat().st_size != _HEAD + 8 * count:
            raise Unusable(f"{path.name}: not a whole file of documents")
        starts = np.frombuffer(head, np.uint64, offset=16).astype(np.int64).tolist()
        empty: Keys = np.zeros(0, np.uint64)
        if not count:
            return cls(empty, starts)
        return cls(np.memmap(path, np.uint64, "r", _HEAD, (count,)).view(np.ndarray), starts)

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, issuer: str, kind: str, number: str) -> Match | None:
        """Whether the document is in the file: as read, or as it may have been misread."""
        if not plain_number(number):
            return None
        one = key(issuer, kind, number)
        if self.has(one):
            return Match.EXACT
        alike = one >> _AS_IT_IS
        place = self._place(alike << _AS_IT_IS)
        is_there = place < len(self._keys) and int(self._keys[place]) >> _AS_IT_IS == alike
        return Match.MISREAD if is_there else None

    def has(self, one: int) -> bool:
        """Whether the key is in the file."""
        place = self._place(one)
        return place < len(self._keys) and int(self._keys[place]) == one

    def _place(self, one: int) -> int:
        """Where the first key stands that is not below this one."""
        prefix = one >> (64 - _PREFIX_BITS)
        first, last = self._starts[prefix], self._starts[prefix + 1]
        return first + int(self._keys[first:last].searchsorted(np.uint64(one)))
