"""The door for a lane's reader program: one document a request, JSON answers.

The protocol, number 1, is written in ``docs/device-agent.md``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from borderpost.access import machine
from borderpost.config import MIB
from borderpost.db import db
from borderpost.posts.models import Lane
from borderpost.refusal import Refused
from borderpost.security import csrf, limiter
from crossings import reading, words
from crossings.models import AgentDocument
from crossings.models.inspection import Source
from crossings.queries import agents as queries
from crossings.services import agent_documents as documents
from crossings.services import agents
from crossings.services.agent_documents import Caller, NotTaken
from crossings.services.agent_evidence import brought_together
from crossings.services.inspecting import Arrival

bp = Blueprint("agent", __name__, url_prefix="/desk/agent")
csrf.exempt(bp)  # a program has no cookie that another page could misuse
PROTOCOL = "1"
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG, JPEG
_FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}
_STATUS = {
    "unknown_protocol": 400,
    "incomplete": 400,
    "other_machine": 409,
    "lane_closed": 409,
    "nobody_at_lane": 409,
    "document_id_used": 409,
    "lane_full": 429,
    "picture_too_large": 413,
    "not_a_picture": 415,
    "not_a_form": 415,
}  # whatever else is refused: 422
_FAILED = {"no_zone", "unreadable"}  # the reader's own failures, which are counted


def caller(token: str) -> Caller | None:
    """Whose token this is. Guessing is slowed down by address."""
    found = queries.by_token(token) if token else None
    if found is None:
        with limiter.limit("30 per minute"):
            return None
    return Caller(found.id, found.name, found.lane_id)


@bp.get("")
@machine(caller)
@limiter.limit("60 per minute", key_func=lambda: str(g.machine.agent_id))
def hello() -> Response:
    """What an installer asks first: whether the token holds, and for which lane."""
    agents.seen(g.machine.agent_id)
    lane = db.session.get_one(Lane, g.machine.lane_id)
    return _said(
        200,
        lane=lane.code,
        post=lane.post.code,
        officer_present=documents.somebody_at(lane.id),
        largest_picture=_largest(),
        waits_seconds=int(documents.HELD.total_seconds()),
    )


@bp.post("")
@machine(caller)
@limiter.limit("60 per minute", key_func=lambda: str(g.machine.agent_id))
def receive() -> Response:
    """Take one document; the sheet opens by itself at the officer of the lane."""
    agents.seen(g.machine.agent_id)
    _check_form()
    key, picture, lines = request.form["document"], _picture(), request.form.get("lines", "")
    chip = documents.chip_told(request.form.get("chip", ""))
    mark = hashlib.sha256(b"\0".join((picture, lines.encode(), chip.encode()))).digest()
    before = documents.sent_before(g.machine, key, mark)
    if before:
        return _told(200, before)
    documents.refuse_unattended(g.machine)
    arrival = _arrival(picture, lines, chip)
    kept = documents.keep(g.machine, key, mark, arrival)
    found = arrival.reading
    return _told(201, kept, zone=bool(found.format), warnings=list(found.warnings))


@bp.errorhandler(Refused)
def refused(refusal: Refused) -> Response:
    """A code for the program and a sentence for whoever reads its log."""
    code = refusal.code if isinstance(refusal, NotTaken) else "unreadable"
    if code in _FAILED:
        documents.failed(g.machine)
    return _said(_STATUS.get(code, 422), error=code, reason=str(refusal.sentence))


@bp.errorhandler(HTTPException)
def failed(error: HTTPException) -> Response:
    """What Flask itself refuses, such as a body that is too large, in the same shape."""
    code = {413: "picture_too_large", 429: "too_often"}.get(error.code or 500, "bad_request")
    return _said(error.code or 500, error=code, reason=error.description or "")


def _check_form() -> None:
    if request.mimetype not in _FORMS:
        raise NotTaken("not_a_form", _l("Send a form: multipart/form-data."))
    if request.form.get("protocol") != PROTOCOL:
        raise NotTaken("unknown_protocol", _l("This post speaks protocol 1."))
    if not _ID.fullmatch(request.form.get("document", "")):
        raise NotTaken(
            "incomplete", _l("The document's id has 1 to 64 letters, digits, dots or dashes.")
        )
    if "picture" not in request.files and not request.form.get("lines", "").strip():
        raise NotTaken("incomplete", _l("Send a picture, the lines of the zone, or both."))


def _picture() -> bytes:
    """The picture as it came, b'' without one; nothing is decoded here."""
    if "picture" not in request.files:
        return b""
    data = request.files["picture"].read()
    if len(data) > _largest():
        raise NotTaken("picture_too_large", _l("The picture is too large. Send a smaller one."))
    if not data.startswith(_PICTURES):
        raise NotTaken("not_a_picture", _l("Send a JPEG or PNG picture."))
    return data


def _arrival(picture: bytes, lines: str, chip: str) -> Arrival:
    """What came, read: the picture by a reader process."""
    found = reading.lines(lines, Source.AGENT).reading if lines.strip() else None
    if not picture and found and not found.format:
        told = " ".join(sentence for sentence, _detail in words.warnings(found.warnings))
        raise NotTaken("no_zone", _l("These lines are no zone. %(reason)s", reason=told))
    arrival = brought_together(reading.one_picture(picture) if picture else None, found, chip)
    return replace(arrival, reading=reading.answered(arrival.reading))


def _largest() -> int:
    return int(current_app.config["UPLOAD_MIB"]) * MIB


def _told(status: int, document: AgentDocument, **more: Any) -> Response:
    state = documents.state_of(document)
    ends = document.expires_at.isoformat(timespec="seconds")
    return _said(status, document=document.key, state=state, expires_at=ends, **more)


def _said(status: int, **words: Any) -> Response:
    answer = jsonify(protocol=int(PROTOCOL), **words)
    answer.status_code = status
    return answer
