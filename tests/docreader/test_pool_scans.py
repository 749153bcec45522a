"""Scans in the reader pool: the first document with its pictures, all pages, honest limits."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from docreader import UnreadableImage, pages, reader_child
from docreader.pool import ReaderOverrun, ReaderPool
from tests.docreader.drawn import file_of, lines, page, text_page
from tests.docreader.scans import card, passport, pdf_bomb, pdf_page, scan_of, sheet, truth


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_the_first_document_opens_and_the_others_are_counted(pool: ReaderPool, kind: str) -> None:
    found = pool.scan(scan_of([text_page(), sheet(card(0)), sheet(passport(1))], kind))

    assert (found.documents, found.unread, found.opened.page) == (2, 0, 2)
    assert found.first.reading.mrz_lines == truth(0, "TD1")
    assert [one.page for one in found.pages] == [1, 2, 3]
    assert found.first.zone_png
    kept = cv2.imdecode(np.frombuffer(found.first.page_jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert kept.shape[0] == 1600


def test_a_document_on_two_pages_counts_once(pool: ReaderPool) -> None:
    found = pool.scan(scan_of([sheet(passport(1))] * 2))

    assert (found.documents, len(found.pages)) == (1, 2)


def test_a_scan_without_a_zone_opens_with_its_first_page(pool: ReaderPool) -> None:
    found = pool.scan(scan_of([text_page(), text_page()]))

    assert (found.documents, found.opened.page) == (0, 1)
    assert "no_zone" in found.first.reading.warnings
    assert found.first.page_jpeg


def test_a_picture_is_a_scan_of_one_page(pool: ReaderPool) -> None:
    found = pool.scan(file_of(page()))

    assert (found.documents, found.unread, len(found.pages)) == (1, 0, 1)
    assert found.first.reading.mrz_lines == lines()
    assert found.pages[0].ms > 0


def test_what_the_time_did_not_reach_is_said() -> None:
    told = json.loads(reader_child._scan(scan_of([page(width=500)] * 3), seconds=0)[0])

    assert (len(told["pages"]), told["unread"]) == (1, 2)
    assert told["reading"]["mrz"] == told["pages"][0]["mrz"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n" + bytes(99), "not_an_image"),
        (pdf_bomb(9000), "too_large"),
        (scan_of([np.full((9, 9, 3), 255, np.uint8)] * 41), "too_many_pages"),
    ],
)
def test_a_refusal_comes_back_as_itself(pool: ReaderPool, data: bytes, code: str) -> None:
    before = pool.restarts

    with pytest.raises(UnreadableImage) as refused:
        pool.scan(data)

    assert refused.value.code == code
    assert pool.restarts == before


def test_a_page_that_draws_without_end_costs_one_reader_and_no_more() -> None:
    drawing = b"0 0 595 842 re f\n" * 400_000
    with ReaderPool(children=1, seconds=1) as one:
        with pytest.raises(ReaderOverrun):
            one.scan(pdf_page(drawing))

        assert one.restarts == 1
        assert one.scan(file_of(np.full((60, 60, 3), 255, np.uint8))).pages


def test_a_page_read_survives_its_way_through_json() -> None:
    found = pages.PageReading.from_json(
        {"page": 2, "pages": 3, "ms": 1.5, **pages.Reading().as_json()}
    )

    assert pages.PageReading.from_json(found.as_json()) == found


def test_readers_outlive_the_thread_that_needed_them_first() -> None:
    """A web server may give every request a thread of its own."""
    picture = file_of(page(width=700))

    def first_request() -> ReaderPool:
        started = ReaderPool(children=1, seconds=60)
        started.scan(picture)
        return started

    with ThreadPoolExecutor(1) as request:
        one = request.submit(first_request).result()
    with one:
        time.sleep(0.2)

        assert one.scan(picture).documents == 1
        assert one.restarts == 0
