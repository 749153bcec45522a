"""PURE: short codes that people type: signs that nobody mixes up, the last one a check.

The signs are those of Crockford's base 32 (no I, L, O, U); the check is Luhn's over 32: one wrong
sign always shows, two swapped neighbours nearly always. A certificate's code has the same signs
and a check of its own (``certificate_codes``).
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OIL", "011")
_BITS = 5  # of a sign


def drawn(signs: int) -> str:
    """So many signs from the system's generator, 5 bits each, and no check."""
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))


def of_number(number: int, signs: int) -> str:
    """The lowest 5 x ``signs`` bits of a number as a code, and its check."""
    places = range(_BITS * (signs - 1), -1, -_BITS)
    return checked("".join(ALPHABET[number >> place & 31] for place in places))


def checked(body: str) -> str:
    """The body with its check sign."""
    return body + ALPHABET[-_sum(body, 2) % 32]


def read(typed: str, signs: int) -> str | None:
    """The code as it is kept, however it was typed. None for what has not so many signs with the
    check, or a wrong one."""
    text = meant(typed, signs + 1)
    return text if text is not None and _sum(text, 1) % 32 == 0 else None


def meant(typed: str, signs: int) -> str | None:
    """So many signs, however they were typed: small letters, O for 0, dashes, spaces; their check
    is not looked at. None for another number of them, or another letter."""
    text = "".join(sign for sign in typed.upper().translate(_MEANT) if sign.isalnum())
    return text if len(text) == signs and set(text) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """The code as it is shown: two halves."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def _sum(text: str, factor: int) -> int:
    total = 0
    for sign in reversed(text):
        value = ALPHABET.index(sign) * factor
        total += value // 32 + value % 32
        factor = 3 - factor
    return total
