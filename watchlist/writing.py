"""PURE. Any script into the letters A-Z, as names are spoken rather than as a zone escapes them.

The zone's own tables (ICAO 9303-3 §6) write محمود as ``MXHMWD``; a list writes it as
``MAHMOUD``. Matching needs both near each other, so escapes are undone here and Arabic letters
get the sound that passports of the region give them. What has no row in our tables goes
through anyascii (Han, Hangul, Kana, Indic scripts, ...).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from anyascii import anyascii

# Letters of one name that are looked at: longer is noise, and quadratic work is refused.
MOST_LETTERS = 400

# Letters of Bambara, Pulaar, Soninke, Hausa and Ewe, for which ICAO 9303 has no row.
LOCAL_LETTERS: Mapping[str, str] = dict(
    zip(
        "Ɛ Ɔ Ɲ Ŋ Ɓ Ɗ Ƙ Ƴ Ŧ Ħ Ɖ Ƒ Ɣ Ʋ Ə".split(),
        "E O NY N B D K Y T H D F G V A".split(),
        strict=True,
    )
)

_LATIN: Mapping[str, str] = dict(
    zip(
        "Ä Å Ö Ü Ø Æ Œ ẞ Þ Ð Đ Ł Ñ İ ı".split(),
        "A A O U O AE OE SS TH D D L N I I".split(),
        strict=True,
    )
)  # the bare letter: what an issuer wrote as AE, OE, UE meets it again in the sounds

_CYRILLIC: Mapping[str, str] = dict(
    zip(
        "А Б В Г Д Е Ё Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ы Ь Э Ю Я І Ї Є Ґ Ў Ђ Ј Љ Њ "
        "Ћ Џ Ѕ Ѓ Ќ Ә Ғ Қ Ң Ө Ұ Ү Һ".split(),
        "A B V G D E E ZH Z I I K L M N O P R S T U F KH TS CH SH SHCH - Y - E YU YA I YI YE G U "
        "DJ J LJ NJ C DZ DZ G K A G K N O U U H".replace("-", "_").split(),
        strict=True,
    )
)

_ARABIC: Mapping[str, str] = dict(
    zip(
        "ء آ أ ؤ إ ئ ا ٱ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ى ي ة "
        "پ چ ژ گ ڭ ک ی ھ ہ ے ۃ ڤ ڨ ٹ ڈ ڑ ں ټ ډ ړ ښ ڼ ې ۍ".split(),
        "_ A A U I I A A B T TH J H KH D DH R Z S SH S D T Z A GH F Q K L M N H W A Y A "
        "P CH J G G K Y H H E A V G T D R N T D R SH N E I".split(),
        strict=True,
    )
)

_ESCAPES: Mapping[str, str] = {  # ICAO 9303-3 §6, Arabic: the letter after X, undone
    "XTH": "TH", "XKH": "KH", "XDH": "DH", "XSH": "SH", "XSS": "S", "XDZ": "D", "XTT": "T",
    "XZZ": "Z", "XAA": "A", "XAE": "A", "XAH": "A", "XTA": "A", "XAY": "A", "XXA": "A",
    "XH": "H", "XE": "", "XI": "I",
}  # fmt: skip
_ESCAPE = re.compile("|".join(_ESCAPES))
_SPOKEN_VOWEL = re.compile("[AEIOUY]")
_SHORTEST_ESCAPED = 4
_APOSTROPHES = re.compile("['’‘ʼʻʹʾʿ`´′\u2032\u05f3]")
_HARAKAT = re.compile("[\u064b-\u0650\u0652-\u065f\u0670\u0640]")
_DOUBLED = re.compile("(.)\u0651")
_GLIDE_AS_VOWEL = re.compile(r"(?:(?<=[BCDFGHJKLMNPQRSTVZ])|(?<=\bY))([WY])(?![AEIOUWY])")


@lru_cache(maxsize=20_000)
def latin(text: str) -> str:
    """``text`` in capitals A-Z with single blanks between its parts; '' if nothing is left.

    Apostrophes vanish (N'DIAYE is NDIAYE), everything else that is no letter parts two tokens.
    """
    if text.isascii():
        plain = _APOSTROPHES.sub("", text[:MOST_LETTERS].upper())
    else:
        plain = _spelled(text[:MOST_LETTERS])
    words = re.sub("[^A-Z]+", " ", plain).split()
    return " ".join(spoken for word in words if (spoken := _unescaped(word)))


def _spelled(text: str) -> str:
    """Letters of other scripts and with accents, each as A-Z; the rest as it stands."""
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    composed = _DOUBLED.sub(r"\1\1", _HARAKAT.sub("", _APOSTROPHES.sub("", composed)))
    words = []
    for word in composed.replace("ΟΥ", "OU").split():
        letters = "".join(map(_letter, word[:MOST_LETTERS]))
        arabic = any(char in _ARABIC for char in word)
        words.append(_vowelled(letters) if arabic else letters)
    return " ".join(words)


def _letter(char: str) -> str:
    """One capital letter as A-Z, '_' for a sign without a sound, ' ' for what is none."""
    if "A" <= char <= "Z":
        return char
    for table in (LOCAL_LETTERS, _LATIN, _CYRILLIC, _ARABIC):
        if char in table:
            return table[char].strip("_")
    return _other(char)


def _other(char: str) -> str:
    """A letter outside our tables: its base, else what anyascii makes of it."""
    if unicodedata.category(char).startswith("M"):  # an accent, or a vowel of an Indic script
        return "" if unicodedata.combining(char) else anyascii(char).upper()
    base = unicodedata.normalize("NFKD", char)[0]
    if "A" <= base <= "Z":
        return base
    if not char.isalpha():
        return " "
    spelled = anyascii(char).upper()
    is_syllable = "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"  # Han, Hangul
    return f"{spelled} " if is_syllable else spelled


def _vowelled(letters: str) -> str:
    """Waw and ya between consonants as the vowels they write: MHMWD is MHMUD."""
    return _GLIDE_AS_VOWEL.sub(lambda glide: "U" if glide[1] == "W" else "I", letters)


def _unescaped(word: str) -> str:
    """A word of an Arabic zone without its escapes; any other word unchanged.

    Only a word whose every vowel belongs to an escape is taken for one: XAVIER is not, nor XI.
    """
    if (
        "X" not in word
        or len(word) < _SHORTEST_ESCAPED
        or _SPOKEN_VOWEL.search(_ESCAPE.sub("", word).replace("Y", ""))
    ):
        return word
    undone = _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], word)
    return _vowelled(undone) if undone != word else word
