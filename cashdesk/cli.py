"""``flask crossings verify-receipt``: a receipt's code or its picture, without a database."""

from __future__ import annotations

import json
import sys

import click
from flask.cli import with_appcontext

from borderpost.told_codes import PUBLIC_KEY, code_told, key_told
from cashdesk import receipt_codes
from cashdesk.receipt_codes import ReceiptText


@click.command("verify-receipt")
@click.argument("code_or_image")
@PUBLIC_KEY
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
@with_appcontext
def verify_receipt(code_or_image: str, key: str | None, *, as_json: bool) -> None:
    """Verify a receipt's code, or a picture of it, with the post's public key alone.

    Exit 1 for a receipt that the post did not sign or that was altered, 2 where there is none.
    Whether it was made void later is not known without the post's database, and it says so.
    """
    if receipt_codes.is_number(code_or_image):
        raise click.UsageError(
            "a number alone is not signed: a receipt written by hand has no code, and the post's "
            "page /receipt-check/ says what it knows of the number"
        )
    text = code_told(code_or_image, receipt_codes.looks_like_one, "a receipt")
    said = receipt_codes.verified(text, key_told(key))
    click.echo(json.dumps(_plain(said)) if as_json else _sentence(said))
    sys.exit(0 if said else 1)


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
