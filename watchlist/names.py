"""PURE. Two names in bits: which words are one name, and what is left over on either side.

The words of a name are a set with an order that means little: surname and given name change
places, a father's name is there or not, two words are written as one. So every word is given
to the word it is most like, once; what stays alone on both sides contradicts, what stays alone
on one side only was perhaps left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watchlist.equivalents import Particle
from watchlist.lexicon import Lexicon, Token


class Kind(StrEnum):
    """What two words of two names have to do with each other."""

    SAME = "same name"
    CLASS = "same name class"
    ALIKE = "names alike"
    INITIAL = "initial"
    CUT = "cut name"
    JOINED = "written as one"
    CONTRADICTION = "names differ"
    LEFT_OUT = "name left out"
    CHILD_OF = "son or daughter of"
    ORDER = "order of the names"


@dataclass(frozen=True, slots=True)
class Match:
    """Words ``mine`` and ``theirs`` (either may be empty) and the bits that they bring."""

    kind: Kind
    mine: tuple[Token, ...]
    theirs: tuple[Token, ...]
    bits: float


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """The words that name, the particles among them, and whether the last word was cut."""

    words: tuple[Token, ...]
    before: tuple[Token | None, ...] = ()  # the particle before each word
    child_of: Particle | None = None  # SON, DAUGHTER or neither
    is_cut: bool = False
    longest: int = 0  # letters of the longest word
    shortest_joint: int = 99  # letters of the shortest two that may be written as one

    @classmethod
    def of(
        cls, words: tuple[Token, ...], before: tuple[Token | None, ...],
        child_of: Particle | None, is_cut: bool,
    ) -> Name:  # fmt: skip
        """A name whose lengths are counted."""
        lengths = [len(word.text) for word in words]
        joints = [one + other for one, other in zip(lengths, lengths[1:], strict=False)]
        joints += [
            len(particle.text) + length
            for particle, length in zip(before, lengths, strict=True)
            if particle
        ]
        shortest = (
            min(joints, default=99) if len(words) < 3 else min(*joints, lengths[0] + lengths[-1])
        )
        return cls(words, before, child_of, is_cut, max(lengths, default=0), shortest)


def name(lexicon: Lexicon, text: str, is_cut: bool = False) -> Name:
    """A name as written in any script; without words when nothing can be read."""
    tokens = lexicon.tokens(text)
    children = [t.particle for t in tokens if t.particle in (Particle.SON, Particle.DAUGHTER)]
    words = tuple(token for token in tokens if token.particle is None)
    befores = (None, *tokens)
    before = tuple(
        known if known and known.particle else None
        for known, token in zip(befores, tokens, strict=False)
        if token.particle is None
    )
    return Name.of(words, before, children[0] if children else None, is_cut)
