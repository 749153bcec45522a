"""The little of DER that certificates need: one value after another, none beyond its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

INTEGER, BIT_STRING, NULL, OBJECT, SEQUENCE = 0x02, 0x03, 0x05, 0x06, 0x30
VERSION = 0xA0  # [0], constructed: the version at the head of a certificate


@dataclass(frozen=True)
class Value:
    """One value: its tag and what stands in it."""

    tag: int
    content: bytes


def values(data: bytes) -> list[Value]:
    """The values that stand in ``data`` side by side. Raises ValueError where they do not fit."""
    return list(_each(data))


def inside(data: bytes, tag: int = SEQUENCE) -> list[Value]:
    """What stands in the one value of ``data``, which has this tag. Raises ValueError."""
    found = values(data)
    if len(found) != 1 or found[0].tag != tag:
        raise ValueError("another value stands here")
    return values(found[0].content)


def encoded(value: Value) -> bytes:
    """The value as it is written."""
    length = len(value.content)
    if length < 0x80:
        return bytes([value.tag, length]) + value.content
    size = (length.bit_length() + 7) // 8
    return bytes([value.tag, 0x80 | size]) + length.to_bytes(size) + value.content


def sequence(parts: list[Value]) -> Value:
    """The values as one."""
    return Value(SEQUENCE, b"".join(map(encoded, parts)))


def number(value: Value) -> int:
    """An integer that is not negative. Raises ValueError for anything else."""
    if value.tag != INTEGER or not value.content or value.content[0] & 0x80:
        raise ValueError("no positive integer")
    return int.from_bytes(value.content)


def _each(data: bytes) -> Iterator[Value]:
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("a value without its length")
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 3 or at + size > len(data):
                raise ValueError("a length that cannot be")
            length, at = int.from_bytes(data[at : at + size]), at + size
        if at + length > len(data):
            raise ValueError("a value beyond the end")
        yield Value(tag, data[at : at + length])
        at += length
