"""The explanation for parents: what is asked, by which rule, where it is given. It names nobody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, locale, pdf
from borderpost.access import requires
from borderpost.locale import LOCALES
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from borderpost.posts.models import Post
from crossings import Permission, rule_words
from crossings.queries import guidance, minors

bp = Blueprint("minor_paper", __name__, url_prefix="/desk/minor-paper")


@bp.get("/")
@requires(Permission.INSPECT)
def show() -> str:
    """The paper, to print from the browser."""
    shown = _paper(_post())
    return render_template("crossings/minor_paper.html", **shown, has_pdf=not pdf.lack())


@bp.get("/paper.pdf")
@requires(Permission.INSPECT)
def show_pdf() -> Answer:
    """The same as a PDF; without the library the page prints as well."""
    if pdf.lack():
        flash(_("This machine cannot draw a PDF. Print the page instead."), "warning")
        return redirect(url_for("minor_paper.show", lang=request.args.get("lang")))
    post = _post()
    page = render_template("crossings/minor_pdf.html", **_paper(post))
    drawn = pdf.drawn(page, pictures(post.id))
    return pdf.answer(drawn, f"minors-{post.code}-{locale.code()}")


def _paper(post: Post) -> dict[str, Any]:
    """What the templates need, in the language that was asked for."""
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    told, today = guidance.of_post(post.id), clock.today(post.zone)
    return {
        "post": post,
        "today": today,
        "rule": minors.asked_of_families(post.country, today),
        "where": told.body(locale.code()) if told else "",
        "cite": told.cite if told else "",
        "rule_words": rule_words,
    }


def _post() -> Post:
    found = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    return found or abort(404)
