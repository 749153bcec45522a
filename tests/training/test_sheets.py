"""Sign-in sheets: printed, signed, scanned askew and upside down; each page finds its session."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import numpy as np
import pypdfium2
import pytest
from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy import func, select

from borderpost.db import db
from docreader.pool import ReaderPool
from tests.desk import Browser, browser, english
from tests.training.course import facts, halves, made, person, seats
from training import sheet_codes
from training.attendance_models import SheetScan
from training.models import Mark, Run, RunState
from training.services import enrolling, running
from training.services.running import SessionFacts
from training.sheet_codes import Place

SCAN = 150  # dpi


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running_:
        yield running_


@pytest.fixture
def post(inside: Flask, pool: ReaderPool) -> Flask:
    """A machine whose reader has already started."""
    inside.extensions["reader_pool"] = pool
    return inside


def printed(at: Browser, path: str) -> list[Image.Image]:
    """The pages of a PDF as a scanner of 150 dpi sees them."""
    answer = at.get(path)
    assert answer.mimetype == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.data)
    return [page.render(scale=SCAN / 72).to_pil().convert("RGB") for page in pages]


def signed(page: Image.Image, degrees: float) -> Image.Image:
    """Blue scrawls in the boxes, then the page laid askew, with a scanner's noise."""
    rng = np.random.default_rng(7)
    draw = ImageDraw.Draw(page)
    for row in range(12):
        y = 330 + row * 78
        path = [(760 + 30 * n, y + int(rng.integers(-22, 22))) for n in range(12)]
        draw.line(path, fill=(20, 30, 140), width=4)
    turned = page.rotate(degrees, expand=True, fillcolor=(235, 233, 228))
    noisy = np.asarray(turned, np.int16) + rng.integers(-14, 14, np.asarray(turned).shape)
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def as_pdf(*pages: Image.Image) -> bytes:
    out = BytesIO()
    pages[0].save(out, "PDF", resolution=SCAN, save_all=True, append_images=pages[1:], quality=70)
    return out.getvalue()


def as_jpeg(page: Image.Image) -> bytes:
    out = BytesIO()
    page.save(out, "JPEG", quality=70)
    return out.getvalue()


def other_run(like: Run) -> Run:
    """Another run of the same course, with one session."""
    run = running.add(facts(like.course_id, "PEPM-1/2026-2"), by=None)
    start = halves(like)[0].starts_at
    running.add_session(run.id, SessionFacts("Another room", start, 180), by=None)
    running.move(run.id, RunState.OPEN, by=None)
    enrolling.nominate(run.id, [person(50).id], by=None)
    running.move(run.id, RunState.RUNNING, by=None)
    return run


def sent(at: Browser, run: Run, *files: tuple[bytes, str]) -> str:
    """The messages after an upload."""
    answer = at.send(f"/training/runs/{run.id}/sheets", files=[(BytesIO(a), b) for a, b in files])
    assert answer.status_code == 302, answer.text
    return at.told(answer.location)


def kept() -> dict[tuple[UUID, UUID | None, int | None], int]:
    """How many pages lie at each run, session and page."""
    db.session.rollback()
    columns = (SheetScan.run_id, SheetScan.session_id, SheetScan.page)
    found = db.session.execute(select(*columns, func.count()).group_by(*columns))
    return {(one[0], one[1], one[2]): one[3] for one in found}


def test_a_code_says_where_a_page_belongs_and_a_damaged_one_nothing() -> None:
    place = Place(UUID("018f3c7e-1234-7abc-8def-0123456789ab"), 2, 3)
    text = sheet_codes.written(place)

    assert sheet_codes.read(text) == place
    assert len(text) <= 47  # a QR code of version 3 with correction Q, in its tight alphabet
    assert sheet_codes.read(text.replace("-2-3-", "-1-3-")) is None
    assert sheet_codes.read("BP1:GOG-0042") is None


