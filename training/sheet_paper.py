"""The sign-in sheet as it is printed: pages of A4, each with its own code; walk-ins at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from borderpost import locale, qr
from borderpost.posts import queries as posts
from training import sheet_codes
from training.models import Enrolment, Run, Session
from training.queries import runs
from training.sheet_codes import Place

ROWS = 15  # of a page, each high enough to sign in
WALK_INS = 4  # empty lines for who was not nominated
_NOON = time(12)


@dataclass(frozen=True)
class Line:
    """One line to sign; ``person`` None for a walk-in."""

    number: int
    person: Enrolment | None
    post: str = ""


@dataclass(frozen=True)
class Page:
    """One page of a session's sheet. ``boxes`` are the words over its signature boxes."""

    session: Session
    place: int  # the session's among those of the run, from 1
    page: int
    pages: int
    lines: Sequence[Line]
    boxes: Sequence[str]
    code: Markup


def paper(run: Run, sessions: Sequence[Session]) -> str:
    """The page that becomes the PDF, in the present language."""
    pages = [page for session in sessions for page in _pages(run, session)]
    return render_template(
        "training/sheet_pdf.html", run=run, pages=pages, language=locale.code(),
        sessions=len(run.sessions),
    )  # fmt: skip


def _pages(run: Run, session: Session) -> Iterator[Page]:
    lines = _lines(run)
    chunks = [lines[start : start + ROWS] for start in range(0, len(lines), ROWS)]
    for number, some in enumerate(chunks, 1):
        text = sheet_codes.written(Place(session.id, number, len(chunks)))
        yield Page(
            session, run.sessions.index(session) + 1, number, len(chunks), some,
            _boxes(run, session), qr.picture(text, error="q"),
        )  # fmt: skip


def _lines(run: Run) -> list[Line]:
    codes: dict[UUID | None, str] = {post.id: post.code for post in posts.all_posts()}
    people = [
        Line(number, person, codes.get(person.post_id, ""))
        for number, person in enumerate(runs.seated(run.id), 1)
    ]
    return people + [Line(len(people) + more, None) for more in range(1, WALK_INS + 1)]


def _boxes(run: Run, session: Session) -> list[str]:
    """One box a half day that the session reaches into, by the venue's clock."""
    zone = runs.zone(run)
    begins, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    is_morning = begins.time() < _NOON
    is_afternoon = ends.time() > time(13) or not is_morning
    told = ((is_morning, _("Signature, morning")), (is_afternoon, _("Signature, afternoon")))
    return [words for is_there, words in told if is_there]
