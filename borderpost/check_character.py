"""PURE: the character at the end of a number, by which a wrongly read or typed one shows."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_valid(number: str) -> bool:
    """Whether the check character agrees: with one wrong character it never does, with two
    swapped ones hardly ever."""
    body, _dash, last = number.upper().rpartition("-")
    return bool(body) and check_character(body) == last


def checked(body: str) -> str:
    """The body with its check character, as ``is_valid`` reads it."""
    return f"{body}-{check_character(body)}"


def check_character(body: str) -> str:
    """ISO/IEC 7064 MOD 37,36 over the letters and digits of ``body``."""
    product = 36
    for char in body.upper():
        if char in _ALPHABET:
            total = (product + _ALPHABET.index(char)) % 36 or 36
            product = total * 2 % 37
    return _ALPHABET[(37 - product) % 36]
