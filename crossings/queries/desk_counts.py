"""Documents typed by hand and rules set aside, as counts by officer, lane and document type."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import case, func, select

from borderpost.db import db
from borderpost.desk_counts import Asked, Count, Measure
from crossings.models import Crossing
from crossings.models.inspection import Source

_BY_HAND = func.sum(case((Crossing.capture_source == Source.MANUAL, 1), else_=0))
_SHOWN = func.sum(case((Crossing.rule_code.is_not(None), 1), else_=0))
_SET_ASIDE = func.sum(
    case((Crossing.rule_code.is_not(None) & Crossing.rule_override.is_not(None), 1), else_=0)
)


def counted(asked: Asked) -> Iterator[Count]:
    """Of what was written at the desk itself: no paper, no correction, nothing taken back."""
    wanted = (
        select(Crossing.officer_id, Crossing.lane_id, Crossing.document_kind, func.count(),
               _BY_HAND, _SHOWN, _SET_ASIDE)
        .where(Crossing.occurred_on.between(asked.since, asked.until),
               Crossing.capture_mode == "live", Crossing.supersedes_id.is_(None))
        .group_by(Crossing.officer_id, Crossing.lane_id, Crossing.document_kind)
    )  # fmt: skip
    for officer_id, lane_id, kind, many, by_hand, shown, set_aside in db.session.execute(wanted):
        yield Count(officer_id, lane_id, kind, Measure.BY_HAND, int(by_hand), int(many))
        if shown:
            yield Count(officer_id, lane_id, kind, Measure.OVERRIDDEN, int(set_aside), int(shown))
