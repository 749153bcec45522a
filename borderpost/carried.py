"""A form sent after its session ended or was locked: carried along, sent again by its writer.

What was typed travels in the page alone, sealed, so that another officer at the same machine
cannot read it there; nothing of it is stored, and pictures and passwords are not carried.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from flask import Response, render_template, request, session

from borderpost import sealing

FIELD = "carried"
WRITER = "writer"  # in the cookie: whose account writes at this browser
_LEFT_OUT = {"csrf_token", "password", "old", "again", "pin", FIELD}


@dataclass(frozen=True)
class Carried:
    """Where a form was going, what was typed into it and by whose account ('': not known)."""

    address: str
    values: tuple[tuple[str, str], ...]
    writer: str = ""

    def as_text(self) -> str:
        """The hidden field of the sign-in page."""
        plain = json.dumps([self.address, self.values, self.writer], ensure_ascii=False)
        return urlsafe_b64encode(sealing.seal(plain.encode())).decode()


def sign_in_first() -> Response:
    """The sign-in page for a form without a session, answering 401."""
    body = render_template(
        "officers/sign_in.html", form_error="", username="", carried=_sent(), next=""
    )
    return Response(body, status=401, mimetype="text/html")


def unlock_first() -> Response:
    """The lock for a page that was asked for, or a form that was sent, while locked."""
    if request.method == "GET":
        return locked_page(next=request.full_path.rstrip("?"))
    return locked_page(form=_sent())


def locked_page(
    *, next: str = "", error: str = "", form: Carried | None = None, status: int = 423
) -> Response:
    """The lock: RFC 4918 §11.3 has the status for it. A carried form stays on the page."""
    body = render_template(
        "officers/lock.html",
        form_error=error,
        carried=form or read(request.form.get(FIELD, "")),
        next=next,
    )
    return Response(body, status=status, mimetype="text/html")


def read(text: str) -> Carried | None:
    """What the sign-in page carried, None when there is nothing that makes sense."""
    try:
        address, values, writer = json.loads(sealing.unseal(urlsafe_b64decode(text)))
    except (sealing.SealBroken, ValueError):  # not ours, or altered
        return None
    pairs = tuple((name, value) for name, value in values)
    return Carried(address, pairs, writer) if is_local(address) else None


def is_local(address: str) -> bool:
    """Whether an address stays on this machine: a path, not ``//elsewhere``, and nothing that
    a browser leaves out before it looks, such as a tab (WHATWG URL §4.4)."""
    return address[:1] == "/" and address[1:2] not in ("/", "\\") and address.isprintable()


def _sent() -> Carried:
    """The form of the present request."""
    typed = request.form.items(multi=True)
    values = tuple((name, value) for name, value in typed if name not in _LEFT_OUT)
    return Carried(request.full_path.rstrip("?"), values, session.get(WRITER, ""))
