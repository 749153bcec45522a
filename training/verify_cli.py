"""``flask training verify`` and ``verify-badge``: a certificate by its code, a badge by itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from borderpost import clock
from borderpost.told_codes import PUBLIC_KEY, key_told
from training import certificate_codes, open_badges
from training.certificate_shown import shown
from training.queries import certificates as queries
from training.validity import Standing

_JSON = click.option("--json", "as_json", is_flag=True, help="one object for programs")


@click.command("verify")
@click.argument("code")
@_JSON
@with_appcontext
def verify(code: str, *, as_json: bool) -> None:
    """Say what the certificate of CODE prints, and how it stands today.

    Exit 1 for one that does not hold or is not known; 2 for a typing error.
    """
    told = _told(code)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _sentence(told))
    sys.exit({"valid": 0, "typing_error": 2}.get(told["status"], 1))


def _told(code: str) -> dict[str, Any]:
    read = certificate_codes.read(code)
    if read is None:
        return {"valid": False, "status": "typing_error"}
    row = queries.coded(read)
    if row is None:
        return {"valid": False, "status": "unknown"}
    now = shown(row)
    is_valid = now.standing is Standing.VALID
    return {"valid": is_valid, "status": now.standing.value, "reason": row.ended_why,
            "sha256": now.digest, **now.facts}  # fmt: skip


@click.command("verify-badge")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PUBLIC_KEY
@_JSON
@with_appcontext
def verify_badge(file: Path, key: str | None, *, as_json: bool) -> None:
    """Verify the signed Open Badges credential in FILE with the post's public key alone.

    Exit 1 for one that the post did not sign, that was altered, or whose days are over or still
    to come. Whether it was revoked is not known without the post's database, and it says so.
    """
    if file.stat().st_size > open_badges.LARGEST:
        raise click.UsageError(f"{file} is too large for a credential")
    said = open_badges.verified(file.read_text(errors="replace"), key_told(key))
    told = _badge(said)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _sentence(told))
    sys.exit(0 if told["valid"] else 1)


def _badge(said: dict[str, Any] | None) -> dict[str, Any]:
    if said is None:
        return {"valid": False, "status": "altered", "revoked": "not_checked"}
    now, end = clock.now().timestamp(), said.get("exp")
    status = "early" if now < said["nbf"] else "expired" if end and now >= end else "valid"
    return {"valid": status == "valid", "status": status, "revoked": "not_checked",
            "number": said["credentialSubject"]["licenseNumber"],
            "name": [one["identityHash"] for one in said["credentialSubject"]["identifier"]],
            "achievement": said["credentialSubject"]["achievement"]["name"],
            "from": said["validFrom"], "until": said.get("validUntil")}  # fmt: skip


def _sentence(told: dict[str, Any]) -> str:
    known = [str(value) for name, value in told.items()
             if name in ("number", "name", "reason", "revoked") and value]  # fmt: skip
    return ": ".join([str(told["status"]).upper().replace("_", " "), ", ".join(known)])
