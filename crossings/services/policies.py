"""Changing what a post has its desk keep and ask for; each change leaves its line."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit.chain import Actor
from borderpost.db import transaction
from borderpost.posts.models import Direction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import DeskPolicy
from crossings.policies import OLDEST, Ask, Policy
from crossings.queries import policies


def change(post_id: UUID, policy: Policy, *, by: Actor | None) -> DeskPolicy:
    """Set the policies of a post from now on; what was kept before stays for its time.

    Raises ``Refused`` for a certificate that nobody would be asked for.
    """
    _check(policy)
    with transaction() as session:
        before = policies.policy(post_id).plain()
        row = policies.row(post_id) or DeskPolicy(post_id=post_id)
        for name, value in policy.plain().items():
            setattr(row, name, value)
        row.changed_at, row.changed_by = clock.now(), by.officer_id if by else None
        session.add(row)
        session.flush()
        audit.record(
            Act.POLICIES_CHANGED, row, by=by, post=str(post_id), before=before, now=policy.plain()
        )
    return row


def _check(policy: Policy) -> None:
    if not set(policy.health_directions) <= set(Direction):
        raise Refused(_l("Choose entry or exit."), field="health_directions")
    if policy.health is not Ask.OFF and not policy.health_directions:
        raise Refused(
            _l("Choose at least one direction, or switch the certificate off."),
            field="health_directions",
        )
    first, last = policy.health_age_from or 0, policy.health_age_until
    if not 0 <= first <= OLDEST or not 0 <= (last or 0) <= OLDEST:
        raise Refused(
            _l("An age is between 0 and %(years)s years.", years=OLDEST), field="health_age_from"
        )
    if last is not None and last < first:
        raise Refused(
            _l("The last age is before the first. Turn them round."), field="health_age_until"
        )
