"""PURE. Names as tokens: each with its sound, its class, its rarity and what it does in a name.

A ``Lexicon`` joins the two tables that headquarters may edit, equivalents and frequencies, and
keeps the tokens it has made: names repeat, so nearly all come from its memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from watchlist import background, equivalents
from watchlist.background import Background
from watchlist.equivalents import Particle, Table
from watchlist.folding import bare, skeleton, sound
from watchlist.likeness import distance
from watchlist.writing import latin

MOST_TOKENS = 12  # tokens of one name that are looked at: the longest names in registers have nine
_KEPT = 300_000
_LONG_ENOUGH_FOR_A_SLIP = 5
_SERVANT = re.compile("ABD(?:[AEIOU]|OU)?[LRSZTDN]?")
_FAITH = re.compile("(?:[AEU]D)?D(?:I|EE)NE?")
_SUN_ARTICLE = re.compile("[AEU](?:[RZDTNS]|SH|CH)")
_GLUED_NASAL = re.compile("(?:N(?=[DGJTKZ])|M(?=[BP]))[A-Z]{3}")
_INITIAL = re.compile(r"\b([A-Za-z])\.")
_NONE: frozenset[str] = frozenset()
_GOD = frozenset({"ALLAH", "ELLAH", "ULLAH", "OULLAH", "LLAH", "ALLH"})
_PARTICLE_BITS, _INITIAL_BITS = 1.0, 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word of a name. ``root`` is its class, or its spelling; ``bits`` its rarity."""

    text: str
    sound: str
    bones: str
    bare: str  # the sound without an Arabic article
    root: str
    bits: float
    particle: Particle | None
    near: str = ""  # the class it nearly sounds like, if it has none
    near_by: float = 0.0  # how far from that class (``likeness.distance``)
    is_known: bool = False  # whether many are known to bear it

    @property
    def is_initial(self) -> bool:
        """A single letter that stands for a name."""
        return len(self.text) == 1


class Lexicon:
    """Makes tokens under one pair of tables."""

    def __init__(self, table: Table, frequencies: Background) -> None:
        self.table = table
        self.frequencies = frequencies
        self._tokens: dict[str, Token] = {}

    @cached_property
    def sounds(self) -> Mapping[str, frozenset[str]]:
        """Class -> the sounds of its spellings."""
        found: dict[str, set[str]] = {}
        for word, root in self.table.classes.items():
            found.setdefault(root, set()).add(sound(word))
        return {root: frozenset(sounds) for root, sounds in found.items()}

    @cached_property
    def _child_by_ear(self) -> Mapping[str, Particle]:
        """Sound -> son or daughter of, by the first word of either: OULDD is heard as OULD.

        By the first only: the sounds of others are family names elsewhere (WALET, Vallet).
        """
        firsts: dict[Particle, str] = {}
        for word, kind in self.table.particles.items():
            if kind in (Particle.SON, Particle.DAUGHTER):
                firsts.setdefault(kind, sound(word))
        return {heard: kind for kind, heard in firsts.items()}

    @cached_property
    def _class_of_sound(self) -> Mapping[str, str]:
        """Sound -> class, where only one class has it: new spellings join by ear."""
        found: dict[str, str] = {}
        for root, sounds in self.sounds.items():
            for heard in sounds:
                found[heard] = "" if heard in found else root
        return {heard: root for heard, root in found.items() if root and len(heard) >= 4}

    def token(self, text: str) -> Token:
        """The token of one word in A-Z."""
        known = self._tokens.get(text)
        if known is None:
            if len(self._tokens) >= _KEPT:
                self._tokens.clear()
            known = self._tokens[text] = self._made(text)
        return known

    def _made(self, text: str) -> Token:
        heard = sound(text)
        root = self.table.classes.get(text) or self._class_of_sound.get(heard, text)
        particle = self.table.particles.get(text) or self._child_by_ear.get(heard)
        bits = self.bits(text, root, particle)
        known = root in self.frequencies.bits
        settled = particle or known or root in self.sounds
        near, by = ("", 0.0) if settled else self._nearest(heard)
        plain = sound(bare(text))
        return Token(text, heard, skeleton(heard), plain, root, bits, particle, near, by, known)

    def bits(self, text: str, root: str, particle: Particle | None) -> float:
        """The rarity of a word: little for an initial, hardly any for a particle."""
        if particle:
            return _PARTICLE_BITS
        return _INITIAL_BITS if len(text) == 1 else self.frequencies.rarity(root)

    def _nearest(self, heard: str) -> tuple[str, float]:
        """The class with a sound one slip away, and how far it is."""
        if len(heard) < _LONG_ENOUGH_FOR_A_SLIP:
            return "", 0.0
        found = process.extractOne(
            heard, self._heard, scorer=Levenshtein.distance, score_cutoff=1, processor=None
        )
        return (self._class_of_sound[found[0]], distance(heard, found[0])) if found else ("", 0.0)

    @cached_property
    def _heard(self) -> Sequence[str]:
        """Every sound that has one class."""
        return sorted(self._class_of_sound)

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a name as written in any script, compounds joined, at most twelve."""
        words = latin(name).split()[: 2 * MOST_TOKENS]
        return tuple(_joined(words, _dotted(name)))[:MOST_TOKENS]

    def tokens(self, name: str) -> tuple[Token, ...]:
        """``words`` as tokens. A name of nothing but particles is taken at its word."""
        found = tuple(self.token(word) for word in self.words(name))
        if found and all(token.particle for token in found):
            return tuple(self._plain(token) for token in found)
        return found

    def _plain(self, token: Token) -> Token:
        """A particle that is somebody's name after all."""
        key = f"{token.text} as a name"
        if key not in self._tokens:
            bits = self.frequencies.rarity(token.root)
            self._tokens[key] = replace(token, particle=None, bits=bits)
        return self._tokens[key]


