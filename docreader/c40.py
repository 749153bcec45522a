"""C40, the packing of letters in digital seals, and their dates (ICAO 9303-13 §2.3).

Three characters of A to Z, 0 to 9 and the blank stand in two bytes. The blank is the filler
of the zone; sequences that ISO/IEC 16022 would allow beside these have no place in a seal.
"""

from __future__ import annotations

from datetime import date

_ALPHABET = "\0\1\2 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # by value; 0 to 2 are shifts
_PAD, _FIRST = 0, 3  # the value that fills a last pair, and the least value of a character
_UNLATCH = 0xFE  # a single last character follows as its ASCII code and one


def decoded(data: bytes) -> str:
    """The text of packed bytes. Raises ValueError for what C40 of a seal cannot be."""
    if len(data) % 2:
        raise ValueError("C40 comes in pairs of bytes")
    last = len(data) - 2
    return "".join(_three(data[at : at + 2], is_last=at == last) for at in range(0, last + 1, 2))


def _three(pair: bytes, *, is_last: bool) -> str:
    if pair[0] == _UNLATCH and is_last:
        return _single(pair[1])
    rest = int.from_bytes(pair) - 1
    values = [rest // 1600, rest // 40 % 40, rest % 40]
    if rest < 0 or values[0] >= len(_ALPHABET):
        raise ValueError("no three characters")
    if is_last and values[2] == _PAD:
        values.pop()
    if min(values) < _FIRST:
        raise ValueError("a character that no seal holds")
    return "".join(_ALPHABET[value] for value in values)


def _single(code: int) -> str:
    char = chr(code - 1) if code else ""
    if char not in _ALPHABET[_FIRST:] or not char:
        raise ValueError("a character that no seal holds")
    return char


def day(data: bytes) -> date:
    """The date in three bytes, whose number reads month, day, year. Raises ValueError."""
    digits = f"{int.from_bytes(data):08d}"
    return date(int(digits[4:]), int(digits[:2]), int(digits[2:4]))
