"""Names between the page and the zone: transliteration, truncation, folding for search.

ICAO 9303-3 §6 gives the tables for Latin, Cyrillic and Arabic letters. Where the standard or
the practice of issuers leaves a choice, the first entry is written and all are compared.
Greek, Hebrew, Devanagari and the scripts that the standard has no table for are not
transliterated: their letters vanish, so a caller asks ``is_covered`` first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice, product

from docreader.mrz import FILLER, LETTERS

_LATIN: Mapping[str, tuple[str, ...]] = {
    "Ä": ("AE", "A"),
    "Å": ("AA", "A"),
    "Ö": ("OE", "O"),
    "Ü": ("UE", "UXX", "U"),
    "Ñ": ("N", "NXX"),
    "Ø": ("OE",),
    "Æ": ("AE",),
    "Œ": ("OE",),
    "ẞ": ("SS",),
    "Þ": ("TH",),
    "Ð": ("D",),
    "Đ": ("D",),
    "Ħ": ("H",),
    "Ł": ("L",),
    "Ŋ": ("N",),
    "Ŧ": ("T",),
}

LOCAL_LETTERS: Mapping[str, tuple[str, ...]] = {
    "Ɛ": ("E",),
    "Ɔ": ("O",),
    "Ɲ": ("NY", "N"),
    "Ŋ": ("N",),
    "Ɓ": ("B",),
    "Ɗ": ("D",),
    "Ƙ": ("K",),
    "Ƴ": ("Y",),
}
"""Letters of Bambara, Pulaar, Soninke and Hausa, for which the standard has no row."""


def _row_by_row(letters: str, latin: str) -> dict[str, tuple[str, ...]]:
    """A table from two rows of equal length, one letter above its transliteration."""
    return {one: (other,) for one, other in zip(letters.split(), latin.split(), strict=True)}


_CYRILLIC: Mapping[str, tuple[str, ...]] = {
    **_row_by_row(
        "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ы Э Ю Я І Є Ґ Ў Ђ Ј Љ Њ Ћ Џ Ѕ",
        "A B V G D E ZH Z I I K L M N O P R S T U F KH TS CH SH SHCH IE Y E IU IA I IE G U "
        "D J LJ NJ C DZ DZ",
    ),
    "Ё": ("E", "IO"),
    "Ї": ("I", "YI"),
    "Ь": ("",),
}

_ARABIC: Mapping[str, tuple[str, ...]] = {
    **_row_by_row(
        "ء آ أ ؤ إ ئ ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ى ي ٱ",
        "XE XAA XAE U I XI A B T XTH J XH XKH D XDH R Z S XSH XSS XDZ XTT XZZ E G F Q K L M "
        "N H W XAY Y XXA",
    ),
    **_row_by_row(
        "ٹ ټ پ ځ څ چ ڈ ډ ڑ ړ ږ ژ ښ ک ګ ڭ گ ں ڼ ھ ہ ۃ ی ۍ ې ے ۓ",
        "XXT XRT P XKE XXH XC XXD XDR XXR XRR XRX XJ XXS XKK XXK XNG XGG XNN XXN XDO XXG XTG "
        "XYA XXY Y XYB XBE",
    ),
}
_TEH_MARBUTA, _SHADDA = "ة", "\u0651"
_APOSTROPHES = frozenset("'’‘ʼʻʹʾʿ`´′")
_JOINERS = frozenset("-‐‑–<.,/")  # what stands between the parts of a name, with blanks
_MOST_VARIANTS = 256


def transliterate(text: str, local: Mapping[str, tuple[str, ...]] = LOCAL_LETTERS) -> str:
    """``text`` in the letters of the zone: A-Z, a filler between parts, apostrophes gone."""
    return _joined("".join(options[0] for options in _options(text, local)))


def variants(text: str, local: Mapping[str, tuple[str, ...]] = LOCAL_LETTERS) -> tuple[str, ...]:
    """Every way an issuer may have written ``text``, the preferred first, at most 256."""
    ways = product(*_options(text, local, apostrophes=("", FILLER)))
    return tuple(dict.fromkeys(_joined("".join(way)) for way in islice(ways, _MOST_VARIANTS)))


def is_covered(text: str, local: Mapping[str, tuple[str, ...]] = LOCAL_LETTERS) -> bool:
    """Whether every letter of ``text`` has a place in the zone; a lost one is a wrong name."""
    return all(
        any(_letter(char, local)) or char == "Ь"
        for char in _capitals(text)
        if unicodedata.category(char).startswith("L") and char not in _APOSTROPHES
    )


def mrz_name(surname: str, given_names: str, width: int) -> str:
    """The name field of ``width`` cells (ICAO 9303-4 §4.2.3): shortened if it must be.

    A field that lost something ends with a letter where it can: that is how a reader may know. The
    primary identifier gives way first only as far as one letter of the secondary fits.
    """
    primary, secondary = transliterate(surname), transliterate(given_names)
    if not primary or not secondary:
        return _cut(primary or secondary, width).ljust(width, FILLER)
    room = width - len(FILLER * 2) - 1
    whole = _cut(primary, room) + FILLER * 2 + secondary
    return _cut(whole, width).ljust(width, FILLER)


def search_key(name: str) -> str:
    """Tokens of A-Z with one blank between them: how the register finds a name.

    Accents go and letters stay single (``Müller`` is ``MULLER``); names as printed and
    names from a zone give keys of the same kind.
    """
    plain = "".join(_base(char) or char for char in _capitals(name))
    return " ".join(transliterate(plain).split(FILLER)).strip()


def _cut(text: str, width: int) -> str:
    """The first ``width`` characters; what is shortened ends with a letter."""
    if len(text) <= width:
        return text
    while text[width - 1] == FILLER:  # shorten the part before, so that a letter comes last
        before = text[:width].rstrip(FILLER)
        if before[-2:-1] in ("", FILLER):  # one letter stands there: it cannot give way
            return before
        text = before[:-1] + text[len(before) :]
        if len(text) < width:
            return before
    return text[:width]


def _options(
    text: str, local: Mapping[str, tuple[str, ...]], apostrophes: tuple[str, ...] = ("",)
) -> Iterator[tuple[str, ...]]:
    """What each letter of ``text`` may become, in order."""
    chars = _capitals(text)
    previous: tuple[str, ...] = ("",)
    for index, char in enumerate(chars):
        if char in _APOSTROPHES:
            yield apostrophes
        elif char == _SHADDA:  # doubles the letter before it
            yield previous
        elif char == _TEH_MARBUTA:
            ends = not any(c.isalpha() for c in chars[index + 1 : index + 2])
            yield ("XAH", "XTA") if ends else ("XTA", "XAH")
        else:
            previous = _letter(char, local)
            yield previous


def _letter(char: str, local: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What one capital letter becomes; ``('',)`` for what has no place in the zone."""
    if char.isspace() or char in _JOINERS:
        return (FILLER,)
    if char == _TEH_MARBUTA:
        return ("XTA", "XAH")
    for table in (local, _LATIN, _CYRILLIC, _ARABIC):
        if char in table:
            return table[char]
    return (_base(char),)


def _base(char: str) -> str:
    """The letter A-Z under an accent, '' if there is none."""
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base in LETTERS else ""


def _capitals(text: str) -> str:
    """Composed, without presentation forms, in capitals; ``ß`` stays one letter's two."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())


def _joined(text: str) -> str:
    """Single fillers between the parts, none at the ends."""
    return FILLER.join(part for part in text.split(FILLER) if part)
