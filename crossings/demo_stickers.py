"""The demonstration's visa stickers: a series in stock, one issued, one spoiled, one count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from borderpost import clock
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import demo_rules
from crossings import sheet as sheets
from crossings.demo_days import DemoOfficer
from crossings.models.inspection import Source
from crossings.queries import inspections
from crossings.queries import stickers as stock
from crossings.services import deciding, inspecting, sticker_issuing, stickers
from crossings.services.deciding import Order
from crossings.services.inspecting import Arrival
from crossings.services.stickers import Receipt
from docreader import read_text
from docreader.specimens import specimen_lines, specimen_people

SERIES = Receipt("MLV", "004101", "004140", 1, 0, "1", 30, "Note de démonstration : durée inventée")
BACK = 5  # days ago, after the last traveller with a story


def fill(post: Post, seed: int, say: Callable[[str], object]) -> None:
    """Receive a series, issue its first sticker to a traveller, spoil the second."""
    chief, awa = (officers.account_named(name) for name in ("chef", "awa"))
    lanes = [row for row in posts.open_lanes(post.id) if row.default_direction == "E"]
    if chief is None or awa is None or not lanes:
        return
    at_desk = DemoOfficer(awa.officer_id, post.id, lanes[0].id, "E")
    in_charge = DemoOfficer(chief.officer_id, post.id, lanes[0].id, "E")
    day = clock.today(post.zone) - timedelta(days=BACK)
    with clock.standing_at(datetime.combine(day, time(9), ZoneInfo(post.zone))):
        stickers.receive(SERIES, by=in_charge)
        first, second, *rest = SERIES.numbers()
        _issue(first, seed, at_desk, day)
        torn = stickers.spoil(_id(second, post), "Déchirée en la détachant", by=at_desk)
        stickers.count(len(rest), "", by=in_charge)
    say(f"{len(rest)} visa stickers in stock; {first} issued, {torn.number} spoiled.")


def _id(number: str, post: Post) -> UUID:
    row = stock.numbered(number, post.country)
    if row is None:
        raise LookupError(number)
    return row.id


def _issue(number: str, seed: int, who: DemoOfficer, day: date) -> None:
    person = specimen_people(seed + 5, 1, ("PRT",))[0]
    read = read_text(specimen_lines(person, "TD3"), today=day)
    arrival = Arrival(read, Source.WEDGE, sheets.from_reading(read))
    opened = inspecting.open_inspection(arrival, by=who, keep_days=30)
    sticker_issuing.issue(opened.id, number, by=who)
    inspection = inspections.inspection(opened.id, who.post_id) or opened
    sheet = sheets.from_plain(inspection.sheet)
    order = Order(
        decision="admit",
        version=inspection.version,
        compared=frozenset(sheets.to_compare(sheet, inspection.reading)),
        rule_shown=demo_rules.shown(sheet, inspection),
        purpose="BUS",
        transport="CAR",
        specimens_allowed=True,
    )
    deciding.decide(inspection.id, order, by=who)
