"""The traveller's photo on the sheet: taken, taken again, removed, and asked for by policy."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from borderpost.db import db
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import CrossingPicture
from crossings.policies import Ask, Policy
from crossings.services import deciding, pictures
from crossings.services.policies import change
from docreader.pool import ReaderPool
from tests.crossings.work import acts, admit, all_crossings, crossed, inspect, opened, order
from tests.desk import Browser, browser, officer, post_id

OFFERED, ASKED = Policy(face=Ask.OFFERED), Policy(face=Ask.ASKED)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture
def reading(machine: Flask, pool: ReaderPool) -> Flask:
    """A machine whose reader has already started, and whose post takes photos."""
    machine.extensions["reader_pool"] = pool
    with machine.app_context():
        change(post_id(), OFFERED, by=None)
    return machine


def photo(width: int = 1000, height: int = 800) -> bytes:
    """A picture with a camera's metadata in it."""
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    data = cv2.imencode(".jpg", cv2.GaussianBlur(pixels, (9, 9), 0))[1].tobytes()
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00 SECRET PLACE"
    return data[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + data[2:]


def shot(at: Browser, sheet: str, data: bytes, **more: str) -> TestResponse:
    return at.send(f"{sheet}/face", photo=(io.BytesIO(data), "face.jpg"), **more)


def test_a_photo_becomes_small_and_loses_what_the_camera_wrote(reading: Flask) -> None:
    awa = browser(reading, "officer")
    sheet = inspect(awa)
    answer = shot(awa, sheet, photo())
    taken = awa.get(f"{sheet}/face.jpg")
    pixels = cv2.imdecode(np.frombuffer(taken.data, np.uint8), cv2.IMREAD_COLOR)

    assert answer.status_code == 302
    assert taken.mimetype == "image/jpeg"
    assert pixels is not None
    assert max(pixels.shape[:2]) == 640
    assert b"SECRET PLACE" not in taken.data
    assert "face-picture" in awa.get(sheet).text


def test_another_photo_takes_the_first_ones_place_and_may_be_removed(reading: Flask) -> None:
    awa = browser(reading, "officer")
    sheet = inspect(awa)
    shot(awa, sheet, photo())
    first = awa.get(f"{sheet}/face.jpg").data
    shot(awa, sheet, photo(500, 500))
    second = awa.get(f"{sheet}/face.jpg").data
    removed = awa.send(f"{sheet}/face/remove")

    assert first != second
    assert removed.status_code == 302
    assert awa.get(f"{sheet}/face.jpg").status_code == 404
    with reading.app_context():
        assert acts().count(Act.FACE_TAKEN) == 2
        assert acts().count(Act.FACE_REMOVED) == 1


def test_a_photo_changes_only_its_part_of_the_page(reading: Flask) -> None:
    awa = browser(reading, "officer")
    sheet = inspect(awa)
    answer = awa.client.post(
        f"{sheet}/face",
        data={"form_key": str(uuid.uuid4()), "photo": (io.BytesIO(photo()), "f.jpg")},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert 'id="face"' in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    assert "<html" not in answer.text
    assert admit(awa, sheet, version=1) == 302  # what was read is the same as before


@pytest.mark.parametrize("data", [b"", b"nothing", b"<svg/>", photo()[:2000]])
def test_a_file_that_is_no_photo_is_told_on_the_sheet(reading: Flask, data: bytes) -> None:
    awa = browser(reading, "officer")
    sheet = inspect(awa)
    answer = shot(awa, sheet, data)

    assert answer.status_code == 422
    assert "alert-danger" in answer.text
    assert awa.get(f"{sheet}/face.jpg").status_code == 404


def test_a_post_without_the_policy_takes_no_photo(reading: Flask) -> None:
    with reading.app_context():
        change(post_id(), Policy(), by=None)
    awa = browser(reading, "officer")
    sheet = inspect(awa)

    assert 'id="face"' not in awa.get(sheet).text
    assert shot(awa, sheet, photo()).status_code == 422


def test_a_decided_traveller_gets_no_photo(inside: Flask) -> None:
    change(post_id(), OFFERED, by=None)
    awa = officer(inside, "officer")
    sheet = opened(awa)
    deciding.decide(sheet.id, order(sheet), by=awa)

    with pytest.raises(Refused):
        pictures.take_face(sheet.id, b"a face", by=awa)


def test_another_posts_sheet_takes_no_photo(reading: Flask) -> None:
    sheet = inspect(browser(reading, "officer"))
    stranger = browser(reading, "stranger")

    assert shot(stranger, sheet, photo()).status_code == 404
    assert stranger.get(f"{sheet}/face.jpg").status_code == 404
    assert stranger.send(f"{sheet}/face/remove").status_code == 404


def test_where_a_photo_is_asked_nobody_is_admitted_without_one_or_a_reason(reading: Flask) -> None:
    with reading.app_context():
        change(post_id(), ASKED, by=None)
    awa = browser(reading, "officer")
    sheet = inspect(awa)
    refused = awa.send(f"{sheet}/decide", decision="admit", version="1", without_face="  ")

    assert refused.status_code == 422
    assert 'name="without_face"' in refused.text
    assert all_crossings(reading) == []
    assert admit(awa, sheet, without_face="Caméra en panne") == 302
    (row,) = all_crossings(reading)
    assert row.evidence["without_face"] == "Caméra en panne"
    assert "Caméra en panne" in awa.get(f"/register/{row.id}").text


def test_a_photo_answers_the_question(reading: Flask) -> None:
    with reading.app_context():
        change(post_id(), ASKED, by=None)
    awa = browser(reading, "officer")
    sheet = inspect(awa)
    shot(awa, sheet, photo())

    assert 'name="without_face"' not in awa.get(sheet).text
    assert admit(awa, sheet, without_face="not read any more") == 302
    (row,) = all_crossings(reading)
    assert "without_face" not in row.evidence
    with reading.app_context():
        assert list(db.session.scalars(select(CrossingPicture.kind))) == ["face"]


@pytest.mark.parametrize("decision", ["refuse", "withdrawn"])
def test_only_an_admission_waits_for_the_photo(inside: Flask, decision: str) -> None:
    change(post_id(), ASKED, by=None)

    assert crossed(officer(inside, "officer"), decision=decision).decision == decision
