"""The sheet for the wall: what is asked for and what is free, from the same table as receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from borderpost import clock
from borderpost.locale import LOCALES, text_direction
from borderpost.posts.models import Post
from cashdesk import words
from cashdesk.models import Tariff
from cashdesk.queries import tariffs


@dataclass(frozen=True)
class Sheet:
    """What hangs on the wall of a post on a day."""

    post: Post
    day: date
    fees: Sequence[Tariff]
    free: Sequence[Tariff]


def sheet(post: Post) -> Sheet:
    """The sheet of today."""
    day = clock.today(post.zone)
    rows = tariffs.in_force(post.id, day)
    fees = [row for row in rows if not row.is_free]
    return Sheet(post, day, fees, [row for row in rows if row.is_free])


def paper(post: Post) -> str:
    """The page that becomes the PDF, with a part in each language."""
    shown = sheet(post)
    return render_template("cashdesk/wall_pdf.html", parts=[_part(shown, one) for one in LOCALES])


def _part(shown: Sheet, language: str) -> dict[str, object]:
    with force_locale(language):
        body = render_template("cashdesk/_wall.html", sheet=shown, words=words)
        return {
            "language": language,
            "direction": text_direction(),
            "heading": _("What is to pay, and what is free"),
            "body": Markup(body),  # noqa: S704 - our own template, escaped where it was filled
        }
