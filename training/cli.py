"""``flask training``: load marks, and the figures of a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click
from flask import Blueprint, current_app

from borderpost import db
from borderpost.imports import command, trial
from borderpost.imports.command import FILE, Load
from borderpost.refusal import Refused
from training import importing
from training.queries import runs, stats

bp = Blueprint("training_commands", __name__, cli_group="training")
_tried = partial(trial.tried, outcomes=("new", "same"), outcome=importing.outcome)


@bp.cli.command("import-marks")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="write nothing")
@click.option("--good-only", is_flag=True, help="write the good rows and leave the others")
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
def import_marks(file: Path, dry_run: bool, good_only: bool, as_json: bool) -> None:
    """Try FILE (CSV, XLSX, ODS), and load its marks unless --dry-run; exit 1 when rows have
    errors."""
    told = Load(importing.IMPORTER, file, _check, dry_run, good_only, tried=_tried)
    command.run(told, as_json=as_json)


@bp.cli.command("stats")
@click.argument("run")
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
def tell(run: str, as_json: bool) -> None:
    """The figures of RUN by its code: attendance, persons, participations, completions by sex."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    found = runs.coded(run)
    if found is None:
        raise click.ClickException(f"there is no run {run}")
    figures = stats.of(found)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in _flat(figures):
        click.echo(f"{name}: {'not defined' if value is None else value}")


def _flat(told: Mapping[str, object], before: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in told.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{before}{name}.")
        else:
            found.append((before + name, value))
    return found


def _check(mapping: Mapping[str, str]) -> None:
    lacking = [one for one in ("run", "session", "participant", "mark") if one not in mapping]
    if lacking:
        raise Refused(f"The file lacks a heading for: {', '.join(lacking)}.")
