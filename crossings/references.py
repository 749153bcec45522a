"""PURE: the reference that people read aloud and type, such as GOG-20261123-0042-K."""

from __future__ import annotations

from datetime import date

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def human_reference(post_code: str, day: date, number: int) -> str:
    """Post, local day, counter of that day, and a check character over all of them."""
    body = f"{post_code}-{day:%Y%m%d}-{number:04d}"
    return f"{body}-{check_character(body)}"


def is_valid(reference: str) -> bool:
    """Whether the check character agrees: with one wrong character it never does, with two
    swapped ones hardly ever."""
    body, _dash, last = reference.upper().rpartition("-")
    return bool(body) and check_character(body) == last


def check_character(body: str) -> str:
    """ISO/IEC 7064 MOD 37,36 over the letters and digits of ``body``."""
    product = 36
    for char in body.upper():
        if char in _ALPHABET:
            total = (product + _ALPHABET.index(char)) % 36 or 36
            product = total * 2 % 37
    return _ALPHABET[(37 - product) % 36]
