"""PURE. A million identities in arrays on disk: read where they lie, made into profiles on demand.

One row an entity, with its names, dates and states in ranges of flat arrays; each word of a
name is a number in a vocabulary whose sounds and classes were worked out when it was built.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from watchlist.equivalents import Particle
from watchlist.lexicon import Lexicon, Token
from watchlist.matching import Profile
from watchlist.names import Name

_CHILD_OF = (None, Particle.SON, Particle.DAUGHTER)
SEXES = ("", "M", "F")
_CUT = 4
_KEPT_WORDS = 60_000
Numbers = NDArray[np.integer]


class Writer:
    """Takes profiles one by one; ``save`` writes the arrays."""

    def __init__(self) -> None:
        self._keys: list[bytes] = []
        self._sexes, self._signatures = array("B"), array("Q")
        self._names, self._births, self._states = array("I", [0]), array("I", [0]), array("I", [0])
        self._words, self._marks = array("I", [0]), array("B")
        self._flat_words, self._befores = array("I"), array("I")
        self._flat_births, self._flat_states = array("i"), array("H")
        self._vocabulary: dict[Token, int] = {}
        self._state_codes: dict[str, int] = {}

    def add(self, key: str, profile: Profile, signature: int) -> None:
        """One entity more; its number is the count of those before."""
        self._signatures.append(signature)
        self._keys.append(key.encode())
        self._sexes.append(SEXES.index(profile.sex))
        for name in profile.names:
            self._flat_words.extend(map(self._number, name.words))
            self._befores.extend(0 if one is None else self._number(one) + 1 for one in name.before)
            self._words.append(len(self._flat_words))
            self._marks.append(_CHILD_OF.index(name.child_of) | (_CUT if name.is_cut else 0))
        self._names.append(len(self._marks))
        for birth in profile.births:
            self._flat_births.extend(birth)
        self._births.append(len(self._flat_births) // 2)
        for state in profile.nationalities:
            number = self._state_codes.setdefault(state, len(self._state_codes))
            self._flat_states.append(min(number, 65_535))
        self._states.append(len(self._flat_states))

    def _number(self, word: Token) -> int:
        return self._vocabulary.setdefault(word, len(self._vocabulary))

    def save(self, folder: Path) -> None:
        """Every array as a file of ``folder``."""
        for name, numbers in self._arrays().items():
            np.save(folder / f"{name}.npy", numbers)
        _save_texts(folder, "keys", self._keys)
        _save_texts(folder, "words", [_line(word) for word in self._vocabulary])
        _save_texts(folder, "states", [state.encode() for state in self._state_codes])

    def _arrays(self) -> dict[str, Numbers]:
        kept = {
            "sexes": self._sexes, "signatures": self._signatures,
            "name_ends": self._names, "birth_ends": self._births,
            "state_ends": self._states, "word_ends": self._words, "marks": self._marks,
            "flat_words": self._flat_words, "befores": self._befores,
            "flat_births": self._flat_births, "flat_states": self._flat_states,
        }  # fmt: skip
        return {name: np.frombuffer(numbers, numbers.typecode) if len(numbers) else
                np.zeros(0, numbers.typecode) for name, numbers in kept.items()}  # fmt: skip


def _line(word: Token) -> bytes:
    """What a vocabulary keeps of a word."""
    named = "n" if word.particle is None else ""
    parts = (word.text, word.sound, word.bones, word.bare, word.root, word.near,
             f"{word.near_by:.3g}", named)  # fmt: skip
    return "\t".join(parts).encode()


def _save_texts(folder: Path, name: str, texts: Sequence[bytes]) -> None:
    """Texts as one file and where each of them ends."""
    ends = np.zeros(len(texts) + 1, np.uint64)
    np.cumsum(np.fromiter(map(len, texts), np.uint64, len(texts)), out=ends[1:])
    np.save(folder / f"{name}_ends.npy", ends)
    (folder / f"{name}.txt").write_bytes(b"".join(texts))


class Store:
    """The arrays of a folder, mapped into memory."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._folder = folder
        self.sexes, self.signatures = self._mapped("sexes"), self._mapped("signatures")
        self.name_ends, self.word_ends = self._mapped("name_ends"), self._mapped("word_ends")
        self.flat_words, self._befores = self._mapped("flat_words"), self._mapped("befores")
        self.birth_ends, self.flat_births = self._mapped("birth_ends"), self._mapped("flat_births")
        self._state_ends, self._flat_states = (
            self._mapped("state_ends"), self._mapped("flat_states"),
        )  # fmt: skip
        self._marks = self._mapped("marks")
        self._keys, self._words = _Texts(folder, "keys"), _Texts(folder, "words")
        states = _Texts(folder, "states")
        self.states = [states.text(number) for number in range(len(states))]
        self._tokens: dict[int, Token] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, entity: int) -> str:
        """The key that the entity was added under."""
        return self._keys.text(entity)

    def token(self, number: int) -> Token:
        """A word of the vocabulary."""
        known = self._tokens.get(number)
        if known is None:
            if len(self._tokens) >= _KEPT_WORDS:
                self._tokens.clear()
            known = self._tokens[number] = self._read(number)
        return known

    def _read(self, number: int) -> Token:
        text, heard, bones, bare, root, near, near_by, named = self._words.text(number).split("\t")
        particle = None if named else self.lexicon.token(text).particle
        bits = self.lexicon.bits(text, root, particle)
        known = root in self.lexicon.frequencies.bits
        return Token(text, heard, bones, bare, root, bits, particle, near, float(near_by), known)

    def profiles(self, entities: Numbers) -> list[Profile]:
        """Entities ready for comparing."""
        names = self._names(ranges(self.name_ends[entities], self.name_ends[entities + 1]))
        name_counts = _counts(self.name_ends, entities)
        births, birth_counts = self.births_of(entities)
        dates = [(first, last) for first, last in births.tolist()]
        numbers, state_counts = self.states_of(entities)
        codes = [self.states[state] for state in numbers.tolist()]
        found, name, birth, code = [], 0, 0, 0
        for sex, n, b, s in zip(
            self.sexes[entities].tolist(), name_counts, birth_counts.tolist(),
            state_counts.tolist(), strict=True,
        ):  # fmt: skip
            found.append(
                Profile(
                    tuple(names[name : name + n]), tuple(dates[birth : birth + b]),
                    tuple(codes[code : code + s]), SEXES[sex],
                )
            )  # fmt: skip
            name, birth, code = name + n, birth + b, code + s
        return found

    def _names(self, numbers: Numbers) -> list[Name]:
        """Names by their numbers."""
        places = ranges(self.word_ends[numbers], self.word_ends[numbers + 1])
        words = list(map(self.token, self.flat_words[places].tolist()))
        before = [self.token(one - 1) if one else None for one in self._befores[places].tolist()]
        found, at = [], 0
        for count, mark in zip(
            _counts(self.word_ends, numbers), self._marks[numbers].tolist(), strict=True
        ):
            till = at + count
            child_of, is_cut = _CHILD_OF[mark % _CUT], bool(mark & _CUT)
            found.append(Name.of(tuple(words[at:till]), tuple(before[at:till]), child_of, is_cut))
            at = till
        return found

    def births_of(self, entities: Numbers) -> tuple[Numbers, Numbers]:
        """All dates of birth, as rows of from and to, and how many each entity has."""
        firsts, lasts = self.birth_ends[entities], self.birth_ends[entities + 1]
        return self.flat_births.reshape(-1, 2)[ranges(firsts, lasts)], lasts - firsts

    def states_of(self, entities: Numbers) -> tuple[Numbers, Numbers]:
        """All nationalities, as numbers into ``states``, and how many each entity has."""
        firsts, lasts = self._state_ends[entities], self._state_ends[entities + 1]
        return self._flat_states[ranges(firsts, lasts)], lasts - firsts

    def words_of(self, entities: Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of all words of all names, and for each the place of its name in turn."""
        firsts, lasts = self.name_ends[entities], self.name_ends[entities + 1]
        names = ranges(firsts, lasts)
        first_words, last_words = self.word_ends[names], self.word_ends[names + 1]
        words = self.flat_words[ranges(first_words, last_words)]
        return words, np.repeat(np.arange(len(names)), last_words - first_words)

    def _mapped(self, name: str) -> Numbers:
        loaded: Numbers = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        return loaded.view(np.ndarray)


class _Texts:
    """Texts of one file, each found by its number."""

    def __init__(self, folder: Path, name: str) -> None:
        self._ends = np.load(folder / f"{name}_ends.npy", mmap_mode="r").view(np.ndarray)
        file = folder / f"{name}.txt"
        size = file.stat().st_size
        self._bytes = np.memmap(file, np.uint8, "r") if size else np.zeros(0, np.uint8)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def text(self, number: int) -> str:
        first, last = self._ends[number : number + 2].tolist()
        return bytes(self._bytes[first:last]).decode()


def _counts(ends: Numbers, numbers: Numbers) -> list[int]:
    """How many each of ``numbers`` has."""
    counts: list[int] = (ends[numbers + 1] - ends[numbers]).tolist()
    return counts


def ranges(firsts: Numbers, lasts: Numbers) -> Numbers:
    """Every number of [first, last) of each pair, one range after the other."""
    lengths = (lasts - firsts).astype(np.int64)
    total = int(lengths.sum())
    shifts = np.repeat(firsts.astype(np.int64) - np.cumsum(lengths) + lengths, lengths)
    return shifts + np.arange(total)
