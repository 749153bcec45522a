"""Work out the stays of the crossings that a register holds already.

The rule is that of ``crossings.rules.matching`` on its first day, written out here: a migration
keeps its meaning when the code moves on. ``flask crossings rebuild-stays`` may follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023_stays_of_before"
down_revision = "0022_stays"
branch_labels = None
depends_on = None

_AT_ONCE = 5_000
_SAME = ("document_issuer", "document_kind", "document_number_key")
_CROSSINGS = sa.table(
    "crossings",
    *(sa.column(name, sa.Uuid()) for name in ("id", "person_id", "post_id", "supersedes_id")),
    sa.column("occurred_on", sa.Date()),
    sa.column("occurred_at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.String()) for name in ("direction", "decision", *_SAME)),
)
_POSTS = sa.table("posts", sa.column("id", sa.Uuid()), sa.column("country", sa.String()))
_STAYS = sa.table(
    "stays",
    *(sa.column(name, sa.Uuid()) for name in ("id", "person_id")),
    *(sa.column(f"{way}_id", sa.Uuid()) for way in ("entry", "exit")),
    *(sa.column(f"{way}_on", sa.Date()) for way in ("entry", "exit", "presumed")),
    *(sa.column(f"{way}_post_id", sa.Uuid()) for way in ("entry", "exit")),
    sa.column("last_at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.String()) for name in ("country", "state", "matched_by", "presumed_rule")),
)


def upgrade() -> None:
    """Read the crossings person by person, write their stays, where there are none yet."""
    link = op.get_bind()
    if link.scalar(sa.select(sa.func.count()).select_from(_STAYS)):
        return
    later = _CROSSINGS.alias()
    wanted = (
        sa.select(_CROSSINGS, _POSTS.c.country)
        .join(_POSTS, _POSTS.c.id == _CROSSINGS.c.post_id)
        .where(
            sa.or_(
                sa.and_(_CROSSINGS.c.direction == "E", _CROSSINGS.c.decision == "admit"),
                sa.and_(_CROSSINGS.c.direction == "X", _CROSSINGS.c.decision == "exit_ok"),
            ),
            ~sa.exists().where(later.c.supersedes_id == _CROSSINGS.c.id),
        )
        .order_by(_CROSSINGS.c.person_id, _POSTS.c.country, _CROSSINGS.c.occurred_at, _CROSSINGS.c.id)
    )
    waiting: list[dict[str, Any]] = []
    there = attrgetter("person_id", "country")
    for _person, rows in groupby(link.execute(wanted).all(), key=there):
        waiting += _stays(rows)
        if len(waiting) >= _AT_ONCE:
            link.execute(sa.insert(_STAYS), waiting)
            waiting = []
    if waiting:
        link.execute(sa.insert(_STAYS), waiting)


def downgrade() -> None:
    """Nothing: the rows go with their table."""


def _stays(rows: Iterator[Any]) -> Iterator[dict[str, Any]]:
    inside = None
    for row in rows:
        if row.direction == "E":
            if inside:
                yield _stay(inside, None, row.occurred_on)
            inside = row
        else:
            yield _stay(inside, row, None)
            inside = None
    if inside:
        yield _stay(inside, None, None)


def _stay(entry: Any, leaving: Any, again_on: Any) -> dict[str, Any]:
    last = leaving or entry
    state, how = "open", ""
    if entry and leaving:
        same = all(getattr(entry, name) == getattr(leaving, name) for name in _SAME)
        state, how = "closed", "document" if same else "person"
    elif leaving:
        state = "orphan_exit"
    elif again_on:
        state = "presumed_left"
    return {
        "id": (entry or leaving).id,
        "person_id": last.person_id,
        **{f"entry_{name}": entry and getattr(entry, at) for name, at in _AT.items()},
        **{f"exit_{name}": leaving and getattr(leaving, at) for name, at in _AT.items()},
        "country": last.country,
        "last_at": last.occurred_at,
        "state": state,
        "matched_by": how,
        "presumed_rule": "entered_again" if again_on else "",
        "presumed_on": again_on,
    }


_AT = {"id": "id", "on": "occurred_on", "post_id": "post_id"}
