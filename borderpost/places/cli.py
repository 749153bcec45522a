"""``flask places load FILE``: take a gazetteer file in."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Blueprint, current_app

from borderpost import db
from borderpost.places import gazetteer, services
from borderpost.refusal import Refused

bp = Blueprint("place_commands", __name__, cli_group="places")


@bp.cli.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Add the places of FILE that are not known yet: all of them, or none and the fault."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    try:
        added = services.load(gazetteer.read(file), by=None)
    except Refused as refusal:
        raise click.ClickException(str(refusal.sentence)) from refusal
    click.echo(f"{added} places added")
