"""What administrators changed in the code lists, read once and kept by each process.

A write drops what this process keeps; another process of the machine asks again after a
minute. The reading stands on a connection of its own, so that no transaction that began
earlier leaves its older view behind.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, current_app
from sqlalchemy import select

from borderpost.code_lists.lists import Code
from borderpost.code_lists.models import CodeEntry
from borderpost.db import db
from borderpost.posts.models import Machine, Post

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Overlay:
    """The entries by list and code, and the time zone of this machine's post."""

    entries: Mapping[str, Mapping[str, Code]]
    zone: str
    read_at: float = field(default_factory=time.monotonic)


@dataclass
class _Kept:
    lock: Lock = field(default_factory=Lock)
    writes: int = 0  # how often it was dropped
    overlay: Overlay | None = None


def read() -> Overlay:
    """The overlay as it stands."""
    kept = _kept()
    overlay, writes = kept.overlay, kept.writes
    if overlay and time.monotonic() - overlay.read_at < KEPT_SECONDS:
        return overlay
    fresh = _read()
    with kept.lock:
        if kept.writes == writes:  # else somebody wrote meanwhile, and this may be older
            kept.overlay = fresh
    return fresh


def drop() -> None:
    """Forget what is kept; call it once the change is committed."""
    kept = _kept()
    with kept.lock:
        kept.writes += 1
        kept.overlay = None


def _kept() -> _Kept:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    kept: _Kept = app.extensions.setdefault("code_overlay", _Kept())
    return kept


def _read() -> Overlay:
    here = select(Post.zone).join(Machine, Machine.post_id == Post.id)
    with db.engine.connect() as connection:
        rows = connection.execute(select(CodeEntry.__table__)).all()
        zone = connection.scalar(here)
    entries: dict[str, dict[str, Code]] = {}
    for row in rows:
        entries.setdefault(row.list_name, {})[row.code] = Code(
            code=row.code,
            words={"fr": row.words_fr, "en": row.words_en, "ar": row.words_ar},
            letter=row.letter,
            cite=row.cite,
            since=row.since,
            until=row.until,
            position=row.position,
            is_active=row.is_active,
        )
    return Overlay(entries, zone or "UTC")
