"""What the page of people through the post shows: its days, its notes, its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import cells, clock
from borderpost.listing import Column
from borderpost.locale import day as shown_day
from borderpost.posts import queries as posts
from borderpost.posts import statuses
from crossings import mode_words
from crossings.queries import desk_modes
from lanes import day_chart
from lanes.day_chart import Chart, DayOf, SpanOf, WaitOf
from lanes.listed import minutes
from lanes.outage_words import KINDS as OUTAGE_KINDS
from lanes.queries import outages, through
from lanes.queries.through import Asked, Day

SERIES: Mapping[str, LazyString] = {
    through.FULL: _l("Registered in full"),
    through.ESSENTIAL: _l("Registered, essential only"),
    through.PAPER: _l("From paper"),
    through.COUNTED: _l("Counted (estimate)"),
}
SHADES = ("#0f3d3e", "#a15c00", "#6b6f6a", "#cfe0f2")
STRIPS: Sequence[LazyString] = (_l("Mode of the desk"), _l("Post status"), _l("Outages"))
_SHADE = {"essential": "#a15c00", "count": "#1f5fa8", "restricted": "#a15c00"}
_STOP, _OUTAGE = "#8b1e1e", "#6b3fa0"


@dataclass(frozen=True)
class Note:
    """Something that was not as usual, from when until when; ``ended_at`` None: it lasts."""

    strip: int
    code: str
    label: str
    words: str
    begun_at: datetime
    ended_at: datetime | None
    where: str = ""


def _named(note: Note) -> str:
    return _("%(label)s: %(means)s", label=STRIPS[note.strip], means=note.label)


NOTES: tuple[Column[Note], ...] = (
    Column("what", lambda row: row.code, _l("What"),
           lambda row: _named(row)),
    Column("begun_at_utc", lambda row: row.begun_at, _l("From"),
           lambda row: cells.instant(row.begun_at)),
    Column("ended_at_utc", lambda row: row.ended_at, _l("Until"),
           lambda row: cells.instant(row.ended_at) or _("lasts")),
    Column("where", lambda row: row.where, _l("Where"), lambda row: cells.name(row.where)),
    Column("words", lambda row: row.words, _l("In words"), lambda row: cells.name(row.words)),
)  # fmt: skip


def day_columns(notes: Sequence[Note], zone: str) -> tuple[Column[Day], ...]:
    """The table of the days and its file; each day names what was not as usual."""

    def of_day(row: Day) -> list[Note]:
        begin, end = edges(row.day, row.day, zone)
        return [n for n in notes if n.begun_at < end and (n.ended_at or clock.now()) > begin]

    def words(row: Day) -> str:
        return " · ".join(dict.fromkeys(_named(n) for n in of_day(row)))

    return (
        Column("day", lambda row: row.day, _l("Day"), lambda row: shown_day(row.day)),
        Column("registered_full", lambda row: row.full, SERIES[through.FULL]),
        Column("registered_essential", lambda row: row.essential, SERIES[through.ESSENTIAL]),
        Column("from_paper", lambda row: row.paper, SERIES[through.PAPER]),
        Column("counted_estimate", lambda row: row.counted, SERIES[through.COUNTED]),
        Column("counted_rough", lambda row: row.rough, _l("of these about")),
        Column("not_as_usual", lambda row: " ".join(dict.fromkeys(n.code for n in of_day(row))),
               _l("Not as usual"), words),
    )  # fmt: skip


def edges(since: date, until: date, zone: str) -> tuple[datetime, datetime]:
    """The first and the last instant of these days on the post's clock."""
    at = ZoneInfo(zone)
    return (datetime.combine(since, time(), at),
            datetime.combine(until + timedelta(1), time(), at))  # fmt: skip


def notes(asked: Asked, zone: str) -> Sequence[Note]:
    """What was not as usual in these days: modes, the post's status, outages; oldest first."""
    if asked.post_id is None:
        return []
    begin, end = edges(asked.since, asked.until, zone)
    found = [
        *_modes(asked.post_id, asked.lane_id, begin, end),
        *_statuses(asked.post_id, begin, end),
        *_outages(asked.post_id, begin, end),
    ]
    return sorted(found, key=lambda one: one.begun_at)


def picture(asked: Asked, days: Sequence[Day], found: Sequence[Note], zone: str) -> Chart:
    """Days, waits and notes on one axis of time."""
    begin, end = edges(asked.since, asked.until, zone)
    vehicles = [
        WaitOf(f"{row.plate}: {minutes(row)} min", row.arrived_at, minutes(row) or 0)
        for row in through.waits(asked, begin, end)
        if row.arrived_at
    ]
    spans = [
        SpanOf(one.strip, f"{one.label} {one.words}".strip(), one.begun_at,
               one.ended_at or clock.now(), _shade(one))
        for one in found
    ]  # fmt: skip
    drawn = [
        DayOf(format_date(one.day, "d MMM"), *edges(one.day, one.day, zone), one.values)
        for one in days
    ]
    return day_chart.chart(drawn, vehicles, spans, [str(name) for name in STRIPS])


def _modes(post_id: UUID, lane_id: UUID | None, begin: datetime, end: datetime) -> Iterator[Note]:
    for span in desk_modes.spans(post_id, begin, end):
        row = span.change
        if lane_id and row.lane_id and row.lane_id != lane_id:
            continue
        lane = posts.lane(row.lane_id, post_id) if row.lane_id else None
        why = mode_words.REASONS[row.reason]
        yield Note(
            0, row.mode, str(mode_words.MODES[row.mode]),
            _("%(label)s: %(means)s", label=why, means=row.words) if row.words else str(why),
            row.begun_at, span.ended_at, lane.name if lane else _("the whole post"),
        )  # fmt: skip


def _statuses(post_id: UUID, begin: datetime, end: datetime) -> Iterator[Note]:
    for span in statuses.spans(post_id, begin, end):
        row = span.row
        label = str(statuses.WORDS[row.status])
        yield Note(1, row.status, label, row.reason, row.begun_at, span.ended_at)


def _outages(post_id: UUID, begin: datetime, end: datetime) -> Iterator[Note]:
    for row in outages.between(post_id, begin, end):
        label = str(OUTAGE_KINDS[row.kind])
        yield Note(2, f"outage-{row.kind}", label, row.note, row.begun_at, row.ended_at)


def _shade(note: Note) -> str:
    return _OUTAGE if note.strip == len(STRIPS) - 1 else _SHADE.get(note.code, _STOP)
