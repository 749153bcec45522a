"""Pages: what every template may use, form keys, and the answers to errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from flask import Flask, Response, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from borderpost import access, features, static_files, submission
from borderpost.db import new_id
from borderpost.desk_notes import Note, notes
from borderpost.features import NavItem
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from borderpost.roles import LABELS
from borderpost.submission import AlreadyDone

SPRITE = "icons/sprite.svg"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
# Icons that point along the line: they are mirrored where text runs from right to left.
TURNS_WITH_TEXT = {"arrow-forward-up", "login", "logout", "question-mark", "edit", "list"}


def install(app: Flask) -> None:
    """Give the templates their words and every error its page."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        desk_notes=_desk_notes,
        form_key=_form_key,
        icon=icon,
        navigation=navigation,
        role_label=LABELS.get,
    )
    app.context_processor(_context)
    app.before_request(_begin_form)
    app.teardown_request(lambda _error: submission.end())
    app.register_error_handler(AlreadyDone, _already_done)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _error)


def is_fragment() -> bool:
    """Whether the browser asks for a part of a page and not for the page."""
    return request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers


def navigation() -> Iterator[NavItem]:
    """The menu of the present officer."""
    items = [item for feature in features.loaded() for item in feature.navigation]
    for item in sorted(items, key=lambda item: item.order):
        if access.may_open(item.endpoint):
            yield item


def _desk_notes() -> Sequence[Note]:
    """What other subjects have to say above the desk, for whom it concerns."""
    found = notes(current_user) if current_user.is_authenticated else ()
    return [note for note in found if access.may_open(note.endpoint)]


def icon(name: str) -> Markup:
    """An icon of the vendored set, decoration only: the words stand beside it."""
    return Markup('<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
        " flip" if name in TURNS_WITH_TEXT else "", static_files.address(SPRITE), name
    )


def _form_key() -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(submission.FIELD, new_id())


def _context() -> dict[str, Any]:
    signed_in = bool(current_user and current_user.is_authenticated)
    return {"this_post": posts.this_post() if signed_in else None}


def _begin_form() -> Answer | None:
    if request.method not in UNSAFE or access.is_for_machines(request.endpoint):
        return None
    try:
        submission.begin(UUID(request.form.get(submission.FIELD, "")))
    except ValueError:
        return _page(400, _("This form is incomplete."), _("Open the page again and resend it."))
    return None


def _already_done(_error: AlreadyDone) -> Answer:
    flash(_("This form was already saved. Nothing was saved twice."), "info")
    return redirect(request.path if _has_get() else "/")


def _has_get() -> bool:
    rule = request.url_rule
    return rule is not None and "GET" in (rule.methods or ())


def _refused(refusal: Refused) -> Answer:
    """A refusal that no form could show beside its field."""
    return _page(422, str(refusal.sentence), _("Go back and try again."))


def _forged(_error: CSRFError) -> Answer:
    return _page(
        400,
        _("This form did not come from your own session."),
        _("Nothing was saved. Go back, reload the page and send it again."),
    )


def _error(error: HTTPException) -> Answer:
    code = error.code or 500
    words = {
        403: (_("You may not open this page."), _("Ask your supervisor or administrator.")),
        404: (_("There is nothing here."), _("Check the address, or search in the register.")),
        405: (_("This page cannot be used this way."), _("Go back and use its buttons.")),
        413: (_("This file is too large."), _("Take a smaller picture and send it again.")),
        429: (_("Too many tries."), _("Wait a minute and try again.")),
        500: (_("Something failed on this machine."), _("Nothing was half saved. Try again.")),
    }
    title, advice = words.get(code, (_("This could not be done."), _("Go back and try again.")))
    return _page(code, title, advice)


def _page(code: int, title: str, advice: str) -> Response:
    body = render_template("error.html", code=code, title=title, advice=advice)
    return Response(body, status=code, mimetype="text/html")
