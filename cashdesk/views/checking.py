"""Verifying a receipt: a page for everybody, and a file for telephones without a network."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from borderpost import cells, post_key
from borderpost.access import public
from borderpost.posts import queries as posts
from borderpost.security import limiter
from cashdesk import receipt_codes, verifier, words
from cashdesk.forms import CodeForm
from cashdesk.models import PaperFate, PaperReceipt
from cashdesk.queries import paper_receipts, receipts

bp = Blueprint("receipt_checks", __name__, url_prefix="/receipt-check")


@bp.get("/")
@public
@limiter.limit("60 per minute")
def show() -> str:
    """Type, paste or scan a code; what it says, and whether the receipt is void since. A number
    alone is that of a receipt written by hand: what the post knows of it."""
    form = CodeForm(request.args)
    said = row = paper = None
    is_asked = "code" in request.args and form.validate()
    is_number = is_asked and receipt_codes.is_number(form.code.data)
    if is_number:
        paper = paper_receipts.numbered(form.code.data)
    elif is_asked:
        said = receipt_codes.verified(form.code.data, post_key.public())
        row = receipts.numbered(said.number) if said else None
    return render_template(
        "cashdesk/check.html",
        form=form,
        is_asked=is_asked,
        is_number=is_number,
        paper=paper,
        fate=_fate(paper),
        at=cells.instant,
        said=said,
        receipt=row,
        post=posts.this_post(),
        words=words,
    )


@bp.get("/file")
@public
@limiter.limit("20 per minute")
def file() -> Response:
    """The file that verifies receipts with the network off. It is saved and never shown by this
    server: it holds its own script, which no page of the post may."""
    post = posts.this_post() or abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{_("receipts")}-{post.code}.html"'}
    content = verifier.file(post, post_key.public())
    return Response(content, mimetype="application/octet-stream", headers=headers)


def _fate(paper: PaperReceipt | None) -> str:
    """What is told of a paper: ``void``, ``captured``, ``lost``, or ``blank`` while nobody captured
    it. Who holds it is told to nobody."""
    if paper is None:
        return ""
    if paper.receipt:
        return "void" if paper.receipt.is_void else "captured"
    return "lost" if paper.fate in (PaperFate.SPOILED, PaperFate.MISSING) else "blank"
