"""The end of a shift: what is open under one's name, and to whom it is handed over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock
from borderpost.access import requires
from borderpost.forms import attempted
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from crossings import Permission
from crossings.queries import shifts
from crossings.services import handing_over
from crossings.shift_words import ENDINGS, KINDS

bp = Blueprint("hand_over", __name__, url_prefix="/hand-over")
_LATELY = timedelta(hours=24)


@bp.get("/")
@requires(Permission.INSPECT)
def show() -> str:
    """Everything that is open under the officer's name, and what colleagues offer."""
    return _page()


@bp.post("/")
@requires(Permission.INSPECT)
def offer() -> Answer:
    """Offer the chosen work to a colleague."""
    sent = request.form
    taker = sent.get("taker", type=UUID)
    handing_over.offer(sent.getlist("work"), taker, sent.get("note", ""), by=current_user)
    flash(_("Offered. It stays with you until your colleague accepts."), "success")
    return _back()


@bp.post("/<uuid:hand_over_id>/accept")
@requires(Permission.INSPECT)
def accept(hand_over_id: UUID) -> Answer:
    """Take it over: the second signature."""
    _known(hand_over_id)
    taken: list[int] = []

    def take() -> None:
        taken.append(handing_over.accept(hand_over_id, by=current_user))

    if attempted(take):
        flash(
            ngettext(
                "You have taken over %(num)s thing.", "You have taken over %(num)s things.", *taken
            ),
            "success",
        )
    return _back()


@bp.post("/<uuid:hand_over_id>/decline")
@requires(Permission.INSPECT)
def decline(hand_over_id: UUID) -> Answer:
    """Say no: it stays with the giver."""
    _known(hand_over_id)
    attempted(lambda: handing_over.decline(hand_over_id, by=current_user))
    return _back()


@bp.post("/<uuid:hand_over_id>/withdraw")
@requires(Permission.INSPECT)
def withdraw(hand_over_id: UUID) -> Answer:
    """Take an offer back."""
    _known(hand_over_id)
    attempted(lambda: handing_over.withdraw(hand_over_id, by=current_user))
    return _back()


@bp.errorhandler(Refused)
def offer_refused(refusal: Refused) -> Answer:
    """The page again with the reason, and everything that was chosen and typed."""
    return Response(_page(refusal), status=422)


def _page(refusal: Refused | None = None) -> str:
    me, here = current_user.officer_id, current_user.post_id
    offered = shifts.offered_by(me, here)
    return render_template(
        "crossings/hand_over.html",
        works=shifts.own(me, here),
        pending={(item["kind"], item["id"]): row for row in offered for item in row.items},
        offered=offered,
        received=shifts.offered_to(me, here),
        answered=shifts.answered(me, clock.now() - _LATELY),
        colleagues=shifts.colleagues(here, me),
        left=shifts.left_open(here) if Permission.SHIFTS in current_user.permissions else (),
        post=posts.post(here) if here else None,
        kinds=KINDS,
        endings=ENDINGS,
        refusal=refusal,
        sent=request.form,
    )


def _back() -> Answer:
    return redirect(url_for("hand_over.show"))


def _known(hand_over_id: UUID) -> None:
    if shifts.hand_over(hand_over_id, current_user.post_id) is None:
        abort(404)
