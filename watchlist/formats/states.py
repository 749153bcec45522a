"""PURE: states as lists write them, two letters, three, or English words, to three letters."""

from __future__ import annotations

from functools import cache

from babel import Locale

from docreader.states import STATES, alpha2, is_known

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
    codes = [code for code in STATES if is_known(code)]
    by_two = {two: code for code in codes if (two := alpha2(code))}
    words = Locale("en").territories
    by_word = {words[two].upper(): three for two, three in by_two.items() if two in words}
    return {**by_word, **_ALSO, **by_two, **{code: code for code in codes}, "D": "DEU"}
