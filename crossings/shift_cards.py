"""Cards about the end of shifts: what a colleague offers, and what somebody left open."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost.access import may_open
from borderpost.features import Card
from borderpost.locale import instant
from borderpost.posts import queries as posts
from crossings import Permission
from crossings.queries import shifts


def offered() -> Card | None:
    """What colleagues offer and this officer has not answered."""
    if not may_open("hand_over.show"):
        return None
    rows = shifts.offered_to(current_user.officer_id, current_user.post_id)
    if not rows:
        return None
    return Card(
        title=_("Hand-over"),
        figure=str(sum(len(row.items) for row in rows)),
        words=_("%(officer)s hands over to you. Look, then accept.", officer=rows[0].giver.name),
        address=url_for("hand_over.show"),
        icon="users",
        tone="ask",
    )


def left_open() -> Card | None:
    """Who left referrals or interviews open, for the supervisor."""
    may = may_open("hand_over.show") and Permission.SHIFTS in current_user.permissions
    found = shifts.left_open(current_user.post_id) if may else []
    if not found:
        return None
    first, post = found[0], posts.this_post()
    at = instant(first.since, post.zone if post else "UTC")
    words = _(
        "left open by %(officer)s since %(time)s: %(reason)s",
        officer=first.officer,
        time=at,
        reason=first.reason or _("no reason was written"),
    )
    return Card(
        title=_("Left open"),
        figure=str(sum(len(one.works) for one in found)),
        words=words,
        address=url_for("hand_over.show", _anchor="left"),
        icon="alert-triangle",
        tone="stop" if any(not one.reason for one in found) else "ask",
    )
