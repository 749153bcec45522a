"""``flask backup`` and ``flask restore``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from borderpost import audit, config, db, features
from borderpost import backup as archives
from borderpost.audit import anchor

_KEYS_APART = (
    "The keys are NOT in it. Copy {keys} to another place: without seal.key nobody reads the\n"
    "pictures and sheets of this backup, and with both in one place a thief needs one theft."
)


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@with_appcontext
def backup(path: Path | None) -> None:
    """Write a copy of this machine to PATH while it works; by default into backups/, where
    old copies are deleted then."""
    instance = _instance_on_sqlite()
    target = path or instance / "backups" / archives.default_name()
    try:
        manifest = archives.backup(instance, target)
    except FileExistsError as error:
        raise click.ClickException(f"{target} exists already; nothing was written") from error
    for part in manifest.parts:
        click.echo(f"{part.name}: {part.size} bytes, sha256 {part.sha256[:16]}")
    click.echo(f"written: {target}")
    for old in () if path else archives.prune(target.parent, current_app.config["BACKUP_DAYS"]):
        click.echo(f"deleted: {old.name}")
    click.echo(_KEYS_APART.format(keys=instance / "keys"), err=True)


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def restore(path: Path) -> None:
    """Bring the backup PATH into this empty instance, then verify every record."""
    instance = _instance_on_sqlite()
    db.db.engine.dispose()
    try:
        manifest = archives.restore(path, instance)
    except (archives.BadArchive, archives.NotEmpty) as refused:
        raise click.ClickException(f"nothing was restored: {refused}") from refused
    upgrade(directory=str(config.ROOT / "migrations"))
    if not anchor.exists():  # a new machine; one that had an anchor is told what it lost
        audit.anchor_anew(by=None)
    faults = [fault for check in features.contributions("verifications") for fault in check()]
    for fault in faults:
        click.echo(fault, err=True)
    state = audit.verify()
    click.echo(f"restored: the machine of {manifest.made_at}, {state.lines} audit lines")
    click.echo("verified" if not faults else f"{len(faults)} faults found")
    sys.exit(1 if faults else 0)


def _instance_on_sqlite() -> Path:
    """The instance folder; refuses PostgreSQL with the command that does it there."""
    if db.db.engine.dialect.name != "sqlite":
        address = db.db.engine.url.set(drivername="postgresql").render_as_string()
        raise click.ClickException(
            f"this machine uses PostgreSQL, which copies itself:\n"
            f"  pg_dump --format=custom --file=borderpost.dump '{address}'\n"
            f"  pg_restore --exit-on-error --dbname=EMPTY_DATABASE borderpost.dump"
        )
    return Path(current_app.config["INSTANCE"])
