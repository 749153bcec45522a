"""Neighbours with passes for the demonstration, who do not exist: one who came and went, one who is
not seen back, a lost card that somebody showed, a revoked one, two that wait for the printer."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from borderpost import audit, clock, post_key
from borderpost.db import db, new_id, transaction
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings import Act as DeskAct
from crossings import sheet as sheets
from crossings.demo_days import DemoOfficer
from crossings.digest import digest
from crossings.models import Crossing, Inspection
from crossings.models.inspection import State
from crossings.queries import files
from crossings.services import filing, numbering, staying
from crossings.services.outcomes import recorded_decision
from lanes import pass_codes, shipped_pass_rules
from lanes.models import BorderPass, PassRule
from lanes.pass_codes import PassText
from lanes.services import pass_ending, pass_issuing, pass_rules, pass_scanning
from lanes.services.pass_issuing import PassOrder

_SINCE = 12  # days ago the passes were issued
_NAMES = (  # invented; surname, given names, sex, born, nationality, village
    ("Ould Sidi Vall", "Brahim", "M", "1984-07-15", "MRT", "Gogui Zemal"),
    ("Diarra", "Fanta", "F", "1991-02-03", "MLI", "Gogui"),
    ("Mint Cheikh", "Zeinabou", "F", "1977", "MRT", "Gogui Zemal"),
    ("Ba", "Demba", "M", "1969-11-30", "MLI", "Koré-la-Dune"),
    ("Sow", "Aminata", "F", "2001-05-21", "MLI", "Gogui"),
    ("Ould Hamoud", "Salem", "M", "1995-09-09", "MRT", "Gogui Zemal"),
)


def fill(say: Callable[[str], object]) -> None:
    """Write the rule, the passes and their uses once."""
    post = posts.this_post()
    awa, chief = (officers.account_named(name) for name in ("awa", "chef"))
    if post is None or awa is None or chief is None or db.session.scalar(select(PassRule.id)):
        return
    lanes = posts.open_lanes(post.id)
    if not lanes:
        return
    by = DemoOfficer(awa.officer_id, post.id, lanes[0].id, lanes[0].default_direction)
    boss = replace(by, officer_id=chief.officer_id)
    with clock.standing_at(_at(post, _SINCE, 9)):
        pass_rules.take_over(shipped_pass_rules.rules(post.id, clock.today(post.zone)), by=None)
        made = [_issued(post, by, place) for place in range(len(_NAMES))]
        pass_ending.printed([row.id for row in made[:4]], by=by)
    _stories(post, [row.id for row in made], by, boss)
    say("Six passes of border residents: used, not seen back, lost, revoked, to be printed.")


def _stories(post: Post, ids: list[object], by: DemoOfficer, boss: DemoOfficer) -> None:
    first, away, lost, revoked, *_new = (db.session.get_one(BorderPass, one).number for one in ids)
    for days, hour, way in ((3, 8, "E"), (3, 17, "X"), (2, 9, "E"), (2, 16, "X")):
        _went(post, first, _at(post, days, hour), way, by)
    _went(post, away, _at(post, 1, 10), "X", by)
    with clock.standing_at(_at(post, 4, 11)):
        pass_ending.lose(_numbered(lost).id, "Perdu au marché de Nioro", by=by)
        pass_ending.revoke(_numbered(revoked).id, "Prêté à une autre personne", by=boss)
    with clock.standing_at(clock.now() - timedelta(hours=2)):
        try:
            pass_scanning.scan(_code(_numbered(lost)), by=by, keep_days=30)
        except Refused:
            return  # as it should be: the scan is kept for the supervisor


def _issued(post: Post, by: DemoOfficer, place: int) -> BorderPass:
    surname, given, sex, born, nationality, village = _NAMES[place]
    rule_id = db.session.scalars(select(PassRule.id)).one()
    order = PassOrder(
        rule_id=rule_id,
        lives_here=nationality == post.country,
        valid_from=clock.today(post.zone),
        village=village,
        typed={
            "surname": surname, "given_names": given, "sex": sex, "birth_date": born,
            "nationality": nationality,
        },
        shown_kind="CNI",
        shown_number=f"DEMO{place:04}",
    )  # fmt: skip
    return pass_issuing.issue(order, by=by)


def _went(post: Post, number: str, at: datetime, way: str, by: DemoOfficer) -> None:
    """A past crossing by a pass: its code scanned, and what the desk would have written."""
    with clock.standing_at(at):
        who = replace(by, direction=way)
        sheet = pass_scanning.scan(_code(_numbered(number)), by=who, keep_days=90)
        with transaction() as session:
            row = session.get_one(Inspection, sheet.id)
            row.direction = way
            crossing = _crossing(post, row, who)
            session.add(crossing)
            session.flush()
            session.add_all(filing.name_words(crossing))
            row.state, row.crossing_id = State.DECIDED, crossing.id
            staying.follow(crossing)
            told = {"decision": crossing.decision, "digest": digest(crossing)}
            audit.record(DeskAct.DECIDED, crossing, by=who, **told)


def _crossing(post: Post, row: Inspection, by: DemoOfficer) -> Crossing:
    sheet = sheets.from_plain(row.sheet)
    day = clock.today(post.zone)
    return Crossing(
        id=new_id(),
        occurred_on=day,
        occurred_at=clock.now(),
        recorded_at=clock.now(),
        clock_trust="ntp",
        human_ref=numbering.next_reference(post, day),
        post_id=post.id,
        lane_id=row.lane_id,
        officer_id=by.officer_id,
        inspection_id=row.id,
        capture_source=row.source,
        direction=row.direction,
        decision=recorded_decision("admit", row.direction),
        purpose="TRD",
        destination="Nioro",
        transport="FOOT",
        salt=secrets.token_hex(16),
        **filing.identity(row, sheet, files.of_sheet(sheet), by),
        **filing.evidence(row, sheet, frozenset()),
    )


def _numbered(number: str) -> BorderPass:
    return db.session.scalars(select(BorderPass).where(BorderPass.number == number)).one()


def _code(row: BorderPass) -> str:
    said = PassText(row.number, row.valid_from, row.valid_until)
    return pass_codes.signed(said, post_key.secret())


def _at(post: Post, days: int, hour: int) -> datetime:
    day = clock.today(post.zone) - timedelta(days=days)
    return datetime.combine(day, time(hour), ZoneInfo(post.zone))
