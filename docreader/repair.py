"""Repairs of visual confusion: one minimal candidate that the digits accept, and always said.

A letter where only digits may stand is put right if the check digit then holds. In a mixed
field an O may have been a 0, or the reverse: the fewest changes that satisfy the digits are
taken if there is exactly one way to make them; if there are several the field stays as it
was read and is called ambiguous. What no confusion explains stays wrong: a document whose
digits are truly wrong must look wrong. One in ten changes satisfies a digit by chance, so a
change must also leave the field at least as regular: no letter is put among digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise, product

from docreader import states
from docreader.checks import check, covered, position
from docreader.document_number import locate_number
from docreader.mrz import DIGITS, FILLER, Digit, Layout, Span
from docreader.parse import Parsed
from docreader.reading import How, Verdict

DIGIT_FOR: Mapping[str, str] = dict(zip("OQDILZSGTB", "0001125678", strict=True))
"""The digit that a letter must have been where only digits may stand."""

CONFUSED: Mapping[str, str] = {
    "0": "O",
    "O": "0",
    "D": "0",
    "Q": "0",
    "1": "I",
    "I": "1",
    "2": "Z",
    "Z": "2",
    "5": "S",
    "S": "5",
    "8": "B",
    "B": "8",
}
"""In mixed fields: what each character may have been. Pairs that no digit can tell apart
(6 and G) are not here: exchanging them would prove nothing."""

_LETTER_FOR: Mapping[str, str] = dict(zip("0125678", "OIZSGTB", strict=True))
_MOST_CHANGES = 2
_Cell = tuple[int, int]
_Change = dict[_Cell, str]


@dataclass
class Repaired:
    """``lines`` after the repairs; ``how`` by field or digit name."""

    lines: list[str]
    how: dict[str, How] = field(default_factory=dict)

    def apply(self, name: str, change: _Change) -> None:
        """Write a change down and say whose it was."""
        self.lines = _changed(self.lines, change)
        self.how[name] = How.REPAIRED


def repair(layout: Layout, lines: Sequence[str]) -> Repaired:
    """Put right what visual confusion explains in ``lines``, which have the layout's shape."""
    result = Repaired(list(lines))
    for digit in layout.digits:
        _repair_digits_only(layout, digit, result)
    for digit in layout.digits:
        if digit.name in ("document_number", "optional_data"):
            _repair_mixed(layout, digit, result)
    for name in ("issuing_state", "nationality"):
        _repair_state(layout, name, result)
    return result


def tell(parsed: Parsed, repaired: Repaired, before: Mapping[str, str]) -> Parsed:
    """``parsed`` with every repair and ambiguity said; ``before``: raw by field, as read."""
    fields = dict(parsed.fields)
    for name, how in repaired.how.items():
        if name in fields:
            was = before.get(name, "") if how is How.REPAIRED else ""
            fields[name] = replace(fields[name], how=how, was=was)
    said = tuple(f"{how.value}:{name}" for name, how in repaired.how.items())
    return replace(parsed, fields=fields, warnings=said + parsed.warnings)


def _repair_digits_only(layout: Layout, digit: Digit, result: Repaired) -> None:
    """Letters in a date, in the cell of a check digit, or in a number without letters."""
    number = locate_number(layout, result.lines)
    own = () if digit.name == "composite" else covered(digit, number)
    change = {
        (line, column): DIGIT_FOR[result.lines[line][column]]
        for span in (*own, position(digit, number))
        for line, column in span.cells()
        if _must_be_digit(layout, line, column) and result.lines[line][column] in DIGIT_FOR
    }
    if change and _holds(digit, _changed(result.lines, change), layout):
        result.apply(digit.name, change)


def _must_be_digit(layout: Layout, line: int, column: int) -> bool:
    return set(layout.alphabet_at(line, column)) <= set(DIGITS + FILLER)


def _repair_mixed(layout: Layout, digit: Digit, result: Repaired) -> None:
    """One minimal change of a field of letters and digits, or the word ambiguous."""
    lines = result.lines
    if _holds(digit, lines, layout):
        return
    spans = covered(digit, locate_number(layout, lines))
    needs = [digit, *_composite_if_only(layout, digit, lines)]
    for changes in range(1, _MOST_CHANGES + 1):
        passing = [
            change
            for change in _candidates(layout, spans, lines, changes)
            if all(_holds(need, _changed(lines, change), layout) for need in needs)
        ]
        if any(_is_regular(spans, lines, change) for change in passing):
            if len(passing) == 1:
                result.apply(digit.name, passing[0])
            else:
                result.how[digit.name] = How.AMBIGUOUS
            return


def _is_regular(spans: Sequence[Span], lines: Sequence[str], change: _Change) -> bool:
    """Whether letters and digits mix no more after the change; two changes must unmix them."""
    before, after = (
        _switches("".join(span.of(text) for span in spans))
        for text in (lines, _changed(lines, change))
    )
    return after < before or (after == before and len(change) == 1)


def _switches(text: str) -> int:
    """How often a letter follows a digit or a digit a letter."""
    return sum(a.isdigit() != b.isdigit() for a, b in pairwise(text))


def _composite_if_only(layout: Layout, digit: Digit, lines: Sequence[str]) -> Iterator[Digit]:
    """The composite, as a second witness, when no other field is wrong beside this one.

    Its weights stand over a number as the number's own do, so it refuses no candidate of a
    right digit; but where the digit itself was read wrong, it refuses them.
    """
    others = [d for d in layout.digits if d.name not in (digit.name, "composite")]
    composite = layout.digit("composite")
    if composite and all(_holds(other, lines, layout) for other in others):
        yield composite


def _candidates(
    layout: Layout, spans: Sequence[Span], lines: Sequence[str], changes: int
) -> Iterator[_Change]:
    """Every way to exchange exactly ``changes`` characters for what they may have been."""
    options: dict[_Cell, str] = {}
    for line, column in (cell for span in spans for cell in span.cells()):
        permitted = layout.alphabet_at(line, column)
        twins = [c for c in CONFUSED.get(lines[line][column], "") if c in permitted]
        if twins:
            options[line, column] = "".join(twins)
    for cells in combinations(options, changes):
        for letters in product(*(options[cell] for cell in cells)):
            yield dict(zip(cells, letters, strict=True))


def _repair_state(layout: Layout, name: str, result: Repaired) -> None:
    """A digit in a state's code, if the letter it resembles makes a code that exists."""
    element = layout.by_name.get(name)
    if element is None:
        return
    raw = element.span.of(result.lines)
    change = {
        cell: _LETTER_FOR[char]
        for cell, char in zip(element.span.cells(), raw, strict=True)
        if char in _LETTER_FOR
    }
    if change and states.is_known(
        states.normalise(element.span.of(_changed(result.lines, change)))
    ):
        result.apply(name, change)


def _holds(digit: Digit, lines: Sequence[str], layout: Layout) -> bool:
    """Whether one check digit agrees, or is a filler over an empty field."""
    return check(digit, locate_number(layout, lines), lines).verdict is not Verdict.BAD


def _changed(lines: Sequence[str], change: _Change) -> list[str]:
    """A copy of ``lines`` with some cells exchanged."""
    rows = [list(line) for line in lines]
    for (line, column), char in change.items():
        rows[line][column] = char
    return ["".join(row) for row in rows]
