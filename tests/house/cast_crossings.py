"""What crossings and protection have at a post of the cast: a sheet, a crossing and theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from borderpost.db import db, new_id, transaction
from borderpost.officers.models import Officer
from crossings import sheet as sheets
from crossings import supporting
from crossings.models import (
    Crossing,
    HandOver,
    Inspection,
    Person,
    PersonMerge,
    Referral,
    RefusalForm,
    RefusalPrinting,
    RegisterLine,
    RegisterScan,
    RegisterSheet,
    RegisterSheetCounter,
    RuleProposal,
    Sticker,
    StickerSeries,
)
from crossings.rules.book import rule_plain
from crossings.services import staying
from crossings.shipped_rules import shipped
from docreader import read_text
from protection.answers import QUESTIONS, YES, Answers
from protection.models import Screening

LINES = """P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10"""  # ICAO 9303-4, appendix B
TRAVELLER = {
    "surname": "Specimen",
    "given_names": "Traveller",
    "name_mrz": "SPECIMEN<<TRAVELLER",
    "sex": "F",
    "birth_date": "1990-01-02",
    "birth_precision": "D",
    "nationality": "UTO",
}
VISA = supporting.Attached(id="visa-1", kind="visa", number="V1", issuer="MLI")


def proposal(officer_id: UUID) -> UUID:
    with transaction() as session:
        row = RuleProposal(
            code="R01",
            kind="rule",
            base_version=1,
            content=rule_plain(shipped().rules[1]),
            why="Test",
            proposed_by=officer_id,
        )
        session.add(row)
        session.flush()
        return row.id


def inspection(post_id: UUID, lane_id: UUID, officer_id: UUID) -> tuple[UUID, UUID]:
    reading = read_text(LINES)
    with transaction() as session:
        row = Inspection(
            post_id=post_id,
            lane_id=lane_id,
            officer_id=officer_id,
            direction="E",
            source="manual",
            expires_at=datetime.now(UTC) + timedelta(hours=1),
            reading=reading.as_json(),
            sheet=sheets.to_plain(sheets.from_reading(reading)),
            supporting=supporting.to_plain([VISA]),
            zone_png=b"a picture of the zone",
            page_jpeg=b"a picture of the page",
            has_zone=True,
            has_page=True,
        )
        session.add(row)
        session.flush()
        reason = "Photo does not match"
        referral = Referral(
            inspection_id=row.id, post_id=post_id, referred_by=officer_id, reason=reason
        )
        session.add(referral)
        session.flush()
        return row.id, referral.id


def screening(post_id: UUID, officer_id: UUID, code: str) -> UUID:
    with transaction() as session:
        answers = Answers(dict.fromkeys(QUESTIONS, YES)).plain()
        row = Screening(
            token=f"TOK{code}",
            post_id=post_id,
            sheet_mark=code.ljust(64, "0"),
            content={"sheet": "", "answers": answers},
            created_by=officer_id,
        )
        session.add(row)
        session.flush()
        return row.id


def waiting(post_id: UUID, lane_id: UUID, officer_id: UUID) -> UUID:
    reading = read_text(LINES)
    with transaction() as session:
        row = Inspection(
            post_id=post_id,
            lane_id=lane_id,
            officer_id=officer_id,
            state="waiting",
            direction="E",
            source="camera_ocr",
            expires_at=datetime.now(UTC) + timedelta(hours=1),
            reading=reading.as_json(),
            sheet=sheets.to_plain(sheets.from_reading(reading)),
            scan_id=new_id(),
            scan_place=2,
            scan_size=2,
        )
        session.add(row)
        session.flush()
        return row.id


def refusal(crossing_id: UUID, post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    with transaction() as session:
        form = RefusalForm(
            crossing_id=crossing_id,
            occurred_on=date(2026, 11, 23),
            post_id=post_id,
            number=f"{code}-R2026-00001-A",
            year=2026,
            serial=1,
            language="fr",
            said={"appeal": None, "reasons": []},
            created_by=officer_id,
        )
        session.add(form)
        session.flush()
        printing = RefusalPrinting(
            form_id=form.id, language="fr", traveller=1, file=1, transporter=0
        )
        session.add(printing)
        session.flush()
        return {"form_id": form.id, "printing_id": printing.id}


def crossing(post_id: UUID, lane_id: UUID, officer_id: UUID, code: str) -> tuple[UUID, UUID]:
    identity = TRAVELLER | {"name_key": f"specimen traveller {code.lower()}"}
    with transaction() as session:
        person = Person(**identity)
        session.add(person)
        session.flush()
        row = Crossing(
            **identity,
            name_truncated=False,
            occurred_on=date(2026, 11, 23),
            occurred_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
            human_ref=f"{code}-20261123-0001-A",
            post_id=post_id,
            lane_id=lane_id,
            officer_id=officer_id,
            clock_trust="manual",
            capture_source="manual",
            direction="E",
            decision="admit",
            person_id=person.id,
            document_kind="P",
            document_issuer="UTO",
            document_number=f"L898902C{code[0]}",
            document_number_key=f"L898902C{code[0]}",
            document_expiry="2030-01-01",
            mrz_format="",
            mrz_checks={},
            evidence={
                "fields": sheets.to_plain(sheets.from_reading(read_text(LINES))),
                "warnings": [],
                "compared": [],
            },
            salt="0" * 32,
        )
        session.add(row)
        session.flush()
        staying.follow(row)
        return person.id, row.id


def hand_over(post_id: UUID, inspection_id: UUID, giver_id: UUID) -> UUID:
    """An offer to another officer of the post."""
    with transaction() as session:
        taker = session.scalars(
            select(Officer.id).where(Officer.post_id == post_id, Officer.id != giver_id)
        ).first()
        items = [{"kind": "sheet", "id": str(inspection_id)}]
        row = HandOver(
            post_id=post_id, giver_id=giver_id, taker_id=taker or _anybody(giver_id), items=items
        )
        session.add(row)
        session.flush()
        return row.id


def _anybody(besides: UUID) -> UUID:
    wanted = select(Officer.id).where(Officer.id != besides)
    return db.session.scalars(wanted.limit(1)).one()


def merge(person_id: UUID, post_id: UUID) -> UUID:
    with transaction() as session:
        other = Person(**TRAVELLER, name_key="specimen other")
        session.add(other)
        session.flush()
        row = PersonMerge(
            kept_id=other.id, absorbed_id=person_id, post_id=post_id, grounds="officer"
        )
        session.add(row)
        session.flush()
        staying.follow_all([other.id])
        return row.id


def sticker(post_id: UUID, officer_id: UUID, code: str) -> UUID:
    with transaction() as session:
        about = {"months": 1, "days": 0, "entries": "1", "cite": "Test", "digits": 3}
        series = StickerSeries(
            post_id=post_id, prefix=code, first=1, last=1, received_on=date(2026, 11, 1), **about
        )
        session.add(series)
        session.flush()
        row = Sticker(
            series_id=series.id,
            post_id=post_id,
            country="MLI",
            number=f"{code}001",
            changed_at=datetime(2026, 11, 1, tzinfo=UTC),
            changed_by=officer_id,
        )
        session.add(row)
        session.flush()
        return row.id


def register_sheet(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    """A sheet that was begun, with a line that waits."""
    with transaction() as session:
        run = new_id()
        row = RegisterSheet(
            post_id=post_id, year=2026, serial=1, number=f"{code}-S2026-0001-0", run_id=run,
            lines=20, fate="used", day=date(2026, 11, 1), officer_id=officer_id, written=3,
            direction="E", created_by=officer_id,
        )  # fmt: skip
        session.add(row)
        session.add(RegisterSheetCounter(post_id=post_id, year=2026, last=1))
        session.flush()
        line = RegisterLine(
            sheet_id=row.id, place=1, state="waiting", typed={"surname": "Specimen"},
            created_by=officer_id,
        )  # fmt: skip
        session.add(line)
        session.flush()
        scan = RegisterScan(sheet_id=row.id, kind="image/png", content=b"x", created_by=officer_id)
        session.add(scan)
        session.flush()
        return {"register_sheet_id": row.id, "print_run_id": run, "register_line_id": line.id,
                "register_scan_id": scan.id,
                "place": 2}  # fmt: skip
