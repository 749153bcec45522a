"""PURE. Two identities in bits: how much more likely one person than two strangers.

After Fellegi and Sunter: each thing that is known on both sides brings the logarithm of (share
of true pairs that look so) over (share of strangers that do), and the terms add up. A rare name
brings much, MOHAMED little; a contradiction takes away. What is unknown brings nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from watchlist import lexicon as lexicons
from watchlist.alignment import Aligner
from watchlist.births import Agreement, Birth, agreement, birth
from watchlist.lexicon import Lexicon, Token
from watchlist.names import Name, name
from watchlist.origins import nationality_bits, sex_bits
from watchlist.words import Likeness

PRIOR = 5.5  # bits against two identities being one that somebody found worth comparing
SCALE = 2.0  # terms are not independent: bits are worth this much less than they say
# Bits against a traveller being any of a list: those of a list of one row, and for each doubling of
# its rows. Measured on lists of 700 to 1,000,000 (docs/decisions/0046-priors-by-length.md).
LIST_PRIOR, A_DOUBLING = -4.3, 1.3


@dataclass(frozen=True)
class Identity:
    """Who somebody is said to be. Dates ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``1960/1965``.

    ``names`` are whole names in any script and order; ``surname`` and ``given`` make one more.
    States are ICAO alpha-3 codes. ``is_truncated``: the zone cut the name, its last word may
    be a beginning (ICAO 9303-4 §4.2.3).
    """

    names: Sequence[str] = ()
    surname: str = ""
    given: str = ""
    birth_date: str = ""
    birth_dates: Sequence[str] = ()
    nationality: str = ""
    nationalities: Sequence[str] = ()
    sex: str = ""
    is_truncated: bool = False


@dataclass(frozen=True)
class Term:
    """One thing compared. ``kind`` is one of ``Kind``, ``Agreement`` and ``Origin``."""

    kind: str
    mine: str
    theirs: str
    bits: float


@dataclass(frozen=True)
class Comparison:
    """Bits, the probability that both are one person (0..1), and where the bits come from."""

    bits: float
    probability: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """An identity made ready for comparing."""

    names: tuple[Name, ...]
    births: tuple[Birth, ...]
    nationalities: tuple[str, ...]
    sex: str


def profile(identity: Identity, lexicon: Lexicon | None = None) -> Profile:
    """``identity`` made ready. What cannot be read (a date, a name of digits) is left out."""
    known = lexicon or lexicons.shipped()
    whole = " ".join(part for part in (identity.surname, identity.given) if part.strip())
    texts = dict.fromkeys(text for text in (whole, *identity.names) if text.strip())
    found = (name(known, text, identity.is_truncated) for text in texts)
    dates = dict.fromkeys((identity.birth_date, *identity.birth_dates))
    states = dict.fromkeys((identity.nationality, *identity.nationalities))
    return Profile(
        names=tuple(one for one in found if one.words),
        births=tuple(date for text in dates if (date := birth(text)) is not None),
        nationalities=tuple(code for state in states if (code := state.strip().upper())),
        sex=sex if (sex := identity.sex.strip().upper()[:1]) in ("M", "F") else "",
    )


def probability(bits: float, prior: float = PRIOR) -> float:
    """The share of pairs with so many bits that are one person, when ``prior`` speak against."""
    odds_against: float = 2.0 ** min(1000.0, (prior - bits) / SCALE)
    return 1.0 / (1.0 + odds_against)


def list_prior(rows: int) -> float:
    """Bits against a traveller being any of a list of ``rows``.

    Never fewer than against a pair that somebody found worth comparing: a list of seven names
    does not make a birthday in common a person.
    """
    return max(PRIOR, LIST_PRIOR + A_DOUBLING * math.log2(max(1, rows)))


def bits_for(share: float, prior: float = PRIOR) -> float:
    """The bits that make a pair as probable as ``share`` (0..1, both ends out of reach)."""
    if share <= 0.0:
        return -math.inf
    return prior - SCALE * math.log2((1 - share) / share) if share < 1.0 else math.inf


def compare(
    traveller: Identity, listed: Identity, lexicon: Lexicon | None = None, prior: float = PRIOR
) -> Comparison:
    """Two identities, explained. 0.5 is the threshold when nothing but the pair is known."""
    known = lexicon or lexicons.shipped()
    scorer = Scorer(profile(traveller, known), known)
    theirs = profile(listed, known)
    terms = scorer.terms(theirs)
    bits = sum(term.bits for term in terms)
    return Comparison(bits, probability(bits, prior), terms)


class Scorer:
    """One traveller against many: what was learnt about a word serves for the next that has it."""

    def __init__(self, traveller: Profile, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or lexicons.shipped()
        self._traveller = traveller
        self._likeness = Likeness(self.lexicon)
        self._bests: dict[Profile, tuple[float, Aligner | None, Name | None]] = {}
        self._facts: dict[tuple[object, ...], float] = {}

    @cached_property
    def _aligners(self) -> list[Aligner]:
        return [Aligner(self.lexicon, one, self._likeness) for one in self._traveller.names]

    def learn(self, words: Sequence[Token]) -> NDArray[np.float64]:
        """The most bits that any word of the traveller has with each of ``words``.

        Whoever is going to be compared is compared much faster afterwards.
        """
        mine = dict.fromkeys(word for one in self._traveller.names for word in one.words)
        table = self._likeness.learn(list(mine), words)
        return table.max(axis=0) if len(mine) else np.zeros(len(words))

    def learn_names(self, listed: Sequence[Profile]) -> None:
        """``learn`` for every word of whoever is going to be compared."""
        names = (one for each in listed for one in each.names)
        self.learn(list(dict.fromkeys(word for one in names for word in one.words)))

    def bits(self, listed: Profile) -> float:
        """All bits of a listed identity, without the explanation."""
        facts = (listed.births, listed.nationalities, listed.sex)
        known = self._facts.get(facts)
        if known is None:
            known = self._facts[facts] = sum(term.bits for term in self._fact_terms(listed))
        return known + self._best(listed)[0]

    def terms(self, listed: Profile) -> tuple[Term, ...]:
        """Where the bits of a listed identity come from."""
        bits, aligner, theirs = self._best(listed)
        terms = []
        if aligner and theirs:
            for match in aligner.matches(theirs):
                terms.append(Term(match.kind, _text(match.mine), _text(match.theirs), match.bits))
        return (*terms, *self._fact_terms(listed))

    def _best(self, listed: Profile) -> tuple[float, Aligner | None, Name | None]:
        """The pair of names with the most bits."""
        if listed in self._bests:
            return self._bests[listed]
        best: tuple[float, Aligner | None, Name | None] = (0.0, None, None)
        for aligner in self._aligners:
            for theirs in listed.names:
                bits = aligner.bits(theirs)
                if best[1] is None or bits > best[0]:
                    best = (bits, aligner, theirs)
        self._bests[listed] = best
        return best

    def _fact_terms(self, listed: Profile) -> Iterator[Term]:
        """Birth, nationality, sex."""
        mine = self._traveller
        if mine.births and listed.births:
            yield _birth(mine.births, listed.births)
        else:
            yield Term(Agreement.UNKNOWN, "", "", 0.0)
        if mine.nationalities and listed.nationalities:
            kind, bits = nationality_bits(mine.nationalities, listed.nationalities)
            yield Term(kind, " ".join(mine.nationalities), " ".join(listed.nationalities), bits)
        if mine.sex and listed.sex:
            kind, bits = sex_bits(mine.sex, listed.sex)
            yield Term(kind, mine.sex, listed.sex, bits)


def _birth(mine: Sequence[Birth], theirs: Sequence[Birth]) -> Term:
    """The best agreement of any two dates."""
    found = [(*agreement(one, other), one, other) for one in mine for other in theirs]
    kind, bits, one, other = max(found, key=lambda each: each[1])
    return Term(kind, _date(one), _date(other), bits)


def _date(one: Birth) -> str:
    """A date as it is given: as much of it as is known."""
    if one[0] != one[1]:
        return f"{one[0] // 10_000}/{one[1] // 10_000}"
    text = f"{one[0]:08}"
    parts = (text[:4], text[4:6], text[6:])
    return "-".join(part for part in parts if part != "00")


def _text(words: Sequence[Token]) -> str:
    return " ".join(word.text for word in words)
