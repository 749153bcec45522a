"""Passes of border residents: the register, one pass, issuing and ending it, and who is away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.submission import AlreadyDone
from crossings import codes, reading
from crossings.models import Person
from crossings.queries import register
from lanes import Permission, pass_words
from lanes.models import BorderPass
from lanes.pass_forms import HolderForm, PassesForm, PassForm, WhyForm
from lanes.pass_listed import PASSES, SCANS, name_officers, today
from lanes.pass_standing import State
from lanes.queries import pass_away, pass_rules, pass_uses
from lanes.queries import passes as queries
from lanes.services import pass_ending, pass_issuing, pass_log

bp = Blueprint("passes", __name__, url_prefix="/passes")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.PASS_READ)
def index() -> str:
    """The register of passes."""
    form = PassesForm(request.args)
    sought = form.sought()
    found = queries.listed(sought, current_user.post_id, today())
    pass_log.listed(listing.count_to(found).total, by=current_user, **sought.filters())
    return render_template(
        "lanes/passes.html",
        form=form,
        page=PASSES.page(found),
        listed=PASSES,
        is_search=bool(sought.filters()),
        to_print=len(queries.to_print(current_user.post_id)),
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.PASS_GOVERN)
def export() -> Response:
    """The passes found, as CSV or XLSX."""
    sought = PassesForm(request.args).sought()
    found = queries.listed(sought, current_user.post_id, today())
    pass_log.exported(listing.count(found), by=current_user, **sought.filters())
    return listing.as_file("passes", PASSES.files, PASSES.sorted(found))


@bp.get("/away")
@requires(Permission.PASS_READ)
def away() -> str:
    """Who left by a pass and was not seen back by evening."""
    post = posts.post(current_user.post_id) if current_user.post_id else None
    hour = int(current_app.config["PASS_EVENING_HOUR"])
    found = pass_away.away(post, hour) if post else ()
    shown = render_template(
        "lanes/pass_away.html",
        found=found,
        hour=f"{hour}:00",
        post=post,
        words=pass_words,
        codes=codes,
    )
    pass_log.listed(len(found), by=current_user, state="away")
    return shown


@bp.get("/scans")
@requires(Permission.PASS_GOVERN)
def scans() -> str:
    """The scans that were refused, for the supervisor."""
    found = pass_uses.refused(current_user.post_id)
    page = SCANS.page(found)
    name_officers(page.rows)
    return render_template("lanes/pass_scans.html", page=page, listed=SCANS)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.PASS_ISSUE)
def new() -> Page:
    """Issue a pass: to a person whom the post knows, in place of another pass, or typed anew."""
    old, person = _asked_for()
    opening = _opening(old) if old else _of_person(person)
    form = PassForm(data=opening) if person else HolderForm(data=opening)
    rules = list(pass_rules.in_force(current_user.post_id, today()))
    form.offer(rules)
    made: list[BorderPass] = []
    person_id, old_id = person.id if person else None, old.id if old else None

    def issue() -> None:
        sent = form.photo.data
        content = sent.read() if sent and sent.filename else b""
        photo = reading.face(content) if content else b""
        order = form.order(photo, person_id, old_id)
        made.append(pass_issuing.issue(order, by=current_user))

    if saved(form, issue, done=_("The pass is issued.")):
        return redirect(url_for("passes.show", pass_id=made[0].id))
    old, person = _asked_for()
    return answered(
        "lanes/pass_new.html", form, person=person, old=old, rules=rules, codes=codes,
        has_names=isinstance(form, HolderForm),
    )  # fmt: skip


@bp.get("/<uuid:pass_id>")
@requires(Permission.PASS_READ)
def show(pass_id: UUID) -> str:
    """One pass, its uses, and what may be done with it."""
    here(pass_id)
    pass_log.read(pass_id, by=current_user)
    row = here(pass_id)
    uses = pass_uses.of_pass(pass_id)
    people = {row.created_by, row.approved_by, row.ended_by, *(one.created_by for one in uses)}
    return render_template(
        "lanes/pass.html",
        row=row,
        state=pass_words.state_of(row, today()),
        later=queries.later(row),
        earlier=queries.one(row.replaces_id, row.post_id) if row.replaces_id else None,
        uses=uses,
        crossings=pass_uses.crossings(uses, row.post_id),
        names=officers.names({one for one in people if one}),
        words=pass_words,
        codes=codes,
        may_approve=row.state == State.ASKED and row.created_by != current_user.officer_id,
    )


@bp.post("/<uuid:pass_id>/approve")
@requires(Permission.PASS_GOVERN)
def approve(pass_id: UUID) -> Answer:
    """Let a pass hold that waits for a second person."""
    here(pass_id)
    done = _("The pass holds from now on.")
    attempted(lambda: pass_ending.approve(pass_id, by=current_user), done=done)
    return redirect(url_for("passes.show", pass_id=pass_id))


@bp.route("/<uuid:pass_id>/lost", methods=["GET", "POST"])
@requires(Permission.PASS_ISSUE)
def lose(pass_id: UUID) -> Page:
    """Say that a pass is lost or stolen."""
    done = _("The pass is refused from now on. Issue another one in its place.")
    return _ended(pass_id, pass_ending.lose, done, heading=_("The pass is lost or stolen"))


@bp.route("/<uuid:pass_id>/revoke", methods=["GET", "POST"])
@requires(Permission.PASS_GOVERN)
def revoke(pass_id: UUID) -> Page:
    """Take a pass back, with the reason."""
    done = _("The pass is revoked: the desk refuses it from now on.")
    return _ended(pass_id, pass_ending.revoke, done, heading=_("Revoke the pass"))


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    named = request.view_args or {}
    if "pass_id" in named:
        return redirect(url_for("passes.show", pass_id=named["pass_id"]))
    return redirect(url_for("passes.index"))


def _ended(pass_id: UUID, end: Callable[..., object], done: str, *, heading: str) -> Page:
    """A page that asks why, and ends the pass."""
    here(pass_id)
    form, back = WhyForm(), url_for("passes.show", pass_id=pass_id)
    if saved(form, lambda: end(pass_id, form.why.data, by=current_user), done=done):
        return redirect(back)
    return answered("edit.html", form, heading=heading, back=back)


def here(pass_id: UUID) -> BorderPass:
    """A pass of the officer's post; 404 for any other."""
    return queries.one(pass_id, current_user.post_id) or abort(404)


