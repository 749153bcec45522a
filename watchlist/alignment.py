"""PURE. Two names held against each other: every word given to the word it is most like, once.

What stays alone on both sides contradicts; what stays alone on one side only was perhaps left
out. Order means little, and two words may be written as one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from watchlist.lexicon import MOST_TOKENS, Lexicon, Token
from watchlist.likeness import begins_alike
from watchlist.names import Kind, Match, Name
from watchlist.words import Likeness

LEFT_OUT, LEFT_OUT_MORE = -1.7, -0.8
# Two words that are not alike: bits, and the share of what agrees that they undo besides, because
# a family shares its names; both by how strange they are (``Likeness.bits``).
CONTRADICTION, CONTRADICTED_SHARE = -5.5, -0.7
INITIAL_CONTRADICTS, CHILD_OF_OTHER_SEX, SAME_PARTICLE = -2.5, -3.0, 0.5
DISORDER, TURNED, JOINED = -1.5, -0.3, -0.8
JOINT_SHARE = 0.5  # of the bits at stake that two words written as one must keep: else it is chance
_BITS_OF_A_LETTER = 2.0
LETTERS_LOST = 2

# (-bits, how far inside the names, how far out of place, my words as a mask, theirs as a mask).
Pair = tuple[float, int, int, int, int]


class Aligner:
    """One name held against many."""

    def __init__(self, lexicon: Lexicon, mine: Name, likeness: Likeness) -> None:
        self.mine = mine
        self._lexicon = lexicon
        self._likeness = likeness
        self._bits: dict[tuple[object, ...], float] = {}
        self._all = (1 << len(mine.words)) - 1
        self._rows = [(i, word, likeness.row(word)) for i, word in enumerate(mine.words)]

    def bits(self, theirs: Name) -> float:
        """The bits of all words together; 0 when either name has none."""
        if not self._all or not theirs.words:
            return 0.0
        key = (theirs.words, theirs.before, theirs.child_of, theirs.is_cut)
        known = self._bits.get(key)
        if known is None:  # half of all candidates bear a name that another one has, too
            known = self._bits[key] = self._summed(theirs)
        return known

    def _summed(self, theirs: Name) -> float:
        taken, left, over = self._assigned(theirs)
        total = agreed = -sum([pair[0] for pair in taken])
        if left or over:
            alone = self._alone(left, over, theirs, agreed, is_joint=_is_joint(taken))
            total += sum([bits for _, bits, _, _ in alone])
        if len(taken) > 1:
            total += _order(taken)
        if self.mine.child_of and theirs.child_of:
            total += _children(self.mine, theirs)
        return total

    def matches(self, theirs: Name) -> Iterator[Match]:
        """The same bits, one by one."""
        if not self._all or not theirs.words:
            return
        taken, left, over = self._assigned(theirs)
        for bits, _, _, mine, other in taken:
            pair = _under(self.mine, mine), _under(theirs, other)
            yield Match(_kind(*pair), *pair, -bits)
        agreed = -sum([pair[0] for pair in taken])
        alone = self._alone(left, over, theirs, agreed, is_joint=_is_joint(taken))
        for kind, bits, mine, other in alone:
            yield Match(kind, _under(self.mine, mine), _under(theirs, other), bits)
        if order := _order(taken):
            yield Match(Kind.ORDER, self.mine.words, theirs.words, order)
        if children := _children(self.mine, theirs):
            yield Match(Kind.CHILD_OF, (), (), children)

    def _assigned(self, theirs: Name) -> tuple[list[Pair], int, int]:
        """Pairs of words, best first, each word once; then the words alone on either side."""
        pairs: list[Pair] = []
        for i, word, row in self._rows:
            for j, other in enumerate(theirs.words):
                bits = row.get(other)
                if bits is None:
                    bits = self._likeness.bits(word, other)
                if bits > 0.0:
                    pairs.append((-bits, i + j, abs(i - j), 1 << i, 1 << j))
        if self.mine.is_cut or theirs.is_cut:
            pairs += self._cut(theirs)
        whole = (1 << len(theirs.words)) - 1
        found = _greedy(pairs, self._all, whole)
        if (found[1] or found[2]) and self._may_be_joined(theirs):
            joined = [*self._joined(theirs)]
            if joined:
                return _greedy(pairs + joined, self._all, whole)
        return found

    def _may_be_joined(self, theirs: Name) -> bool:
        """Whether any word is long enough to be two of the other name."""
        return (
            self.mine.longest + LETTERS_LOST >= theirs.shortest_joint
            or theirs.longest + LETTERS_LOST >= self.mine.shortest_joint
        )

    def _joined(self, theirs: Name) -> Iterator[Pair]:
        """Two neighbours of one name that are one word of the other."""
        mine, other = self.mine.words, theirs.words
        for i, k, mask, bits in self._joints(self.mine, other):
            yield (-bits, i + k, abs(i - k), mask, 1 << k)
        for i, k, mask, bits in self._joints(theirs, mine):
            yield (-bits, i + k, abs(i - k), 1 << k, mask)

    def _joints(self, split: Name, whole: Sequence[Token]) -> Iterator[tuple[int, int, int, float]]:
        """Places of the first part and of the whole, the parts as a mask, the bits of the joint."""
        lengths = [len(word.text) for word in whole]
        for first, second, mask, i in neighbours(split):
            length = len(first.text) + len(second.text)
            for k, other in enumerate(lengths):
                if -LETTERS_LOST <= length - other <= LETTERS_LOST and begins_alike(
                    first.sound, whole[k].sound
                ):
                    one = self._lexicon.token(first.text + second.text)
                    most = first.bits + second.bits
                    bits = min(self._likeness.bits(one, whole[k]), most)
                    if bits + JOINED > JOINT_SHARE * min(most, whole[k].bits):
                        yield i, k, mask, bits + JOINED

    def _cut(self, theirs: Name) -> Iterator[Pair]:
        """The last word of a cut name as the beginning of any word of the other."""
        mine, other = self.mine, theirs
        if mine.is_cut:
            last = len(mine.words) - 1
            for j, word in enumerate(other.words):
                if bits := beginning(mine.words[last], word):
                    yield (-bits, last + j, abs(last - j), 1 << last, 1 << j)
        if other.is_cut:
            last = len(other.words) - 1
            for i, word in enumerate(mine.words):
                if bits := beginning(other.words[last], word):
                    yield (-bits, i + last, abs(i - last), 1 << i, 1 << last)

    def _alone(
        self, left: int, over: int, theirs: Name, agreed: float, *, is_joint: bool
    ) -> list[tuple[Kind, float, int, int]]:
        """Words alone on both sides contradict in pairs; the others were left out."""
        mine, other, found = _PLACES[left], _PLACES[over], []
        if self.mine.is_cut and other and mine[-1:] == (len(self.mine.words) - 1,):
            mine = mine[:-1]  # too little of it is left to say anything
        if theirs.is_cut and mine and other[-1:] == (len(theirs.words) - 1,):
            other = other[:-1]
        for i, j in zip(mine, other, strict=False):
            one, two = self.mine.words[i], theirs.words[j]
            if one.is_initial or two.is_initial:
                bits = INITIAL_CONTRADICTS
            else:
                strange = -min(0.0, self._likeness.bits(one, two))
                bits = (CONTRADICTION + CONTRADICTED_SHARE * agreed) * strange
                agreed = 0.0  # what agreed is undone once
            found.append((Kind.CONTRADICTION, bits, 1 << i, 1 << j))
        pairs = min(len(mine), len(other))
        bits = LEFT_OUT - self._chances(theirs, is_joint=is_joint)
        for i in mine[pairs:]:
            found.append((Kind.LEFT_OUT, 0.0 if theirs.is_cut else bits, 1 << i, 0))
            bits = LEFT_OUT_MORE
        for j in other[pairs:]:
            found.append((Kind.LEFT_OUT, 0.0 if self.mine.is_cut else bits, 0, 1 << j))
            bits = LEFT_OUT_MORE
        return found

    def _chances(self, theirs: Name, *, is_joint: bool) -> float:
        """Bits against a name of one word, which has as many chances as the other has words;
        two words written as one, and nothing else alike, have twice as many: in either order."""
        fewer, more = sorted((len(self.mine.words), len(theirs.words)))
        if is_joint:
            return math.log2(2 * more)
        return math.log2(more) if fewer == 1 else 0.0


def neighbours(split: Name) -> list[tuple[Token, Token, int, int]]:
    """What may be written as one: two words in turn, and as a mask; the first one's place.

    Neighbours in either order, for a surname stands before the given name or after it; and a
    particle with its word.
    """
    words, found = split.words, []
    for i in range(len(words) - 1):
        found.append((words[i], words[i + 1], 3 << i, i))
        found.append((words[i + 1], words[i], 3 << i, i))
    if len(words) > 2:
        last = len(words) - 1
        found.append((words[last], words[0], 1 << last | 1, last))
    for i, particle in enumerate(split.before):
        if particle:
            found.append((particle, words[i], 1 << i, i))
    return found


def _greedy(pairs: list[Pair], mine: int, theirs: int) -> tuple[list[Pair], int, int]:
    """The best pairs of which no two share a word, and the words of either side without one."""
    if len(pairs) > 1:
        pairs.sort()
    taken = []
    for pair in pairs:
        if pair[3] & mine == pair[3] and pair[4] & theirs == pair[4]:
            mine ^= pair[3]
            theirs ^= pair[4]
            taken.append(pair)
    return taken, mine, theirs


def beginning(cut: Token, word: Token) -> float:
    """Bits of a cut word that begins ``word``: by its letters, never more than the word's own."""
    if not word.text.startswith(cut.text) and not word.sound.startswith(cut.sound):
        return 0.0
    return min(word.bits, _BITS_OF_A_LETTER * len(cut.text))


