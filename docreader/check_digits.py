"""Check digits: how one is computed, and what it can never see (ICAO 9303-3 §4.9)."""

from __future__ import annotations

from collections.abc import Mapping

from docreader.mrz import ALPHABET, DIGITS, FILLER, LETTERS

WEIGHTS = (7, 3, 1)
VALUES: Mapping[str, int] = {
    **{digit: int(digit) for digit in DIGITS},
    **{letter: 10 + index for index, letter in enumerate(LETTERS)},
    FILLER: 0,
}


def check_digit(text: str) -> str:
    """The digit '0' to '9' for ``text``. Raises KeyError for a character outside the zone."""
    total = sum(VALUES[char] * WEIGHTS[index % 3] for index, char in enumerate(text))
    return str(total % 10)


def blind_class(char: str) -> str:
    """The characters that no check digit can tell from ``char``, itself included.

    The weights 7, 3 and 1 have no factor in common with 10, so two characters are
    interchangeable exactly when their values agree modulo 10.
    """
    return BLIND_CLASSES[VALUES[char] % 10]


BLIND_CLASSES: tuple[str, ...] = tuple(
    "".join(char for char in ALPHABET if VALUES[char] % 10 == rest) for rest in range(10)
)
"""Ten classes, in the order of their remainder: ``0AKU<`` first."""

LOOKALIKES = ("6G", "1L", "0U", "<K", "8S", "7R")
"""Pairs within one class that an eye or a recogniser confuses."""


def blind_characters(raw: str, alphabet: str = ALPHABET) -> str:
    """The characters of ``raw``, each once and in order, that have a look-alike in their class.

    The digits agree on ``raw``, yet they would agree as well if one of these were its twin.
    ``alphabet``: what may stand there; a date cannot hold the G that a 6 might be.
    """
    twins = {pair[i]: pair[1 - i] for pair in LOOKALIKES for i in (0, 1)}
    return "".join(dict.fromkeys(c for c in raw if c in twins and twins[c] in alphabet))
