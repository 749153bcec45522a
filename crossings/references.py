"""PURE: the reference that people read aloud and type, such as GOG-20261123-0042-K."""

from __future__ import annotations

import re
from datetime import date

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORM = re.compile(r"[A-Z0-9]{1,8}-R[0-9]{4}-[0-9]{5,}-[0-9A-Z]")


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


def form_number(post_code: str, year: int, serial: int) -> str:
    """The number of a refusal's form, such as GOG-R2026-00001-K: post, series, check character."""
    body = f"{post_code}-R{year}-{serial:05d}"
    return f"{body}-{check_character(body)}"


def is_form_number(text: str) -> bool:
    """Whether a text is the number of a form, its check character agreeing."""
    return bool(_FORM.fullmatch(text.upper())) and is_valid(text)
