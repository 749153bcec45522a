"""What a machine says that was left: nothing of the post, and how it comes back.

A file stands for it, not a row: there is no database any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask, Response, current_app, g, request
from flask_babel import format_datetime
from flask_babel import gettext as _

from borderpost.locale import LOCALES

NAME = "evacuated.json"  # in the instance folder
_ASSETS = "/static/"


@dataclass(frozen=True)
class Left:
    """When a machine was left, the name of the file that holds it, the mark of its code."""

    at: str
    archive: str
    code_mark: str


def put_up(instance: Path, left: Left) -> None:
    """From now on every request is answered with the notice."""
    draft = instance / f".{NAME}"
    draft.write_text(json.dumps(asdict(left)), encoding="ascii")
    draft.replace(instance / NAME)


def take_down(instance: Path) -> None:
    """The machine answers again."""
    (instance / NAME).unlink(missing_ok=True)


def install(app: Flask) -> None:
    """Ask before anything else of a request: what follows would look for the database."""
    path = Path(app.config["INSTANCE"]) / NAME

    def left() -> Response | None:
        is_asset = request.path.startswith(_ASSETS)
        return _notice(path) if path.exists() and not is_asset else None

    app.before_request_funcs.setdefault(None, []).insert(0, left)


def _notice(path: Path) -> Response:
    # Nobody is asked for who signed in: that would be a question to the database.
    g.page_locale = request.accept_languages.best_match(list(LOCALES), "fr")
    try:
        told: Left | None = Left(**json.loads(path.read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):  # torn: it was left all the same
        told = None
    page = current_app.jinja_env.get_template("evacuated.html")
    text = page.render(title=_("This post was evacuated"), lines=list(_lines(told)))
    return Response(text, 503, {"Retry-After": "600"}, mimetype="text/html")


def _lines(told: Left | None) -> Iterator[str]:
    yield _("This machine holds no records any more. Work goes on where the post was brought to.")
    if told:
        when = format_datetime(datetime.fromisoformat(told.at), "d MMM y HH:mm")
        yield _("Left on %(when)s (UTC), as %(archive)s.", when=when, archive=told.archive)
        yield _("The evacuation code with the mark %(mark)s opens it.", mark=told.code_mark)
