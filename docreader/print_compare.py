"""Fields of a zone against the rows of print of the same page.

A field agrees when every character of it is borne out where it stands; it differs when the
print is surely that field (nearly the same, or under its label) and clearly says something
else. Thresholds err to ``not_compared``: blur must never accuse anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docreader.print_expected import is_cut, parsed, ways
from docreader.print_match import Match, alike, chars_in, laid_along, nearest, neighbours
from docreader.print_phrases import Phrase, labelled, phrases
from docreader.print_recogniser import Char, Print
from docreader.printed import COMPARED_FIELDS, State
from docreader.reading import Reading

BORNE_OUT = 0.80  # the least probability of every character of a field that agrees
CHEAP = -1.5  # nats that a field which agrees may cost against the free reading
CLEAR, CONTRADICTS = 0.90, 0.985  # of each character of what differs, of those that differ
_TRIED = 4  # places of a row looked at closely for one field
_NEAR_NUMBER = 6  # characters from which a nearly equal number is the number
_NEAR_NAME = 5
_BEFORE_ISSUE = 11  # years before the expiry: no document is issued then (ICAO: valid ten years)
_TOUCHING = 10  # columns between two words of one name


@dataclass(frozen=True)
class Finding:
    """What was found for one field; ``first`` and ``last`` are columns of its row."""

    state: State
    read: str
    seen: Print
    first: int
    last: int
    confidence: float


def compare(reading: Reading, prints: Sequence[Print]) -> Mapping[str, Finding]:
    """The findings by field; a field without one was not compared."""
    rows = [seen for seen in prints if not _is_zone(seen)]
    agree = {name: _agreeing(reading, name, rows) for name in COMPARED_FIELDS}
    found = {name: match for name, match in agree.items() if match}
    known = phrases(rows)
    for name in COMPARED_FIELDS:
        if name not in found and reading.value(name):
            differs = _differing(reading, name, known, agreeing=set(found))
            if differs:
                found[name] = differs
    return found


def _is_zone(seen: Print) -> bool:
    """Whether the row is the zone, or a copy of it: only there stand fillers."""
    return any(char.text == "<" and char.sure > 0.5 for char in seen.chars)


def _agreeing(reading: Reading, name: str, rows: Sequence[Print]) -> Finding | None:
    texts = ways(reading, name)
    whole = _borne_out(reading, name, texts, rows)
    if whole or name not in ("surname", "given_names"):
        return whole
    parts = reading.value(name).split()
    if not 2 <= len(parts) <= 4 or min(map(len, parts)) < 3:
        return None
    each = [_borne_out(reading, name, (part,), rows) for part in parts]
    found = [one for one in each if one]
    if len(found) < len(parts) or not _together(found):
        return None
    weakest = min(found, key=lambda one: one.confidence)
    return Finding(
        State.AGREES,
        " ".join(one.read for one in found),
        weakest.seen,
        weakest.first,
        weakest.last,
        weakest.confidence,
    )


def _together(found: Sequence[Finding]) -> bool:
    """Whether the parts of a name stand in one row or in rows below each other."""
    heights = sorted(one.seen.row.line.left[1] for one in found)
    cap = max(one.seen.row.line.cap for one in found)
    return all(b - a < 3 * cap for a, b in zip(heights, heights[1:], strict=False))


def _borne_out(
    reading: Reading, name: str, texts: Sequence[str], rows: Sequence[Print]
) -> Finding | None:
    """The best place where the print says one of the texts."""
    best: Match | None = None
    for text, seen in _likely(texts, rows):
        match = laid_along(text, seen)
        if match is None or match.weakest < BORNE_OUT or match.cost < CHEAP:
            continue
        if _stands_alone(reading, name, match) and (best is None or match.cost > best.cost):
            best = match
    if best is None:
        return None
    read = _text(best)
    return Finding(State.AGREES, read, best.seen, best.first, best.last, best.weakest)


def _likely(texts: Sequence[str], rows: Sequence[Print]) -> Iterator[tuple[str, Print]]:
    """Texts and rows that read nearly the same; the rest need not be looked at closely."""
    if not texts or not rows:
        return
    plain = ["".join(c.text for c in seen.chars if c.text.isalnum()) for seen in rows]
    edits = nearest(texts, plain)
    for one in edits.argsort(axis=None, kind="stable")[: 3 * _TRIED]:
        text, row = divmod(int(one), len(rows))
        if edits[text, row] <= max(1, len(texts[text]) // 3):
            yield texts[text], rows[row]


def _text(match: Match) -> str:
    return " ".join("".join(char.text for char in chars_in(match)).split())


def _stands_alone(reading: Reading, name: str, match: Match) -> bool:
    """Whether what was matched is a whole word, number or date, not a part of a longer one."""
    before, after = neighbours(match)
    read = _text(match)
    if name.endswith("_date"):
        marks = sum(not char.isalnum() for char in read)
        if match.text.isdigit() and marks < 2 and match.text[4:6] not in ("19", "20"):
            return False  # six digits, or year first: a personal number may begin like that
        return not (_joins(before, -1, "-") or _joins(after, 0, "-"))
    if name == "document_number":
        return not (_joins(before, -1, "") or _joins(after, 0, ""))
    if _joins(before, -1, "-'"):
        return False
    cut = is_cut(reading)
    if _joins(after, 0, "-'"):
        return cut
    return cut or not _runs_on(reading, match)


def _joins(text: str, end: int, marks: str) -> bool:
    return bool(text) and (text[end].isalnum() or text[end] in marks)


def _runs_on(reading: Reading, match: Match) -> bool:
    """Whether another word of a name stands directly beside it that the zone does not have."""
    known = set(f"{reading.value('surname')} {reading.value('given_names')}".split())
    for phrase in phrases([match.seen]):
        at = [c for c in phrase.plain if c in chars_in(match)]
        if not at:
            continue
        rest = "".join(
            c.text if c.text.isalnum() and c not in at else " " for c in phrase.chars
        ).split()
        return any(len(word) > 2 and word.isalpha() and word not in known for word in rest) and (
            not _after_label(phrase, at)
        )
    return False


def _after_label(phrase: Phrase, at: Sequence[Char]) -> bool:
    """Whether a colon stands between the rest of the phrase and the name."""
    return any(char.text == ":" and char.last < at[0].first for char in phrase.chars)


def _differing(
    reading: Reading, name: str, known: Sequence[Phrase], agreeing: set[str]
) -> Finding | None:
    """A phrase that is surely this field and clearly says something else."""
    says_else = _OTHER[name if not name.endswith("names") else "surname"]
    value = labelled(name, known) if agreeing else None
    if value and says_else(reading, name, value, True):
        return _finding(value)
    found = [phrase for phrase in known if says_else(reading, name, phrase, False)]
    return _finding(found[0]) if len(found) == 1 else None


def _finding(phrase: Phrase) -> Finding:
    return Finding(
        State.DIFFERS,
        phrase.text,
        phrase.seen,
        phrase.chars[0].first,
        phrase.chars[-1].last,
        phrase.weakest,
    )


def _contradictions(expected: str, chars: Sequence[Char]) -> int | None:
    """How many characters clearly say something else; None where any is not clear enough."""
    count = 0
    for wanted, char in zip(expected, chars, strict=True):
        if alike(wanted, char.text):
            continue
        if char.sure < CONTRADICTS:
            return None
        count += 1
    return count


def _another_number(reading: Reading, name: str, phrase: Phrase, is_labelled: bool) -> bool:
    wanted = ways(reading, name)
    chars = phrase.plain
    if not wanted or len(chars) != len(wanted[0]) or phrase.weakest < CLEAR:
        return False
    if reading.format.startswith("MRV"):
        return False  # a visa shows its own number and the passport's, often much alike
    count = _contradictions(wanted[0], chars)
    if not count:
        return False
    if len(chars) >= _NEAR_NUMBER and count <= (3 if len(chars) >= 9 else 2):
        return True
    return is_labelled and all(
        a.isdigit() == c.text.isdigit() or alike(a, c.text)
        for a, c in zip(wanted[0], chars, strict=True)
    )


def _another_date(reading: Reading, name: str, phrase: Phrase, is_labelled: bool) -> bool:
    value = reading.value(name)
    # A digit lost at the edge makes another date: every one must be clear, and all be there.
    is_whole = phrase.weakest >= CONTRADICTS and len(phrase.words[0]) > 1
    date = parsed(phrase.words) if is_whole else None
    if len(value) != 10 or date is None:
        return False
    year, month, day = (int(part) for part in value[2:].split("-"))
    year += date[2] // 100 * 100  # the zone codes no century
    if date in ((day, month, year), (month, day, year)):
        return False
    if is_labelled:
        return True
    if date[2] < 100:
        return False
    told = "{:02}{:02}{:04}"
    near = sum(
        a != b for a, b in zip(told.format(*date), told.format(day, month, year), strict=True)
    )
    expiry = reading.value("expiry_date")
    if name == "birth_date":
        return near <= 2 and len(expiry) == 10 and date[2] <= int(expiry[:4]) - _BEFORE_ISSUE
    return near <= 2 and date[2] == year and not reading.format.startswith("MRV")


def _another_name(reading: Reading, name: str, phrase: Phrase, is_labelled: bool) -> bool:
    chars = phrase.plain
    read = "".join(char.text for char in chars)
    if phrase.weakest < CLEAR or not read.isalpha() or len(read) < 3:
        return False
    for wanted in ways(reading, name):
        if len(wanted) == len(read) and len(read) >= _NEAR_NAME:
            count = _contradictions(wanted, chars)
            if count is not None and 0 < count <= max(1, len(read) // 5):
                return True
    return is_labelled and _has_nothing_of(reading, read)


def _has_nothing_of(reading: Reading, read: str) -> bool:
    """Whether what is read shares no word with the coded name: then it is another one's."""
    words = f"{reading.value('surname')} {reading.value('given_names')}".split()
    texts = [word for word in words if len(word) > 1]
    if not texts:
        return False
    edits = nearest(texts, [read])[:, 0]
    apart = all(edit > len(text) // 2 for edit, text in zip(edits, texts, strict=True))
    return apart and not any(read in word for word in words)


_OTHER = {
    "surname": _another_name,
    "given_names": _another_name,
    "document_number": _another_number,
    "birth_date": _another_date,
    "expiry_date": _another_date,
}
