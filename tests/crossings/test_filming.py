"""The camera at the desk, picture by picture: what to do, then the sheet, once."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from borderpost.db import db
from crossings import reading
from crossings.films import FORGOTTEN, MOST, UNSURE_AFTER, Films
from crossings.models import Inspection
from docreader import Reading
from docreader.answers import StillRead
from docreader.pool import ReaderPool
from docreader.still import Still
from tests.crossings.work import acts
from tests.desk import Browser, browser, english
from tests.docreader.drawn import file_of, text_page
from tests.docreader.filmed import PERSON, SHARP, still_of, twin_of, under_camera

FILM = "/desk/film"
DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture
def post(machine: Flask, pool: ReaderPool) -> Flask:
    """A machine whose reader has already started, and where nobody has filmed yet."""
    machine.extensions["reader_pool"] = pool
    machine.extensions.pop("films", None)
    return machine


@pytest.fixture
def awa(post: Flask) -> Browser:
    return english(post, "officer")


def film(at: Browser, data: bytes, key: uuid.UUID, **more: Any) -> TestResponse:
    return at.send(FILM, key, picture=(io.BytesIO(data), "film.jpg"), **more)


def shot(seed: int, soft: float = SHARP, twin: bool = False) -> bytes:
    return file_of(under_camera(twin_of(PERSON) if twin else PERSON, seed, soft))


def sheets(app: Flask) -> list[Inspection]:
    with app.app_context():
        return list(db.session.scalars(db.select(Inspection).order_by(Inspection.created_at)))


def test_two_pictures_that_agree_open_the_sheet(post: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    first, second = (film(awa, shot(seed), key).json or {} for seed in (1, 2))
    shown = awa.get(second["at"]).text

    assert first == {"hint": "reading", "words": "Reading: hold it still."}
    assert second["words"] == "The document is read."
    assert PERSON.document_number in shown
    assert [row.source for row in sheets(post)] == ["camera_ocr"]
    assert awa.get(second["at"] + "/zone.png").mimetype == "image/png"
    assert awa.get(second["at"] + "/page.jpg").mimetype == "image/jpeg"


def test_the_log_knows_the_sheet_and_not_the_pictures(post: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    for seed in (1, 2):
        film(awa, shot(seed), key)
    with post.app_context():
        assert acts().count("crossings:inspection:open") == 1


def test_a_film_opens_one_sheet_however_many_pictures_follow(post: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    told = [film(awa, shot(seed), key).json or {} for seed in range(1, 5)]
    button = awa.send("/desk/inspect", key, picture=(io.BytesIO(shot(5)), "camera.jpg"))

    assert len({one["at"] for one in told[1:]}) == 1
    assert button.location == told[1]["at"]
    assert len(sheets(post)) == 1


def test_another_officers_film_is_another_film(post: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    chief = browser(post, "supervisor")
    film(awa, shot(1), key)
    answer = film(chief, shot(2), key).json or {}

    assert answer["hint"] == "reading"
    assert sheets(post) == []


def test_a_sheet_of_another_officer_is_not_told_by_its_key(post: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    for seed in (1, 2):
        opened = film(awa, shot(seed), key).json or {}
    chief = browser(post, "supervisor")
    answers = [film(chief, shot(seed), key).json or {} for seed in (1, 2)]

    assert opened["at"] not in [one.get("at") for one in answers]
    assert len(sheets(post)) == 1


def test_two_travellers_are_never_one(post: Flask, awa: Browser) -> None:
    """The brother's passport, issued next, is held there without a pause."""
    key = uuid.uuid4()
    told = [film(awa, shot(1), key), film(awa, shot(2, twin=True), key)]
    told += [film(awa, shot(3), key), film(awa, shot(4), key)]

    assert ["at" in (one.json or {}) for one in told] == [False, False, False, True]
    assert sheets(post)[0].reading["fields"]["document_number"]["value"] == PERSON.document_number


def test_a_page_without_a_zone_says_what_to_do(post: Flask, awa: Browser) -> None:
    answer = film(awa, file_of(text_page()), uuid.uuid4())

    assert answer.status_code == 200
    assert (answer.json or {})["words"].startswith(("No zone seen", "The light is reflected"))
    assert sheets(post) == []


@pytest.mark.parametrize("locale", ["fr", "ar", "en"])
def test_the_words_come_in_the_officers_language(post: Flask, awa: Browser, locale: str) -> None:
    awa.send("/language", locale=locale)
    said = (film(awa, shot(1), uuid.uuid4()).json or {})["words"]

    assert said.startswith({"fr": "Lecture", "ar": "جارٍ", "en": "Reading"}[locale])


