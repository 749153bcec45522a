"""Verifying a certificate: a page for everybody, with every fact that its paper prints."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from borderpost import locale
from borderpost.access import public
from borderpost.security import limiter
from training import certificate_codes
from training.certificate_forms import CheckForm
from training.certificate_shown import shown
from training.certificate_words import STANDINGS
from training.queries import certificates as queries

bp = Blueprint("certificate_checks", __name__, url_prefix="/certificates")


@bp.get("/")
@public
@limiter.limit("60 per minute")
def show() -> str | Answer:
    """Type the code of a certificate."""
    form = CheckForm(request.args)
    is_asked = "code" in request.args and form.validate()
    code = certificate_codes.read(form.code.data) if is_asked else None
    if code is not None:
        return redirect(url_for("certificate_checks.of_code", certificate_code=code))
    return _page(form, is_wrong=is_asked)


@bp.get("/<certificate_code>")
@public
@limiter.limit("60 per minute")
def of_code(certificate_code: str) -> tuple[str, int]:
    """What the certificate of this code says; whatever became of it, it answers."""
    told = certificate_codes.read(certificate_code)
    row = queries.coded(told) if told else None
    form = CheckForm(code=certificate_code[:60])
    if row is None:
        return _page(form, is_wrong=told is None, is_unknown=told is not None), 404
    return _page(form, row=row, shown=shown(row), successor=queries.successor(row.id)), 200


def _page(form: CheckForm, **told: object) -> str:
    return render_template(
        "training/check.html", form=form, standings=STANDINGS, language=locale.code(), **told
    )
