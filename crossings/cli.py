"""``flask crossings ...``: questions about stays, for programs and for people with a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click
from flask import Blueprint, current_app

from borderpost import db
from crossings import stay_lines
from crossings.services import staying

bp = Blueprint("crossing_commands", __name__, cli_group="crossings")


@bp.cli.command("stay")
@click.option("--json", "as_json", is_flag=True, help="answer in JSON, one line each")
@click.argument("lines", type=click.File(encoding="utf-8"), default="-")
def stay(lines: Iterable[str], as_json: bool) -> None:
    """Answer questions about stays, a JSON object a line, from LINES or the standard input.

    Says days used and left, the last lawful day and the days beyond. Exit 1 when a line could
    not be read.
    """
    faults = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = stay_lines.answer(line, number)
        faults += "error" in found
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else _in_words(found))
    sys.exit(1 if faults else 0)


@bp.cli.command("rebuild-stays")
def rebuild_stays() -> None:
    """Work out every stay again from the crossings, and say how many were not as they should
    be: after a program of before wrote crossings, or when verify asks for it."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    click.echo(f"{staying.rebuild()} stays put right")


def _in_words(found: dict[str, object]) -> str:
    return ", ".join(f"{name} {'-' if value is None else value}" for name, value in found.items())
