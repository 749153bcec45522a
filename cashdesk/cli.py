"""``flask crossings verify-receipt``: a receipt's code or its picture, without a database."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from borderpost import post_key
from cashdesk import receipt_codes
from cashdesk.receipt_codes import ReceiptText

_HEX = re.compile("[0-9a-fA-F]{64}")
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")


@click.command("verify-receipt")
@click.argument("code_or_image")
@click.option("--key", help="public key of another post, in hexadecimal (`flask slip key` there)")
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
@with_appcontext
def verify_receipt(code_or_image: str, key: str | None, *, as_json: bool) -> None:
    """Verify a receipt's code, or a picture of it, with the post's public key alone.

    Exit 1 for a receipt that the post did not sign or that was altered, 2 where there is none.
    Whether it was made void later is not known without the post's database, and it says so.
    """
    if key and not _HEX.fullmatch(key):
        raise click.BadParameter("a key is 64 hexadecimal digits", param_hint="--key")
    text = _text(code_or_image)
    said = receipt_codes.verified(text, bytes.fromhex(key) if key else post_key.public())
    click.echo(json.dumps(_plain(said)) if as_json else _sentence(said))
    sys.exit(0 if said else 1)


def _text(told: str) -> str:
    """The code itself, or the one that is in the picture of this name."""
    if receipt_codes.looks_like_one(told):
        return told
    path = Path(told)
    if not path.is_file():
        if path.suffix.lower() in _SUFFIXES:
            raise click.UsageError(f"there is no picture {told}")
        return told
    found = [text for text in _in_picture(path) if receipt_codes.looks_like_one(text)]
    if not found:
        raise click.UsageError(f"{told} shows no code of a receipt: take it closer and flat")
    return found[0]


def _in_picture(path: Path) -> list[str]:
    from docreader import UnreadableImage, read_codes

    try:
        return [one.text for one in read_codes(path)]
    except UnreadableImage as error:
        raise click.UsageError(f"{path} cannot be read as a picture: {error}") from error


def _plain(said: ReceiptText | None) -> dict[str, object]:
    if said is None:
        return {"valid": False, "void": "not_checked"}
    facts = {name: getattr(said, name) for name in ("number", "amount", "currency", "tariff")}
    at = said.at.isoformat(timespec="minutes")
    return {"valid": True, **facts, "at": at, "free": said.is_free, "void": "not_checked"}


def _sentence(said: ReceiptText | None) -> str:
    if said is None:
        return "NOT VALID: altered, or not signed by this post"
    paid = "free passage, nothing paid" if said.is_free else f"{said.amount} {said.currency}"
    return (
        f"valid: {said.number}, {paid}, tariff {said.tariff}, {said.at:%Y-%m-%d %H:%M} UTC; "
        "whether it was made void later: not checked"
    )
