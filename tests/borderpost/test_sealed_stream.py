"""A sealed file: what goes in comes out, and nothing else does."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderpost.archive import BadArchive
from borderpost.evacuation import codes
from borderpost.evacuation.sealed_stream import MAGIC, Opener, Sealer, WrongCode

CODE = codes.new_code()
PUBLIC, PRIVATE = codes.public_half(CODE), codes.private_key(CODE)
HEAD = len(MAGIC) + 64
PIECE = (1 << 20) + 16  # bytes of a sealed piece


def sealed(plain: bytes) -> bytes:
    out = io.BytesIO()
    with Sealer(out, PUBLIC) as sealer:
        sealer.write(plain)
    return out.getvalue()


def opened(data: bytes) -> bytes:
    return Opener(io.BytesIO(data), PRIVATE).readall() or b""


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_what_was_sealed_comes_out_whatever_its_size(size: int) -> None:
    plain = bytes(range(256)) * (size // 256 + 1)

    assert opened(sealed(plain[:size])) == plain[:size]


def test_nothing_of_it_can_be_read_without_the_code() -> None:
    assert b"TRAORE" not in sealed(b"TRAORE" * 1000)
    other = codes.private_key(codes.new_code())

    with pytest.raises(WrongCode, match=codes.mark(PUBLIC)):
        Opener(io.BytesIO(sealed(b"TRAORE")), other)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_altered_byte_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(sealed(b"admit" * 50))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises((BadArchive, WrongCode)):
        opened(bytes(whole))


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_a_cut_end_is_noticed_wherever_it_is_cut(place: int) -> None:
    whole = sealed(b"admit" * 50)

    with pytest.raises(BadArchive):
        opened(whole[: place % len(whole)])


def test_pieces_can_be_neither_swapped_nor_left_out_nor_added() -> None:
    whole = sealed(bytes(5 << 19))  # two whole pieces and a half
    head, first, second, last = (
        whole[:HEAD], whole[HEAD : HEAD + PIECE], whole[HEAD + PIECE : HEAD + 2 * PIECE],
        whole[HEAD + 2 * PIECE :],
    )  # fmt: skip
    assert opened(head + first + second + last) == bytes(5 << 19)

    for other in (second + first + last, first + last, first + second, first + second + last * 2):
        with pytest.raises(BadArchive):
            opened(head + other)


def test_a_code_is_known_again_in_small_letters_and_without_its_lines() -> None:
    assert codes.public_half(f"  {CODE.lower().replace('-', ' ')}\n") == PUBLIC


@given(st.integers(0, 31), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
@settings(deadline=None)
def test_a_mistyped_code_is_refused_or_opens_nothing(place: int, letter: str) -> None:
    text = CODE.replace("-", "")
    typed = text[:place] + letter + text[place + 1 :]
    if typed == text:
        return

    with contextlib.suppress(codes.BadCode):
        assert codes.public_half(typed) != PUBLIC


@pytest.mark.parametrize(
    "typed",
    ["", "ABCD", CODE + "A", CODE[:-1], "é" * 32],
    ids=["nothing", "short", "one-more", "one-less", "accents"],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(codes.BadCode):
        codes.private_key(typed)
