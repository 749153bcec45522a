"""Who left by a pass and was not seen back by evening. A question, never an alarm: the holder may
have come home by a post whose crossings are not known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, select
from sqlalchemy.orm import aliased, contains_eager

from borderpost import clock
from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing
from crossings.queries import files, persons, stays
from crossings.queries.register import standing
from crossings.queries.tally import CROSSED
from crossings.rules.coverage import Coverage, coverage
from lanes.models import BorderPass, PassUse
from lanes.pass_standing import due, last_allowed

MOST = 500  # holders looked at, the longest away last


@dataclass(frozen=True)
class Away:
    """A holder who left: by which crossing, until when the rule allows it, and which posts could
    have seen the return."""

    border_pass: BorderPass
    left: Crossing
    allowed_until: date
    covered: Coverage
    days: int  # since leaving, that day included

    @property
    def is_over(self) -> bool:
        """Whether the days that the rule allows are over."""
        return self.days > (self.allowed_until - self.left.occurred_on).days + 1


def away(post: Post, hour: int, now: datetime | None = None) -> Sequence[Away]:
    """The holders whom the evening's ``hour`` on the post's clock found not back, the last to
    leave first."""
    now, today = now or clock.now(), clock.today(post.zone)
    watched, joined = stays.watched(post), persons.families()
    found = []
    for row, left in _left(post):
        is_latest = row.person_id not in joined or _latest(row, left)
        if is_latest and now >= due(left.occurred_at, post.zone, hour):
            found.append(
                Away(
                    row,
                    left,
                    last_allowed(left.occurred_on, row.rule.most_days),
                    coverage(watched, left.occurred_on, today),
                    (today - left.occurred_on).days + 1,
                )  # fmt: skip
            )
    return found


def _latest(row: BorderPass, left: Crossing) -> bool:
    """Whether nobody of the holder's joined files crossed later."""
    last = files.last_crossing(row.person_id, row.post_id)
    return last is not None and last.id == left.id


def _left(post: Post) -> Sequence[tuple[BorderPass, Crossing]]:
    """The passes whose holder's last crossing here led away from home, by that pass."""
    later = aliased(Crossing)
    leads_away = Crossing.direction == case((BorderPass.lives_here, "X"), else_="E")
    came_since = select(later.id).where(
        later.person_id == BorderPass.person_id,
        later.post_id == post.id,
        later.undone.is_(None),
        later.decision.in_(CROSSED),
        later.occurred_at > Crossing.occurred_at,
    )
    wanted = (
        select(BorderPass, Crossing)
        .join(PassUse, PassUse.pass_id == BorderPass.id)
        .join(Crossing, Crossing.inspection_id == PassUse.inspection_id)
        .join(BorderPass.person)
        .join(BorderPass.rule)
        .options(contains_eager(BorderPass.person), contains_eager(BorderPass.rule))
        .where(
            BorderPass.post_id == post.id,
            and_(leads_away, Crossing.decision.in_(CROSSED), Crossing.undone.is_(None)),
            standing(),
            ~came_since.exists(),
        )
        .order_by(Crossing.occurred_at.desc())
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted)]
