"""``flask watchlist ...``: load lists, build what is searched, screen, measure, sign."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from flask import Blueprint, current_app
from flask_babel import force_locale

from borderpost import clock, db
from borderpost.refusal import Refused
from watchlist import alert_words, bench, files, packages, screen_lines, signers
from watchlist.models import Holds, ListVersion, VersionState, WatchList
from watchlist.outcome import versions_told
from watchlist.queries import lists
from watchlist.screening import standings
from watchlist.services import forcing, keeping, loading, looking
from watchlist.services.keeping import ListFacts
from watchlist.services.receiving import Source

bp = Blueprint("watchlist_commands", __name__, cli_group="watchlist")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW = click.Path(dir_okay=False, path_type=Path)
_SHOWN = 20  # rejected rows that a command names


@bp.cli.command("import")
@click.option("--list", "name", required=True, help="name of the list; made when it is new")
@click.option("--format", "kind", required=True, type=click.Choice([*files.FORMATS, "package"]))
@click.option("--column", "columns", multiple=True, help="HEADING=field, where a table names it so")
@click.option("--issued", help="YYYY-MM-DD on which the list was made; now when left out")
@click.option("--code", default="refer", type=click.Choice(list(alert_words.CODES)),
              help="of a new list's alerts")  # fmt: skip
@click.option("--may-shrink", is_flag=True, help="more than half of the entries may go")
@click.argument("file", type=_FILE)
def load(
    name: str, kind: str, columns: tuple[str, ...], issued: str | None, code: str, *,
    may_shrink: bool, file: Path,
) -> None:  # fmt: skip
    """Load FILE into a list and put it in force; exit 1 when it is refused: the old one stays."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    with force_locale("en"):
        found = _list(name, kind, code)
        mapping = dict(_pair(one) for one in columns)
        source = Source(
            file, kind, file.name, mapping, _moment(issued) if issued else None, may_shrink
        )
        version = loading.load(found.id, source, by=None, say=_progress)
        if version.state == VersionState.WAITING:
            version = forcing.put_in_force(version.id, by=None)
        _tell(version)
    sys.exit(version.state == VersionState.REFUSED)


@bp.cli.command("build")
@click.option("--list", "name", help="of this list alone")
@click.option("--anew", is_flag=True, help="also what is up to date")
def build(name: str | None, *, anew: bool) -> None:
    """Build what is searched beside the one in use, and swap."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    for found in [_named(name)] if name else lists.every():
        called = found.name
        try:
            done = forcing.build(found.id, anew=anew)
        except Refused as refusal:
            raise click.ClickException(f"{called}: {refusal.sentence}") from refusal
        click.echo(f"{called}: {'built' if done else 'up to date'}")


@bp.cli.command("screen")
@click.argument("lines", type=click.File(encoding="utf-8"), default="-")
def screen(lines: Iterable[str]) -> None:
    """Screen identities, a JSON object a line, from LINES or the standard input.

    Fields: id, name or surname and given, birth_date, nationality, sex, document_number, issuer.
    Exit 1 when a line could not be read.
    """
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    asked = found = faults = 0
    versions = versions_told(lists.active())
    with force_locale("en"):
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            told = screen_lines.answer(line, number)
            asked, faults = asked + 1, faults + ("error" in told)
            found += bool(told.get("hits"))
            click.echo(json.dumps(told, ensure_ascii=False))
    looking.in_bulk(asked, found, versions)
    sys.exit(1 if faults else 0)


@bp.cli.command("bench")
@click.option("--travellers", default=400, type=click.IntRange(10, 100_000))
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
def measure(travellers: int, *, as_json: bool) -> None:
    """Time the screening of damaged copies of listed people on this machine."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    told = bench.measured(travellers)
    click.echo(json.dumps(told) if as_json else "\n".join(bench.lines(told)))


