"""Commands of the foundation, and those of backup and evacuation."""

from __future__ import annotations

import json
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from werkzeug.utils import import_string

from borderpost import audit, capabilities, db, features, purging
from borderpost.backup_cli import backup, restore
from borderpost.evacuation.cli import evacuate, evacuation_code


def install(app: Flask) -> None:
    """Add the commands to ``flask``."""
    ours = (demo, doctor, verify, anchor, purge, backup, restore, evacuation_code, evacuate)
    for command in ours:
        app.cli.add_command(command)


@click.command()
@click.option("--days", type=click.IntRange(1, 400), help="past days to fill, else the setting's")
@with_appcontext
def demo(days: int | None) -> None:
    """Fill an empty instance with a fictional pair of posts, their officers and past days."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    current_app.config["DEMO_DAYS"] = days or current_app.config["DEMO_DAYS"]
    for feature in features.loaded():
        if feature.demo:
            import_string(feature.demo)(click.echo)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="one list for programs")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Say what this machine has and lacks, and what helps; exit 1 when it must not go on."""
    with force_locale("en"):  # as every command's words, and stable for programs
        rows = capabilities.found()
    if as_json:
        click.echo(json.dumps([vars(row) for row in rows], indent=2))
    for row in rows if not as_json else ():
        click.echo(f"{'ok     ' if row.is_present else 'lacking'}  {row.name}")
        if not row.is_present:
            click.echo(f"         lost:   {row.lost}\n         remedy: {row.remedy} {row.command}")
    sys.exit(any(row.is_needed and not row.is_present for row in rows))


@click.command()
@with_appcontext
def verify() -> None:
    """Check the audit chain and every subject's own records; exit 1 on a fault."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    found = [fault for check in features.contributions("verifications") for fault in check()]
    for fault in found:
        click.echo(fault, err=True)
    state = audit.verify()
    click.echo(f"audit: {state.lines} lines, head {state.head[:16]}")
    click.echo("verified" if not found else f"{len(found)} faults found")
    sys.exit(1 if found else 0)


@click.command()
@with_appcontext
def anchor() -> None:
    """Anchor the audit chain as it ends now, after its anchor was lost or a copy put back."""
    state = audit.verify()
    if state.broken_at is not None:
        raise click.ClickException(f"the chain itself does not hold: {state.fault}")
    line = audit.anchor_anew(by=None)
    click.echo(f"audit: anchored at line {line.seq}" + (f"; {state.fault}" if state.fault else ""))


@click.command()
@with_appcontext
def purge() -> None:
    """Erase what is older than its class may be kept."""
    for done in purging.purge():
        click.echo(f"{done.name}: {done.number} erased")
