"""The demonstration's register sheets: an outage two days ago, captured in part; a gap, a
spoiled sheet, blank ones in the drawer, and lines that wait for a second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import force_locale

from borderpost import clock
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings.demo_days import DemoOfficer
from crossings.models import Fate, RegisterSheet
from crossings.policies import Policy
from crossings.services import policies, register_lines, register_sheets
from crossings.services.paper_crossing import Entry
from crossings.services.register_lines import Head
from docreader.specimens import SpecimenPerson, specimen_people

BACK = 2  # days ago
_SHEETS = 6
_TIMES = ("14:05", "14:20", "14:20", "15:02", "16:41", "17:10", "17:55")


@dataclass(frozen=True)
class _Night:
    """The outage: whose paper it is, who captures it, and the travellers."""

    day: date
    writer: DemoOfficer
    typist: DemoOfficer
    people: list[SpecimenPerson]

    def line(self, number: int, **more: str) -> tuple[dict[str, str], Entry]:
        """What is typed of a traveller's line."""
        person, at = self.people[number], _TIMES[number]
        fields = {
            "surname": person.surname.title(), "given_names": person.given_names.title(),
            "birth_date": person.birth_date, "sex": person.sex,
            "nationality": person.nationality, "issuing_state": person.nationality,
            "document_code": "P", "document_number": person.document_number, **more,
        }  # fmt: skip
        entry = Entry(self.day, time.fromisoformat(at), "E", "admit", (),
                      self.writer.officer_id, fields)  # fmt: skip
        told = {"day": self.day.isoformat(), "at": at, "direction": "E", "decision": "admit",
                "reasons": "", "transport": "", "note": "",
                "officer_id": str(self.writer.officer_id)}  # fmt: skip
        return {**told, **fields}, entry


def fill(post: Post, seed: int, say: Callable[[str], object]) -> None:
    """Print six sheets, use two, spoil one, and leave one that nobody has spoken of."""
    found = [officers.account_named(name) for name in ("chef", "awa", "cheikh")]
    lanes = [row for row in posts.open_lanes(post.id) if row.default_direction == "E"]
    if None in found or not lanes:
        return
    chief, awa, cheikh = (
        DemoOfficer(one.officer_id, post.id, lanes[0].id, "E") for one in found if one
    )
    day = clock.today(post.zone) - timedelta(days=BACK)
    people = list(specimen_people(seed + 59, len(_TIMES), ("MLI", "MRT", "SEN")))
    night = _Night(day, awa, cheikh, people)
    with clock.standing_at(datetime.combine(day, time(6), ZoneInfo(post.zone))):
        sheets = register_sheets.print_ahead(_SHEETS, by=chief)
        register_sheets.hand_out(sheets[0].id, awa.officer_id, by=chief)
        register_sheets.account(sheets[4].id, Fate.SPOILED, "Tachée de gasoil", by=chief)
    evening = datetime.combine(day, time(20), ZoneInfo(post.zone))
    with force_locale("fr"), clock.standing_at(evening):
        _whole(sheets[1], night, lanes[0].id)
        _twice(sheets[2], night, lanes[0].id, chief)
    say(f"{_SHEETS} register sheets, two of them captured in part.")


def _whole(sheet: RegisterSheet, night: _Night, lane_id: UUID) -> None:
    """Four lines of five are captured, one is kept with an error."""
    begun = Head(night.day, night.writer.officer_id, lane_id, "E", 6)
    register_lines.begin(sheet.id, begun, by=night.typist)
    for number in range(4):
        told, entry = night.line(number)
        register_lines.type_first(sheet.id, number + 1, told, entry, by=night.typist)
    wrong, _entry = night.line(4)
    register_lines.keep(sheet.id, 5, {**wrong, "at": "17:7"}, by=night.typist)


def _twice(sheet: RegisterSheet, night: _Night, lane_id: UUID, second: DemoOfficer) -> None:
    """Two lines typed while the post wanted two people: one differs, one waits."""
    register_lines.begin(
        sheet.id, Head(night.day, night.writer.officer_id, lane_id, "E", 2), by=night.typist
    )
    policies.change(night.typist.post_id, Policy(double_entry=True), by=None)
    for place, number in ((1, 5), (2, 6)):
        told, entry = night.line(number)
        register_lines.type_first(sheet.id, place, told, entry, by=night.typist)
    other, entry = night.line(5, document_number="X0000001")
    register_lines.type_again(sheet.id, 1, other, entry, by=second)
    policies.change(night.typist.post_id, Policy(), by=None)
