"""The desk's readers beside each other, and the work orders that their readings propose."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.posts import queries as posts
from equipment import Permission, comparison, upkeep_words
from equipment.models import ReaderProposal
from equipment.queries import desk_readers as queries
from equipment.services import proposing
from equipment.views import here
from equipment.work_forms import AcceptForm, DismissForm

bp = Blueprint("desk_readers", __name__, url_prefix="/equipment/readers")
Page = tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """Every reader with its share of failed readings, and what was proposed."""
    post_id = here.post_id()
    post = posts.post(post_id) or abort(404)
    today = clock.today(post.zone)
    return render_template(
        "equipment/readers.html",
        rows=queries.beside_each_other(post_id, today),
        nobodys=queries.nobodys(post_id, today),
        waiting=listing.page(queries.proposals(current_user.post_id, is_open=True), 1),
        page=listing.page(queries.proposals(current_user.post_id, is_open=False)),
        days=queries.WINDOW.days,
        least=comparison.LEAST,
        margin=comparison.MARGIN,
        upkeep_words=upkeep_words,
    )


@bp.route("/proposals/<uuid:order_proposal_id>/accept", methods=["GET", "POST"])
@requires(Permission.MAINTAIN)
def accept(order_proposal_id: UUID) -> Page:
    """Take the reader out of service: its work order opens."""
    row, form = _proposal(order_proposal_id), AcceptForm()
    kept: list[UUID] = []

    def take() -> None:
        note = form.note.data or ""
        kept.append(proposing.accept(order_proposal_id, note, by=current_user).id)

    heading = _("Take %(tag)s out of service", tag=row.asset.tag)
    if saved(form, take, done=_("The reader is out of service, and its work order is open.")):
        return redirect(url_for("work_orders.show", order_id=kept[0]))
    return answered("edit.html", form, heading=heading, back=url_for("desk_readers.index"))


@bp.route("/proposals/<uuid:order_proposal_id>/dismiss", methods=["GET", "POST"])
@requires(Permission.MAINTAIN)
def dismiss(order_proposal_id: UUID) -> Page:
    """Leave the reader in service, with the reason."""
    row, form = _proposal(order_proposal_id), DismissForm()
    heading = _("Leave %(tag)s in service", tag=row.asset.tag)

    def leave() -> None:
        proposing.dismiss(order_proposal_id, form.reason.data or "", by=current_user)

    back = url_for("desk_readers.index")
    if saved(form, leave, done=_("The proposal is dismissed.")):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)


def _proposal(key: UUID) -> ReaderProposal:
    return queries.proposal(key, current_user.post_id) or abort(404)
