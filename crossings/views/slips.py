"""A crossing's slip: printed with its signed QR code, found again by it, checked offline."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from uuid import UUID

import click
from flask import Blueprint, abort, g, render_template, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from borderpost import post_key, qr
from borderpost.access import requires
from borderpost.locale import LOCALES
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from borderpost.told_codes import PUBLIC_KEY, key_told
from crossings import Permission, codes, references, slips
from crossings.models import Crossing
from crossings.queries import refusals
from crossings.queries import register as crossings
from crossings.services import reading_log
from crossings.slips import Slip

bp = Blueprint("papers", __name__, cli_group="slip")
SIZES = {"58": _l("58 mm roll"), "80": _l("80 mm roll"), "a4": _l("A4 sheet")}


@bp.get("/register/<uuid:crossing_id>/slip")
@requires(Permission.READ)
def slip(crossing_id: UUID) -> str:
    """The slip, in the traveller's language, for a roll of 58 or 80 mm or a sheet of A4."""
    crossing = crossings.crossing(crossing_id, current_user.post_id) or abort(404)
    reading_log.read(crossing, by=current_user)
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    crossing = crossings.crossing(crossing_id, current_user.post_id) or abort(404)
    post = posts.post(crossing.post_id) or abort(404)
    text = slips.signed(Slip(crossing.human_ref, post.code), post_key.secret())
    return render_template(
        "crossings/slip.html",
        crossing=crossing,
        corrected_by=crossings.correction_of(crossing.id),
        post=post,
        codes=codes,
        code=qr.picture(text, shown_as="slip-code"),
        text=text,
        sizes=SIZES,
        size=request.args["size"] if request.args.get("size") in SIZES else "80",
    )


def crossing_of(texts: Iterable[str]) -> Crossing | None:
    """The crossing of the first slip, or form of a refusal, among texts that were scanned; None
    without one.

    Raises ``Refused`` for a slip that this post did not sign, or whose crossing is gone.
    """
    text = next((one for one in texts if slips.looks_like_one(one)), None)
    if text is None:
        return None
    said = slips.verified(text, post_key.public())
    if said is None:
        raise Refused(_l("This slip was not made by this post, or it was altered."), field="lines")
    found = _named(said.reference)
    if found is None:
        raise Refused(
            _l("The crossing %(reference)s is not kept here.", reference=said.reference),
            field="lines",
        )
    return found


def _named(reference: str) -> Crossing | None:
    if references.is_form_number(reference):
        form = refusals.numbered(reference, current_user.post_id)
        return form.crossing if form else None
    return crossings.by_reference(reference, current_user.post_id)


@bp.cli.command("verify")
@click.argument("text")
@PUBLIC_KEY
def verify(text: str, key: str | None) -> None:
    """Check a slip's TEXT without any network; exit 1 if it was not signed by the post."""
    said = slips.verified(text, key_told(key))
    if said is None:
        click.echo("not valid: altered, or signed by another post")
        sys.exit(1)
    click.echo(f"valid: {said.reference} of post {said.post_code}")


@bp.cli.command("key")
def key() -> None:
    """Print the public key by which others check this post's slips."""
    click.echo(post_key.public().hex())
