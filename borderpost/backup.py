"""One archive of a machine: a copy of the database taken while it works, and its manifest.

``backup`` writes it, ``restore`` brings it to an empty instance. The keys never lie in the
archive: without them nobody reads the pictures in it, and whoever steals one file has half.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from borderpost import clock

FORMAT = "borderpost-backup-1"
DATABASE, MANIFEST, CONFIG = "borderpost.db", "manifest.json", "config.toml"
LARGEST = 1 << 40  # bytes of one file in an archive; more is not ours
_NAMES = f"borderpost-{'[0-9]' * 8}-{'[0-9]' * 6}.tar"  # of default_name; no other is ours
KEYS = ("seal", "cookies", "slip")  # what a machine may hold beside its data


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


def backup(instance: Path, target: Path) -> Manifest:
    """Write the archive ``target``, whole or not at all, while the machine goes on working.

    Raises FileExistsError when the target exists: no copy is written over another.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        work = Path(folder)
        _copy_database(instance / DATABASE, work / DATABASE)
        if (instance / CONFIG).exists():
            shutil.copyfile(instance / CONFIG, work / CONFIG)
        manifest = _manifest(work, instance)
        (work / MANIFEST).write_text(_as_text(manifest), encoding="utf-8")
        draft = work / "archive.tar"
        with tarfile.open(draft, "w") as archive:  # the manifest first: it says what must follow
            for name in (MANIFEST, *(part.name for part in manifest.parts)):
                archive.add(work / name, arcname=name)
        _to_disk(draft)
        draft.chmod(0o600)
        os.link(draft, target)
    return manifest


def is_whole(archive: Path) -> bool:
    """Whether everything in an archive is what its manifest says, its database sound."""
    with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".check-") as folder:
        try:
            _unpacked(archive, Path(folder))
            _check_database(Path(folder) / DATABASE)
        except BadArchive:
            return False
    return True


def prune(folder: Path, days: int) -> list[Path]:
    """Delete old archives of ``default_name``; the deleted ones.

    What stays: all of the latest day, and the newest whole one of each of the ``days`` last
    days that have one. Nothing is deleted unless the newest of all is whole.
    """
    newest_first = sorted(folder.glob(_NAMES), reverse=True)
    if len(newest_first) < 2 or not is_whole(newest_first[0]):
        return []
    by_day = [list(group) for _day, group in groupby(newest_first, lambda path: path.name[:19])]
    doomed = [path for group in by_day[days:] for path in group]
    for group in by_day[1:days]:
        if len(group) > 1 and (best := next(filter(is_whole, group), None)):
            doomed += [path for path in group if path != best]
    for path in doomed:
        path.unlink()
    return doomed


def default_name() -> str:
    """The name of an archive made now: it sorts by its time, in UTC."""
    return f"borderpost-{clock.now():%Y%m%d-%H%M%S}.tar"


def restore(archive: Path, instance: Path) -> Manifest:
    """Unpack an archive into an instance without a database, every file checked first.

    Raises ``NotEmpty``, and ``BadArchive`` for one that was cut short, altered or sealed
    with other keys than those that lie in the instance's ``keys/``.
    """
    if any(instance.glob(f"{DATABASE}*")):  # its write-ahead log alone would spoil another one
        raise NotEmpty(f"{instance} holds a database already")
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=instance, prefix=".restore-") as folder:
        work = Path(folder)
        manifest = _unpacked(archive, work)
        _check_keys(manifest, instance)
        _check_database(work / DATABASE)
        for part in manifest.parts:
            if part.name != DATABASE and not (instance / part.name).exists():
                (work / part.name).replace(instance / part.name)
        _to_disk(work / DATABASE)
        (work / DATABASE).replace(instance / DATABASE)
    return manifest


def _copy_database(source: Path, target: Path) -> None:
    """A consistent copy (SQLite, ``VACUUM INTO``): writers wait for nothing."""
    connection = sqlite3.connect(source, timeout=30, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _manifest(work: Path, instance: Path) -> Manifest:
    names = [name for name in (DATABASE, CONFIG) if (work / name).exists()]
    connection = sqlite3.connect(work / DATABASE)
    try:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        connection.close()
    parts = tuple(Part(name, (work / name).stat().st_size, _sha256(work / name)) for name in names)
    return Manifest(
        clock.now().isoformat(timespec="seconds"), revision, parts, _key_marks(instance)
    )


def _key_marks(instance: Path) -> dict[str, str]:
    """A mark for each key, by which it is known again and nothing is learnt about it."""
    found = {name: instance / "keys" / f"{name}.key" for name in KEYS}
    return {
        name: hashlib.sha256(b"mark of a key" + path.read_bytes()).hexdigest()[:16]
        for name, path in found.items()
        if path.exists()
    }


def _as_text(manifest: Manifest) -> str:
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, sort_keys=True)


def _unpacked(archive: Path, work: Path) -> Manifest:
    try:
        with tarfile.open(archive, "r:") as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST or first.size > 1 << 20:
                raise BadArchive("this is no backup of Borderpost")
            manifest = _read_manifest(_content(tar, first).read())
            for part in manifest.parts:
                _unpack(tar, part, work)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BadArchive(f"the archive is damaged or cut short: {error}") from error
    return manifest


def _read_manifest(text: bytes) -> Manifest:
    try:
        told = json.loads(text)
        parts = tuple(Part(str(p["name"]), int(p["size"]), str(p["sha256"])) for p in told["parts"])
        if told["format"] != FORMAT or DATABASE not in {part.name for part in parts}:
            raise BadArchive("this backup has a format that this version does not know")
        if {part.name for part in parts} - {DATABASE, CONFIG}:
            raise BadArchive("the archive holds a file that no backup has")
        return Manifest(str(told["made_at"]), str(told["revision"]), parts, dict(told["keys"]))
    except (ValueError, KeyError, TypeError) as error:
        raise error if isinstance(error, BadArchive) else BadArchive("no manifest") from error


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    found = tar.extractfile(member) if member.isreg() else None
    if found is None:
        raise BadArchive(f"{member.name} is no plain file")
    return found


def _unpack(tar: tarfile.TarFile, part: Part, work: Path) -> None:
    member = tar.next()
    if member is None or member.name != part.name or part.size > LARGEST:
        raise BadArchive(f"{part.name} is missing: the archive was cut short")
    with (work / part.name).open("wb") as out:
        shutil.copyfileobj(_content(tar, member), out)
    if (work / part.name).stat().st_size != part.size or _sha256(work / part.name) != part.sha256:
        raise BadArchive(f"{part.name} is not what the manifest says: damaged or cut short")


def _check_keys(manifest: Manifest, instance: Path) -> None:
    here = _key_marks(instance)
    if here.get("seal") != manifest.keys.get("seal"):
        raise BadArchive(
            "put the keys of the old machine into keys/ first: without its seal.key nobody "
            "reads what this backup holds"
        )


def _check_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadArchive(f"the database is damaged: {error}") from error
    finally:
        connection.close()
    if said != "ok":
        raise BadArchive(f"the database is damaged: {said}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
