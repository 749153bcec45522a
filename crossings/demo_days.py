"""The demonstration's past days, a day in one write.

Each crossing is filed as the desk files it (``services.filing``) and leaves its line in the
log; its working sheet is left out, as if its time were over.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from borderpost import clock
from borderpost.audit.chain import Told, record_all
from borderpost.db import new_id, transaction
from borderpost.posts.models import Lane, Post
from crossings import Act
from crossings import sheet as sheets
from crossings.digest import digest
from crossings.models import Crossing, Inspection
from crossings.models.inspection import Source
from crossings.queries import files
from crossings.services import filing, numbering, staying
from crossings.services.outcomes import recorded_decision, recorded_reasons
from docreader import read_text
from docreader.specimens import SpecimenPerson, specimen_lines

A_DAY = 14
PURPOSES = ("TRD", "VFR", "TRD", "BUS", "PAS", "MED", "FUN")
TRANSPORT = ("BUS", "FOOT", "MOTO", "CAR", "BUS")
DESTINATIONS = ("Nioro", "Ayoun", "Kayes", "")
_REFUSED = 0.04  # of all travellers
_ELSEWHERE = 0.1  # of all crossings: the one before was at another post


@dataclass(frozen=True)
class DemoOfficer:
    """An officer of the cast, at a lane."""

    officer_id: UUID
    post_id: UUID
    lane_id: UUID
    direction: str


@dataclass
class Trader:
    """An invented traveller, who comes and goes, now and then by another post."""

    person: SpecimenPerson
    purpose: str
    destination: str
    transport: str
    filed: dict[str, object] = field(default_factory=dict)  # columns, once in the file
    inside: dict[UUID, bool] = field(default_factory=dict)  # by post: came in here last

    @cached_property
    def sheet(self) -> Inspection:
        """A working sheet as the swipe reader would open it; it is never kept."""
        kind = "TD1" if self.person.document_number[-1] in "02468" else "TD3"
        read = read_text(specimen_lines(self.person, kind), today=clock.today())
        return Inspection(
            id=new_id(),
            reading=read.as_json(),
            sheet=sheets.to_plain(sheets.from_reading(read)),
            source=Source.WEDGE,
        )


@dataclass(frozen=True)
class Pair:
    """One post of the demonstration: its lanes and who works there."""

    post: Post
    lanes: Sequence[Lane]
    officers: Sequence[UUID]


def traders(people: Sequence[SpecimenPerson], seed: int) -> list[Trader]:
    """The invented travellers with their habits."""
    dice = random.Random(seed)
    return [
        Trader(person, dice.choice(PURPOSES), dice.choice(DESTINATIONS), dice.choice(TRANSPORT))
        for person in people
    ]


def write_day(place: Pair, day: date, cast: Sequence[Trader], seed: int) -> int:
    """One past day of a post in one transaction; the number of crossings."""
    dice = random.Random(f"{seed}{place.post.code}{day}")
    with transaction() as session:
        made, references = [], numbering.next_references(place.post, day, A_DAY)
        for instant, reference in zip(
            _instants(dice, day, place.post.zone), references, strict=True
        ):
            with clock.standing_at(instant):
                made.append(_crossing(place, dice.choice(cast), dice, reference))
        session.add_all(made)
        session.flush()
        for crossing in made:
            session.add_all(filing.name_words(crossing))
        record_all([_told(crossing) for crossing in made])
        staying.follow_all(crossing.person_id for crossing in made)
    return len(made)


def minutes(dice: random.Random) -> list[int]:
    """When travellers come between 7 and 18 o'clock, in minutes of the day."""
    return sorted(dice.sample(range(7 * 60, 18 * 60), A_DAY))


def _instants(dice: random.Random, day: date, zone: str) -> Iterator[datetime]:
    for minute in minutes(dice):
        yield datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone))


def _crossing(place: Pair, trader: Trader, dice: random.Random, reference: str) -> Crossing:
    lane = _lane(place, trader, dice)
    officer = DemoOfficer(
        dice.choice(place.officers), place.post.id, lane.id, lane.default_direction
    )
    wanted = "refuse" if dice.random() < _REFUSED else "admit"
    if wanted == "admit":
        trader.inside[place.post.id] = lane.default_direction == "E"
    if not trader.filed:
        sheet = sheets.from_plain(trader.sheet.sheet)
        compared = frozenset(sheets.to_compare(sheet, trader.sheet.reading))
        known = files.of_sheet(sheet)
        trader.filed.update(filing.identity(trader.sheet, sheet, known, officer))
        trader.filed.update(filing.evidence(trader.sheet, sheet, compared))
    return Crossing(
        id=new_id(),
        occurred_on=clock.today(place.post.zone),
        occurred_at=clock.now(),
        recorded_at=clock.now() + timedelta(seconds=dice.randrange(5, 40)),
        clock_trust="ntp",
        human_ref=reference,
        post_id=place.post.id,
        lane_id=lane.id,
        officer_id=officer.officer_id,
        inspection_id=None,
        capture_source=Source.WEDGE,
        direction=lane.default_direction,
        decision=recorded_decision(wanted, lane.default_direction),
        reason_codes=recorded_reasons(wanted, ("ML-05",)),
        purpose=trader.purpose,
        destination=trader.destination,
        transport=trader.transport,
        salt=secrets.token_hex(16),
        **trader.filed,
    )


def _lane(place: Pair, trader: Trader, dice: random.Random) -> Lane:
    """Out after in and in after out, but for a few who took another post in between."""
    way = "X" if trader.inside.get(place.post.id) else "E"
    if dice.random() < _ELSEWHERE:
        way = "EX"[way == "E"]
    fitting = [lane for lane in place.lanes if lane.default_direction == way]
    return dice.choice(fitting or place.lanes)


def _told(crossing: Crossing) -> Told:
    officer = DemoOfficer(crossing.officer_id, crossing.post_id, crossing.lane_id, "")
    details = {"decision": crossing.decision, "digest": digest(crossing)}
    return Told(Act.DECIDED, crossing, officer, crossing.recorded_at.astimezone(UTC), details)
