"""From which day a post asks for qualifications."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.entitlements import CLEAR_DOCUMENTS
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from training import Act
from training.certificate_models import QualificationRule
from training.queries import qualifications


def require(post_id: UUID, since: date | None, *, by: Actor | None) -> None:
    """Ask for them at a post from a day on; ``since`` None: no more, from now on.

    Raises ``Refused`` for a day that is over, and while nobody at the post holds one: then
    nobody could decide on a flagged document.
    """
    with transaction() as session:
        post, now = session.get_one(Post, post_id), clock.now()
        if since is not None:
            if since < clock.today(post.zone):
                raise Refused(_l("This day is over. What was decided stays right."), field="since")
            if not qualifications.holders(post_id, CLEAR_DOCUMENTS, now, post.zone):
                raise Refused(_l("Nobody at this post holds such a certificate yet: nobody could "
                                 "decide on a flagged document."), field="since")  # fmt: skip
        row = QualificationRule(post_id=post_id, since=since, created_at=now,
                                created_by=by.officer_id if by else None)  # fmt: skip
        session.add(row)
        session.flush()
        told = since.isoformat() if since else "never"
        audit.record(Act.REQUIREMENT_CHANGED, row, by=by, post=str(post_id), since=told)
