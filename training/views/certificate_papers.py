"""The papers of a certificate: its PDF in three languages, and its Open Badges credential."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for
from flask_babel import force_locale

from borderpost import locale, pdf, post_key, qr
from borderpost.access import requires
from borderpost.locale import LOCALES
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from borderpost.posts.models import Post
from training import Permission, open_badges
from training.certificate_models import Certificate
from training.certificate_shown import shown
from training.views.certificates import certificate

bp = Blueprint("certificate_papers", __name__, url_prefix="/training/certificates")


@bp.get("/<uuid:certificate_id>/paper.pdf")
@requires(Permission.READ)
def paper(certificate_id: UUID) -> Response:
    """The certificate as PDF in the language that is asked for (``lang``), else in the page's."""
    row = certificate(certificate_id)
    if pdf.lack():
        abort(404)
    wanted = request.args.get("lang", "")
    with force_locale(wanted if wanted in LOCALES else locale.code()):
        return pdf.answer(pdf.drawn(_drawn(row), pictures(row.post_id)), row.number)


@bp.get("/<uuid:certificate_id>/badge.json")
@requires(Permission.READ)
def credential(certificate_id: UUID) -> Response:
    """The Open Badges credential as it reads, without its proof."""
    row = certificate(certificate_id)
    return _saved(jsonify(_credential(row)), f"{row.number}.json")


@bp.get("/<uuid:certificate_id>/badge.jwt")
@requires(Permission.READ)
def badge(certificate_id: UUID) -> Response:
    """The signed credential, which is verified without a network."""
    row = certificate(certificate_id)
    token = open_badges.signed(_credential(row), post_key.secret())
    return _saved(Response(token, mimetype="application/vc+jwt"), f"{row.number}.jwt")


def _credential(row: Certificate) -> dict[str, object]:
    return open_badges.credential(str(row.id), row.payload, _post_of(row).zone, post_key.public())


def _post_of(row: Certificate) -> Post:
    return posts.post(row.post_id) or abort(404)


def _saved(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _drawn(row: Certificate) -> str:
    address = url_for("certificate_checks.of_code", certificate_code=row.code, _external=True)
    return render_template(
        "training/certificate_pdf.html", row=row, post=_post_of(row), address=address,
        shown=shown(row), picture=qr.picture(address), language=locale.code(),
    )  # fmt: skip
