"""``flask equipment``: verify."""

from __future__ import annotations

import sys

import click
from flask import Blueprint, current_app

from borderpost import db
from equipment import verification

bp = Blueprint("equipment_commands", __name__, cli_group="equipment")


@bp.cli.command("verify")
def verify() -> None:
    """Check that the register equals the fold of its events; exit 1 on a fault."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    found = list(verification.faults())
    for fault in found:
        click.echo(fault, err=True)
    click.echo("verified" if not found else f"{len(found)} faults found")
    sys.exit(1 if found else 0)
