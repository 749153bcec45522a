"""PURE. How a name sounds, whoever wrote it: French, English, Arabic, Bambara, Hassaniya ears.

``sound`` keeps the vowels roughly (OU, OO and U are one), ``skeleton`` keeps the consonants.
Both take a word in A-Z (``watchlist.writing.latin``). A rule is here because two offices write
one spoken name in both ways; each has its test.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_V, _C = "AEIOUY", "BCDFGHJKLMNPQRSTVWXZ"

_RULES: Sequence[tuple[str, str]] = (
    # Servant of ...: the article after ABD takes every vowel, and the sound of what follows.
    (f"^ABD(?:OU|[AEIOU])?L?(?=[{_C}][A-Z])", "ABD"),
    # ... of the faith: NOUREDDINE, NURUDDIN, NUR AL DIN (joined before).
    (r"(?<=[A-Z]{2})(?:OU|[AEOU])?DD(?:I|EE)NE?$", "DIN"),
    ("DSCH", "J"),
    ("UU+", "U"),  # a slip of the key in OU, never a sound of its own
    # One sound, many spellings: sh and ch, here X; ch before r and l is k.
    ("CH(?=[RL])", "K"),
    ("SHCH|SZCZ|CHTCH|TSCH|TCH|TSH|SCH|SH|CZ|SZ|^HS|CH|^THI(?=A)", "X"),
    # j: Djamel, Jamal, Diallo, Zhukov, Gianni
    ("DJ|DZH|ZH|DG(?=[EIY])|GI(?=[AOU])|DI(?=[AO])", "J"),
    ("PH", "F"),
    ("KH|CK|Q(?:U(?=[AEIOY]))?", "K"),
    ("GU(?=[EIY])", "G"),
    ("([GTDBR])H", r"\1"),
    ("TZ|TS|C(?=[EIY])", "S"),
    ("C", "K"),
    # w is a consonant before a vowel, whether written W, V or OU; -ov is -off and -ow
    (f"OU(?=[{_V}])|^U(?=[AEIO])|W(?=[{_V}])|(?<=[A-Z][A-Z][NKRTMD]O)W$|(?<=[EO])FF$", "V"),
    ("(?<=[AEO])W$", ""),
    ("W$", "V"),
    ("W", "U"),
    # ny: Ñ, GN, NY, NI before a vowel
    ("GN|NY(?=[AEIOU])|NI(?=[AEOU])", "N"),
    # vowels; an e at the end of a longer word is mute
    (r"(?<=[A-Z]{3})(?<=[BCDFGJKLMNPQRSTVXZ])E$", ""),
    ("(?:AYE|EYE)$", "E"),
    ("AOU|EAU|AU|AO", "O"),
    ("OU|OO|UE", "U"),
    ("EE|IE$", "I"),
    (f"^[IY](?=[{_V}])", "Y"),
    ("(?:AI|AY|EI|EY)(?![AEIOU])|AE", "E"),
    ("OE", "O"),
    ("(?<!^)Y|^Y(?![AEIOU])", "I"),
    # h is heard between two vowels and at the beginning
    (f"(?<=[{_C}])H(?=[{_V}])|(?<=[{_V}])H(?=[{_C}])|H$", ""),
    (r"([A-Z])\1+", r"\1"),
)
_COMPILED = [(re.compile(pattern), into) for pattern, into in _RULES]
_NOT_CONSONANTS = re.compile("[AEIOUY]")
_ARTICLE = re.compile("^[AE]L(?=[A-Z]{4})")


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The word as it is heard, in letters of our own; never '' for a word of letters."""
    heard = word
    for pattern, into in _COMPILED:
        heard = pattern.sub(into, heard)
    return heard or word


def skeleton(heard: str) -> str:
    """The consonants of a sound, V as F; a leading vowel leaves an A, so that it is never ''."""
    first = heard[:1]
    lead = "A" if first in ("A", "E", "I", "O", "U") else "" if first == "H" else first
    return (lead + _NOT_CONSONANTS.sub("", heard[1:])).replace("V", "F") or heard


def bare(word: str) -> str:
    """The word without an Arabic article written onto it; ALBASHIR is BASHIR."""
    return _ARTICLE.sub("", word)
