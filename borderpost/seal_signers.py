"""The certificates of those whose digital seals this machine knows: ``keys/seals`` of its
instance, files that an administrator puts there (docs/operations.md).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from flask import current_app

from docreader.signers import Signers, files_in


def folder() -> Path:
    """Where the certificates lie."""
    return Path(current_app.config["INSTANCE"]) / "keys" / "seals"


def installed() -> Signers:
    """The signers whom this machine knows; read again when a file has come, gone or changed."""
    where = folder()
    return _read(where, _state(where))


def newest_day() -> date | None:
    """The day on which the youngest file was written, None where there is none."""
    written = [stamp for _name, stamp, _size in _state(folder())]
    return datetime.fromtimestamp(max(written) / 1e9, UTC).date() if written else None


def _state(where: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, nanoseconds of the last change and bytes of each file."""
    files = sorted(path for path in where.glob("*") if path.is_file())
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


@lru_cache(maxsize=4)
def _read(where: Path, _state: tuple[tuple[str, int, int], ...]) -> Signers:
    return Signers.of(files_in(where))