def _asked_for() -> tuple[BorderPass | None, Person | None]:
    """The pass that the new one replaces, and the person whom the post knows."""
    old_id = request.args.get("replaces", type=UUID)
    if old_id:
        old = here(old_id)
        return old, old.person
    person_id = request.args.get("person", type=UUID)
    if person_id is None:
        return None, None
    return None, register.person(person_id, current_user.post_id) or abort(404)


def _of_person(person: Person | None) -> dict[str, Any]:
    """What the file of a known person puts into the form: the side, and the document last shown."""
    if person is None:
        return {"valid_from": today()}
    post = posts.post(current_user.post_id)
    lives_here = post is not None and person.nationality == post.country
    shown = next((one for one in reversed(person.documents) if one.kind != "BRP"), None)
    return {
        "valid_from": today(),
        "side": "here" if lives_here else "there",
        "shown_kind": shown.kind if shown else "",
        "shown_number": shown.number if shown else "",
    }


def _opening(old: BorderPass) -> dict[str, Any]:
    """What the pass to be replaced puts into the form."""
    return {
        "valid_from": today(),
        "rule_id": str(old.rule_id),
        "side": pass_words.side_of(old),
        "village": old.village,
        "zone": old.zone,
        "shown_kind": old.shown["kind"],
        "shown_number": old.shown["number"],
    }
