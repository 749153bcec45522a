"""Words that stand together in a row, and the labels above or before the values of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docreader.print_lines import CAP
from docreader.print_match import alike
from docreader.print_recogniser import STEP, Char, Print

_APART = 1.0 * CAP / STEP  # columns without print that part two phrases of a row
_FILL = set("OF DE DU DES D L LE LA THE E S NO AND ET DATA".split())
LABELS = {  # every word of a label is one of these; the first set holds those that name it
    "surname": (
        set("NOM NOMS SURNAME SURNAMES NAME APELLIDOS COGNOME APELIDO".split()),
        set("LAST FAMILY FAMILLE".split()),
    ),
    "given_names": (
        set("PRENOM PRENOMS GIVEN NOMBRE NOMBRES VORNAMEN FORENAMES".split()),
        set("NAME NAMES FIRST".split()),
    ),
    "document_number": (
        set("NUMBER NUMERO NO NR N NUM".split()),
        set("PASSPORT PASSEPORT DOCUMENT CARD CARTE VISA PASAPORTE PASS".split()),
    ),
    "birth_date": (
        set("BIRTH NAISSANCE NE NEE NACIMIENTO GEBURTSDATUM BORN NASCITA".split()),
        set("DATE FECHA LE ON".split()),
    ),
    "expiry_date": (
        set("EXPIRY EXPIRATION EXPIRE EXPIRES VALIDITE VALABLE CADUCIDAD".split()),
        set("DATE FECHA LE ON FIN UNTIL VALID JUSQU AU VENCIMIENTO".split()),
    ),
}


@dataclass(frozen=True)
class Phrase:
    """Characters of one row without a wide gap between them."""

    seen: Print
    chars: tuple[Char, ...]

    @cached_property
    def text(self) -> str:
        """As read, single blanks between words."""
        return " ".join("".join(char.text for char in self.chars).split())

    @cached_property
    def plain(self) -> list[Char]:
        """Its letters and digits."""
        return [char for char in self.chars if char.text.isalnum()]

    @cached_property
    def words(self) -> list[str]:
        """Runs of letters and digits."""
        spaced = "".join(c.text if c.text.isalnum() else " " for c in self.chars)
        return spaced.split()

    @cached_property
    def weakest(self) -> float:
        """The probability of its least clear letter or digit."""
        return min((char.sure for char in self.plain), default=0.0)

    @property
    def left(self) -> float:
        """Where it begins, pixels of the page."""
        return self.seen.row.at(self.chars[0].first)[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.seen.row.at(self.chars[-1].last)[0]

    @property
    def middle(self) -> float:
        """Its height on the page, the middle of its capitals."""
        return self.seen.row.at((self.chars[0].first + self.chars[-1].last) / 2)[1]

    @property
    def cap(self) -> float:
        """The height of its capitals."""
        return self.seen.row.line.cap


def phrases(prints: Sequence[Print]) -> list[Phrase]:
    """The phrases of every row."""
    return [Phrase(seen, tuple(chars)) for seen in prints for chars in _split(seen)]


def _split(seen: Print) -> Iterator[list[Char]]:
    found: list[Char] = []
    last: Char | None = None
    for char in seen.chars:
        if char.text == " ":
            if found:
                found.append(char)
            continue
        if last is not None and char.first - last.last > _APART:
            yield _trimmed(found)
            found = []
        found.append(char)
        last = char
    if found:
        yield _trimmed(found)


def _trimmed(chars: list[Char]) -> list[Char]:
    while chars and chars[-1].text == " ":
        chars.pop()
    return chars


def labelled(name: str, all_phrases: Sequence[Phrase]) -> Phrase | None:
    """The value that stands below the one label of a field, or to its right; None unless there
    is exactly one such label and one such value."""
    labels = [phrase for phrase in all_phrases if _is_label(phrase, name)]
    if len(labels) != 1:
        return None
    others = [phrase for phrase in all_phrases if phrase is not labels[0]]
    below = [phrase for phrase in others if _is_below(phrase, labels[0])]
    beside = [phrase for phrase in others if _is_beside(phrase, labels[0])]
    if below:
        value = min(below, key=lambda phrase: phrase.middle)
    elif beside:
        value = min(beside, key=lambda phrase: phrase.left)
    else:
        return None
    return None if any(_is_label(value, other) for other in LABELS) else value


def _is_label(phrase: Phrase, name: str) -> bool:
    naming, further = LABELS[name]
    words = phrase.words
    return (
        0 < len(words) <= 8
        and any(_is_one_of(word, naming) for word in words)
        and all(_is_one_of(word, naming | further | _FILL) for word in words)
    )


def _is_one_of(word: str, known: set[str]) -> bool:
    """Whether a word is known; in a long one, small as labels are printed, one letter may be
    misread."""
    return word in known or any(
        len(one) == len(word) >= 5
        and sum(not alike(a, b) for a, b in zip(one, word, strict=True)) <= 1
        for one in known
    )


def _is_below(value: Phrase, label: Phrase) -> bool:
    down = value.middle - label.middle
    largest = max(value.cap, label.cap)
    return 0.8 * largest < down < 2.6 * largest and abs(value.left - label.left) < 1.5 * largest


def _is_beside(value: Phrase, label: Phrase) -> bool:
    largest = max(value.cap, label.cap)
    level = abs(value.middle - label.middle) < 0.6 * largest
    return level and 0 < value.left - label.right < 6 * largest
