"""A picture through the desk's page: read beside the web, or a clear answer why not."""

from __future__ import annotations

import io
import struct
import uuid
import zlib
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pytest
from flask import Flask
from flask_babel import force_locale
from markupsafe import escape
from werkzeug.test import TestResponse

from borderpost.db import db
from crossings import words
from crossings.models import Inspection
from crossings.reading import _SENTENCES
from docreader.pool import ReaderPool
from tests.crossings.work import admit, all_crossings
from tests.desk import Browser, MakeMachine, browser
from tests.docreader.drawn import PERSON, file_of, page, text_page
from tests.docreader.scans import PEOPLE, card, passport, pdf_bomb, scan_of, sheet


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture
def reading(machine: Flask, pool: ReaderPool) -> Flask:
    """A machine whose reader has already started."""
    machine.extensions["reader_pool"] = pool
    return machine


@pytest.fixture
def awa(reading: Flask) -> Browser:
    return browser(reading, "officer")


def send(at: Browser, data: bytes, name: str = "page.jpg", **more: Any) -> TestResponse:
    return at.send("/desk/inspect", picture=(io.BytesIO(data), name), **more)


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def huge_png(width: int, height: int) -> bytes:
    """A few hundred bytes that claim to be a picture of this size."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def sheets(app: Flask) -> list[Inspection]:
    with app.app_context():
        return list(db.session.scalars(db.select(Inspection)))


def test_a_picture_becomes_a_sheet_with_its_zone_beside_the_name(
    reading: Flask, awa: Browser
) -> None:
    answer = send(awa, file_of(page(width=1400)))
    shown = awa.get(answer.location).text
    zone = awa.get(f"{answer.location}/zone.png")
    picture = awa.get(f"{answer.location}/page.jpg")

    assert answer.status_code == 302
    assert PERSON.surname.upper() in shown
    assert PERSON.document_number in shown
    assert "zone.png" in shown
    assert cv2.imdecode(np.frombuffer(zone.data, np.uint8), cv2.IMREAD_UNCHANGED) is not None
    assert (zone.mimetype, picture.mimetype) == ("image/png", "image/jpeg")
    assert sheets(reading)[0].source == "camera_ocr"


def test_a_pictured_traveller_is_admitted_and_the_page_forgotten(
    reading: Flask, awa: Browser
) -> None:
    address = str(send(awa, file_of(page(width=1400))).location)

    assert admit(awa, address) == 302
    assert [row.document_number for row in all_crossings(reading)] == [PERSON.document_number]
    assert awa.get(f"{address}/page.jpg").status_code == 404


def test_a_page_without_a_zone_opens_a_sheet_that_says_so(awa: Browser) -> None:
    answer = send(awa, file_of(text_page()))
    shown = awa.get(answer.location).text

    assert answer.status_code == 302
    assert "standing-look" in shown
    assert 'id="no-zone"' in shown
    assert f'src="{answer.location}/page.jpg"' in shown
    assert shown.count(f'src="{answer.location}/page.jpg"') == 1


def test_from_a_picture_without_a_zone_one_key_leads_back_to_the_camera(
    reading: Flask, awa: Browser
) -> None:
    address = send(awa, file_of(text_page())).location

    assert f'id="again" action="{address}/leave"' in awa.get(address).text
    assert awa.send(f"{address}/leave", again="1").location == "/desk/#camera"
    assert [row.state for row in sheets(reading)] == ["left"]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_reason_for_no_zone_says_what_to_do(reading: Flask, language: str) -> None:
    codes = ["too_small", "too_dark", "blurred", "glare", "cut_off"]
    with reading.test_request_context(), force_locale(language):
        told = words.without_zone(["no_zone", *codes])
        alone = words.without_zone(["no_zone"])

    assert len({*told, *alone}) == len(codes) + 1
    assert words.without_zone(["blurred"]) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"P<UTOERIKSSON",
        b"\x00" * 5000,
        b"%PDF-1.7 nothing",
        b"GIF89a",
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        huge_png(30_000, 30_000),
        huge_png(2**31 - 1, 2**31 - 1),
        huge_png(0, 0),
    ],
    ids=["empty", "text", "zeros", "pdf", "gif", "jpeg head", "svg", "huge", "largest", "no size"],
)
def test_a_file_that_is_no_picture_gets_a_clear_answer(
    reading: Flask, awa: Browser, data: bytes
) -> None:
    answer = send(awa, data)

    assert answer.status_code == 422
    assert "alert-danger" in answer.text
    assert sheets(reading) == []
    assert awa.get("/desk/").status_code == 200


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_picture_is_read_as_far_as_it_goes_or_refused(
    awa: Browser, kept: float
) -> None:
    whole = file_of(page(width=1400))
    answer = send(awa, whole[: int(len(whole) * kept)])

    assert answer.status_code in {302, 422}
    if answer.status_code == 302:  # then the page says that something is missing
        assert "standing-proven" not in awa.get(answer.location).text


def test_after_a_bad_picture_the_next_one_is_read(awa: Browser) -> None:
    send(awa, huge_png(30_000, 30_000))

    assert send(awa, file_of(page(width=1400))).status_code == 302


def test_a_file_over_the_limit_is_told(make_machine: MakeMachine) -> None:
    app = make_machine(UPLOAD_MIB=1)
    answer = send(browser(app, "officer"), b"\xff" * (2 * 1024 * 1024 + 1))

    assert answer.status_code == 413
    assert sheets(app) == []


def test_the_name_of_a_file_means_nothing(awa: Browser) -> None:
    name = "../../<script>.exe"

    assert send(awa, file_of(page(width=1400)), name).status_code == 302
    assert "<script>.exe" not in send(awa, b"nothing", name).text


def test_a_picture_that_takes_too_long_is_told_and_lines_still_work(machine: Flask) -> None:
    with ReaderPool(children=1, seconds=0.01) as hasty:
        machine.extensions["reader_pool"] = hasty
        awa = browser(machine, "officer")
        answer = send(awa, file_of(page(width=1400)))

    assert answer.status_code == 422
    assert "alert-danger" in answer.text
    assert sheets(machine) == []


def test_a_double_click_on_a_picture_opens_one_sheet(reading: Flask, awa: Browser) -> None:
    key, data = uuid.uuid4(), file_of(page(width=1400))
    answers = [send(awa, data, key=key).location for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(sheets(reading)) == 1


def test_a_picture_wins_over_lines_and_no_file_is_no_picture(reading: Flask, awa: Browser) -> None:
    from tests.crossings.documents import zone

    send(awa, file_of(page(width=1400)), lines=zone())
    send(awa, b"", "", lines=zone())

    assert [row.source for row in sheets(reading)] == ["camera_ocr", "paste"]


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_the_first_document_of_a_scan_opens_and_the_others_wait(
    kind: str, reading: Flask, awa: Browser
) -> None:
    answer = send(awa, scan_of([text_page(), sheet(card(0)), sheet(passport(1))], kind), "scan")
    shown = awa.get(answer.location).text

    assert PEOPLE[0].document_number in shown
    assert PEOPLE[1].document_number not in shown
    assert awa.get(f"{answer.location}/page.jpg").mimetype == "image/jpeg"
    opened, waiting = sheets(reading)
    assert "pages_without_zone:1" in opened.reading["warnings"]
    assert (opened.state, waiting.state, waiting.scan_place, waiting.scan_size) == (
        "open", "waiting", 2, 2,
    )  # fmt: skip


def test_a_scan_of_one_document_says_nothing_of_others(reading: Flask, awa: Browser) -> None:
    send(awa, scan_of([sheet(card(0)), text_page()]), "scan.pdf")

    (opened,) = sheets(reading)
    assert not [code for code in opened.reading["warnings"] if "several" in code]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf_bomb(9000), "too_large"),
        (b"%PDF-1.7 nothing", "not_an_image"),
        (scan_of([np.full((9, 9, 3), 255, np.uint8)] * 41), "too_many_pages"),
    ],
)
def test_a_scan_that_cannot_be_read_says_what_to_do(
    data: bytes, code: str, reading: Flask, awa: Browser
) -> None:
    answer = send(awa, data, "scan.pdf")

    with reading.test_request_context():
        sentence = escape(str(_SENTENCES[code]))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sheets(reading) == []
