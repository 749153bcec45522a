"""``read_text``: lines that were typed, pasted, or sent by a swipe reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from docreader.checks import check_all
from docreader.mrz import ALPHABET, LAYOUTS, Layout
from docreader.parse import is_proven, parse
from docreader.reading import Reading, Verdict
from docreader.repair import repair, tell
from docreader.wedge import LONGEST, SHAPES, Typed, layouts_for, read_typed

_MOST_FOREIGN = 8  # positions told; more would not help anybody to find them


def read_text(lines: str | Sequence[str], *, today: date | None = None) -> Reading:
    """Read a zone from one text or from its lines; never raises for any text.

    ``today`` decides the century of two-digit years and whether the document has expired;
    the date in UTC if it is left out. What has no zone's shape comes back as it was
    typed, with ``format`` '' and the reason in ``warnings``: ``empty``, ``too_long``,
    ``line_count:4``, ``total_length:87``, ``line_length:2:45`` (line, characters),
    ``foreign_character:1:7`` (line, column; both from 1).
    """
    text = lines if isinstance(lines, str) else "\n".join(lines)
    typed = read_typed(text)
    notes = tuple(_notes(text, typed))
    if not typed.fits:
        return Reading(mrz_lines=typed.lines, warnings=notes + tuple(_misfits(typed.lines)))
    layout = recognise(typed.lines)
    return _repaired_reading(layout, typed.lines, today or datetime.now(UTC).date(), notes)


def recognise(lines: Sequence[str]) -> Layout:
    """The layout of lines that have the shape of one (ICAO 9303-7 §4.2: visas begin with V).

    An old French identity card has TD2's shape; it is one if it says ``IDFRA`` and its own
    check digits agree at least as often as TD2's would.
    """
    layouts = {layout.format: layout for layout in layouts_for(lines)}
    if lines[0].startswith("V"):
        visa = layouts.get("MRVA") or layouts.get("MRVB")
        if visa:
            return visa
    if "FRAID" in layouts and lines[0].startswith("IDFRA"):
        return max((layouts["FRAID"], layouts["TD2"]), key=lambda one: _agreeing(one, lines))
    return next(layouts[name] for name in ("TD1", "TD2", "TD3") if name in layouts)


def _agreeing(layout: Layout, lines: Sequence[str]) -> int:
    return sum(check.verdict is Verdict.OK for check in check_all(layout, lines))


def _repaired_reading(
    layout: Layout, lines: Sequence[str], today: date, notes: tuple[str, ...]
) -> Reading:
    """The reading of well-shaped lines, repairs made and said."""
    as_read = parse(layout, lines, today)
    if is_proven(as_read):
        parsed, mrz_lines, touched = as_read, tuple(lines), False
    else:
        repaired = repair(layout, lines)
        before = {name: field.raw for name, field in as_read.fields.items()}
        mrz_lines, touched = tuple(repaired.lines), bool(repaired.how)
        parsed = tell(parse(layout, mrz_lines, today), repaired, before)
    return Reading(
        mrz_lines=mrz_lines,
        format=layout.format,
        fields=parsed.fields,
        checks=parsed.checks,
        sure=is_proven(parsed) and not touched,
        confidence=1.0,
        warnings=notes + parsed.warnings,
    )


def _notes(text: str, typed: Typed) -> Iterator[str]:
    """What was done to the text before it could be read."""
    if len(text) > LONGEST:
        yield "too_long"
    if typed.keyboard != "us":
        yield f"keyboard_layout:{typed.keyboard}"
    for name, affix in (("prefix", typed.prefix), ("suffix", typed.suffix)):
        if set(affix) & set(ALPHABET):  # signs alone are how readers are set up; letters are told
            yield f"ignored_{name}:{len(affix)}"


def _misfits(lines: Sequence[str]) -> Iterator[str]:
    """Why lines are no zone: number, lengths, foreign characters."""
    if not lines:
        yield "empty"
    elif len(lines) == 1 and len(lines[0]) > max(layout.width for layout in LAYOUTS.values()):
        if len(lines[0]) not in SHAPES:
            yield f"total_length:{len(lines[0])}"
    elif len(lines) not in (2, 3):
        yield f"line_count:{len(lines)}"
    else:
        width = _meant_width(lines)
        for number, line in enumerate(lines, 1):
            if len(line) != width:
                yield f"line_length:{number}:{len(line)}"
    foreign = [
        f"foreign_character:{number}:{column}"
        for number, line in enumerate(lines, 1)
        for column, char in enumerate(line, 1)
        if char not in ALPHABET
    ]
    yield from foreign[:_MOST_FOREIGN]


def _meant_width(lines: Sequence[str]) -> int:
    """The width that lines of the wrong length most likely should have had."""
    widths = sorted({one.width for one in LAYOUTS.values() if one.lines == len(lines)})
    return min(widths, key=lambda width: sum(abs(len(line) - width) for line in lines))
