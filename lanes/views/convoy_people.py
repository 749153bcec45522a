"""The people of a convoy: typed, ticked, missing, unexpected, counted, and on to the desk."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import gates
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from borderpost.submission import AlreadyDone
from borderpost.web import is_fragment
from crossings import Permission as DeskPermission
from lanes import Permission
from lanes.convoy_forms import CountForm, DeclaredForm, WhyForm
from lanes.convoy_reckoning import ConvoyStanding
from lanes.queries import convoy_people
from lanes.services import convoy_desk, convoys
from lanes.services import convoy_ticking as ticking
from lanes.views import here
from lanes.views.convoy_page import shown

bp = Blueprint("convoy_people", __name__, url_prefix="/convoys/<uuid:convoy_id>")
Page = str | tuple[str, int] | Answer


@bp.route("/people", methods=["GET", "POST"])
@requires(Permission.CONVOY_WRITE)
def people(convoy_id: UUID) -> Page:
    """Type the people of the other side's paper, one after the other."""
    row = here.convoy(convoy_id)
    form, today = DeclaredForm(), posts.today(row.post_id)
    if saved(form, lambda: convoys.name(convoy_id, [form.person(today)], by=current_user)):
        return redirect(url_for("convoy_people.people", convoy_id=convoy_id))
    row = here.convoy(convoy_id)
    listed = [one for one in convoy_people.people(row) if one.is_expected]
    return answered("lanes/convoy_people.html", form, convoy=row, listed=listed)


@bp.route("/unexpected", methods=["GET", "POST"])
@requires(Permission.CONVOY_WRITE)
def unexpected(convoy_id: UUID) -> Page:
    """Write down somebody who came and is on no list."""
    row = here.convoy(convoy_id)
    form, back = DeclaredForm(), url_for("convoys.show", convoy_id=convoy_id)
    today = posts.today(row.post_id)
    done = _("Written down as unexpected, and here.")

    def write() -> None:
        ticking.unexpected(convoy_id, form.person(today), by=current_user)

    if saved(form, write, done=done):
        return redirect(back)
    return answered("edit.html", form, heading=_("Somebody who is not on the list"), back=back)


@bp.post("/tick")
@requires(Permission.CONVOY_WRITE)
def tick(convoy_id: UUID) -> Answer:
    """Somebody is here, or a whole family of those awaited."""
    row = here.convoy(convoy_id)
    family = request.form.get("family", "")
    chosen = request.form.getlist("member", type=UUID)
    if family:
        chosen = [
            one.id
            for one in convoy_people.people(row)
            if one.person.family == family and one.standing == ConvoyStanding.AWAITED
        ]
    return _done(convoy_id, lambda: ticking.tick(convoy_id, chosen, by=current_user), _ticked)


@bp.post("/untick/<uuid:member_id>")
@requires(Permission.CONVOY_WRITE)
def untick(convoy_id: UUID, member_id: UUID) -> Answer:
    """Take a tick back."""
    _member(convoy_id, member_id)
    return _done(convoy_id, lambda: ticking.untick(convoy_id, member_id, by=current_user))


@bp.post("/missing")
@requires(Permission.CONVOY_WRITE)
def miss(convoy_id: UUID) -> Answer:
    """Say who of those expected did not come, and why."""
    here.convoy(convoy_id)
    form, chosen = WhyForm(), request.form.getlist("member", type=UUID)

    def say() -> None:
        ticking.miss(convoy_id, chosen, form.why.data or "", by=current_user)

    if saved(form, say):
        return redirect(url_for("convoys.show", convoy_id=convoy_id))
    return shown(convoy_id, status=422, why=form)


@bp.post("/found/<uuid:member_id>")
@requires(Permission.CONVOY_WRITE)
def find(convoy_id: UUID, member_id: UUID) -> Answer:
    """Take back that somebody is missing."""
    _member(convoy_id, member_id)
    return _done(convoy_id, lambda: ticking.find(convoy_id, member_id, by=current_user))


@bp.post("/count")
@requires(Permission.CONVOY_WRITE)
def count(convoy_id: UUID) -> Answer:
    """Write down how many people came."""
    here.convoy(convoy_id)
    form = CountForm()
    if saved(form, lambda: ticking.count(convoy_id, form.counted.data, by=current_user)):
        return redirect(url_for("convoys.show", convoy_id=convoy_id))
    return shown(convoy_id, status=422)


@bp.post("/desk/<uuid:member_id>")
@requires(DeskPermission.INSPECT)
def desk(convoy_id: UUID, member_id: UUID) -> Answer:
    """On to the desk's own sheet of this person, or to the questions that are asked in private."""
    _member(convoy_id, member_id)
    opened: list[UUID] = []

    def open_it() -> None:
        days = current_app.config["INSPECTION_DAYS"]
        opened.append(convoy_desk.open_sheet(convoy_id, member_id, by=current_user, keep_days=days))

    if not attempted(open_it):
        return redirect(url_for("convoys.show", convoy_id=convoy_id))
    return redirect(_asking(opened[0]) or url_for("desk.sheet", inspection_id=opened[0]))


def _asking(inspection_id: UUID) -> str:
    """Where needs are asked, when that is what was pressed and somebody asks here."""
    sheet = gates.sheet_of(inspection_id, current_user.post_id)
    if request.form.get("to") != "needs" or sheet is None:
        return ""
    gate = next((one for one in gates.asked(sheet, gates.NEEDS) if one.endpoint), None)
    return url_for(gate.endpoint, inspection_id=inspection_id) if gate else ""


def _ticked(number: int) -> str:
    if number == 0:
        return _("Ticked already, by a colleague or a second click.")
    return ngettext("%(num)s person is here.", "%(num)s people are here.", number)


def _done(
    convoy_id: UUID, change: Callable[[], int], told: Callable[[int], str] | None = None
) -> Answer:
    """The page after a tick: a part of it where the page asked for that."""
    done: list[int] = []
    if attempted(lambda: done.append(change())) and told:
        flash(told(done[0]), "success" if done[0] else "info")
    return _again(convoy_id)


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click changes nothing: the page as it stands now."""
    flash(_ticked(0), "info")
    return _again((request.view_args or {})["convoy_id"])


def _again(convoy_id: UUID) -> Answer:
    if is_fragment():
        return shown(convoy_id)
    return redirect(url_for("convoys.show", convoy_id=convoy_id, q=request.form.get("q") or None))


def _member(convoy_id: UUID, member_id: UUID) -> None:
    row = here.convoy(convoy_id)
    convoy_people.member(member_id, row.id) or abort(404)
