"""Words that stand together in a row, and the labels above or before the values of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docreader.print_lines import CAP
from docreader.print_match import nearest
from docreader.print_recogniser import STEP, Char, Print

_APART = 1.0 * CAP / STEP  # columns without print that part two phrases of a row
LABELS = {  # a label has one of these words; small as it is printed, a letter may be misread
    "surname": "SURNAME SURNAMES APELLIDOS COGNOME FAMILLE NOM NAME".split(),
    "given_names": "PRENOM PRENOMS GIVEN FORENAMES NOMBRE NOMBRES VORNAMEN".split(),
    "document_number": "NUMBER NUMERO NUMMER PASSPORTNO PASSEPORTNO NO NR".split(),
    "birth_date": "BIRTH NAISSANCE NACIMIENTO NASCIMENTO GEBURTSDATUM BORN".split(),
    "expiry_date": "EXPIRY EXPIRE EXPIRES EXPIRATION CADUCIDAD VALIDITE UNTIL".split(),
}
_NOT_OURS = (  # labels with one of these are another field's, whatever else they say
    "PLACE LIEU LUGAR LUOGO ISSUE DELIVRANCE FATHER MOTHER PERE MERE SPOUSE EPOUX USAGE MARITAL "
    "MAIDEN PERSONAL PERSONNEL NATIONAL PREVIOUS ALIAS AUTHORITY HEIGHT SIGNATURE CONTROL"
).split()
_SHORT = 4  # letters up to which a word of a label must be read exactly, and by itself
_LONGEST_LABEL = 42  # letters


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
    plain = "".join(char.text for char in phrase.plain)
    if not 2 <= len(plain) <= _LONGEST_LABEL or plain.isdigit():
        return False
    if not _has_one_of(phrase, plain, LABELS[name]) or _has_one_of(phrase, plain, _NOT_OURS):
        return False
    others = (words for other, words in LABELS.items() if other != name)
    return not any(
        _has_one_of(phrase, plain, [w for w in words if len(w) > _SHORT]) for words in others
    )


def _has_one_of(phrase: Phrase, plain: str, words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) > _SHORT]
    if any(word in phrase.words for word in words):
        return True
    edits = nearest(long, [plain])[:, 0] if long else ()
    return any(edit <= len(word) // 5 for edit, word in zip(edits, long, strict=True))


def _is_below(value: Phrase, label: Phrase) -> bool:
    down = value.middle - label.middle
    largest = max(value.cap, label.cap)
    return 0.8 * largest < down < 2.6 * largest and abs(value.left - label.left) < 1.5 * largest


def _is_beside(value: Phrase, label: Phrase) -> bool:
    largest = max(value.cap, label.cap)
    level = abs(value.middle - label.middle) < 0.6 * largest
    return level and 0 < value.left - label.right < 6 * largest
