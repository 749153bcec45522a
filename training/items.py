"""PURE: how hard a question was, and whether it tells who knows from who does not.

Difficulty p is the mean share of the points that were had (of a right-or-wrong question the share
of right answers). Discrimination D is p of the upper group less p of the lower one, each the 27
per cent with the highest and the lowest whole score (T. L. Kelley, The selection of upper and
lower groups for the validation of test items, Journal of Educational Psychology 30, 1939, 17-24).
Whoever ties at the edge of a group counts in it by a share, so that no order of names decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

SHARE = Fraction(27, 100)
LEAST = 10  # papers; of fewer a group would be two people


@dataclass(frozen=True)
class Item:
    """One question: how many papers had it, p and D; None where there are too few papers."""

    papers: int
    difficulty: float | None
    discrimination: float | None


def analysed(papers: Sequence[Sequence[int]], most: Sequence[int]) -> list[Item]:
    """Of each question: ``papers`` has a row of points a person, ``most`` what each is worth."""
    totals = [sum(paper) for paper in papers]
    found = []
    for place, worth in enumerate(most):
        shares = [Fraction(paper[place], worth) for paper in papers]
        found.append(_item(shares, totals))
    return found


def _item(shares: Sequence[Fraction], totals: Sequence[int]) -> Item:
    many = len(shares)
    if many < LEAST:
        return Item(many, None, None)
    group = SHARE * many
    upper = _mean(shares, [-total for total in totals], group)
    lower = _mean(shares, totals, group)
    apart = float(upper - lower) if len(set(totals)) > 1 else None
    return Item(many, float(sum(shares, Fraction()) / many), apart)


def _mean(shares: Sequence[Fraction], order: Sequence[int], group: Fraction) -> Fraction:
    """The mean share of the first ``group`` people by ``order``; ties share what is left."""
    left, total = group, Fraction()
    for value in sorted(set(order)):
        tied = [share for share, one in zip(shares, order, strict=True) if one == value]
        taken = min(left, Fraction(len(tied)))
        total += taken * sum(tied, Fraction()) / len(tied)
        left -= taken
        if not left:
            break
    return total / group
