"""The keys of receipts: the post's own secret, which signs its slips too, and its public half."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from borderpost import config
from cashdesk import receipt_codes


def signing_key() -> bytes:
    """The post's secret bytes; the marks ``BP1`` and ``BPR1`` keep slips and receipts apart."""
    return config.key(Path(current_app.config["INSTANCE"]), "slip")


def public_key() -> bytes:
    """What everybody may know: the 32 bytes by which this post's receipts are verified."""
    return receipt_codes.public_key(signing_key())
