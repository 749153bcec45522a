"""What the offline queue asks the server: who is signed in, and whether a form took effect."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request, send_from_directory, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from borderpost import submission
from borderpost.access import public, signed_in
from borderpost.config import ROOT
from borderpost.devices.offline import SENT_BY_QUEUE

bp = Blueprint("queue", __name__)


@bp.get("/sw.js")
@public
def worker() -> Response:
    """The service worker, at the root so that it serves every page."""
    answer = send_from_directory(ROOT / "static", "sw.js", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/queue/session")
@signed_in
def owner() -> Response:
    """Whose records the queue may send now, and the token that forms need."""
    return jsonify(owner=str(current_user.account_id), csrf_token=generate_csrf())


@bp.after_app_request
def say_whether_done(answer: Response) -> Response:
    """Tell the queue in one word what a redirect leaves open: its form took effect."""
    if SENT_BY_QUEUE in request.headers and submission.took_effect() and answer.status_code < 400:
        session.pop("_flashes", None)  # the queue tells it, in its own place
        return jsonify(done=True)
    return answer
