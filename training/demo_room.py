"""The demonstration's room: a session held now, badges, and a signed sheet that came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from flask import current_app
from PIL import Image, ImageDraw

from borderpost import clock, pdf
from borderpost.posts.models import Post
from docreader import pdf as pages
from training import sheet_paper
from training.models import Course, Run, RunState
from training.queries import runs
from training.scanned_sheets import Paper
from training.services import badging, enrolling, running, scanning
from training.services.running import RunFacts, SessionFacts
from training.sheet_codes import Place

_INK = (24, 34, 140)
_LENGTH = 1600  # pixels of a kept page


def fill(course: Course, post: Post, people: Sequence[UUID]) -> Run:
    """A run of today whose first session began with this hour; two pages of it came back."""
    today = clock.today(post.zone)
    facts = RunFacts("DH-1-2026-2", course.id, "Nioro du Sahel", today, today + timedelta(days=1),
                     post.zone, ("fr",), 20, "A. Exemple")  # fmt: skip
    run = running.add(facts, by=None, post_id=post.id)
    begins = clock.now().replace(minute=0, second=0, microsecond=0)
    running.add_session(run.id, SessionFacts("Entretien de protection", begins, 180), by=None)
    running.move(run.id, RunState.OPEN, by=None)
    enrolling.nominate(run.id, people, by=None)
    running.move(run.id, RunState.RUNNING, by=None)
    badging.give(run.id, by=None)
    scanning.bring_in(run.id, _papers(run), by=None)
    return run


def _papers(run: Run) -> list[Paper]:
    """The signed first page, and one whose code was torn off."""
    torn = Image.new("RGB", (1131, _LENGTH), (244, 242, 236))
    _scrawl(torn, 3)
    found = [Paper(_jpeg(torn), None)]
    if not pdf.lack():
        found.append(Paper(_signed(run), Place(run.sessions[0].id, 1, 1)))
    return found


def _signed(run: Run) -> bytes:
    with current_app.test_request_context():
        again = runs.run(run.id) or run
        drawn = pdf.drawn(sheet_paper.paper(again, again.sessions[:1]))
    page = Image.fromarray(next(pages.pages(drawn, colour=True))[:, :, ::-1].copy())
    page.thumbnail((_LENGTH, _LENGTH))
    _scrawl(page, 7)
    return _jpeg(page)


def _scrawl(page: Image.Image, lines: int) -> None:
    """Blue waves where people sign, each another one."""
    draw, (width, height) = ImageDraw.Draw(page), page.size
    for line in range(lines):
        y, x = int(height * (0.185 + 0.0445 * line)), int(width * 0.7)
        wave = [(x + 14 * n, y + (-1) ** n * (6 + (3 * n + 5 * line) % 11)) for n in range(13)]
        draw.line(wave, fill=_INK, width=3)


def _jpeg(page: Image.Image) -> bytes:
    out = BytesIO()
    page.save(out, "JPEG", quality=80)
    return out.getvalue()
