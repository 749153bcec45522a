"""From a draft to a Reading: repairs under the check digits, evidence for every field.

A check digit must never launder a guess. A repair is made only if it is cheap, it is said,
and where a rival is nearly as cheap the field is ambiguous. Where the digits are truly wrong
the lines stay as printed and the checks are reported bad. ``sure`` also asks that no
character which no digit protects was in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from docreader.amend import Cell, amend, groups_of
from docreader.checks import check_all
from docreader.confidence import confidence, kind_of_field, kind_of_zone
from docreader.decode import Draft
from docreader.doubt import Doubts, of_chosen
from docreader.mrz import ALPHABET, FILLER, Layout
from docreader.parse import is_proven, parse
from docreader.reading import Field, How, Reading, Verdict

Floats = NDArray[np.float32]

REPAIR_LIMIT = 8.0  # nats for all changes together, when every digit holds afterwards
FIELD_LIMIT = 4.0  # nats for one field by its own digit, when other digits stay wrong
LEAD = 2.0  # nats by which the next best repair must be dearer
OTHERWISE_READ = 2.0  # nats: a permitted character taken against that much is a repair
HESITATION = 1.5  # nats between the two best permitted characters of an unprotected cell
SURE_COST, SURE_WORST, SURE_MARGIN, SURE_CLARITY = 4.5, -3.5, 2.5, 0.75
SURE_CONFIDENCE = 0.99


@dataclass(frozen=True)
class Amended:
    """Lines after repairs: what changed and in which cells a rival came close."""

    lines: tuple[str, ...]
    changed: frozenset[Cell] = frozenset()
    contested: frozenset[Cell] = frozenset()


def conclude(draft: Draft, clarity: float, today: date, *, scale: str = "") -> Reading:
    """The Reading of a draft; ``clarity`` is the glyphs' mean probability, 0..1. ``scale``
    begins the names of the scales on which its confidence is read: a film has its own."""
    amended = _amended(draft)
    layout, lines = draft.layout, amended.lines
    parsed = parse(layout, lines, today)
    names, doubts = _names_by_cell(layout, lines), Doubts(draft, lines)
    repaired = _by_name(names, amended.changed | _otherwise_read(draft, lines))
    ambiguous = _by_name(names, amended.contested | _hesitant(doubts))
    logs = doubts.logs
    fields = {
        name: _with_evidence(field, draft, logs, names, repaired, ambiguous, scale)
        for name, field in parsed.fields.items()
    }
    said = [f"{How.AMBIGUOUS.value}:{name}" for name in ambiguous]
    said += [f"{How.REPAIRED.value}:{name}" for name in repaired if name not in ambiguous]
    reading = Reading(
        mrz_lines=lines,
        format=layout.format,
        fields=fields,
        checks=parsed.checks,
        warnings=tuple(dict.fromkeys([*said, *parsed.warnings])),
    )
    likely = confidence(scale + kind_of_zone(reading), float(logs.sum()))
    sure = (
        is_proven(parsed)
        and not ambiguous
        and clarity > SURE_CLARITY
        and likely >= SURE_CONFIDENCE
        and _is_firm(draft, amended, doubts)
    )
    return replace(reading, sure=sure, confidence=likely)


def _amended(draft: Draft) -> Amended:
    """All digits together first; failing that, each field by its own."""
    layout, lines = draft.layout, draft.lines
    if not _bad(layout, lines):
        return Amended(lines)
    groups = groups_of(layout, lines, composite=True)
    whole = amend(draft.cells, lines, groups)
    if whole is not None and whole.cost <= REPAIR_LIMIT:
        after = _changed(lines, whole.changes)
        if not _bad(layout, after):
            cells = frozenset(whole.changes)
            return Amended(after, cells, cells if whole.lead < LEAD else frozenset())
    return _amended_by_field(draft)


def _amended_by_field(draft: Draft) -> Amended:
    """Repairs of single fields in a zone whose digits cannot all be right."""
    layout, lines = draft.layout, draft.lines
    changed: dict[Cell, str] = {}
    bad = _bad(layout, lines)
    for group in groups_of(layout, lines, composite=False):
        at = group.cells[-1]
        if not group.checked or _digit_name(layout, at) not in bad:
            continue
        one = amend(draft.cells, lines, [group])
        if one is not None and one.cost <= FIELD_LIMIT and one.lead >= LEAD:
            changed |= one.changes
    return Amended(_changed(lines, changed), frozenset(changed))


def _digit_name(layout: Layout, at: Cell) -> str:
    for digit in layout.digits:
        if at in digit.at.cells():
            return digit.name
    return "document_number"  # of a long number, whose digit stands in the optional data


def _bad(layout: Layout, lines: tuple[str, ...]) -> set[str]:
    return {check.name for check in check_all(layout, lines) if check.verdict is Verdict.BAD}


def _changed(lines: tuple[str, ...], changes: Mapping[Cell, str]) -> tuple[str, ...]:
    rows = [list(line) for line in lines]
    for (row, column), char in changes.items():
        rows[row][column] = char
    return tuple("".join(row) for row in rows)


def _names_by_cell(layout: Layout, lines: tuple[str, ...]) -> dict[Cell, str]:
    """The field (or the check digit) that each cell belongs to, as warnings name it."""
    names: dict[Cell, str] = {}
    for element in layout.elements:
        name = element.name.removesuffix("_digit").replace("document_code_2", "document_code")
        for cell in element.span.cells():
            names[cell] = name
        if name == "name":
            surname = element.span.of(lines).partition(FILLER * 2)[0]
            for index, cell in enumerate(element.span.cells()):
                names[cell] = "surname" if index < len(surname) else "given_names"
    return names


def _by_name(names: Mapping[Cell, str], cells: frozenset[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[cell] for cell in sorted(cells)))


def _otherwise_read(draft: Draft, lines: tuple[str, ...]) -> frozenset[Cell]:
    """Cells where the recogniser clearly saw another character than the one that stands."""
    against = draft.seen.max(axis=2) - of_chosen(draft.seen, lines)
    return frozenset((int(r), int(c)) for r, c in np.argwhere(against > OTHERWISE_READ))


def _hesitant(doubts: Doubts) -> frozenset[Cell]:
    """Cells in which another character that no digit would refuse came close."""
    close = np.argwhere(doubts.margins < HESITATION)
    return frozenset((int(row), int(column)) for row, column in close)


def _is_firm(draft: Draft, amended: Amended, doubts: Doubts) -> bool:
    """Whether no digit had to repair anything and every character stands on its own."""
    lines = amended.lines
    cost = float((draft.cells.max(axis=2) - of_chosen(draft.cells, lines)).sum())
    return (
        not amended.changed
        and cost < SURE_COST
        and float(of_chosen(draft.seen, lines).min()) > SURE_WORST
        and float(doubts.margins.min()) > SURE_MARGIN
    )


def _with_evidence(
    field: Field,
    draft: Draft,
    logs: Floats,
    names: Mapping[Cell, str],
    repaired: tuple[str, ...],
    ambiguous: tuple[str, ...],
    scale: str,
) -> Field:
    """The field with how it came to be, its confidence and what stood there before."""
    cells = [cell for cell, name in names.items() if name == field.name]
    if not cells:
        return field
    how = (
        How.AMBIGUOUS
        if field.name in ambiguous
        else (How.REPAIRED if field.name in repaired else How.READ)
    )
    was = "".join(_own_cells(draft, cells, field)) if how is not How.READ else ""
    was = "" if was == field.raw else was
    told = replace(field, how=how, was=was)
    raw = float(sum(logs[cell] for cell in cells))
    return replace(told, confidence=confidence(scale + kind_of_field(told), raw))


def _own_cells(draft: Draft, cells: list[Cell], field: Field) -> Iterator[str]:
    """What the recogniser alone saw in the cells of ``field.raw``."""
    skipped = 2 if field.name == "given_names" else 0  # the << between the two names
    for row, column in cells[skipped : skipped + len(field.raw)]:
        yield ALPHABET[int(draft.seen[row, column].argmax())]
