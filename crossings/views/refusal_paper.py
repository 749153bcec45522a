"""What the paper of a refusal shows: the crossing, what the form keeps, its code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import locale, post_key, qr
from crossings import codes, slips
from crossings.models import RefusalPrinting
from crossings.slips import Slip

RECIPIENTS = {
    "traveller": _l("Copy for the traveller"),
    "file": _l("Copy for the file"),
    "transporter": _l("Copy for the transporter"),
}


def of(printing: RefusalPrinting) -> dict[str, Any]:
    """What the templates of the paper need."""
    form = printing.form
    post = form.crossing.lane.post
    text = slips.signed(Slip(form.number, post.code), post_key.secret())
    return {
        "form": form,
        "crossing": form.crossing,
        "post": post,
        "printing": printing,
        "copies": tuple(_copies(printing)),
        "codes": codes,
        "code": qr.picture(text, shown_as="slip-code"),
        "appeal": _appeal(form.said.get("appeal")),
    }


def _copies(printing: RefusalPrinting) -> Iterator[LazyString]:
    for name, label in RECIPIENTS.items():
        yield from [label] * getattr(printing, name)


def _appeal(said: dict[str, Any] | None) -> dict[str, Any]:
    """The appeal in the language of the page; a body that was written in French alone stays."""
    if not said:
        return {"body": "", "days": None, "cite": ""}
    body = said["body"].get(locale.code()) or said["body"].get("fr", "")
    return {"body": body, "days": said["days"], "cite": said["cite"]}