@cache
def shipped() -> Lexicon:
    """The lexicon of the tables that come with the product."""
    return Lexicon(equivalents.shipped(), background.shipped())


def _dotted(name: str) -> frozenset[str]:
    """Letters with a full stop: initials, whatever follows."""
    return frozenset(letter.upper() for letter in _INITIAL.findall(name)) if "." in name else _NONE


def _joined(words: Sequence[str], initials: frozenset[str] = _NONE) -> Iterator[str]:
    """Words with ABD + article + name, name + DIN and N + DIAYE written as one."""
    index = 0
    while index < len(words):
        word, after = words[index], words[index + 1 : index + 3]
        if _SERVANT.fullmatch(word) and after:
            taken = _without_article(after)
            if taken:
                yield _servant(taken[-1])
                index += 1 + len(taken)
                continue
        faith = _without_article(after)
        if len(word) > 2 and faith and _FAITH.fullmatch(faith[-1]):
            yield f"{word}DDIN" if word[-1] != "D" else f"{word}DIN"
            index += 1 + len(faith)
            continue
        if (
            len(word) == 1
            and word not in initials
            and after
            and _GLUED_NASAL.match(word + after[0])
        ):
            yield word + after[0]
            index += 2
            continue
        index += 1
        if not (after and _is_sun_article(word, after[0])):
            yield word


def _without_article(words: Sequence[str]) -> Sequence[str]:
    """The one or two words that make a name after ABD or before DIN; empty if none do."""
    if not words:
        return ()
    if words[0] in {"AL", "EL", "UL"} or (len(words) > 1 and _is_sun_article(words[0], words[1])):
        return words[:2] if len(words) > 1 else ()
    return words[:1] if len(words[0]) > 2 else ()


def _servant(name: str) -> str:
    """ABD joined to a name of God, the article heard only before a vowel."""
    if name in _GOD:
        return "ABDALLAH"
    plain = bare(name) if name[:2] in {"AL", "EL"} else name
    return f"ABDEL{plain}" if plain[0] in "AEIOU" else f"ABD{plain}"


def _is_sun_article(word: str, after: str) -> bool:
    """AR before RAHMAN, ASH before SHARIF: the article in the sound of what follows."""
    return bool(_SUN_ARTICLE.fullmatch(word)) and after.startswith(word[1:]) and len(after) > 2
