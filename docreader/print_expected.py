"""How the fields of a zone may stand printed on the page, in letters and digits alone.

Blanks, marks and accents are dropped on both sides before anything is compared.
"""

from __future__ import annotations

from itertools import islice, product

from docreader.reading import Reading

_MONTHS = (  # English, French, Spanish, Portuguese, German, as issuers print or shorten them
    "JAN JANV JANUARY JANVIER ENE GENNAIO",
    "FEB FEV FEVR FEBRUARY FEVRIER",
    "MAR MARS MARCH MAERZ MRZ",
    "APR AVR AVRIL APRIL ABR",
    "MAY MAI MAIO MAYO MAG",
    "JUN JUIN JUNE JUNI GIU",
    "JUL JUIL JUILLET JULY JULI LUG",
    "AUG AOU AOUT AUGUST AGO",
    "SEP SEPT SEPTEMBER SEPTEMBRE SET",
    "OCT OCTOBER OCTOBRE OKT OUT OTT",
    "NOV NOVEMBER NOVEMBRE",
    "DEC DECEMBER DECEMBRE DEZ DIC",
)
MONTHS = tuple(tuple(names.split()) for names in _MONTHS)
_BILINGUAL = (  # two languages beside each other, a stroke between them
    "JANJAN JANVJAN FEVFEB MARMAR MARSMAR AVRAPR MAIMAY JUNJUN JUINJUN JUILJUL JULJUL AOUTAUG "
    "AOUAUG SEPTSEP SEPSEP OCTOCT NOVNOV DECDEC MAYMAI APRAVR FEBFEV AUGAOUT AUGAOU"
).split()
_DOUBLED = tuple(
    tuple(word for word in _BILINGUAL if word.startswith(names) and word.endswith(names))
    for names in MONTHS
)
# Of Æ and Œ, which the network was never shown, it may see the right half alone.
_SPELT = {"AE": ("AE", "A", "E"), "OE": ("OE", "O", "E"), "UE": ("UE", "U"), "AA": ("AA", "A")}
_MOST_WAYS = 8


def number_ways(value: str) -> tuple[str, ...]:
    """A document number; a zone has no other sign in it than the filler."""
    plain = "".join(char for char in value.upper() if char.isalnum())
    return (plain,) if len(plain) >= 5 else ()


def date_ways(iso: str) -> tuple[str, ...]:
    """A whole date as issuers print it, day first or year first; () for one not wholly known.

    The zone codes two digits of the year (ICAO 9303-3 §4.8), so any century agrees.
    """
    if len(iso) != 10:
        return ()
    year, month, day = iso[2:].split("-")
    names = (*MONTHS[int(month) - 1], *_DOUBLED[int(month) - 1])
    days = dict.fromkeys((day, str(int(day))))
    years = (f"19{year}", f"20{year}", year)
    numeric = [f"{day}{month}{y}" for y in years] + [f"{y}{month}{day}" for y in years[:2]]
    return tuple(numeric + [f"{d}{n}{y}" for d in days for n in names for y in years])


def name_ways(value: str) -> tuple[str, ...]:
    """A name as one run of letters; two letters of the zone may stand for one with a mark."""
    plain = "".join(char for char in value.upper() if "A" <= char <= "Z")
    if len(plain) < 2:
        return ()
    parts, index = [], 0
    while index < len(plain):
        pair = plain[index : index + 2]
        options = _SPELT.get(pair, (plain[index],))
        parts.append(options)
        index += 2 if pair in _SPELT else 1
    return tuple("".join(way) for way in islice(product(*parts), _MOST_WAYS))


def ways(reading: Reading, name: str) -> tuple[str, ...]:
    """Every way in which a field of the reading may be printed."""
    value = reading.value(name)
    if name == "document_number":
        return number_ways(value)
    return date_ways(value) if name.endswith("_date") else name_ways(value)


def is_cut(reading: Reading) -> bool:
    """Whether the name fills its field to the last cell, so that some of it may be missing."""
    lines = reading.mrz_lines
    if not lines:
        return False
    return not (lines[2] if reading.format == "TD1" else lines[0]).endswith("<")


def parsed(words: list[str]) -> tuple[int, int, int] | None:
    """Day, month, year of a printed date, its words apart; the year of two digits as it is."""
    words = [part for word in words for part in _parts(word)]
    if len(words) != 3:
        return None
    if len(words[0]) == 4 and words[0].isdigit():
        words.reverse()
    day, month, year = words
    number = _month(month)
    if not (day.isdigit() and year.isdigit() and len(day) <= 2 and len(year) in (2, 4) and number):
        return None
    return (int(day), number, int(year)) if 1 <= int(day) <= 31 else None


def _parts(word: str) -> list[str]:
    """``12AUG74`` and ``12081974`` taken apart."""
    if word.isdigit() and len(word) == 8:
        return [word[:2], word[2:4], word[4:]]
    parts, last = [""], ""
    for char in word:
        if last and char.isdigit() != last.isdigit():
            parts.append("")
        parts[-1] += char
        last = char
    return parts


def _month(word: str) -> int:
    """1 to 12, or 0 for what is no month."""
    if word.isdigit():
        return int(word) if len(word) <= 2 and 1 <= int(word) <= 12 else 0
    return next(
        (
            n
            for n, (a, b) in enumerate(zip(MONTHS, _DOUBLED, strict=True), 1)
            if word in a or word in b
        ),
        0,
    )