@bp.cli.command("lists")
def show() -> None:
    """Say which lists this machine has, how old they are and what is searched."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    for row in standings():
        hours = "-" if row.hours is None else f"{row.days} days"
        click.echo(f"{row.name}\tversion {row.version}\t{row.state}\t{hours}\t{row.title}")


@bp.cli.command("keys")
@click.argument("private", type=_NEW)
@click.argument("public", type=_NEW)
def keys(private: Path, public: Path) -> None:
    """Make a pair of keys: PRIVATE signs lists, PUBLIC goes into keys/lists of each machine."""
    if private.exists() or public.exists():
        raise click.ClickException("a file of this name is there already")
    signers.make(private, public)
    click.echo(f"install {public} as {signers.folder()}/NAME{signers.SUFFIX}")


@bp.cli.command("sign")
@click.option("--list", "name", required=True)
@click.option("--version", "number", required=True, type=click.IntRange(min=1))
@click.option("--format", "kind", required=True, type=click.Choice(list(files.FORMATS)))
@click.option("--days", default=30, type=click.IntRange(1, 400), help="until it expires")
@click.option("--signer", required=True, help="name of the public key on the machines")
@click.option("--key", required=True, type=_FILE, help="private key, PEM")
@click.argument("file", type=_FILE)
@click.argument("package", type=_NEW)
def sign(
    name: str, number: int, kind: str, days: int, signer: str, key: Path, file: Path, package: Path
) -> None:
    """Pack FILE into a signed PACKAGE of a list."""
    now = clock.now()
    expires = now + timedelta(days=days)
    header = packages.Header(
        name, number, kind, now.isoformat(), expires.isoformat(), signer, size=0, sha256=""
    )
    try:
        packages.sign(header, file, package, signers.private(key))
    except ValueError as error:
        raise click.ClickException(f"{key}: {error}") from error
    click.echo(f"{package}: version {number} of {name}, good until {expires:%Y-%m-%d}")


def _list(name: str, kind: str, code: str) -> WatchList:
    found = lists.named(name)
    if found is not None:
        return found
    holds = Holds.DOCUMENTS if kind == "documents" else Holds.PEOPLE
    facts = ListFacts(name, name, "Not stated: made by a command", code, holds)
    try:
        made = keeping.create(facts, by=None)
    except Refused as refusal:
        raise click.ClickException(str(refusal.sentence)) from refusal
    click.echo(f"new list {name}: state its title and legal basis on its page", err=True)
    return made


def _named(name: str) -> WatchList:
    found = lists.named(name)
    if found is None:
        raise click.ClickException(f"no list {name!r}")
    return found


def _pair(text: str) -> tuple[str, str]:
    heading, _sign, field = text.rpartition("=")
    if not heading or not field:
        raise click.UsageError(f"--column takes HEADING=field, not {text!r}")
    return heading, field


def _moment(day: str) -> datetime:
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError as error:
        raise click.UsageError(f"--issued takes YYYY-MM-DD, not {day!r}") from error


def _progress(rows: int) -> None:
    if rows % 10_000 == 0:
        click.echo(f"{rows} rows", err=True)


def _tell(version: ListVersion) -> None:
    if version.state == VersionState.REFUSED:
        click.echo(f"refused: {alert_words.refusal(version)}", err=True)
    else:
        quality = ", ".join(f"{version.quality.get(name, 0)} {words}"
                            for name, words in alert_words.QUALITIES.items())  # fmt: skip
        click.echo(
            f"{version.list.name}: version {version.number} in force, {version.entries} entries "
            f"of {version.rows} rows: {version.added} added, {version.changed} changed, "
            f"{version.removed} removed; {quality}"
        )
    if version.rejected:
        click.echo(f"{version.rejected} rows rejected", err=True)
    for row, reason, detail in alert_words.rejects(version)[:_SHOWN]:
        click.echo(f"  row {row}: {reason}{f' ({detail})' if detail else ''}", err=True)
