"""No file makes the reader crash, hang or swell, whatever happened to it."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.docreader.mutations import mutated, toll

SECONDS = 20.0  # ten times what one picture may take: the figures are in bench/mutations.py
SWELL_MB = 400.0  # of a process that read thousands, tests and all


def test_two_thousand_mutated_pictures_are_read_or_refused() -> None:
    found = toll(range(2_000))

    assert found.answers.total() == 2_000
    assert min(found.answers[one] for one in ("read", "no_zone", "truncated")) > 100
    assert found.slowest < SECONDS


@pytest.mark.nightly
@pytest.mark.timeout(6 * 3600)
def test_a_hundred_thousand_mutated_pictures_are_read_or_refused() -> None:
    step = 1_000
    parts = [range(first, first + step) for first in range(0, 100_000, step)]

    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tolls = list(pool.map(toll, parts))

    assert sum(one.answers.total() for one in tolls) == 100_000
    assert max(one.slowest for one in tolls) < SECONDS
    assert max(one.peak_mb for one in tolls) < SWELL_MB


def test_a_mutation_is_the_same_each_time() -> None:
    assert [mutated(number) for number in range(40)] == [mutated(number) for number in range(40)]
    assert len({mutated(number) for number in range(40)}) == 40
