"""Pictures of a register sheet: evidence beside the lines, for who may type them, and no longer."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import text

from borderpost import signatures
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from borderpost.roles import Role
from borderpost.submission import FIELD
from crossings.models import RegisterSheet
from crossings.queries import register_scans as scans
from crossings.services import register_lines, register_scans, retention
from tests.crossings.papers import OUTAGE, Line, begun, clock_at, printed, typed
from tests.crossings.work import acts
from tests.desk import Browser, browser, english, officer

ONE = Line("14:05", "Alpha")


def picture(kind: str = "JPEG") -> bytes:
    """A small grey sheet."""
    made = BytesIO()
    Image.new("L", (700, 500), 200).save(made, kind)
    return made.getvalue()


def keep(sheet: RegisterSheet, by: SignedIn, content: bytes = b"") -> UUID:
    """The key of a picture that was kept; of a PDF no page is drawn."""
    return register_scans.keep(sheet.id, content or picture(), lambda _pdf: b"page", by=by).id


def test_a_picture_is_kept_sealed_and_leaves_its_lines_in_the_log(
    outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    key = keep(outage_sheet, clerk)
    register_scans.read(key, by=clerk)
    (stored,) = db.session.execute(text("SELECT content FROM register_scans")).one()

    assert picture() not in bytes(stored)
    (row,) = scans.of_sheet(outage_sheet.id)
    assert (row.content, row.kind, row.preview) == (picture(), "image/jpeg", None)
    assert acts()[-2:] == ["crossings:register_scan:keep", "crossings:register_scan:read"]


WRONG = {
    "a text": (b"Surname;Given names", "JPEG, PNG"),
    "nothing": (b"", "JPEG, PNG"),
    "a page with a script": (b"<html><script>", "JPEG, PNG"),
    "more than 5 MiB": (picture() + bytes(signatures.LARGEST_PAPER), "larger than 5 MiB"),
}


@pytest.mark.parametrize("told", WRONG.values(), ids=WRONG)
def test_what_is_no_picture_is_refused_at_its_field(
    outage_sheet: RegisterSheet, clerk: SignedIn, told: tuple[bytes, str]
) -> None:
    with pytest.raises(Refused, match=told[1]) as refused:
        register_scans.keep(outage_sheet.id, told[0], lambda _pdf: b"", by=clerk)

    assert refused.value.field == "paper" and list(scans.of_sheet(outage_sheet.id)) == []


def test_a_blank_sheet_and_another_posts_take_none(
    inside: Flask, outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    (blank,) = printed(1, by=clerk)

    with pytest.raises(Refused, match="head of the sheet first"):
        keep(blank, clerk)
    with pytest.raises(Refused, match="another post"):
        keep(outage_sheet, officer(inside, "stranger"))


def test_six_pictures_are_enough(outage_sheet: RegisterSheet, clerk: SignedIn) -> None:
    for _each in range(register_scans.MOST):
        keep(outage_sheet, clerk)

    with pytest.raises(Refused, match="Take one away first"):
        keep(outage_sheet, clerk)


def test_who_brought_a_picture_takes_it_away_and_nobody_else(
    outage_sheet: RegisterSheet, clerk: SignedIn, boss: SignedIn
) -> None:
    key = keep(outage_sheet, clerk)

    with pytest.raises(Refused, match="takes it away"):
        register_scans.remove(key, by=boss)
    register_scans.remove(key, by=clerk)
    assert list(scans.of_sheet(outage_sheet.id)) == []


def test_a_picture_goes_with_what_was_typed_from_it_and_not_before(clerk: SignedIn) -> None:
    (sheet,) = printed(1, by=clerk)
    later = OUTAGE + timedelta(days=40)
    with clock_at(OUTAGE, 20):
        begun(sheet, clerk.officer_id, 2, clerk)
        keep(sheet, clerk)
        typed(sheet, 1, ONE, clerk.officer_id, clerk)

    def purged() -> int:
        retention.purge_typed_lines(timedelta(days=30))
        return register_scans.purge(timedelta(days=30))

    with clock_at(later, 9):
        assert purged() == 0  # a line is not typed yet: the picture shows it
        register_lines.strike(sheet.id, 2, "nobody", by=clerk)
        assert register_scans.purge(timedelta(days=50)) == 0
        assert purged() == 1
    assert list(scans.of_sheet(sheet.id)) == []


@pytest.fixture
def shown(outage_sheet: RegisterSheet, clerk: SignedIn) -> tuple[str, str]:
    """The addresses of the sheet and of its picture."""
    key = keep(outage_sheet, clerk)
    return f"/register-sheets/{outage_sheet.id}", f"/register-sheets/scans/{key}"


@pytest.mark.parametrize("role", list(Role))
def test_who_types_the_lines_sees_the_picture(
    machine: Flask, shown: tuple[str, str], role: Role
) -> None:
    answer = browser(machine, role.value).get(shown[1])

    types = role in {Role.OFFICER, Role.SECOND_LINE, Role.SUPERVISOR}
    assert answer.status_code == (200 if types else 403)


def sent(at: Browser, address: str, content: bytes, name: str) -> int:
    """The status of the answer to a file."""
    form = {FIELD: str(uuid4()), "paper": (BytesIO(content), name)}
    return at.client.post(address, data=form, content_type="multipart/form-data").status_code


def test_the_picture_stands_beside_the_lines_and_at_the_second_typing(
    machine: Flask, shown: tuple[str, str], outage_sheet: RegisterSheet
) -> None:
    at = english(machine, "officer")
    page = at.get(shown[0]).text
    whole = at.get(shown[1])

    assert f'<img src="{shown[1]}?page=1"' in page and 'id="paper"' in page
    assert whole.mimetype == "image/jpeg" and "sandbox" in whole.headers["Content-Security-Policy"]
    assert browser(machine, "stranger").get(shown[1]).status_code == 404
    assert sent(at, f"{shown[0]}/scans", b"no picture", "sheet.jpg") == 422
    assert sent(at, f"{shown[0]}/scans", picture("PNG"), "sheet.png") == 302


def test_the_first_page_of_a_pdf_is_drawn_by_the_readers(
    machine: Flask, shown: tuple[str, str]
) -> None:
    at = english(machine, "officer")

    assert sent(at, f"{shown[0]}/scans", b"%PDF-1.7 broken", "sheet.pdf") == 422
    assert sent(at, f"{shown[0]}/scans", picture("PDF"), "sheet.pdf") == 302
    with machine.app_context():
        kept = scans.of_sheet(UUID(shown[0].rpartition("/")[2]))[-1]
        address = f"/register-sheets/scans/{kept.id}"
    assert at.get(address).mimetype == "application/pdf"
    assert at.get(f"{address}?page=1").data.startswith(b"\xff\xd8\xff")
