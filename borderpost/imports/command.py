"""A file loaded by a command and not by its page: tried, and written unless that was all."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import click
from flask import current_app
from flask_babel import force_locale

from borderpost import db
from borderpost.audit import Actor
from borderpost.imports import loading, services, trial
from borderpost.imports.checking import knows
from borderpost.imports.importer import Importer
from borderpost.imports.reading import Grid, read
from borderpost.posts import queries as posts
from borderpost.refusal import Refused

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Trial = Callable[[Importer, Grid, Mapping[str, str], Actor], dict[str, Any]]


@dataclass(frozen=True)
class Machine:
    """A command as an actor: nobody in person, at this machine's post."""

    post_id: UUID | None
    officer_id: UUID | None = None


@dataclass(frozen=True)
class Load:
    """What a command was told. ``said`` fills columns by headings, None where the headings' own
    words count; ``check`` refuses a mapping that lacks what the file cannot do without."""

    importer: Importer
    file: Path
    check: Callable[[Mapping[str, str]], None]
    dry_run: bool = False
    good_only: bool = False
    said: Callable[[], Mapping[str, str] | None] = lambda: None
    tried: Trial = trial.tried


def run(load: Load, *, as_json: bool) -> NoReturn:
    """Try the file, write it unless only that was asked, tell; exit 1 when rows have errors."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    with force_locale("en"):  # as every command's words, and stable for programs
        try:
            found = _loaded(load)
        except Refused as refusal:
            raise click.ClickException(str(refusal.sentence)) from refusal
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        _tell(found)
    sys.exit(1 if found["errors"] else 0)


def this_machine() -> Machine:
    """The actor of a command on this machine."""
    post = posts.this_post()
    return Machine(post.id if post else None)


def _loaded(load: Load) -> dict[str, Any]:
    importer, by, said = load.importer, this_machine(), load.said()
    content = load.file.read_bytes()
    grid = read(content, knows=knows(importer))
    mapping = trial.mapping_of(importer, grid, said)
    load.check(mapping)
    found = load.tried(importer, grid, mapping, by)
    found["errors"] = [*trial.doubted(importer, grid, said), *found["errors"]]
    if not load.dry_run and (load.good_only or not found["errors"]):
        one = services.upload(importer, load.file.name, content, by=by)
        services.choose_columns(importer, one.id, mapping, by=by)
        loading.begin(one.id, whole=not load.good_only, by=by)
        found["written"] = loading.go_on(importer, one.id, by=by, seconds=None).rows_written
    return found


def _tell(found: Mapping[str, Any]) -> None:
    for name in ("rows", "new", "changed", "same", "written"):
        if name in found:
            click.echo(f"{name}: {found[name]}")
    for one in found["errors"]:
        click.echo(f"row {one['row']}, {one['column']}: {one['message']} [{one['code']}]", err=True)
