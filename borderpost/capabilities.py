"""What this machine has and lacks: present? what is lost? remedy?

Each line is a fact that an administrator can act on, in the reader's language; commands stand
apart from the sentences. Nothing here changes anything.
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
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import inspect, text

from borderpost import clock, pdf, seal_signers
from borderpost.config import MIB, ROOT
from borderpost.db import db

LEAST_FREE = 1024 * MIB  # bytes of disk; below, a post cannot work through a day safely
LARGEST_LOG = 64 * MIB  # of the write-ahead log: larger means that no checkpoint gets through
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Capability:
    """One line: whether it is there, and else what is lost and what helps. ``command`` is what
    to type, '' when a sentence says it all."""

    name: str
    is_present: bool
    lost: str
    remedy: str
    command: str = ""
    is_needed: bool = False  # True: the post must not go on without it


def found() -> list[Capability]:
    """Every line, libraries first."""
    return [*_libraries(), *_machine(), *_keys(), *_seal_signers(), *_database()]


def _libraries() -> Iterator[Capability]:
    yield Capability(
        _("Second reader of barcodes (libzbar0)"),
        find_library("zbar") is not None,
        _("Barcodes have no second reader; the first one reads them alone."),
        _("Install it."),
        "apt install libzbar0",
    )
    yield Capability(
        _("PDF of forms (WeasyPrint with Pango)"),
        not pdf.lack(),
        _("Forms are printed from their page; there is no PDF of them."),
        _("Install what it draws with."),
        "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    )
    yield Capability(
        _("Arabic font"),
        (ROOT / "static/fonts/noto-sans-arabic-400.woff2").exists(),
        _("Arabic is drawn with whatever font the browser has."),
        _("Fetch the files that belong to the program."),
        "scripts/vendor",
    )
    yield Capability(
        _("Browser for the tests (Chromium)"),
        any(shutil.which(name) for name in _BROWSERS),
        _("The tests that need a browser are not run; the post itself needs none."),
        _("Install it where the program is developed."),
        "apt install chromium",
    )


def _machine() -> Iterator[Capability]:
    yield Capability(
        _("Clock kept by a time server"),
        clock.trust() == "ntp",
        _("Crossings are marked as written by a clock set by hand."),
        _("Switch the time server on, or compare the clock each morning."),
        "timedatectl set-ntp true",
    )
    free = shutil.disk_usage(_instance()).free
    yield Capability(
        _("Disk: %(free)s MiB free", free=free // MIB),
        free >= LEAST_FREE,
        _("Soon nothing can be saved."),
        _("Free at least 1 GiB where the instance folder lies."),
        is_needed=True,
    )


def _keys() -> Iterator[Capability]:
    open_ones = sorted(
        path.name
        for path in (_instance() / "keys").glob("*")
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077
    )
    yield Capability(
        _("Keys private"),
        not open_ones,
        _("Others on this machine can read: %(files)s.", files=", ".join(open_ones)),
        _("Let nobody else read them."),
        f"chmod 600 {_instance()}/keys/*",
        is_needed=True,
    )


def _seal_signers() -> Iterator[Capability]:
    known, newest, today = seal_signers.installed(), seal_signers.newest_day(), clock.today()
    number = len(known.certificates)
    lost = [
        _("%(file)s cannot be used (%(code)s).", file=name, code=code)
        for name, code in known.unusable.items()
    ]
    lost += [
        _("%(signer)s ended on %(day)s.", signer=f"{one.signer} {one.number}", day=one.last_day)
        for one in known.certificates
        if one.last_day < today
    ]
    if not known.certificates:
        lost.append(_("The signer of every digital seal is unknown."))
    name = ngettext(
        "Signers of digital seals: %(num)s certificate",
        "Signers of digital seals: %(num)s certificates",
        number,
    )
    if newest:
        days = (today - newest).days
        name += " · " + ngettext("%(num)s day old", "%(num)s days old", days)
    folder = seal_signers.folder()
    remedy = _("Put the signers' certificates into %(folder)s.", folder=folder)
    yield Capability(name, not lost, " ".join(lost), remedy)


def _database() -> Iterator[Capability]:
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        said = connection.scalar(text("PRAGMA quick_check(1)")) if sqlite else "ok"
        migrated = inspect(connection).has_table("alembic_version")
        at = connection.scalar(text("SELECT version_num FROM alembic_version")) if migrated else ""
    yield Capability(
        _("Database whole"),
        said == "ok",
        _("The file is damaged: %(words)s", words=said),
        _("Stop the post and restore the last backup."),
        is_needed=True,
    )
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    yield Capability(
        _("Tables as the program wants them"),
        at == head,
        _("The tables stand at %(here)s, the program wants %(wanted)s.", here=at, wanted=head),
        _("Stop the post, bring the tables up, start it again."),
        "flask --app wsgi db upgrade",
        is_needed=True,
    )
    log = _instance() / "borderpost.db-wal"
    size = log.stat().st_size if log.exists() else 0
    yield Capability(
        _("Write-ahead log: %(size)s MiB", size=size // MIB),
        size <= LARGEST_LOG,
        _("Reading slows down, and a copy of the database file alone is old."),
        _("End long exports and start the post again."),
    )


def _instance() -> Path:
    return Path(current_app.config["INSTANCE"])
