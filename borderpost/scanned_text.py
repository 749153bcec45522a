"""PURE: a signed text of ours as a handheld reader types it, whatever keyboard the host has."""

from __future__ import annotations

from collections.abc import Iterator

from docreader.wedge import KEYBOARDS

LONGEST = 400  # characters; a text of ours has less than 200
# Where a handheld reader types as on a US keyboard, a French host hears these otherwise.
FRENCH = {**KEYBOARDS["azerty"], "M": ":", ")": "-"}


def meant(text: str) -> Iterator[str]:
    """The text as it stands, and as a French keyboard would have garbled it."""
    as_it_stands = plain(text)
    yield as_it_stands
    yield "".join(FRENCH.get(char, char) for char in as_it_stands)


def plain(text: str) -> str:
    """Without blanks and in capitals; letters of ASCII alone, for ``ſ`` is no ``S``."""
    upper = (char.upper() if char.isascii() else char for char in text[: 2 * LONGEST])
    return "".join("".join(upper).split())[:LONGEST]
