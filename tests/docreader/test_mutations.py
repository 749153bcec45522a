"""No file makes the reader crash, hang or swell, whatever happened to it."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.docreader.mutations import mutated, toll

SECONDS = 20.0  # ten times what one picture may take: the figures are in bench/mutations.py
SWELL_MB = 400.0  # of a process that read hundreds, tests and all
STEP = 250  # files a process reads at a time


@pytest.mark.slow
def test_five_hundred_mutated_pictures_are_read_or_refused() -> None:
    all_are_read_or_refused(500)


@pytest.mark.nightly
@pytest.mark.timeout(6 * 3600)
def test_a_hundred_thousand_mutated_pictures_are_read_or_refused() -> None:
    all_are_read_or_refused(100_000)


def all_are_read_or_refused(count: int) -> None:
    parts = [range(first, first + STEP) for first in range(0, count, STEP)]
    afresh = get_context("spawn")  # a fork would count the memory of all tests before
    with ProcessPoolExecutor(os.cpu_count(), mp_context=afresh) as pool:
        tolls = list(pool.map(toll, parts))
    answers = sum((one.answers for one in tolls), Counter[str]())

    assert answers.total() == count
    assert min(answers[one] for one in ("read", "no_zone", "truncated")) > count / 20
    assert max(one.slowest for one in tolls) < SECONDS
    assert max(one.peak_mb for one in tolls) < SWELL_MB


def test_a_mutation_is_the_same_each_time() -> None:
    assert [mutated(number) for number in range(40)] == [mutated(number) for number in range(40)]
    assert len({mutated(number) for number in range(40)}) == 40