@pytest.mark.parametrize(
    "data",
    [b"", b"nothing", b"\xff\xd8\xff\xe0" + b"\x00" * 100, b"\xff" * (reading.LARGEST_STILL + 1)],
    ids=["empty", "text", "jpeg head", "too large"],
)
def test_what_is_no_picture_is_refused_in_words(post: Flask, awa: Browser, data: bytes) -> None:
    key = uuid.uuid4()
    film(awa, shot(1), key)
    answer = film(awa, data, key)

    assert answer.status_code == 422
    assert "picture" in (answer.json or {})["words"]
    assert sheets(post) == []
    assert "at" in (film(awa, shot(2), key).json or {}), "what was seen before is not lost"


def test_a_form_without_a_picture_is_refused(awa: Browser) -> None:
    assert awa.send(FILM).status_code == 422


def test_who_is_at_no_lane_is_told_at_the_first_picture(post: Flask) -> None:
    away = browser(post, "stranger")
    answer = film(away, shot(1), uuid.uuid4())

    assert answer.status_code == 422
    assert (answer.json or {})["words"]
    assert sheets(post) == []


def test_only_who_may_inspect_films(post: Flask) -> None:
    for role in ("auditor", "administrator", "analyst"):
        assert film(browser(post, role), shot(1), uuid.uuid4()).status_code == 403


def test_a_reader_that_is_too_slow_is_told(machine: Flask) -> None:
    with ReaderPool(children=1, seconds=0.01) as hasty:
        machine.extensions["reader_pool"] = hasty
        answer = film(browser(machine, "officer"), shot(1), uuid.uuid4())

    assert answer.status_code == 422
    assert (answer.json or {})["words"]


class Clock:
    """Seconds as the test says."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def still(seed: int = 1, sure: bool = True) -> StillRead:
    found = still_of(PERSON, seed)
    if not sure:  # as of a document whose own digit is wrong
        assert found.seen is not None
        seen = found.seen.copy()
        seen[1, 9] = -9.0
        seen[1, 9, (int(found.reading.mrz_lines[1][9]) + 1) % 10] = -0.001
        lines = found.reading.mrz_lines
        found = Still(Reading(lines, "TD3", zone=None), seen, found.clarity, found.quality)
    return StillRead(found, b"zone %d" % seed, b"page %d" % seed)


NOTHING = StillRead(Still(Reading(), hints=("no_zone",)), b"", b"")


def test_a_document_with_a_wrong_digit_is_opened_unsure_after_a_while() -> None:
    clock, me, key = Clock(), uuid.uuid4(), uuid.uuid4()
    films, picture = Films(clock), still(sure=False)
    told = []
    for _ in range(12):
        told.append(films.saw(me, key, picture, DAY))
        clock.now += UNSURE_AFTER / 8
    opened = [one.reading for one in told if one.reading is not None]

    assert told[7].reading is None, "nobody is hurried"
    assert opened
    assert not any(one.sure for one in opened)
    assert any(check.verdict == "bad" for check in opened[0].checks)


def test_the_pictures_kept_are_the_best_ones_of_this_document() -> None:
    films, me, key = Films(Clock()), uuid.uuid4(), uuid.uuid4()
    other = still_of(twin_of(PERSON), 1)
    films.saw(me, key, StillRead(other, b"his zone", b"his page"), DAY)
    films.saw(me, key, still(1), DAY)
    found = films.saw(me, key, still(2), DAY)

    assert found.reading is not None
    assert found.zone_png in {b"zone 1", b"zone 2"}
    assert found.page_jpeg == found.zone_png.replace(b"zone", b"page")


def test_nothing_is_kept_of_a_document_taken_away() -> None:
    films, me, key = Films(Clock()), uuid.uuid4(), uuid.uuid4()
    films.saw(me, key, still(), DAY)
    films.saw(me, key, NOTHING, DAY)
    films.saw(me, key, NOTHING, DAY)

    assert [(one.film.stills, one.page_jpeg) for one in films._under_way.values()] == [(0, b"")]


@pytest.mark.parametrize("seconds", [FORGOTTEN - 1, FORGOTTEN + 1])
def test_a_film_is_forgotten_when_no_picture_comes(seconds: float) -> None:
    clock, me, key = Clock(), uuid.uuid4(), uuid.uuid4()
    films = Films(clock)
    films.saw(me, key, still(1), DAY)
    clock.now += seconds
    found = films.saw(me, key, still(2), DAY)

    assert (found.reading is None) == (seconds > FORGOTTEN)


def test_a_new_form_begins_a_new_film() -> None:
    films, me = Films(Clock()), uuid.uuid4()
    films.saw(me, uuid.uuid4(), still(1), DAY)

    assert films.saw(me, uuid.uuid4(), still(2), DAY).reading is None
    assert len(films) == 1


def test_the_films_of_a_post_are_bounded() -> None:
    clock = Clock()
    films, picture = Films(clock), still()
    for _ in range(MOST + 10):
        clock.now += 0.01
        films.saw(uuid.uuid4(), uuid.uuid4(), picture, DAY)

    assert len(films) == MOST
