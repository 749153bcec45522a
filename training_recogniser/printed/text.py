"""What the printed lines say: names, dates, numbers, labels, and strings without sense.

Every name and number is made up here, by syllables and by chance.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import numpy as np

from docreader.print_alphabet import ALPHABET, OTHER
from training_recogniser.text import line as zone_line

Rng = np.random.Generator

_ONSETS = tuple("BCDFGHJKLMNPQRSTVWXYZ") + (
    "CH",
    "DR",
    "GR",
    "KH",
    "MB",
    "ND",
    "NG",
    "SH",
    "TR",
    "",
)
_VOWELS = ("A", "E", "I", "O", "U", "Y", "AI", "OU", "EI", "IA", "AA", "OE")
_CODAS = ("", "", "", "", "N", "R", "S", "M", "L", "LL", "H", "W", "NE", "TT", "CK", "X", "Z")
_PARTICLES = ("OULD", "MINT", "AG", "EL", "AL", "DE", "DA", "BEN", "VAN", "DU", "LE", "EP")
_MARKED = {
    "A": "\u00c0\u00c2\u00c4\u00c1\u00c3\u00c5",
    "C": "\u00c7\u010c",
    "E": "\u00c9\u00c8\u00ca\u00cb",
    "I": "\u00cf\u00ce\u00cd",
    "N": "\u00d1",
    "O": "\u00d4\u00d6\u00d3\u00d5",
    "U": "\u00d9\u00db\u00dc\u00da",
    "S": "\u0160",
    "Z": "\u017d",
    "Y": "\u00dd",
}
_MONTHS = (
    "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC",
    "JANV F\u00c9V MARS AVR MAI JUIN JUIL AO\u00dbT SEPT OCT NOV D\u00c9C",
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER",
    "JANVIER F\u00c9VRIER MARS AVRIL MAI JUIN JUILLET AO\u00dbT SEPTEMBRE OCTOBRE NOVEMBRE "
    "D\u00c9CEMBRE",
    "JAN/JAN FEV/FEB MAR/MAR AVR/APR MAI/MAY JUI/JUN JUL/JUL AOU/AUG SEP/SEP OCT/OCT NOV/NOV "
    "DEC/DEC",
)
_LABELS = (
    "Nom/Surname",
    "Nom",
    "Surname",
    "Name",
    "Given names",
    "Pr\u00e9noms/Given names",
    "Pr\u00e9nom(s)",
    "Date of birth",
    "Date de naissance",
    "Date de naissance/Date of birth",
    "N\u00e9(e) le",
    "Date of expiry",
    "Date d'expiration",
    "Expire le",
    "Valid until",
    "Date of issue",
    "Date de d\u00e9livrance",
    "Passport No.",
    "Passeport No",
    "Document No.",
    "N\u00b0 du document",
    "No / Number",
    "Num\u00e9ro",
    "Card number",
    "Nationality/Nationalit\u00e9",
    "Sex/Sexe",
    "Sexe",
    "Place of birth/Lieu de naissance",
    "Authority/Autorit\u00e9",
    "Autorit\u00e9",
    "Type/Type",
    "Code of issuing State",
    "Height/Taille",
    "Personal No.",
    "Signature of bearer",
    "Titulaire",
    "PASSEPORT / PASSPORT",
    "CARTE D'IDENTIT\u00c9",
    "IDENTITY CARD",
    "RESIDENCE PERMIT",
    "VISA",
    "REPUBLIQUE",
    "UNION",
    "SPECIMEN",
    "Apellidos",
    "Nombre",
    "Geburtsdatum",
    "Vorname",
    "G\u00fcltig bis",
    "Cognome",
    "Data di nascita",
    "Profession",
    "Domicile",
    "Adresse/Address",
)
_SHAPES = (
    "A99999999",
    "AA9999999",
    "99AA99999",
    "999999999",
    "A9999999",
    "AA999999",
    "A99A99999",
    "99999999",
    "999999A",
    "AAA999999",
    "A99999999A",
    "999999999999",
    "9999 9999 999",
    "A 99 99 99 9",
)
_LOOKALIKES = (
    "O0QDC",
    "1IJLT7",
    "Z27",
    "5S36",
    "6GC8",
    "8B39",
    "MHNW",
    "VYUW",
    "PRFB",
    "EFLC",
    "4A9",
    "38",
    "56",
    "17",
)
_MARKS = "-/.',:()"
_STRANGE = '\u00b0&+*#@!=;"%\u00ba_'


def line(rng: Rng) -> str:
    """One piece of print of 2 to about 32 characters."""
    return _pick(rng, _KINDS, _WEIGHTS)(rng)


def classes_of(text: str) -> str:
    """What the recogniser should say of ``text``: one class a character, marks and case gone."""
    return "".join(map(_class_of, text))


def _class_of(char: str) -> str:
    plain = unicodedata.normalize("NFKD", char)[0].upper() if char.isalpha() else char
    if char in "\u2019\u2018":
        plain = "'"
    return plain if plain in ALPHABET else OTHER


def _name(rng: Rng) -> str:
    words = [_word(rng) for _ in range(int(rng.choice((1, 1, 1, 2, 2, 3))))]
    if rng.random() < 0.12:
        words.insert(0, str(rng.choice(_PARTICLES)))
    joined = words[0]
    for word in words[1:]:
        joined += str(rng.choice((" ", " ", " ", " ", "-", "-", "'"))) + word
    return _cased(rng, joined[:30])


def _word(rng: Rng) -> str:
    made = "".join(
        str(rng.choice(_ONSETS)) + str(rng.choice(_VOWELS)) + str(rng.choice(_CODAS))
        for _ in range(int(rng.integers(1, 4)))
    )
    if rng.random() < 0.2:
        at = int(rng.integers(len(made)))
        made = made[:at] + str(rng.choice(list(_MARKED.get(made[at], made[at])))) + made[at + 1 :]
    return made


def _cased(rng: Rng, text: str) -> str:
    draw = rng.random()
    return text if draw < 0.6 else text.title() if draw < 0.93 else text.lower()


def _date(rng: Rng) -> str:
    day, month, year = (
        int(rng.integers(1, 32)),
        int(rng.integers(1, 13)),
        int(rng.integers(1930, 2045)),
    )
    kind = rng.random()
    if kind < 0.55:
        gap = str(rng.choice((" ", ".", "/", "-", "  ", " / ", "")))
        years = f"{year}" if rng.random() < 0.8 else f"{year % 100:02}"
        parts = [f"{day:02}", f"{month:02}", years]
        if rng.random() < 0.15:
            parts.reverse()
        return gap.join(parts)
    name = str(rng.choice(_MONTHS)).split()[month - 1]
    name = name if rng.random() < 0.7 else name.title() if rng.random() < 0.5 else name.lower()
    gap = str(rng.choice((" ", " ", " ", "-", ".", "/", "")))
    written = f"{day:02}" if rng.random() < 0.85 else str(day)
    return gap.join((written, name, f"{year}" if rng.random() < 0.75 else f"{year % 100:02}"))


def _number(rng: Rng) -> str:
    shape = str(rng.choice(_SHAPES))
    return "".join(_filled(rng, char) for char in shape)


def _filled(rng: Rng, char: str) -> str:
    if char == "9":
        return str(rng.integers(10))
    return str(rng.choice(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))) if char == "A" else char


def _label(rng: Rng) -> str:
    text = str(rng.choice(_LABELS))
    text = text if rng.random() < 0.75 else text.upper()
    if rng.random() < 0.1:
        text = f"{rng.integers(1, 20)}. {text}"
    return text + (":" if rng.random() < 0.12 else "")


def _labelled(rng: Rng) -> str:
    text = f"{rng.choice(('Nom', 'No', 'Name', 'Date', 'Expire le', '1.', '4a.', 'M', 'F'))}"
    rest = (_name, _date, _number)[int(rng.integers(3))](rng)
    return f"{text}{rng.choice((' ', ': ', ' : '))}{rest}"


def _nonsense(rng: Rng) -> str:
    pool = (
        "0123456789" * 2 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2 + "abcdefghijklmnopqrstuvwxyz" + _MARKS
    )
    if rng.random() < 0.35:
        pool = str(rng.choice(_LOOKALIKES))
    if rng.random() < 0.1:
        pool += _STRANGE
    made = "".join(rng.choice(list(pool), int(rng.integers(3, 14))))
    if rng.random() < 0.4 and len(made) > 4:
        at = int(rng.integers(1, len(made) - 1))
        made = f"{made[:at]} {made[at:]}"
    return made


def _zone(rng: Rng) -> str:
    text = zone_line(rng)
    first = int(rng.integers(max(len(text) - 10, 1)))
    return text[first : first + int(rng.integers(8, 30))]


def _pick(
    rng: Rng, kinds: Sequence[Callable[[Rng], str]], weights: Sequence[float]
) -> Callable[[Rng], str]:
    return kinds[int(rng.choice(len(kinds), p=weights))]


_KINDS = (_name, _date, _number, _label, _labelled, _nonsense, _zone)
_WEIGHTS = (0.26, 0.20, 0.18, 0.10, 0.05, 0.16, 0.05)
