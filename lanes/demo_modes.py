"""An evening when too many came, a restricted night, and outages, for the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts import statuses
from borderpost.posts.models import Status
from borderpost.posts.statuses import Told
from crossings.demo_days import DemoOfficer
from crossings.models.desk_mode import Mode
from crossings.services import counting, switching
from crossings.services.counting import Tap
from crossings.services.switching import Switch
from lanes.models import Outage
from lanes.services import outages
from lanes.services.outages import OutageFacts

HOUR = timedelta(hours=1)
_COACHES = (54, 60, 47)


def fill(say: Callable[[str], object]) -> None:
    """Write them once."""
    post, account = posts.this_post(), officers.account_named("awa")
    if post is None or account is None or db.session.scalar(select(Outage.id).limit(1)):
        return
    lanes = posts.open_lanes(post.id)
    if not lanes:
        return
    by = DemoOfficer(account.officer_id, post.id, lanes[0].id, "E")
    midnight = datetime.combine(clock.today(post.zone), time(), ZoneInfo(post.zone))
    _outages(midnight, by)
    _surge(midnight - 5 * HOUR, by)
    with clock.standing_at(midnight - 3 * HOUR):
        told = Told(Status.RESTRICTED, "Pluie : les camions attendent", None, midnight)
        statuses.say(post.id, told, by=by)
    with clock.standing_at(midnight - HOUR):
        statuses.say(post.id, Told(Status.OPEN), by=by)
    say("Three outages, an evening in count mode, a restricted night.")


def _outages(midnight: datetime, by: DemoOfficer) -> None:
    for days, kind, hours, fuel, note in (
        (9, "power", 5, "18.5", "Groupe en marche toute la nuit"),
        (4, "link", 14, None, "VSAT sans signal"),
        (1, "power", 2, "6", "Orage"),
    ):
        begun = midnight - timedelta(days=days) + 9 * HOUR
        litres = Decimal(fuel) if fuel else None
        facts = OutageFacts(kind, begun, begun + hours * HOUR, litres, note)
        outages.write(facts, by=by)


def _surge(evening: datetime, by: DemoOfficer) -> None:
    """Three coaches at once: from the essential to counting, and back to full."""
    with clock.standing_at(evening):
        switching.switch(Switch(Mode.ESSENTIAL, "surge", "Trois cars de Nouakchott"), by=by)
    with clock.standing_at(evening + HOUR / 2):
        switching.switch(Switch(Mode.COUNT), by=by)
    for place, people in enumerate(_COACHES):
        with clock.standing_at(evening + HOUR + place * HOUR / 4):
            tap = Tap("E", "U", "MLI", "BUS", people, is_rough=True)
            counting.count(tap, by=by)
            counting.count(Tap("E", "WMGB"[place], "MLI", "BUS"), by=by)
    with clock.standing_at(evening + 2 * HOUR):
        switching.switch(Switch(Mode.FULL), by=by)
