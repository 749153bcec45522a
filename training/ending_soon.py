"""What other pages say of certificates that end: the calendar, and cards of the home page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from borderpost.access import may_open
from borderpost.calendars.queries import Entry, Whose
from borderpost.features import Card
from borderpost.posts import queries as posts
from training import Permission
from training.queries import certificates, qualifications


def entries(whose: Whose) -> Iterator[Entry]:
    """The days on which certificates of the post are no longer valid, and how many; nobody's
    name, and nothing for who may not read them."""
    if Permission.READ not in whose.permissions or whose.post_id is None:
        return
    told = qualifications.at_post(whose.post_id, posts.today(whose.post_id))
    days = Counter((one.certificate.valid_until, one.certificate.course.code) for one in told)
    for (day, code), many in days.items():
        if day is not None:
            title = ngettext("%(code)s: %(num)s certificate ends", "%(code)s: %(num)s certificates "
                             "end", many, code=code)  # fmt: skip
            path = url_for("qualifications.index")
            yield Entry(f"certificates-{whose.post_id}-{code}-{day}", day, title, "", path)


def ends() -> Card | None:
    """Certificates at the officer's post that end within the widest warning, or did."""
    if not may_open("qualifications.index") or current_user.post_id is None:
        return None
    today = posts.today(current_user.post_id)
    due = [one for one in qualifications.at_post(current_user.post_id, today) if one.warning]
    if not due:
        return None
    return Card(
        title=_("Qualifications"),
        figure=str(len(due)),
        words=_("expired, or expire within 60 days"),
        address=url_for("qualifications.index"),
        icon="clock",
        tone="ask",
    )


def revocations() -> Card | None:
    """Revocations that a colleague asked for, for who may answer."""
    if not may_open("course_certificates.answer"):
        return None
    waiting = certificates.revocations_for(current_user.officer_id)
    if not waiting:
        return None
    first = waiting[0].certificate
    return Card(
        title=_("Revocations of certificates"),
        figure=str(len(waiting)),
        words=_("wait for your answer. The first: %(number)s", number=first.number),
        address=url_for("course_certificates.show", certificate_id=first.id),
        icon="ban",
        tone="ask",
    )
