"""The post's own secret: it signs slips, forms of a refusal and receipts. Their marks keep the
kinds apart."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from borderpost import config, signed_text


def secret() -> bytes:
    """The 32 bytes that never leave the machine; made on first use."""
    return config.key(Path(current_app.config["INSTANCE"]), "slip")


def public() -> bytes:
    """What everybody may know: the 32 bytes by which the post's papers are checked."""
    return signed_text.public_key(secret())
