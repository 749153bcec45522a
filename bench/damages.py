"""Eight ways in which a listed person's name arrives at the desk: ``KINDS``.

Written from what offices and machines do to names (a zone's letters, a clerk who hears, a key
beside the right one), apart from ``watchlist.folding``: the rules rewrite letters in one
direction at random, they know nothing of classes, tables or skeletons.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Mapping

# (dice, surname, given) -> surname and given as they arrive.
Damage = Callable[[random.Random, str, str], tuple[str, str]]

_HEARD = (
    ("ou", "u"), ("u", "ou"), ("dj", "j"), ("j", "dj"), ("ch", "sh"), ("sh", "ch"), ("k", "c"),
    ("c", "k"), ("q", "k"), ("k", "q"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("ph", "f"),
    ("f", "ph"), ("w", "ou"), ("v", "w"), ("y", "i"), ("i", "y"), ("ai", "ay"), ("ay", "ai"),
    ("ei", "ey"), ("ss", "s"), ("s", "ss"), ("mm", "m"), ("m", "mm"), ("ll", "l"), ("l", "ll"),
    ("ah", "a"), ("ane", "an"), ("an", "ane"), ("ime", "im"), ("im", "ime"), ("ee", "i"),
    ("oo", "ou"), ("e", "a"), ("a", "e"), ("o", "ou"), ("ts", "c"), ("iy", "y"), ("yo", "e"),
    ("oe", "o"), ("aa", "a"), ("h", ""), ("dou", "du"), ("bou", "bu"), ("x", "ks"), ("z", "s"),
    ("gu", "g"), ("tch", "ch"), ("zh", "j"), ("kou", "cou"), ("ye", "e"), ("ia", "iya"),
)  # fmt: skip
_BESIDE = dict(
    zip("azertyuiopqsdfghjklmwxcvbn",
        "zs ez rd tf yg uh ij ok pl om sa dz fq gr ht jy ku li mo p xc cv vb bn nh hj".split(),
        strict=True)
)  # fmt: skip
_READ_WRONG = {"m": "n", "n": "m", "u": "v", "v": "u", "e": "c", "c": "e", "h": "n", "t": "f",
               "o": "d", "d": "o", "i": "l", "l": "i", "b": "h", "g": "q"}  # fmt: skip


def zone(text: str) -> str:
    """The letters of a machine-readable zone: capitals, no accents, no apostrophe."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(plain.replace("-", " ").upper().split())


def clean(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """As the list has it, in the zone's letters."""
    return surname, given


def heard(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """Another office wrote what it heard: one or two spellings in one or two words."""
    words = f"{surname}|{given}".lower()
    for _ in range(dice.choice((1, 2, 2, 3))):
        possible = [rule for rule in _HEARD if rule[0] in words]
        old, new = dice.choice(possible)
        places = [at for at in range(len(words)) if words.startswith(old, at)]
        at = dice.choice(places)
        words = words[:at] + new + words[at + len(old) :]
    one, other = words.split("|")
    return one, other


def typed(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """One slip of a key or of a machine's eye, in one word."""
    if dice.random() < 0.5:
        return _slip(dice, surname), given
    return surname, _slip(dice, given)


def _slip(dice: random.Random, text: str) -> str:
    at = dice.choice([place for place, char in enumerate(text) if char.isalpha()])
    char = text[at].lower()
    kind = dice.randrange(5)
    if kind == 0 and len(text) > 3:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + char + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + char + text[at + 2 :]
    if kind == 3:
        return text[:at] + _READ_WRONG.get(char, char) + text[at + 1 :]
    return text[:at] + dice.choice(_BESIDE.get(char, char)) + text[at + 1 :]


def swapped(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """The surname stands where the given name should."""
    return given, surname


def cut(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """The zone was too short: the end is missing, never the last three letters of a name."""
    keep = max(3, len(given) - dice.randint(2, max(2, len(given) // 2)))
    return surname, given[:keep]


def dropped(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """One word is not there; of a name of two words, none but a particle may go."""
    words = [(0, word) for word in surname.split()] + [(1, word) for word in given.split()]
    small = [word for word in words if word[1].lower() in {"ould", "mint", "el", "al"}]
    if len(words) > 2:
        words.remove(dice.choice(small) if small and dice.random() < 0.5 else dice.choice(words))
    one = " ".join(word for part, word in words if part == 0)
    other = " ".join(word for part, word in words if part == 1)
    return one, other


def joined(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """Two words written as one, or one as two."""
    if " " in surname or "-" in surname:
        return surname.replace(" ", "", 1).replace("-", "", 1), given
    if " " in given:
        return surname, given.replace(" ", "", 1)
    long = surname if len(surname) > len(given) else given
    if len(long) < 6 or dice.random() < 0.3:
        return f"{given}{surname}".replace("-", ""), ""
    at = dice.randrange(3, len(long) - 2)
    split = f"{long[:at]} {long[at:]}"
    return (split, given) if long is surname else (surname, split)


def combined(dice: random.Random, surname: str, given: str) -> tuple[str, str]:
    """Heard by one office, then one more of the others."""
    one, other = heard(dice, surname, given)
    return dice.choice((typed, swapped, dropped, typed))(dice, one, other)


KINDS: Mapping[str, Damage] = {
    "clean": clean, "heard": heard, "typed": typed, "swapped": swapped, "cut": cut,
    "dropped": dropped, "joined": joined, "combined": combined,
}  # fmt: skip
