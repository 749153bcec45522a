"""What a swipe reader types as a keyboard: layouts of the host, separators, prefix, suffix.

Such a reader types as if the host had a US keyboard. On a French host other characters
arrive, always the same ones, so they can be turned back. A new host layout is one more
entry of ``KEYBOARDS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docreader import states
from docreader.checks import check_all
from docreader.mrz import ALPHABET, FILLER, LAYOUTS, Layout
from docreader.reading import Verdict

SHAPES: Mapping[int, tuple[int, int]] = {90: (3, 30), 72: (2, 36), 88: (2, 44)}
"""Characters in all -> lines and their width."""

_SWAPPED = dict(zip("QAZW", "AQWZ", strict=True))
KEYBOARDS: Mapping[str, Mapping[str, str]] = {
    "us": {},
    "azerty": {
        **_SWAPPED,
        ".": FILLER,
        "?": "M",
        **dict(zip("&é\"'(-è_çà", "1234567890", strict=True)),
        **dict(zip("ÉÈÇÀ", "2790", strict=True)),  # Caps Lock where it turns accented letters
    },
    "azerty_caps_lock": {**_SWAPPED, ";": FILLER, ",": "M"},  # Windows: digits come right
}
"""Name -> what was typed -> what was meant; characters that are not listed mean themselves.
Letters are compared in upper case, so that Caps Lock alone does no harm."""

_SEPARATORS = re.compile(r"[\r\n\t\v\f\x1c-\x1f\x85\u2028\u2029]+")
_BLANKS = re.compile("[ \u00a0\u200b\u202a-\u202e\u2066-\u2069\ufeff]+")
_LONGEST_AFFIX = 16
LONGEST = 4096  # characters; no reader types as much


@dataclass(frozen=True)
class Typed:
    """Lines as typed, turned back from ``keyboard``; ``prefix`` and ``suffix`` were cut off."""

    lines: tuple[str, ...]
    keyboard: str = "us"
    prefix: str = ""
    suffix: str = ""

    @property
    def fits(self) -> bool:
        """Whether the lines have the shape and the characters of a zone."""
        return bool(layouts_for(self.lines)) and set("".join(self.lines)) <= set(ALPHABET)


def layouts_for(lines: Sequence[str]) -> tuple[Layout, ...]:
    """The layouts that have this number of lines, all of this width."""
    return tuple(
        layout
        for layout in LAYOUTS.values()
        if len(lines) == layout.lines and all(len(line) == layout.width for line in lines)
    )


def unscramble(text: str) -> str:
    """``text`` in the characters that were meant: the lines if it is a zone, else as it was."""
    typed = read_typed(text)
    return "\n".join(typed.lines) if typed.fits else text


def read_typed(text: str) -> Typed:
    """The lines that ``text`` holds, under the keyboard whose check digits agree best.

    The US layout stands unless a character that no zone can hold speaks against it.
    """
    readings = [_split(text[:LONGEST], name) for name in KEYBOARDS]
    if readings[0].fits:
        return readings[0]
    return max(readings, key=_evidence)  # the first of equals: the US layout


def _evidence(typed: Typed) -> tuple[bool, int, int]:
    """How well a reading is supported: it fits, check digits agree, little is foreign."""
    foreign = sum(char not in ALPHABET for line in typed.lines for char in line)
    if not typed.fits:
        return False, 0, -foreign
    agreeing = (
        sum(check.verdict is Verdict.OK for check in check_all(layout, typed.lines))
        for layout in layouts_for(typed.lines)
    )
    return True, max(agreeing), 0


def _split(text: str, keyboard: str) -> Typed:
    """Lines of ``text`` as one keyboard would have meant it."""
    meant = KEYBOARDS[keyboard]
    pieces = [_meant(_BLANKS.sub("", piece), meant) for piece in _SEPARATORS.split(text)]
    lines = tuple(piece for piece in pieces if set(piece) & set(ALPHABET))
    for candidate in _cuts(lines):
        typed = Typed(candidate.lines, keyboard, candidate.prefix, candidate.suffix)
        if typed.fits:
            return typed
    return Typed(lines or tuple(piece for piece in pieces if piece), keyboard)


def _meant(piece: str, meant: Mapping[str, str]) -> str:
    """Characters turned back. Only A-Z fold: other letters must stay visible as foreign."""
    upper = (c.upper() if c.isascii() else c for c in piece)
    return "".join(meant.get(char, char) for char in upper)


def _cuts(lines: tuple[str, ...]) -> Iterator[Typed]:
    """Ways to cut the pieces into a zone, the plainest first."""
    yield Typed(lines)
    run = "".join(lines)
    if len(lines) not in (2, 3):
        yield Typed(_in_lines(run))
    if lines:
        yield from _without_signs(lines)
        if len(lines) == 1:
            yield from (
                Typed(_in_lines(t.lines[0]), "us", t.prefix, t.suffix)
                for t in _without_signs(lines)
            )
    yield from _without_letters(lines)


def _in_lines(run: str) -> tuple[str, ...]:
    """A run of 72, 88 or 90 characters cut into its lines, any other left whole."""
    count, width = SHAPES.get(len(run), (1, len(run)))
    return tuple(run[i * width : (i + 1) * width] for i in range(count))


def _without_signs(lines: tuple[str, ...]) -> Iterator[Typed]:
    """Prefix and suffix of signs that no zone holds, with or without letters outside them."""
    foreign = "".join(re.escape(c) for c in sorted(set("".join(lines)) - set(ALPHABET)))
    if not foreign:
        return
    head = re.compile(f"^.{{0,{_LONGEST_AFFIX}}}[{foreign}]")
    tail = re.compile(f"[{foreign}].{{0,{_LONGEST_AFFIX}}}$")
    before, after = head.match(lines[0]), tail.search(lines[-1])
    prefix, suffix = before.group() if before else "", after.group() if after else ""
    inner = list(lines)
    inner[-1] = inner[-1][: len(inner[-1]) - len(suffix)]
    inner[0] = inner[0][len(prefix) :]
    yield Typed(tuple(inner), "us", prefix, suffix)


def _without_letters(lines: tuple[str, ...]) -> Iterator[Typed]:
    """Prefix and suffix of two or more letters and digits, only round a proven zone.

    One letter too many is what a slip of the hand looks like, so it is never cut off; and
    no cut moves the end of a line that was typed as such.
    """
    if not lines:
        return
    for size, (count, width) in SHAPES.items():
        spare = sum(map(len, lines)) - size
        whole = len(lines) == 1
        if not 2 <= spare <= 2 * _LONGEST_AFFIX or (not whole and len(lines) != count):
            continue
        starts = range(spare + 1) if whole else [len(lines[0]) - width]
        for start in starts:
            typed = _cut_out(lines, start, spare - start, size)
            if typed and _is_proven(typed):
                yield typed


def _cut_out(lines: tuple[str, ...], before: int, after: int, size: int) -> Typed | None:
    """The zone between ``before`` and ``after`` characters, None for an unlikely affix."""
    run = "".join(lines)
    prefix, suffix = run[:before], run[before + size :]
    affixes = [affix for affix in (prefix, suffix) if affix]
    if before < 0 or after < 0 or any(len(a) == 1 or FILLER in a for a in affixes):
        return None
    inner = _in_lines(run[before : before + size])
    if len(lines) > 1 and list(inner[1:-1]) != list(lines[1:-1]):
        return None
    return Typed(inner, "us", prefix, suffix)


def _is_proven(typed: Typed) -> bool:
    """Whether every digit holds and the head of the zone is one that exists."""
    if not typed.fits:
        return False
    head = typed.lines[0]
    if not states.is_known(states.normalise(head[2:5])) or not states.document_kind(head[:2]):
        return False
    return any(
        all(check.verdict is not Verdict.BAD for check in check_all(layout, typed.lines))
        and all(head[i] in layout.alphabet_at(0, i) for i in range(layout.width))
        for layout in layouts_for(typed.lines)
    )
