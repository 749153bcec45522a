"""PURE: numbers and codes of certificates. A number is counted; a code cannot be guessed."""

from __future__ import annotations

from borderpost.check_character import check_character
from training import typed_codes

_LENGTH = 13  # of 5 bits: 65 from the system's generator


def new_code() -> str:
    """Thirteen characters and the one that checks them, ``ABCDE-FGHJK-MNP7``. It is in the same
    alphabet: a body that would need I, L, O or U is not used, which leaves over 64 bits."""
    while True:
        body = typed_codes.drawn(_LENGTH)
        last = check_character(body)
        if last in typed_codes.ALPHABET:
            return written(body + last)


def written(plain: str) -> str:
    """In groups, as it is printed."""
    return f"{plain[:5]}-{plain[5:10]}-{plain[10:]}"


def read(typed: str) -> str | None:
    """A code as it was typed, in its written form. None for a typing error: another length,
    letter or check character."""
    plain = typed_codes.meant(typed, _LENGTH + 1)
    if plain is None or check_character(plain[:-1]) != plain[-1]:
        return None
    return written(plain)


def certificate_number(post_code: str, year: int, serial: int) -> str:
    """``GOG-C-2026-00012``: the post, the year, and its count there."""
    return f"{post_code}-C-{year}-{serial:05}"
