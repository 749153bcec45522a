"""Keyed marks: by which documents and entries are found again without being written in plain."""

from __future__ import annotations

import hmac

from flask import current_app

from watchlist.documents import folded, plain_number
from watchlist.listed import Listed


def of_paper(issuer: str, number: str) -> str:
    """The mark of a document; ``issuer`` '' where a list does not tell it."""
    return _mark(f"paper {issuer} {plain_number(number)}")[:16]


def of_misread(issuer: str, number: str) -> str:
    """Alike for numbers that a reader takes for each other."""
    return _mark(f"misread {issuer} {folded(number)}")[:16]


def of_document(issuer: str, kind: str, number: str) -> str:
    """The mark of a traveller's document in a clearance; '' without a number."""
    if not plain_number(number):
        return ""
    return _mark(f"cleared {issuer} {kind} {plain_number(number)}")


def of_entry(listed: Listed) -> str:
    """The keyed digest of an entry: another one once anything of it changes."""
    return _mark(f"entry {listed.digest()}")


def _mark(text: str) -> str:
    return hmac.digest(current_app.config["SEAL_KEY"], text.encode(), "sha256").hex()
