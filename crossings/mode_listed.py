"""The list of changes of the desk's mode."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from crossings import mode_words
from crossings.models import DeskModeChange


def _who(row: DeskModeChange) -> str:
    officer_id = row.created_by
    return officers.names({officer_id}).get(officer_id, "") if officer_id else ""


def _lane_code(row: DeskModeChange) -> str:
    lane = posts.lane(row.lane_id, row.post_id) if row.lane_id else None
    return lane.code if lane else ""


def _lane_name(row: DeskModeChange) -> str:
    lane = posts.lane(row.lane_id, row.post_id) if row.lane_id else None
    return lane.name if lane else _("The whole post")


CHANGES: Listed[DeskModeChange] = Listed(
    "desk_mode.change",
    (
        Column("begun_at_utc", lambda row: row.begun_at, _l("From"),
               lambda row: cells.instant(row.begun_at), [DeskModeChange.begun_at]),
        Column("mode", lambda row: row.mode, _l("Mode"),
               lambda row: mode_words.MODES[row.mode], [DeskModeChange.mode]),
        Column("lane", _lane_code, _l("Where"), _lane_name),
        Column("reason", lambda row: row.reason, _l("Why?"),
               lambda row: mode_words.REASONS.get(row.reason, "")),
        Column("words", lambda row: row.words, _l("In words"), lambda row: cells.name(row.words)),
        Column("until_utc", lambda row: row.until, _l("At the latest until"),
               lambda row: cells.instant(row.until)),
        Column("officer", _who, _l("Officer"), lambda row: cells.name(_who(row))),
    ),
    tie=(DeskModeChange.id,),
)  # fmt: skip
