"""``flask crossings verify-pass``: a pass's code or its picture, without a database."""

from __future__ import annotations

import json
import sys
from datetime import date

import click
from flask.cli import with_appcontext

from borderpost import clock
from borderpost.told_codes import PUBLIC_KEY, code_told, key_told
from lanes import pass_codes
from lanes.pass_codes import PassText


@click.command("verify-pass")
@click.argument("code_or_image")
@PUBLIC_KEY
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
@with_appcontext
def verify_pass(code_or_image: str, key: str | None, *, as_json: bool) -> None:
    """Verify a pass's code, or a picture of it, with the post's public key alone.

    Exit 1 for a pass that the post did not sign, that was altered, or whose days are not today's;
    2 where there is none. Whether it was lost or revoked is not known without the post's
    database, and it says so.
    """
    text = code_told(code_or_image, pass_codes.looks_like_one, "a pass")
    said = pass_codes.verified(text, key_told(key))
    state = _state(said, clock.today())
    click.echo(json.dumps(_plain(said, state)) if as_json else _sentence(said, state))
    sys.exit(0 if state == "valid" else 1)


def _state(said: PassText | None, today: date) -> str:
    if said is None:
        return "altered"
    if today > said.valid_until:
        return "expired"
    return "early" if today < said.valid_from else "valid"


def _plain(said: PassText | None, state: str) -> dict[str, object]:
    if said is None:
        return {"valid": False, "state": state, "revoked": "not_checked"}
    days = {"from": said.valid_from.isoformat(), "until": said.valid_until.isoformat()}
    return {"valid": state == "valid", "state": state, "number": said.number, **days,
            "revoked": "not_checked"}  # fmt: skip


def _sentence(said: PassText | None, state: str) -> str:
    if said is None:
        return "NOT VALID: altered, or not signed by this post"
    told = {"valid": "valid", "expired": "EXPIRED", "early": "NOT VALID YET"}[state]
    return (
        f"{told}: {said.number}, {said.valid_from} to {said.valid_until}; "
        "whether it was lost or revoked: not checked"
    )
