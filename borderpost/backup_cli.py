"""``flask backup`` and ``flask restore``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from borderpost import archive as archives
from borderpost import audit, config, db, features
from borderpost import backup as backups
from borderpost.audit import anchor
from borderpost.evacuation import returning
from borderpost.evacuation.codes import BadCode
from borderpost.evacuation.leaving import SUFFIX
from borderpost.evacuation.sealed_stream import WrongCode
from borderpost.posts import statuses

_TOLD = 50  # faults of a restored machine
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
    target = path or instance / "backups" / backups.default_name()
    try:
        manifest = backups.backup(instance, target)
    except FileExistsError as error:
        raise click.ClickException(f"{target} exists already; nothing was written") from error
    for part in manifest.parts:
        click.echo(f"{part.name}: {part.size} bytes, sha256 {part.sha256[:16]}")
    click.echo(f"written: {target}")
    for old in () if path else backups.prune(target.parent, current_app.config["BACKUP_DAYS"]):
        click.echo(f"deleted: {old.name}")
    click.echo(_KEYS_APART.format(keys=instance / "keys"), err=True)


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--code", envvar="BORDERPOST_EVACUATION_CODE", help="the evacuation code, for an evacuation"
)
@with_appcontext
def restore(path: Path, code: str | None) -> None:
    """Bring the backup or evacuation PATH, or the newest in the folder PATH, into this empty
    instance, then verify every record."""
    instance = _instance_on_sqlite()
    archive = _newest(path) if path.is_dir() else path
    db.db.engine.dispose()
    try:
        if archive.suffix == SUFFIX:
            archives.refuse_a_machine(instance)  # before somebody types a code for nothing
            code = code or click.prompt("Evacuation code")
            manifest = returning.restore(archive, instance, code)
            _take_up_the_keys(instance)
        else:
            manifest = backups.restore(archive, instance)
    except (archives.BadArchive, archives.NotEmpty, BadCode, WrongCode) as refused:
        raise click.ClickException(f"nothing was restored: {refused}") from refused
    _verify(manifest, is_back=archive.suffix == SUFFIX)


def _newest(folder: Path) -> Path:
    found = returning.found_in(folder) or backups.newest(folder)
    if found is None:
        raise click.ClickException(f"{folder} holds neither an evacuation nor a backup")
    return found


def _take_up_the_keys(instance: Path) -> None:
    """Those that came with the evacuation, in place of what this new machine made for itself."""
    current_app.config["SEAL_KEY"] = config.key(instance, "seal")
    current_app.config["SECRET_KEY"] = config.key(instance, "cookies")


def _verify(manifest: archives.Manifest, *, is_back: bool) -> None:
    """Check every record of what came; exit 1 for a fault. An evacuated post works again."""
    upgrade(directory=str(config.ROOT / "migrations"))
    if not anchor.exists():  # a new machine; one that had an anchor is told what it lost
        audit.anchor_anew(by=None)
    if is_back:
        statuses.come_back()
    faults = [fault for check in features.contributions("verifications") for fault in check()]
    for fault in faults[:_TOLD]:
        click.echo(fault, err=True)
    if len(faults) > _TOLD:
        click.echo(f"and {len(faults) - _TOLD} more: `verify` tells them all", err=True)
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
