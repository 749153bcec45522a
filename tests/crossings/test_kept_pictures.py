"""The page and the photo: kept for whom the policy says, looked at by few, erased in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db, transaction
from crossings import Act
from crossings.models import Crossing, CrossingPicture, Inspection, PurgeRecord
from crossings.policies import Ask, Page, Policy
from crossings.services import deciding, inspecting, referring, retention
from crossings.services.policies import change
from crossings.verification import faults
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import acts, asked, opened, order
from tests.desk import browser, officer, post_id

PAGE, FACE = b"\xff\xd8 a page", b"\xff\xd8 a face"
ALL = Policy(page=Page.ALWAYS, face=Ask.OFFERED)


def pictured(by: object) -> Inspection:
    """A sheet with a photographed page and a photo."""
    sheet = opened(by, zone(MOUSSA))  # type: ignore[arg-type]
    with transaction() as session:
        row = session.get_one(Inspection, sheet.id)
        row.page_jpeg, row.has_page, row.face_jpeg, row.has_face = PAGE, True, FACE, True
    return row


def kept() -> dict[str, bytes]:
    return {row.kind: row.jpeg for row in db.session.scalars(select(CrossingPicture))}


def test_nothing_is_kept_while_nobody_said_so(inside: Flask) -> None:
    awa = officer(inside, "officer")
    sheet = pictured(awa)
    deciding.decide(sheet.id, order(sheet), by=awa)

    assert kept() == {}
    assert (sheet.page_jpeg, sheet.face_jpeg, sheet.has_page, sheet.has_face) == (
        None, None, False, False,
    )  # fmt: skip


def test_page_and_photo_go_from_the_sheet_to_the_crossing(inside: Flask) -> None:
    change(post_id(), ALL, by=None)
    awa = officer(inside, "officer")
    sheet = pictured(awa)
    deciding.decide(sheet.id, order(sheet), by=awa)

    assert kept() == {"page": PAGE, "face": FACE}
    assert (sheet.page_jpeg, sheet.face_jpeg) == (None, None)
    assert list(faults()) == []


def test_what_is_kept_lies_sealed(inside: Flask) -> None:
    change(post_id(), ALL, by=None)
    awa = officer(inside, "officer")
    sheet = pictured(awa)
    on_sheet = db.session.scalar(text("SELECT face_jpeg FROM inspections"))
    db.session.rollback()
    deciding.decide(sheet.id, order(sheet), by=awa)
    stored = db.session.scalars(text("SELECT jpeg FROM crossing_pictures")).all()

    assert [one for one in (on_sheet, *stored) if b"a face" in one or b"a page" in one] == []


@pytest.mark.parametrize(
    ("decision", "referred", "has_page"),
    [("admit", False, False), ("refuse", False, True), ("admit", True, True)],
)
def test_exceptions_alone_keep_their_page(
    inside: Flask, decision: str, referred: bool, has_page: bool
) -> None:
    change(post_id(), Policy(page=Page.EXCEPTIONS), by=None)
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    sheet = pictured(awa)
    if referred:
        referring.refer(sheet.id, "Photo", version=1, by=awa)
    if decision == "refuse":
        asked(sheet, chief)
    deciding.decide(sheet.id, order(sheet, decision, reasons=("ML-01",)), by=chief)

    assert ("page" in kept()) is has_page
    assert "face" not in kept()


def test_a_cleared_sheet_leaves_nothing(inside: Flask) -> None:
    change(post_id(), ALL, by=None)
    awa = officer(inside, "officer")
    sheet = pictured(awa)
    inspecting.leave(sheet.id, by=awa)

    assert (sheet.page_jpeg, sheet.face_jpeg, kept()) == (None, None, {})


def test_pages_and_faces_go_in_their_own_time(inside: Flask) -> None:
    change(post_id(), ALL, by=None)
    awa = officer(inside, "officer")
    sheet = pictured(awa)
    deciding.decide(sheet.id, order(sheet), by=awa)
    with clock.standing_at(clock.now() + timedelta(days=92)):
        erased = (
            retention.purge_pages(timedelta(days=90)),
            retention.purge_faces(timedelta(days=365)),
        )
        left = set(kept())
    with clock.standing_at(clock.now() + timedelta(days=367)):
        later = retention.purge_faces(timedelta(days=365))

    assert (erased, left, later) == ((1, 0), {"face"}, 1)
    assert kept() == {}
    assert db.session.scalars(select(Crossing)).one()
    assert list(faults()) == []


def test_a_picture_goes_with_its_crossing(inside: Flask) -> None:
    change(post_id(), ALL, by=None)
    awa = officer(inside, "officer")
    sheet = pictured(awa)
    crossing = deciding.decide(sheet.id, order(sheet), by=awa)
    with transaction() as session:
        session.add(PurgeRecord(crossing_id=crossing.id, grounds="time over"))
        session.flush()
        session.execute(db.delete(Crossing))

    assert kept() == {}


def decided(app: Flask, policy: Policy = ALL) -> str:
    """The address of a crossing with both pictures."""
    with app.app_context():
        change(post_id(), policy, by=None)
        awa = officer(app, "officer")
        sheet = pictured(awa)
        return f"/register/{deciding.decide(sheet.id, order(sheet), by=awa).id}"


def test_who_reads_the_crossing_sees_its_pictures_and_each_look_is_told(machine: Flask) -> None:
    path = decided(machine)
    grace = browser(machine, "second_line_officer")
    shown = grace.get(path).text
    page, face = grace.get(f"{path}/page.jpg"), grace.get(f"{path}/face.jpg")
    with machine.app_context():
        told = db.session.scalars(
            select(AuditLine).where(AuditLine.act == Act.PICTURE_SEEN).order_by(AuditLine.seq)
        ).all()
        looks = [(line.details, path.endswith(line.subject_id)) for line in told]

    assert (page.data, face.data) == (PAGE, FACE)
    assert page.headers["Cache-Control"] == "no-store"
    assert f"{path}/page.jpg" in shown
    assert f"{path}/face.jpg" in shown
    assert looks == [({"picture": "page"}, True), ({"picture": "face"}, True)]


@pytest.mark.parametrize(
    ("username", "status"),
    [("stranger", 404), ("analyst", 403), ("auditor", 403), ("administrator", 403)],
)
def test_nobody_else_sees_them(machine: Flask, username: str, status: int) -> None:
    path = decided(machine)
    at = browser(machine, username)

    for kind in ("page", "face"):
        assert at.get(f"{path}/{kind}.jpg").status_code == status
    with machine.app_context():
        assert Act.PICTURE_SEEN not in acts()


def test_a_crossing_without_pictures_shows_none_and_tells_no_look(machine: Flask) -> None:
    path = decided(machine, Policy())
    awa = browser(machine, "officer")

    assert "page.jpg" not in awa.get(path).text
    assert awa.get(f"{path}/page.jpg").status_code == 404
    with machine.app_context():
        assert Act.PICTURE_SEEN not in acts()


def test_a_correction_shows_the_pictures_of_its_crossing(machine: Flask) -> None:
    path = decided(machine)
    chief = browser(machine, "supervisor")
    form = chief.get(f"{path}/correct").text
    assert "page.jpg" not in form
    answer = chief.send(
        f"{path}/correct", why="Nom", surname="CISSE", given_names="FANTA", document_code="P",
        issuing_state="MLI", document_number="AB1234567", nationality="MLI", direction="E",
        decision="admit",
    )  # fmt: skip

    assert answer.status_code == 302
    assert chief.get(f"{answer.location}/page.jpg").data == PAGE
