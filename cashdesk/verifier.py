"""The file that verifies receipts on a telephone with its network off.

One HTML file that holds everything: the post's public key, the words in three languages, a small
library for Ed25519 (``docs/decisions/0052``) and our script. It is saved, not served as a page: a
telephone's browser lets no page opened from a file use the Web Crypto API everywhere.
"""

from __future__ import annotations

import json
from typing import Any

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from borderpost import clock
from borderpost.config import ROOT
from borderpost.locale import LOCALES
from borderpost.posts.models import Post
from cashdesk.queries import receipts, tariffs
from cashdesk.receipt_codes import MARK

_SCRIPTS = ("vendor/nacl-fast.min.js", "receipt-check.js")


def file(post: Post, public: bytes) -> str:
    """The whole file, as it is made now."""
    return render_template(
        "cashdesk/verifier.html",
        post=post,
        style=_inside("style", _static("receipt-check.css")),
        facts=_inside("script", _facts(post, public), kind="application/json", name="facts"),
        scripts=[_inside("script", _static(name)) for name in _SCRIPTS],
    )


def _facts(post: Post, public: bytes) -> str:
    """What the script reads: nothing in it ends the element that it stands in."""
    day = clock.today(post.zone)
    known = {
        "mark": MARK,
        "post": {"code": post.code, "name": post.name},
        "keys": [public.hex()],
        "made": day.isoformat(),
        "void": list(receipts.void_numbers(post.id)),
        "tariffs": {
            row.code: {one: row.label(one) for one in LOCALES} for row in tariffs.all_of(post.id)
        },
        "words": {one: _words(one, post) for one in LOCALES},
    }
    return json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")


def _words(language: str, post: Post) -> dict[str, Any]:
    with force_locale(language):
        return {
            "title": _("Verify a receipt of %(post)s", post=post.name),
            "label": _("Code of the receipt: type or paste what stands below the picture"),
            "verify": _("Verify"),
            "photo": _("Or a photo of the receipt"),
            "no_photo": _("No code was found on this photo. Type what stands below the picture."),
            "valid": _("VALID. This post wrote the receipt, and it was not altered."),
            "by_hand": _(
                "This is a number alone. A receipt written by hand has no code: the post itself "
                "tells by the number what it knows."
            ),
            "wrong": _("NOT VALID. It was altered, or this post did not sign it."),
            "void": _("VOID. This post made the receipt void."),
            "unknown": _(
                "Whether it was made void after %(day)s is not checked: this file does not know.",
                day="{day}",
            ),
            "number": _("Number"),
            "amount": _("Amount"),
            "free": _("FREE PASSAGE: nothing was to pay"),
            "tariff": _("What it is for"),
            "time": _("Time"),
            "offline": _("This file asks nobody: it works with the network off."),
        }


def _static(name: str) -> str:
    return (ROOT / "static" / name).read_text(encoding="utf-8")


def _inside(element: str, content: str, *, kind: str = "", name: str = "") -> Markup:
    """An element with code of our own files in it; such an element stands in no template."""
    if f"</{element}" in content.lower():
        raise ValueError(f"this would end its {element}")
    more = f' type="{kind}" id="{name}"' if kind else ""
    return Markup(f"<{element}{more}>{content}</{element}>")  # noqa: S704