def _order(taken: Sequence[Pair]) -> float:
    """Nothing for the same order, little for surname and given name in turn, more for disorder."""
    theirs = [pair[4] for pair in sorted(taken, key=_my_place)]
    falls = sum([one > other for one, other in zip(theirs, theirs[1:], strict=False)])
    if not falls:
        return 0.0
    return TURNED if falls == 1 and theirs[-1] < theirs[0] else DISORDER


def _my_place(pair: Pair) -> int:
    return pair[3]


def _children(mine: Name, theirs: Name) -> float:
    """A son and a daughter are two; two sons are a little more likely one."""
    if not mine.child_of or not theirs.child_of:
        return 0.0
    return SAME_PARTICLE if mine.child_of == theirs.child_of else CHILD_OF_OTHER_SEX


def _places(mask: int) -> tuple[int, ...]:
    """The places of the bits set in ``mask``, ascending."""
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


_PLACES = [_places(mask) for mask in range(1 << MOST_TOKENS)]


def _under(name: Name, mask: int) -> tuple[Token, ...]:
    """The words at the places of ``mask``."""
    return tuple(name.words[place] for place in _PLACES[mask])


def _is_joint(taken: Sequence[Pair]) -> bool:
    """Whether all that is alike is one word, written as two in the other name."""
    return len(taken) == 1 and taken[0][3].bit_count() != taken[0][4].bit_count()


def _kind(mine: tuple[Token, ...], theirs: tuple[Token, ...]) -> Kind:
    """What the words of a pair have to do with each other."""
    one, other = mine[0], theirs[0]
    if len(mine) != len(theirs):
        return Kind.JOINED
    if one.text == other.text:
        return Kind.SAME
    if one.root == other.root or one.sound == other.sound:
        return Kind.CLASS
    if one.is_initial or other.is_initial:
        return Kind.INITIAL
    starts = one.text.startswith(other.text) or other.text.startswith(one.text)
    return Kind.CUT if starts else Kind.ALIKE
