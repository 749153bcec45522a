"""What comes in: a plain file, or a signed package that is opened first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from borderpost import clock
from borderpost.config import MIB
from borderpost.db import new_id
from watchlist import packages, shelf, signers
from watchlist.formats import BadFile
from watchlist.models import WatchList
from watchlist.packages import Header
from watchlist.queries import lists


@dataclass(frozen=True)
class Source:
    """A file to load. ``format`` is one of ``files.FORMATS``, or ``package``."""

    path: Path
    format: str
    file_name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)  # heading -> field
    issued_at: datetime | None = None  # how old the list is; now when nobody says
    may_shrink: bool = False  # more than half of the entries may go


@dataclass(frozen=True)
class Received:
    """A file that may be read: what it holds, and the package that it came in."""

    path: Path
    format: str
    issued_at: datetime
    header: Header | None = None


def received(found: WatchList, source: Source) -> Received:
    """The file, once it may be read. Raises ``BadFile`` for one that is too large or empty, and for
    a package that is unsigned, foreign, older, replayed or expired."""
    size = source.path.stat().st_size
    if not size:
        raise BadFile("empty")
    if size > int(current_app.config["WATCHLIST_MIB"]) * MIB:
        raise BadFile("too_large")
    if packages.is_package(source.path):
        return _opened(found, source)
    if found.signed_only or source.format == "package":
        raise BadFile("unsigned")
    return Received(source.path, source.format, source.issued_at or clock.now())


def _opened(found: WatchList, source: Source) -> Received:
    header = packages.opened(source.path, signers.installed())
    if header.list != found.name:
        raise BadFile("another_list", 1, header.list[:40])
    last = lists.last_package(found.id)
    if header.version == last:
        raise BadFile("replayed", 1, str(header.version))
    if header.version < last:
        raise BadFile("older", 1, f"{header.version} < {last}")
    if header.expires <= clock.now():
        raise BadFile("expired", 1, header.expires_at[:10])
    if header.issued > clock.now() + _AHEAD:
        raise BadFile("future", 1, header.issued_at[:10])
    payload = shelf.incoming() / str(new_id())
    packages.unpack(source.path, header, payload)
    return Received(payload, header.format, header.issued, header)


_AHEAD = timedelta(days=1)  # two clocks may differ; a list from next month is wrong
