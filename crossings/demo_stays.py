"""The demonstration's stays that need a story: one past its last day, one open, an exit without
an entry, and a traveller who came in with one passport and left with the renewed one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from borderpost import clock
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import demo_rules
from crossings import sheet as sheets
from crossings.demo_days import DemoOfficer
from crossings.models.inspection import Source
from crossings.services import deciding, inspecting
from crossings.services.deciding import Order
from crossings.services.inspecting import Arrival
from docreader import read_text
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people

DAYS = 90  # that a rule of the shipped book grants to travellers from Chad


@dataclass(frozen=True)
class Passing:
    """Somebody who passed so many days ago, in a direction."""

    back: int
    person: SpecimenPerson
    direction: str


def fill(post: Post, seed: int) -> int:
    """Write the stories, the oldest first, before all other crossings; how many passed."""
    account = officers.account_named("awa")
    lanes, today = posts.open_lanes(post.id), clock.today(post.zone)
    if account is None or not lanes:
        return 0
    passings = sorted(_stories(seed), key=lambda one: -one.back)
    for one in passings:
        day = today - timedelta(days=one.back)
        lane = next((row for row in lanes if row.default_direction == one.direction), lanes[0])
        who = DemoOfficer(account.officer_id, post.id, lane.id, one.direction)
        with clock.standing_at(datetime.combine(day, time(10), ZoneInfo(post.zone))):
            _pass(one, who, day)
    return len(passings)


def _stories(seed: int) -> Iterator[Passing]:
    over, staying, gone, renewed = specimen_people(seed + 1, 4, ("TCD", "MRT", "SEN", "MRT"))
    old = replace(renewed, optional_data="2840119735")
    new = replace(old, document_number="R" + renewed.document_number[1:-1] + "7")
    yield Passing(DAYS + 11, over, "E")
    yield Passing(12, staying, "E")
    yield Passing(8, gone, "X")
    yield Passing(30, old, "E")
    yield Passing(6, new, "X")


def _pass(one: Passing, who: DemoOfficer, day: date) -> None:
    read = read_text(specimen_lines(one.person, "TD3"), today=day)
    arrival = Arrival(read, Source.WEDGE, sheets.from_reading(read))
    inspection = inspecting.open_inspection(arrival, by=who, keep_days=30)
    sheet = sheets.from_plain(inspection.sheet)
    order = Order(
        decision="admit",
        version=inspection.version,
        compared=frozenset(sheets.to_compare(sheet, inspection.reading)),
        rule_shown=demo_rules.shown(sheet, inspection),
        purpose="VFR",
        transport="BUS",
        specimens_allowed=True,
    )
    deciding.decide(inspection.id, order, by=who)
