"""What this machine has and lacks: present? what is lost? remedy?

Each line is a fact that an administrator can act on. Nothing here changes anything.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import inspect, text

from borderpost import clock, seal_signers
from borderpost.config import MIB, ROOT
from borderpost.db import db

LEAST_FREE = 1024 * MIB  # bytes of disk; below, a post cannot work through a day safely
LARGEST_LOG = 64 * MIB  # of the write-ahead log: larger means that no checkpoint gets through
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Capability:
    """One line: whether it is there, and else what is lost and what helps."""

    name: str
    is_present: bool
    lost: str
    remedy: str
    is_needed: bool = False  # True: the post must not go on without it


def found() -> list[Capability]:
    """Every line, libraries first."""
    return [*_libraries(), *_machine(), *_keys(), *_seal_signers(), *_database()]


def _libraries() -> Iterator[Capability]:
    yield Capability(
        "libzbar0",
        find_library("zbar") is not None,
        "barcodes have no second reader; zxing-cpp reads them alone",
        "apt install libzbar0",
    )
    yield Capability(
        "Arabic font",
        (ROOT / "static/fonts/noto-sans-arabic-400.woff2").exists(),
        "Arabic is drawn with whatever font the browser has",
        "scripts/vendor",
    )
    yield Capability(
        "Chromium",
        any(shutil.which(name) for name in _BROWSERS),
        "the browser journeys of the tests are not run; the post itself needs none",
        "apt install chromium",
    )


def _machine() -> Iterator[Capability]:
    yield Capability(
        "clock synchronised",
        clock.trust() == "ntp",
        "crossings are marked as written by a clock set by hand",
        "timedatectl set-ntp true, or compare the clock each morning",
    )
    free = shutil.disk_usage(_instance()).free
    yield Capability(
        f"disk: {free // MIB} MiB free",
        free >= LEAST_FREE,
        "soon nothing can be saved",
        "free at least 1 GiB where the instance folder lies",
        is_needed=True,
    )


def _keys() -> Iterator[Capability]:
    open_ones = sorted(
        path.name
        for path in (_instance() / "keys").glob("*")
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077
    )
    yield Capability(
        "keys private",
        not open_ones,
        f"others on this machine can read {', '.join(open_ones)}",
        f"chmod 600 {_instance()}/keys/*",
        is_needed=True,
    )


def _seal_signers() -> Iterator[Capability]:
    known, newest, today = seal_signers.installed(), seal_signers.newest_day(), clock.today()
    age = f", the newest file {(today - newest).days} days old" if newest else ""
    lost = [f"{name} cannot be used ({code})" for name, code in known.unusable.items()]
    lost += [
        f"{one.signer} {one.number} ended on {one.last_day}"
        for one in known.certificates
        if one.last_day < today
    ]
    if not known.certificates:
        lost.append("the signer of every digital seal is unknown")
    yield Capability(
        f"signers of digital seals: {len(known.certificates)} certificates{age}",
        not lost,
        "; ".join(lost),
        f"put the signers' certificates into {seal_signers.folder()}, see docs/operations.md",
    )


def _database() -> Iterator[Capability]:
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        said = connection.scalar(text("PRAGMA quick_check(1)")) if sqlite else "ok"
        migrated = inspect(connection).has_table("alembic_version")
        at = connection.scalar(text("SELECT version_num FROM alembic_version")) if migrated else ""
    yield Capability(
        "database whole",
        said == "ok",
        f"the file is damaged: {said}",
        "stop the post and restore the last backup",
        is_needed=True,
    )
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    yield Capability(
        "migrations at head",
        at == head,
        f"the tables stand at {at or 'nothing'}, the program wants {head}",
        "flask --app wsgi db upgrade",
        is_needed=True,
    )
    log = _instance() / "borderpost.db-wal"
    size = log.stat().st_size if log.exists() else 0
    yield Capability(
        f"write-ahead log: {size // MIB} MiB",
        size <= LARGEST_LOG,
        "reading slows down, and a copy of the database file alone is old",
        "end long exports; restart the post",
    )


def _instance() -> Path:
    return Path(current_app.config["INSTANCE"])
