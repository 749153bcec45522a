"""What training answers when somebody asks for a right: rights follow training."""

from __future__ import annotations

from flask_babel import gettext as _

from borderpost import locale
from borderpost.entitlements import Asked, Lack
from borderpost.posts import queries as posts
from training.queries import qualifications
from training.words import GRANTS

_MOST_NAMED = 3


def lacking(asked: Asked) -> Lack | None:
    """Why an officer has not a right that a course gives; None where the post does not ask for
    it on that day, and where the officer holds it at that instant."""
    post = posts.post(asked.post_id)
    if post is None or asked.right not in GRANTS:
        return None
    if not qualifications.is_asked(post.id, asked.at, post.zone):
        return None
    if asked.officer_id and qualifications.holds(
        asked.officer_id, asked.right, asked.at, post.zone
    ):
        return None
    return Lack(f"{_why(asked)} {_remedy(asked, post.zone)}")


def _why(asked: Asked) -> str:
    lost = asked.officer_id and qualifications.last_lost(asked.officer_id, asked.right, asked.at)
    if lost:
        return _("This document is flagged, and your certificate in document examination is no "
                 "longer valid since %(day)s.", day=locale.day(lost))  # fmt: skip
    return _("This document is flagged, and you hold no valid certificate in document examination.")


def _remedy(asked: Asked, zone: str) -> str:
    able = qualifications.holders(asked.post_id, asked.right, asked.at, zone)
    names = ", ".join(one.name for one in able[:_MOST_NAMED])
    if not names:
        return _("Refer the traveller to second line.")
    return _("Refer the traveller, or have a colleague who holds one decide: %(names)s.",
             names=names)  # fmt: skip
