"""One archive of a machine: a copy of the database taken while it works, and its manifest.

``backup`` writes it, ``restore`` brings it to an empty instance. The keys never lie in the
archive: without them nobody reads the pictures in it, and whoever steals one file has half.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from itertools import groupby
from pathlib import Path

from borderpost import archive as archives
from borderpost import clock
from borderpost.archive import CONFIG, DATABASE, BadArchive, Manifest

_NAMES = f"borderpost-{'[0-9]' * 8}-{'[0-9]' * 6}.tar"  # of default_name; no other is ours
_HELD = (DATABASE, CONFIG)


def backup(instance: Path, target: Path) -> Manifest:
    """Write the archive ``target``, whole or not at all, while the machine goes on working.

    Raises FileExistsError when the target exists: no copy is written over another.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        work = Path(folder)
        archives.copy_database(instance / DATABASE, work / DATABASE)
        if (instance / CONFIG).exists():
            shutil.copyfile(instance / CONFIG, work / CONFIG)
        files = {name: work / name for name in _HELD if (work / name).exists()}
        manifest = archives.manifest_of(files, instance)
        draft = work / "archive.tar"
        with draft.open("wb") as out:
            archives.write(out, manifest, files)
        archives.to_disk(draft)
        draft.chmod(0o600)
        os.link(draft, target)
    return manifest


def is_whole(archive: Path) -> bool:
    """Whether everything in an archive is what its manifest says, its database sound."""
    with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".check-") as folder:
        try:
            _unpacked(archive, Path(folder))
            archives.check_database(Path(folder) / DATABASE)
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


def newest(folder: Path) -> Path | None:
    """The newest archive of ``default_name`` in a folder."""
    return max(folder.glob(_NAMES), default=None)


def restore(archive: Path, instance: Path) -> Manifest:
    """Unpack an archive into an instance without a database, every file checked first.

    Raises ``NotEmpty``, and ``BadArchive`` for one that was cut short, altered or sealed
    with other keys than those that lie in the instance's ``keys/``.
    """
    archives.refuse_a_machine(instance)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=instance, prefix=".restore-") as folder:
        work = Path(folder)
        manifest = _unpacked(archive, work)
        _check_keys(manifest, instance)
        archives.check_database(work / DATABASE)
        for part in manifest.parts:
            if part.name != DATABASE and not (instance / part.name).exists():
                (work / part.name).replace(instance / part.name)
        archives.to_disk(work / DATABASE)
        (work / DATABASE).replace(instance / DATABASE)
    return manifest


def _unpacked(archive: Path, work: Path) -> Manifest:
    try:
        with archive.open("rb") as source:
            return archives.unpack(source, work, _HELD.__contains__)
    except OSError as error:
        raise BadArchive(f"the archive cannot be read: {error}") from error


def _check_keys(manifest: Manifest, instance: Path) -> None:
    here = archives.key_marks(instance)
    if here.get("seal") != manifest.keys.get("seal"):
        raise BadArchive(
            "put the keys of the old machine into keys/ first: without its seal.key nobody "
            "reads what this backup holds"
        )