def test_each_page_of_a_signed_pile_lands_at_its_session(post: Flask) -> None:
    at, run = english(post, "trainer"), made(people=17, sessions=2)
    other = other_run(run)
    pages = printed(at, f"/training/runs/{run.id}/sheets/paper?lang=fr")
    (arabic,) = printed(at, f"/training/sessions/{halves(other)[0].id}/sheet?lang=ar")
    foreign = Image.new("RGB", (1240, 1754), "white")
    assert len(pages) == 4  # 17 people and 4 walk-ins on two pages each, twice

    pile = as_pdf(
        signed(pages[2], 5), foreign, signed(pages[0], -3), signed(arabic, 4),
        signed(pages[3], 180 + 6),
    )  # fmt: skip
    told = sent(at, run, (pile, "pile.pdf"), (as_jpeg(signed(pages[1], -7)), "photo.jpg"),
                (b"no picture", "list.docx"))  # fmt: skip

    first, second = halves(run)
    assert kept() == {
        (run.id, first.id, 1): 1, (run.id, first.id, 2): 1,
        (run.id, second.id, 1): 1, (run.id, second.id, 2): 1,
        (other.id, halves(other)[0].id, 1): 1, (run.id, None, None): 1,
    }  # fmt: skip
    assert "4 pages lie at their sessions" in told
    assert "1 page is of the run PEPM-1/2026-2 and lies there" in told
    assert "1 page has no readable code" in told
    assert "list.docx cannot be read" in told

    again = sent(at, run, (pile, "pile.pdf"))
    assert "5 pictures were here already and are not kept twice" in again
    another = sent(at, run, (as_jpeg(signed(pages[1], 3)), "again.jpg"))
    assert "Of 1 page another scan lies there already" in another


def test_an_upside_down_page_is_shown_upright(post: Flask, tmp_path: Path) -> None:
    at, run = english(post, "trainer"), made(people=2, sessions=1)
    (page,) = printed(at, f"/training/sessions/{halves(run)[0].id}/sheet?lang=en")
    sent(at, run, (as_jpeg(signed(page.copy(), 176)), "a.jpg"))
    row = db.session.scalars(select(SheetScan)).one()

    shown = Image.open(BytesIO(at.get(f"/training/scans/{row.id}/page.jpg").data))
    across, down = shown.size
    right = np.asarray(shown.convert("L"))[: down // 5, across // 2 :]
    left = np.asarray(shown.convert("L"))[down * 4 // 5 :, : across // 2]
    assert (right < 90).mean() > 3 * (left < 90).mean()  # the code stands above, at the right


def test_marks_typed_beside_the_scan_say_that_they_come_from_the_sheet(post: Flask) -> None:
    at, run = english(post, "trainer"), made(people=2, sessions=2)
    (page,) = printed(at, f"/training/sessions/{halves(run)[0].id}/sheet?lang=en")
    sent(at, run, (as_jpeg(signed(page, 2)), "a.jpg"))
    row = db.session.scalars(select(SheetScan.id)).one()
    one, two = (f"m-{halves(run)[0].id}-{who.id}" for who in seats(run))

    wrong = at.send(f"/training/scans/{row}", **{one: "p", two: "zz"})
    at.send(f"/training/scans/{row}", **{one: "p", two: "12"})

    assert wrong.status_code == 422
    db.session.rollback()
    marks = db.session.scalars(select(Mark)).all()
    assert {(mark.status, mark.credited, mark.source) for mark in marks} == {
        ("present", 180, "sheet"), ("late", 168, "sheet"),
    }  # fmt: skip


def test_a_page_without_a_code_is_put_to_its_session_by_hand(post: Flask) -> None:
    at, run = english(post, "trainer"), made(people=1, sessions=1)
    other = other_run(run)
    sent(at, run, (as_jpeg(Image.new("RGB", (800, 1100), "white")), "a.jpg"))
    row = db.session.scalars(select(SheetScan.id)).one()
    path = f"/training/scans/{row}"

    assert at.send(f"{path}/assign", session_id="").status_code == 422
    strange = at.send(f"{path}/assign", session_id=str(halves(other)[0].id))
    at.send(f"{path}/assign", session_id=str(halves(run)[0].id))
    at.send(f"{path}/drop")

    assert strange.status_code == 422
    assert kept() == {(run.id, halves(run)[0].id, None): 1}  # it is evidence, and stays


def test_an_upload_without_any_picture_is_refused_and_keeps_nothing(post: Flask) -> None:
    at, run = english(post, "trainer"), made(people=1, sessions=1)
    path = f"/training/runs/{run.id}/sheets"

    nothing = at.send(path)
    bad = at.send(path, files=[(BytesIO(b"nothing"), "a.pdf")])
    blank = Image.new("RGB", (60, 80), "white")
    long = at.send(path, files=[(BytesIO(as_pdf(*[blank] * 41)), "long.pdf")])

    assert nothing.status_code == bad.status_code == long.status_code == 422
    assert "Choose the scanned sheets" in nothing.text
    assert "a.pdf cannot be read" in bad.text
    assert "long.pdf has more than 40 pages" in long.text
    assert kept() == {}
    assert browser(post, "auditor").get(path).status_code == 403
