"""``flask evacuation-code`` and ``flask evacuate``."""

from __future__ import annotations

import os
import sys
import time
from enum import StrEnum
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from borderpost import audit, db
from borderpost.archive import DATABASE
from borderpost.evacuation import codes, leaving
from borderpost.evacuation.leaving import CannotLeave, Taken
from borderpost.posts import statuses


class Act(StrEnum):
    """What the audit log says of leaving."""

    CODE_MADE = "machine:evacuation_code:make"
    BEGUN = "machine:evacuation:begin"


class _Machine:
    """The subject of acts on the machine itself."""

    __tablename__ = "machine"
    id = "this"


_FILLING = 0.8  # of the time: the disk needs the rest to write down that it was filled
_MADE_NOW = (
    "This machine had no evacuation code, so here is one. WRITE IT DOWN NOW: nothing else opens\n"
    "the file. Carry it apart from the file.\n"
)
_MADE = (
    "Write this on paper, keep it at headquarters, never at the post. It opens every evacuation\n"
    "of this machine from now on and cannot be shown again.\n"
)


@click.command("evacuation-code")
@click.option("--anew", is_flag=True, help="in place of the one before, which opens older files")
@with_appcontext
def evacuation_code(anew: bool) -> None:
    """Make the code that opens what `evacuate` takes away; print it once."""
    instance = Path(current_app.config["INSTANCE"])
    before = codes.kept(instance)
    if before and not anew:
        raise click.ClickException(
            f"there is one, marked {codes.mark(before)}; --anew makes another"
        )
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    code = codes.new_code()
    codes.keep(instance, codes.public_half(code))
    _leave_word(Act.CODE_MADE)
    click.echo(_MADE)
    _show(code)


@click.command()
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="where the sealed file goes: a stick or another disk",
)  # fmt: skip
@click.option("--drill", is_flag=True, help="make, check and remove the file; change nothing")
@click.option(
    "--seconds", type=click.IntRange(5, 3600), default=60, show_default=True,
    help="for all of it; what is left at the end goes to the disk's free space",
)  # fmt: skip
@with_appcontext
def evacuate(folder: Path, drill: bool, seconds: int) -> None:
    """Seal this machine into one file, then wipe it. Bring it back with `restore FOLDER`."""
    instance = Path(current_app.config["INSTANCE"])
    if current_app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        raise click.ClickException("a machine on PostgreSQL is not left this way: see pg_dump")
    if not drill and sys.stdin.isatty():
        click.confirm("Everything on this machine will be sealed and wiped. Go on?", abort=True)
    start = _began()
    try:
        taken = (
            _drilled(instance, folder)
            if drill
            else _left(instance, folder, start + _FILLING * seconds)
        )
    except CannotLeave as refused:
        raise click.ClickException(f"the machine is as it was: {refused}") from refused
    _tell(taken, time.monotonic() - start)


def _drilled(instance: Path, folder: Path) -> Taken:
    kept = codes.kept(instance)
    if kept is None:
        click.echo("This machine has no evacuation code yet: `evacuation-code` makes one.\n")
    db.db.engine.dispose()
    return leaving.drill(instance, folder, kept or codes.public_half(codes.new_code()))


def _left(instance: Path, folder: Path, until: float) -> Taken:
    public = codes.kept(instance) or _made_now()
    if (instance / DATABASE).exists():
        _leave_word(Act.BEGUN)  # before the copy: whoever reads it elsewhere sees how it came there
        statuses.leave()
    try:
        return leaving.evacuate(instance, folder, public, until)
    except CannotLeave:
        if (instance / DATABASE).exists():
            statuses.come_back()
        raise


def _began() -> float:
    """When this command was started, on the monotonic clock: it takes seconds to load."""
    after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    since_boot = int(after_name[19]) / os.sysconf("SC_CLK_TCK")  # proc(5): field 22, starttime
    return time.monotonic() - (time.clock_gettime(time.CLOCK_BOOTTIME) - since_boot)


def _leave_word(act: Act) -> None:
    with db.transaction():
        audit.record(act, _Machine, by=None)


def _made_now() -> bytes:
    code = codes.new_code()
    click.echo(_MADE_NOW)
    _show(code)
    return codes.public_half(code)


def _show(code: str) -> None:
    click.echo(f"    {code}\n    mark {codes.mark(codes.public_half(code))}\n")


def _tell(taken: Taken, seconds: float) -> None:
    click.echo(f"sealed:  {taken.size} bytes in {taken.sealed_s:.1f} s")
    click.echo(f"checked: read back whole in {taken.checked_s:.1f} s")
    if taken.wiped is None:
        click.echo(f"drill:   {seconds:.1f} s; nothing was kept, nothing was changed")
        return
    free = f"{taken.wiped.free >> 20} MiB of free space"
    space = "all free space" if taken.wiped.is_all else free
    click.echo(
        f"wiped:   {taken.wiped.files} files, {taken.wiped.size} bytes,"
        f" and {space} in {taken.wiped_s:.1f} s"
    )
    click.echo(f"{taken.archive} opens with the evacuation code marked {taken.code_mark}")
    click.echo(f"in all:  {seconds:.1f} s. Switch the machine off: memory forgets only then.")
