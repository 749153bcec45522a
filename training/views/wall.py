"""The code on the wall: a page for the projector, whose code changes by the server's clock."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, current_app, render_template, url_for

from borderpost import clock, qr
from borderpost.access import by_itself, requires
from borderpost.devices import gate, network
from training import Permission, typed_codes, wall_codes, wall_key
from training.models import Session
from training.queries import grid, runs
from training.services import arriving
from training.views import here

bp = Blueprint("wall", __name__, url_prefix="/training/sessions/<uuid:session_id>/wall")


@bp.get("")
@requires(Permission.MARK)
def show(session_id: UUID) -> str:
    """The page for the projector. Its address opens for who may mark alone."""
    return render_template("training/wall.html", **_facts(here.session(session_id)))


@bp.get("/now")
@requires(Permission.MARK)
@by_itself
def now(session_id: UUID) -> str:
    """The code that counts now, asked again every few seconds."""
    return render_template("training/_wall_code.html", **_facts(here.session(session_id)))


def _facts(half: Session) -> dict[str, object]:
    at = clock.now()
    code = wall_codes.code(wall_key.secret(), half.id, wall_codes.window(at))
    return {
        "half": half, "run": half.run, "code": typed_codes.grouped(code), "address": _address(),
        "picture": qr.picture(f"{_address()}#{code}"),
        "left": wall_codes.seconds_left(at), "closed": arriving.closed_because(half, at),
        "marked": grid.marked_in(half.id),
        "seats": runs.taken([half.run_id]).get(half.run_id, 0),
    }  # fmt: skip


def _address() -> str:
    """Where phones check in: on the post's network, when this is the post's own screen."""
    path = url_for("check_in.show")
    found = network.addresses() if current_app.config["LAN"] and gate.is_this_machine() else ()
    if found:
        return f"https://{found[0]}:{current_app.config['LAN_PORT']}{path}"
    return url_for("check_in.show", _external=True)
