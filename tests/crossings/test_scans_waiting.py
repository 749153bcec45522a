"""A scan of several documents at the desk: one after another, none twice."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import numpy as np
import pytest
from flask import Flask

from docreader.pool import ReaderPool
from docreader.specimens import draw
from tests.crossings.scanning import left, openers, rows, sent
from tests.crossings.work import all_crossings
from tests.desk import Browser, english
from tests.docreader.drawn import file_of, text_page
from tests.docreader.scans import PEOPLE, card, passport, scan_of, sheet

VISA = replace(PEOPLE[1], document_number="V7654321")


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture
def post(machine: Flask, pool: ReaderPool) -> Flask:
    """A machine whose reader has already started."""
    machine.extensions["reader_pool"] = pool
    return machine


@pytest.fixture
def awa(post: Flask) -> Browser:
    return english(post, "officer")


@pytest.fixture(scope="module")
def three() -> bytes:
    """Three people on two pages, one of them twice."""
    return scan_of([sheet(passport(1), card(0)), sheet(passport(2), passport(1))])


def test_the_documents_of_a_scan_open_one_after_another(
    post: Flask, awa: Browser, three: bytes
) -> None:
    first = sent(awa, three)
    shown = [awa.get(first).text]
    second = left(awa, first)
    shown.append(awa.get(second).text)
    third = left(awa, second)
    shown.append(awa.get(third).text)

    assert left(awa, third) == "/desk/"
    for place, page in enumerate(shown, 1):
        assert f"Document {place} of 3 of this scan." in page
    people = {PEOPLE[number].document_number for number in (0, 1, 2)}
    assert {one for page in shown for one in people if one in page} == people
    assert "2 more wait" in shown[0] and "1 more waits" in shown[1]
    assert "None of it waits any more." in shown[2]
    assert "Page 2." in shown[2]


def test_each_document_brings_its_own_zone_and_page(awa: Browser, three: bytes) -> None:
    address = sent(awa, three)
    zones, pages = set(), set()
    while address != "/desk/":
        zones.add(awa.get(f"{address}/zone.png").data)
        pages.add(awa.get(f"{address}/page.jpg").data)
        address = left(awa, address)

    assert (len(zones), len(pages)) == (3, 2)  # two stand on one page
    assert all(one.startswith(b"\x89PNG") for one in zones)
    assert all(one.startswith(b"\xff\xd8") for one in pages)


def test_after_a_decision_the_next_one_opens_and_a_second_click_leads_there_too(
    post: Flask, awa: Browser
) -> None:
    first = sent(awa, scan_of([sheet(passport(1), passport(2))]))
    key = uuid4()

    answers = [
        awa.send(f"{first}/decide", key, decision="withdrawn", version="1").location
        for _ in range(2)
    ]

    assert answers[0] == answers[1] != "/desk/"
    assert "Document 2 of 2 of this scan." in awa.get(answers[0]).text
    assert len(all_crossings(post)) == 1


def test_after_a_referral_the_next_one_opens(awa: Browser) -> None:
    first = sent(awa, scan_of([sheet(passport(1), passport(2))]))

    answer = awa.send(f"{first}/refer", referral_reason="Photo", version="1")

    assert "Document 2 of 2 of this scan." in awa.get(answer.location).text


def test_one_picture_of_two_passports_offers_both(post: Flask, awa: Browser) -> None:
    both = np.hstack([passport(1), np.full((passport(1).shape[0], 80, 3), 250, np.uint8),
                      passport(2)])  # fmt: skip

    first = sent(awa, file_of(both), "page.jpg")

    assert "Document 1 of 2 of this scan." in awa.get(first).text
    numbers = {row.sheet["document_number"]["value"] for row in rows(post)}
    assert numbers == {PEOPLE[1].document_number, PEOPLE[2].document_number}


def test_a_visa_on_the_passports_page_belongs_to_its_sheet(post: Flask, awa: Browser) -> None:
    visa = draw(VISA, "MRVB", seed=9, width=1240)

    shown = awa.get(sent(awa, scan_of([sheet(visa, passport(1))]))).text

    assert "The same page shows a visa of this traveller:" in shown
    assert 'data-beside="visa"' in shown
    assert PEOPLE[1].document_number in shown and VISA.document_number in shown
    assert "of this scan." not in shown
    assert len(rows(post)) == 1


def test_correcting_the_lines_keeps_what_the_scan_showed_beside(awa: Browser) -> None:
    visa = draw(VISA, "MRVB", seed=9, width=1240)
    address = sent(awa, scan_of([sheet(visa, passport(1))]))
    typed = re.findall(r'class="zone-line" dir="ltr">([^<]*(?:&lt;[^<]*)*)<', awa.get(address).text)

    awa.send(f"{address}/correct/lines", lines="\n".join(typed).replace("&lt;", "<"))

    assert 'data-beside="visa"' in awa.get(address).text


def test_pages_without_a_zone_are_named(awa: Browser) -> None:
    shown = awa.get(sent(awa, scan_of([text_page(), sheet(passport(1)), text_page()]))).text

    assert "No zone was found on some pages of the scan (which)." in shown
    assert "(1, 3)" in shown


def test_the_desk_shows_what_waits_and_opens_the_next_by_one_key(
    awa: Browser, three: bytes
) -> None:
    sent(awa, three)

    desk = awa.get("/desk/").text
    opened = awa.send(openers(desk)[1]).location

    assert "2 scanned documents wait" in desk
    assert 'id="open-next"' in desk and "<kbd>F2</kbd>" in desk
    assert "Document 3 of 3 of this scan." in awa.get(opened).text
    assert "1 scanned document waits" in awa.get("/desk/").text


def test_a_second_window_or_click_leads_to_the_same_sheet(
    post: Flask, awa: Browser, three: bytes
) -> None:
    sent(awa, three)
    address, key = openers(awa.get("/desk/").text)[0], uuid4()

    places = {awa.send(address, key).location, awa.send(address, key).location,
              awa.send(address).location}  # fmt: skip

    assert len(places) == 1
    assert sorted(row.state for row in rows(post)) == ["open", "open", "waiting"]


def test_a_repeated_upload_lets_nothing_wait_twice(post: Flask, awa: Browser, three: bytes) -> None:
    key = uuid4()
    answers = [
        awa.send("/desk/inspect", key, picture=(io.BytesIO(three), "scan.pdf")).location
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert len(rows(post)) == 3
