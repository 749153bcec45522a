"""The set-up code: whoever stands at a new machine reads it from its terminal."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from borderpost import db
from borderpost.officers import queries

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 8


def code() -> str:
    """The code of this instance, made on first use."""
    path = Path(current_app.config["INSTANCE"]) / "keys" / "set-up-code"
    kept = path.read_text() if path.exists() else ""
    if not kept:  # or a power cut came between making the file and filling it
        kept = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        path.touch(mode=0o600)
        path.write_text(kept)
    return kept


def fits(typed: str) -> bool:
    """Whether ``typed`` is the code, whatever its case and dashes."""
    plain = typed.upper().replace("-", "").strip()
    return hmac.compare_digest(plain.encode(), code().encode())


@click.command("set-up-code")
@with_appcontext
def set_up_code() -> None:
    """Print the address that makes the first administrator, nothing once one exists."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    if not queries.any_account():
        click.echo(f"/first-run?code={code()}")
