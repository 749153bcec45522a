"""Where the searchable form of each list lies: ``instance/watchlist/<list>/<version>``.

It is derived from the database, built beside the one in use, and put in its place by renaming one
small pointer file: a reader sees the old one or the new one, whole.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from flask import current_app

from borderpost.db import new_id
from watchlist import documents, index
from watchlist.documents import Documents
from watchlist.index import Index
from watchlist.matching import Identity

_POINTER = "now.json"


@dataclass(frozen=True)
class Shelf:
    """One list as it can be searched: which version, and where."""

    version: int
    path: Path

    def index(self) -> Index | None:
        """The names; opened once and kept. None where the folder cannot be searched: damaged, or
        built with other tables."""
        try:
            return _index(self.path)
        except (OSError, ValueError):
            return None

    def documents(self) -> Documents | None:
        """The document numbers; opened once and kept. None where the file cannot be searched."""
        try:
            return _documents(self.path)
        except (OSError, ValueError):
            return None


def of(list_id: UUID) -> Shelf | None:
    """The searchable form in use, None where none was built or its folder is gone."""
    pointer = _folder(list_id) / _POINTER
    try:
        told = json.loads(pointer.read_bytes())
        shelf = Shelf(int(told["version"]), pointer.parent / str(told["folder"]))
    except (OSError, ValueError, KeyError):
        return None
    return shelf if shelf.path.exists() else None


def build_people(list_id: UUID, version_id: UUID, entries: Iterable[tuple[str, Identity]]) -> Path:
    """A folder for a version beside the one in use; ``put`` takes it into use."""
    draft = _folder(list_id) / f"{version_id}.{new_id()}"
    index.build(draft, entries)
    return _named(draft, version_id)


def build_documents(
    list_id: UUID, version_id: UUID, papers: Iterable[tuple[str, str, str]]
) -> Path:
    """The same for a list of document numbers: issuer, kind, number."""
    draft = _folder(list_id) / f"{version_id}.{new_id()}"
    draft.mkdir()
    documents.build(draft / "documents", papers)
    return _named(draft, version_id)


def built(list_id: UUID, version_id: UUID) -> Path | None:
    """The folder of a version, None where none was built."""
    found = [path for path in _folder(list_id).glob(f"{version_id}-*") if path.is_dir()]
    return max(found, default=None, key=lambda path: path.name)


def put(list_id: UUID, version: int, built: Path) -> None:
    """Take a folder into use. What it replaces stays until the next one is put, so that a
    screening that is under way ends in peace."""
    folder = _folder(list_id)
    pointer, draft = folder / _POINTER, folder / f"{_POINTER}.{new_id()}"
    before = of(list_id)
    told = {"version": version, "folder": built.name}
    with draft.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(pointer)
    kept = {built.name, before.path.name if before else ""}
    _forget(path for path in folder.iterdir() if path.is_dir() and path.name not in kept)


def throw_away(list_id: UUID, version_id: UUID) -> None:
    """Forget what was built for a version that is not wanted."""
    _forget(_folder(list_id).glob(f"{version_id}*"))


def _forget(folders: Iterable[Path]) -> None:
    for path in list(folders):
        shutil.rmtree(path, ignore_errors=True)


def incoming() -> Path:
    """Where files lie while they are taken in."""
    folder = Path(current_app.config["INSTANCE"]) / "watchlist" / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _folder(list_id: UUID) -> Path:
    folder = Path(current_app.config["INSTANCE"]) / "watchlist" / str(list_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _named(draft: Path, version_id: UUID) -> Path:
    """A finished folder gets its name at once: never the same twice, since readers keep what
    they opened."""
    return draft.rename(draft.with_name(f"{version_id}-{new_id()}"))


@lru_cache(maxsize=32)
def _index(path: Path) -> Index:
    return Index.open(path)


@lru_cache(maxsize=32)
def _documents(path: Path) -> Documents:
    return Documents.open(path / "documents")
