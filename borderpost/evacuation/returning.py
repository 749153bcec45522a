"""Bringing an evacuated post to another machine."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from borderpost import archive as archives
from borderpost.archive import DATABASE, Manifest
from borderpost.evacuation import codes, notice, server
from borderpost.evacuation.leaving import SUFFIX
from borderpost.evacuation.sealed_stream import Opener

_NEVER = (notice.NAME, server.NAME)


def found_in(folder: Path) -> Path | None:
    """The newest evacuation in a folder."""
    return max(folder.glob(f"borderpost-*{SUFFIX}"), default=None)


def restore(archive: Path, instance: Path, code: str) -> Manifest:
    """Open an evacuation with its evacuation code and put the machine into an instance without a
    database, its keys over those that lie there. The database comes last: until then there is none.

    Raises ``NotEmpty``, ``BadArchive``, ``codes.BadCode`` and ``sealed_stream.WrongCode``.
    """
    archives.refuse_a_machine(instance)
    private = codes.private_key(code)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=instance, prefix=".restore-") as folder:
        work = Path(folder)
        with archive.open("rb") as source:
            packed = gzip.GzipFile(fileobj=Opener(source, private))  # type: ignore[arg-type]
            manifest = archives.unpack(packed, work, _is_ours)  # type: ignore[arg-type]
        archives.check_database(work / DATABASE)
        for part in sorted(manifest.parts, key=lambda part: part.name == DATABASE):
            (instance / part.name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            archives.to_disk(work / part.name)
            (work / part.name).replace(instance / part.name)
    archives.to_disk(instance)
    notice.take_down(instance)
    return manifest


def _is_ours(name: str) -> bool:
    return name not in _NEVER and (name == DATABASE or not name.startswith(DATABASE))
