"""Proposals to add, change or remove entries: one person writes them, another one decides."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import attempted, saved
from watchlist import Permission, alert_words
from watchlist.columns import PROPOSALS
from watchlist.forms import ReasonForm
from watchlist.models import EntryProposal
from watchlist.queries import entries
from watchlist.services import looking, proposing

bp = Blueprint("watch_proposals", __name__, url_prefix="/watchlist/proposals")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.ENTRIES)
def index() -> str:
    """What is proposed and what became of it."""
    return render_template(
        "watchlist/proposals.html",
        page=PROPOSALS.page(entries.proposals()),
        listed=PROPOSALS,
        open_ones=[one for one in entries.open_proposals()
                   if one.proposed_by != current_user.officer_id],
        names=entries.listed,
        words=alert_words,
    )  # fmt: skip


@bp.post("/approve")
@requires(Permission.APPROVE)
def approve_many() -> Answer:
    """Put the ticked proposals in force, all of them or none."""
    chosen = request.form.getlist("proposal", type=UUID)  # what is no id is left out
    done = ngettext("%(num)s proposal is in force.", "%(num)s proposals are in force.", len(chosen))
    if chosen:
        attempted(lambda: proposing.approve(chosen, by=current_user), done=done)
    return redirect(url_for("watch_proposals.index"))


@bp.get("/<uuid:watch_proposal_id>")
@requires(Permission.ENTRIES)
def show(watch_proposal_id: UUID) -> str:
    """One proposal beside what holds now."""
    shown = _page(_proposal(watch_proposal_id), ReasonForm())
    looking.proposal(watch_proposal_id, by=current_user)
    return shown


@bp.post("/<uuid:watch_proposal_id>/approve")
@requires(Permission.APPROVE)
def approve(watch_proposal_id: UUID) -> Answer:
    """Put a proposal in force; never the own one."""
    _proposal(watch_proposal_id)
    attempted(
        lambda: proposing.approve([watch_proposal_id], by=current_user),
        done=_("In force: travellers are screened against it from now on."),
    )
    return redirect(url_for("watch_proposals.show", watch_proposal_id=watch_proposal_id))


@bp.post("/<uuid:watch_proposal_id>/reject")
@requires(Permission.APPROVE)
def reject(watch_proposal_id: UUID) -> Page:
    """Say no, with a reason."""
    _proposal(watch_proposal_id)
    form = ReasonForm()

    def end() -> None:
        proposing.reject(watch_proposal_id, form.reason.data or "", by=current_user)

    return _ended(watch_proposal_id, form, saved(form, end, done=_("Saved.")))


@bp.post("/<uuid:watch_proposal_id>/withdraw")
@requires(Permission.PROPOSE)
def withdraw(watch_proposal_id: UUID) -> Page:
    """Take an own proposal back, with a reason."""
    _proposal(watch_proposal_id)
    form = ReasonForm()

    def end() -> None:
        proposing.withdraw(watch_proposal_id, form.reason.data or "", by=current_user)

    return _ended(watch_proposal_id, form, saved(form, end, done=_("Saved.")))


def _ended(watch_proposal_id: UUID, form: ReasonForm, is_done: bool) -> Page:
    if is_done:
        return redirect(url_for("watch_proposals.show", watch_proposal_id=watch_proposal_id))
    return _page(_proposal(watch_proposal_id), form), 422


def _page(row: EntryProposal, form: ReasonForm) -> str:
    before = entries.entry(row.entry_id) if row.entry_id else None
    return render_template(
        "watchlist/proposal.html",
        proposal=row,
        listed=entries.listed(row),
        before=entries.listed(before) if before else None,
        why=row.why.decode(),
        form=form,
        is_own=row.proposed_by == current_user.officer_id,
        may_decide=Permission.APPROVE in current_user.permissions,
        words=alert_words,
    )


def _proposal(watch_proposal_id: UUID) -> EntryProposal:
    return entries.proposal(watch_proposal_id) or abort(404)
