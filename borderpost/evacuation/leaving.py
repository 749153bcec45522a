"""Taking a post away: all of the machine in one sealed file, checked, and only then the wipe."""

from __future__ import annotations

import gzip
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from borderpost import archive as archives
from borderpost import clock
from borderpost.archive import DATABASE
from borderpost.evacuation import codes, notice, server
from borderpost.evacuation.sealed_stream import Opener, Sealer
from borderpost.evacuation.wiping import Wiped, overwrite, wipe

SUFFIX = ".evacuation"
_LEFT_OUT = frozenset({"backups", notice.NAME, server.NAME})  # at the top of the instance folder
_PIECE = 1 << 20  # bytes
_COMPRESSION = 1  # the quickest: a stick takes fewer bytes, and time is short

Check = Callable[[Opener, archives.Manifest], None]


class CannotLeave(ValueError):
    """Nothing was taken and nothing wiped; the message says why."""


@dataclass(frozen=True)
class Taken:
    """What was taken: the file, its bytes and its code's mark; the seconds of each step."""

    archive: Path
    size: int
    code_mark: str
    sealed_s: float
    checked_s: float
    wiped_s: float = 0.0
    wiped: Wiped | None = None


def evacuate(instance: Path, folder: Path, public: bytes, until: float) -> Taken:
    """Seal the machine into a file in ``folder``, check it, wipe the machine.

    ``public`` is the half of the evacuation code that seals; until ``until`` (monotonic) the disk's
    free space is written over. Raises ``CannotLeave``: nothing was wiped.
    """
    name = f"borderpost-{clock.now():%Y%m%d-%H%M%S}{SUFFIX}"
    _refuse(instance, folder, name)
    left = notice.Left(clock.now().isoformat(timespec="seconds"), name, codes.mark(public))
    notice.put_up(instance, left)
    with _held(instance) as connection:
        server.stop(instance)
        try:
            with _at_rest(connection, instance) as database:
                taken = _take(instance, database, folder / name, public, _read_back)
        except (OSError, sqlite3.Error, archives.BadArchive) as error:
            notice.take_down(instance)
            raise CannotLeave(f"nothing was wiped, start the post again: {error}") from error
        start = time.monotonic()
        wiped = wipe(instance, until, kept=frozenset({notice.NAME}))
    return Taken(**{**vars(taken), "wiped_s": time.monotonic() - start, "wiped": wiped})


def drill(instance: Path, folder: Path, public: bytes) -> Taken:
    """The same without stopping or wiping anything: the file is made, checked and removed again.

    Raises ``CannotLeave``.
    """
    name = f"drill-{clock.now():%Y%m%d-%H%M%S}{SUFFIX}"
    _refuse(instance, folder, name)
    try:
        with _copied(instance) as copy:
            taken = _take(instance, copy, folder / name, public, _unpack_all)
    except (OSError, sqlite3.Error, archives.BadArchive) as error:
        raise CannotLeave(f"the drill failed: {error}") from error
    taken.archive.unlink()
    return taken


def _refuse(instance: Path, folder: Path, name: str) -> None:
    if not (instance / DATABASE).exists():
        raise CannotLeave(f"{instance} holds no database: there is nothing to take")
    if folder.resolve().is_relative_to(instance.resolve()):
        raise CannotLeave(f"{folder} lies in what is wiped: name a stick or another disk")
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise CannotLeave(f"{folder} is no folder that can be written: is the stick in?")
    if (folder / name).exists():
        raise CannotLeave(f"{name} is there already: try again in a second")


@contextmanager
def _held(instance: Path) -> Iterator[sqlite3.Connection]:
    """The database opened until after the wipe: whoever closes it last removes the write-ahead log,
    and what stood in it would stay on the disk."""
    path = instance / DATABASE
    with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


@contextmanager
def _at_rest(held: sqlite3.Connection, instance: Path) -> Iterator[Path]:
    """The database while nobody can write it, all of it in one file."""
    version = held.execute("PRAGMA data_version").fetchone()
    busy, in_log, moved = held.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    held.execute("BEGIN IMMEDIATE")
    if not busy and in_log == moved and held.execute("PRAGMA data_version").fetchone() == version:
        yield instance / DATABASE
        return
    held.execute("ROLLBACK")  # somebody still reads, or wrote between: a copy costs more time
    with _copied(instance) as copy:
        yield copy


@contextmanager
def _copied(instance: Path) -> Iterator[Path]:
    """A copy of the database that is written over afterwards, as what it holds is in the clear."""
    with tempfile.TemporaryDirectory(dir=instance, prefix=".leaving-") as work:
        copy = Path(work) / DATABASE
        archives.copy_database(instance / DATABASE, copy)
        try:
            yield copy
        finally:
            overwrite(copy)


def _take(instance: Path, database: Path, target: Path, public: bytes, check: Check) -> Taken:
    start = time.monotonic()
    files = {DATABASE: database, **_others(instance)}
    manifest = archives.manifest_of(files, instance)
    draft = target.with_name(f".{target.name}")
    try:
        key = _seal(draft, public, manifest, files)
        sealed = time.monotonic()
        with draft.open("rb") as source:
            check(Opener(source, key), manifest)
        draft.replace(target)
        archives.to_disk(target.parent)
    finally:
        draft.unlink(missing_ok=True)  # of a file that is not whole
    mark, size = codes.mark(public), target.stat().st_size
    return Taken(target, size, mark, sealed - start, time.monotonic() - sealed)


def _seal(draft: Path, public: bytes, manifest: archives.Manifest, files: dict[str, Path]) -> bytes:
    with draft.open("xb") as out:
        draft.chmod(0o600)
        sealer = Sealer(out, public)
        with sealer, gzip.GzipFile(fileobj=sealer, mode="wb", compresslevel=_COMPRESSION) as packed:
            archives.write(packed, manifest, files)  # type: ignore[arg-type]
        out.flush()
        os.fsync(out.fileno())
        # Else the check would read what lies in memory, and not what the stick took.
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return sealer.key


def _read_back(opened: Opener, _manifest: archives.Manifest) -> None:
    """Every piece came back as it was sealed: that is proof enough while time is short."""
    while opened.read(_PIECE):
        pass


def _unpack_all(opened: Opener, manifest: archives.Manifest) -> None:
    """Every file in it comes out as the manifest says: for a drill, which has the time."""
    with gzip.GzipFile(fileobj=opened) as packed:  # type: ignore[arg-type]
        if archives.checked(packed) != manifest:  # type: ignore[arg-type]
            raise archives.BadArchive("what was read back is not what was written")


def _others(instance: Path) -> dict[str, Path]:
    """Everything else that makes the machine what it is: keys, settings, lists, the anchor."""
    found = {path.relative_to(instance): path for path in sorted(instance.rglob("*"))}
    return {
        name.as_posix(): path
        for name, path in found.items()
        if _is_taken(name) and path.is_file() and not path.is_symlink()
    }


def _is_taken(name: Path) -> bool:
    is_draft = any(part.startswith(".") for part in name.parts)
    return not (is_draft or name.parts[0] in _LEFT_OUT or name.name.startswith(DATABASE))
