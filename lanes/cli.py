"""``flask crossings import-manifest``: a carrier's list tried, and loaded.

It stands in the desk's own group, where officers look for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from borderpost import db
from borderpost.imports import loading, services, trial
from borderpost.imports.checking import knows
from borderpost.imports.reading import read
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from lanes.importing import IMPORTER

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Machine:
    """The command as an actor: nobody in person, at this machine's post."""

    post_id: UUID | None
    officer_id: UUID | None = None


@click.command("import-manifest")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="write nothing")
@click.option("--good-only", is_flag=True, help="write the good rows and leave the others")
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
@with_appcontext
def import_manifest(file: Path, dry_run: bool, good_only: bool, as_json: bool) -> None:
    """Try a carrier's list (CSV, XLSX, ODS), and load it unless --dry-run; exit 1 when rows have
    errors, of which none is then written."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    with force_locale("en"):
        try:
            found = _tried(file, write=not dry_run, good_only=good_only)
        except Refused as refusal:
            raise click.ClickException(str(refusal.sentence)) from refusal
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        _tell(found)
    sys.exit(1 if found["errors"] else 0)


def _tried(file: Path, *, write: bool, good_only: bool) -> dict[str, Any]:
    post = posts.this_post()
    by = Machine(post.id if post else None)
    content = file.read_bytes()
    grid = read(content, knows=knows(IMPORTER))
    mapping = trial.mapping_of(IMPORTER, grid, None)
    if "surname" not in mapping:
        raise Refused("No heading of the file is known for the name. Call that column Surname.")
    found = trial.tried(IMPORTER, grid, mapping, by)
    found["errors"] = [*trial.doubted(IMPORTER, grid, None), *found["errors"]]
    if write and found["new"] and (good_only or not found["errors"]):
        one = services.upload(IMPORTER, file.name, content, by=by)
        services.choose_columns(IMPORTER, one.id, mapping, by=by)
        loading.begin(one.id, whole=not good_only, by=by)
        done = loading.go_on(IMPORTER, one.id, by=by, seconds=None)
        found["written"] = done.rows_written
    return found


def _tell(found: Mapping[str, Any]) -> None:
    for name in ("rows", "new", "written"):
        if name in found:
            click.echo(f"{name}: {found[name]}")
    for one in found["errors"]:
        click.echo(f"row {one['row']}, {one['column']}: {one['message']} [{one['code']}]", err=True)
