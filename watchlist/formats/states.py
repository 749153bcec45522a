"""PURE: states as lists write them, two letters, three, or English words, to three letters."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global

_ALSO = {
    "IRAN (ISLAMIC REPUBLIC OF)": "IRN",
    "SYRIAN ARAB REPUBLIC": "SYR",
    "RUSSIAN FEDERATION": "RUS",
    "UNITED STATES OF AMERICA": "USA",
    "UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND": "GBR",
    "DEMOCRATIC REPUBLIC OF THE CONGO": "COD",
    "DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA": "PRK",
    "UNITED REPUBLIC OF TANZANIA": "TZA",
    "COTE D'IVOIRE": "CIV",
}


def three_letters(text: str) -> str:
    """``ml``, ``MLI`` or ``Mali`` as MLI; '' for what is no state that we know."""
    return _known().get(text.strip().upper(), "")


@cache
def _known() -> dict[str, str]:
    pairs = {
        long: short[0]
        for long, short in get_global("territory_aliases").items()
        if len(long) == 3 and long.isalpha() and len(short) == 1 and len(short[0]) == 2
    }
    by_two = {two: three for three, two in pairs.items()}
    words = Locale("en").territories
    by_word = {words[two].upper(): three for two, three in by_two.items() if two in words}
    return {**by_word, **_ALSO, **by_two, **{three: three for three in pairs}}
