"""For commands: a code that was typed, or the one in a picture of that name, and the public key
that it is checked with. No database."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click

from borderpost import post_key

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")
_KEY = re.compile("[0-9a-fA-F]{64}")


PUBLIC_KEY = click.option(
    "--key", help="public key of another post, in hexadecimal (`flask slip key` there)"
)


def key_told(told: str | None) -> bytes:
    """The 32 bytes of a public key in hexadecimal; this post's own where none was told. Raises
    ``click.BadParameter`` for anything else."""
    if not told:
        return post_key.public()
    if not _KEY.fullmatch(told):
        raise click.BadParameter("a key is 64 hexadecimal digits", param_hint="--key")
    return bytes.fromhex(told)


def code_told(told: str, looks_like_one: Callable[[str], bool], what: str) -> str:
    """The code itself, or the first in the picture that looks like one of ``what``. Raises
    ``click.UsageError`` for a picture that is missing, unreadable or without such a code."""
    if looks_like_one(told):
        return told
    path = Path(told)
    if not path.is_file():
        if path.suffix.lower() in _SUFFIXES:
            raise click.UsageError(f"there is no picture {told}")
        return told
    found = [text for text in _in_picture(path) if looks_like_one(text)]
    if not found:
        raise click.UsageError(f"{told} shows no code of {what}: take it closer and flat")
    return found[0]


def _in_picture(path: Path) -> list[str]:
    from docreader import UnreadableImage, read_codes

    try:
        return [one.text for one in read_codes(path)]
    except UnreadableImage as error:
        raise click.UsageError(f"{path} cannot be read as a picture: {error}") from error
