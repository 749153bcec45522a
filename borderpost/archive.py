"""The one format of what leaves a machine as a whole: a tar file that begins with its manifest.

A backup holds the database and the settings; an evacuation holds all of the machine, its keys too,
and is sealed (``borderpost.evacuation``). Nothing of either is kept before it was checked.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sqlite3
import tarfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from borderpost import clock

FORMAT = "borderpost-backup-1"
DATABASE, MANIFEST, CONFIG = "borderpost.db", "manifest.json", "config.toml"
LARGEST = 1 << 40  # bytes of one file in an archive; more is not ours
KEYS = ("seal", "cookies", "slip")  # what a machine may hold beside its data
_BUFFER = 1 << 20
_MANIFEST_BYTES = 16 << 20
_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*")


class BadArchive(ValueError):
    """An archive that is not whole, or not ours; the message says which."""


class NotEmpty(ValueError):
    """A folder that holds a machine already."""


@dataclass(frozen=True)
class Part:
    """One file of the archive: its size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself. ``keys``: short digests of the keys that open it."""

    made_at: str
    revision: str
    parts: tuple[Part, ...]
    keys: dict[str, str]


def manifest_of(files: Mapping[str, Path], instance: Path) -> Manifest:
    """The manifest of files by their names in the archive, the database among them."""
    connection = sqlite3.connect(files[DATABASE])
    try:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        connection.close()
    parts = tuple(Part(name, path.stat().st_size, _sha256(path)) for name, path in files.items())
    made_at = clock.now().isoformat(timespec="seconds")
    return Manifest(made_at, revision, parts, key_marks(instance))


def write(out: IO[bytes], manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write the archive: the manifest first, as it says what must follow."""
    told = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, sort_keys=True).encode()
    with tarfile.open(fileobj=out, mode="w|", bufsize=_BUFFER) as tar:
        head = tarfile.TarInfo(MANIFEST)
        head.size, head.mode = len(told), 0o600
        tar.addfile(head, io.BytesIO(told))
        for part in manifest.parts:
            tar.add(files[part.name], arcname=part.name, recursive=False)


def unpack(source: IO[bytes], work: Path, is_ours: Callable[[str], bool]) -> Manifest:
    """Unpack an archive into the empty folder ``work``, every file checked.

    Raises ``BadArchive`` for one that was cut short or altered, and for a file whose name
    ``is_ours`` does not take.
    """

    def place(name: str) -> IO[bytes]:
        path = work / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    return _read(source, place, is_ours)


def checked(source: IO[bytes]) -> Manifest:
    """Read an archive to its end and keep nothing; raises as ``unpack`` does."""
    return _read(source, lambda _name: _Nowhere(), lambda _name: True)


def key_marks(instance: Path) -> dict[str, str]:
    """A mark for each key, by which it is known again and nothing is learnt about it."""
    found = {name: instance / "keys" / f"{name}.key" for name in KEYS}
    return {
        name: hashlib.sha256(b"mark of a key" + path.read_bytes()).hexdigest()[:16]
        for name, path in found.items()
        if path.exists()
    }


def check_database(path: Path) -> None:
    """Raises ``BadArchive`` unless SQLite finds the database sound."""
    connection = sqlite3.connect(path)
    try:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadArchive(f"the database is damaged: {error}") from error
    finally:
        connection.close()
    if said != "ok":
        raise BadArchive(f"the database is damaged: {said}")


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy (SQLite, ``VACUUM INTO``): writers wait for nothing."""
    connection = sqlite3.connect(source, timeout=30, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def refuse_a_machine(instance: Path) -> None:
    """Raises ``NotEmpty`` where a database lies, or the write-ahead log of one: that alone would
    spoil another."""
    if any(instance.glob(f"{DATABASE}*")):
        raise NotEmpty(f"{instance} holds a database already")


def to_disk(path: Path) -> None:
    """Return once a file, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(
    source: IO[bytes], place: Callable[[str], IO[bytes]], is_ours: Callable[[str], bool]
) -> Manifest:
    try:
        with tarfile.open(fileobj=source, mode="r|", bufsize=_BUFFER) as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST or first.size > _MANIFEST_BYTES:
                raise BadArchive("this is no backup of Borderpost")
            manifest = _read_manifest(_content(tar, first).read(), is_ours)
            for part in manifest.parts:
                with place(part.name) as out:
                    _copy(tar, part, out)
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise BadArchive(f"the archive is damaged or cut short: {error}") from error
    return manifest


def _read_manifest(text: bytes, is_ours: Callable[[str], bool]) -> Manifest:
    try:
        told = json.loads(text)
        parts = tuple(Part(str(p["name"]), int(p["size"]), str(p["sha256"])) for p in told["parts"])
        if told["format"] != FORMAT or DATABASE not in {part.name for part in parts}:
            raise BadArchive("this backup has a format that this version does not know")
        if not all(_NAME.fullmatch(part.name) and is_ours(part.name) for part in parts):
            raise BadArchive("the archive holds a file that no backup has")
        return Manifest(str(told["made_at"]), str(told["revision"]), parts, dict(told["keys"]))
    except (ValueError, KeyError, TypeError) as error:
        raise error if isinstance(error, BadArchive) else BadArchive("no manifest") from error


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    found = tar.extractfile(member) if member.isreg() else None
    if found is None:
        raise BadArchive(f"{member.name} is no plain file")
    return found


def _copy(tar: tarfile.TarFile, part: Part, out: IO[bytes]) -> None:
    member = tar.next()
    if member is None or member.name != part.name or part.size > LARGEST:
        raise BadArchive(f"{part.name} is missing: the archive was cut short")
    content, digest = _content(tar, member), hashlib.sha256()
    while piece := content.read(_BUFFER):
        digest.update(piece)
        out.write(piece)
    if member.size != part.size or digest.hexdigest() != part.sha256:
        raise BadArchive(f"{part.name} is not what the manifest says: damaged or cut short")


class _Nowhere(io.BytesIO):
    """A file that keeps nothing."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        return len(data)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
