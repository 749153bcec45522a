"""Thresholds of a list: proposed by one person, replayed over the post's own crossings, decided by
another."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, pasts
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from watchlist import Permission, alert_words, curves
from watchlist.forms import ReasonForm, ThresholdForm, present_steps
from watchlist.models import Holds, ThresholdProposal, WatchList
from watchlist.queries import lists
from watchlist.replay import replay
from watchlist.services import thresholds
from watchlist.tiers import of_plain

bp = Blueprint("thresholds", __name__, url_prefix="/watchlist")
Page = str | tuple[str, int] | Answer
REPLAYED_DAYS = 400


@bp.route("/lists/<uuid:watch_list_id>/thresholds", methods=["GET", "POST"])
@requires(Permission.PROPOSE)
def edit(watch_list_id: UUID) -> Page:
    """Propose thresholds, with the curve of the list beside the form."""
    found = _list(watch_list_id)
    form = ThresholdForm(data=present_steps(lists.thresholds(found.id)))
    made: list[UUID] = []

    def propose() -> None:
        row = thresholds.propose(watch_list_id, form.steps(), form.why.data or "", by=current_user)
        made.append(row.id)

    if saved(form, propose, done=_("Proposed. Another person decides.")):
        return redirect(url_for("thresholds.show", threshold_id=made[0]))
    return answered(
        "watchlist/thresholds.html", form, found=_list(watch_list_id),
        proposals=lists.threshold_proposals(watch_list_id),
        **_curve(_list(watch_list_id)),
    )  # fmt: skip


@bp.get("/thresholds/<uuid:threshold_id>")
@requires(Permission.PROPOSE)
def show(threshold_id: UUID) -> str:
    """One proposal with its replay: what it would cost and what it would find."""
    return _page(_proposal(threshold_id), ReasonForm())


@bp.post("/thresholds/<uuid:threshold_id>/approve")
@requires(Permission.APPROVE)
def approve(threshold_id: UUID) -> Answer:
    """Put thresholds in force; the replay that stands on the page is kept with them."""
    row = _proposal(threshold_id)
    curve = _replayed(row.list)
    attempted(
        lambda: thresholds.approve(threshold_id, curve, by=current_user),
        done=_("In force: travellers are screened with these thresholds from now on."),
    )
    return redirect(url_for("thresholds.show", threshold_id=threshold_id))


@bp.post("/thresholds/<uuid:threshold_id>/reject")
@requires(Permission.APPROVE)
def reject(threshold_id: UUID) -> Page:
    """Say no, or take an own proposal back, with a reason."""
    _proposal(threshold_id)
    form = ReasonForm()

    def end() -> None:
        thresholds.reject(threshold_id, form.reason.data or "", by=current_user)

    if saved(form, end, done=_("Saved.")):
        return redirect(url_for("thresholds.show", threshold_id=threshold_id))
    return _page(_proposal(threshold_id), form), 422


def _page(row: ThresholdProposal, form: ReasonForm) -> str:
    curve = row.curve or _replayed(row.list)
    return render_template(
        "watchlist/threshold.html",
        proposal=row,
        steps=of_plain(row.content),
        present=lists.thresholds(row.list_id),
        form=form,
        is_own=row.proposed_by == current_user.officer_id,
        near=curves.near,
        **_drawn(curve),
    )


def _curve(found: WatchList) -> dict[str, object]:
    return _drawn(_replayed(found))


def _drawn(curve: dict[str, object]) -> dict[str, object]:
    return {
        "curve": curve,
        "lines": curves.lines(curve),
        "most": curves.most_alerts(curve),
        "size": (curves.WIDE, curves.HIGH, curves.EDGE),
        "words": alert_words,
    }


def _replayed(found: WatchList) -> dict[str, object]:
    until = clock.today()
    asked = pasts.Asked(until - timedelta(days=REPLAYED_DAYS), until, current_user.post_id)
    return replay(found, asked).plain()


def _list(watch_list_id: UUID) -> WatchList:
    found = lists.watch_list(watch_list_id)
    return found if found is not None and found.holds == Holds.PEOPLE else abort(404)


def _proposal(threshold_id: UUID) -> ThresholdProposal:
    return lists.threshold_proposal(threshold_id) or abort(404)
