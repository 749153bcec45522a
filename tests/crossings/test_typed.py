"""A document typed by hand into checked fields: a way in like the others."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from borderpost.db import db
from crossings import codes
from crossings.models import Inspection
from docreader.check_digits import check_digit
from tests.crossings.work import admit, all_crossings
from tests.desk import Browser, browser

TYPED = {
    "surname": "Ould Sidi",
    "given_names": "Mohamed",
    "document_code": "NINA",
    "issuing_state": "mli",
    "document_number": "12 345-a",
    "nationality": "MLI",
    "birth_date": "1979",
    "sex": "M",
    "expiry_date": "",
}


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return browser(machine, "officer")


def rows(app: Flask) -> list[Inspection]:
    with app.app_context():
        return list(db.session.scalars(db.select(Inspection)))


def test_a_typed_document_is_looked_at_and_never_proven(machine: Flask, awa: Browser) -> None:
    answer = awa.send("/desk/typed", **TYPED)
    page = awa.get(answer.location).text

    assert answer.status_code == 302
    assert "standing-look" in page
    assert "Ould Sidi Mohamed" in page
    assert "12 345-A" in page
    assert rows(machine)[0].source == "manual"


def test_it_crosses_like_any_other(machine: Flask, awa: Browser) -> None:
    address = str(awa.send("/desk/typed", **TYPED).location)

    assert admit(awa, address) == 302
    row = all_crossings(machine)[0]
    assert (row.surname, row.document_kind, row.birth_date) == ("Ould Sidi", "NINA", "1979")
    assert (row.capture_source, row.mrz_format, row.name_mrz) == (
        "manual", "NONE", "OULD<SIDI<<MOHAMED",
    )  # fmt: skip


@pytest.mark.parametrize(("digit", "check"), [("right", "check-ok"), ("wrong", "check-bad")])
def test_the_printed_digits_show_a_typing_error_at_once(
    awa: Browser, digit: str, check: str
) -> None:
    right = check_digit("AB1234567")
    typed = right if digit == "right" else str((int(right) + 1) % 10)
    told = TYPED | {"document_number": "AB1234567", "document_number_digit": typed}
    page = awa.get(awa.send("/desk/typed", **told).location).text

    assert check in page
    assert ("standing-stop" in page) is (digit == "wrong")


def test_a_wrong_digit_is_compared_before_an_admission(machine: Flask, awa: Browser) -> None:
    told = TYPED | {"document_number": "AB1234567", "document_number_digit": "0"}
    told["document_number_digit"] = str((int(check_digit("AB1234567")) + 1) % 10)
    address = str(awa.send("/desk/typed", **told).location)

    assert admit(awa, address) == 422
    assert admit(awa, address, compared="document_number") == 302
    assert all_crossings(machine)[0].evidence["compared"] == ["document_number"]


@pytest.mark.parametrize(
    "changes",
    [
        {"surname": ""},
        {"surname": "  "},
        {"document_code": ""},
        {"document_code": "XX"},
        {"issuing_state": "M"},
        {"nationality": "MALI"},
        {"document_number": ""},
        {"document_number": "<<<"},
        {"birth_date": "13.02.1988"},
        {"birth_date": "1990-02-30"},
        {"expiry_date": "2031-13-01"},
        {"document_number_digit": "x"},
        {"birth_date_digit": "12"},
        {"sex": "Z"},
    ],
)
def test_a_bad_field_opens_nothing_and_everything_typed_stays(
    machine: Flask, awa: Browser, changes: dict[str, str]
) -> None:
    answer = awa.send("/desk/typed", **(TYPED | changes))

    assert answer.status_code == 200
    assert "field-error" in answer.text
    assert 'value="Mohamed"' in answer.text
    assert rows(machine) == []


def test_every_kind_of_document_can_be_typed(machine: Flask, awa: Browser) -> None:
    for kind in codes.DOCUMENTS:
        told = TYPED | {"document_code": kind, "document_number": f"{kind}-12"}
        assert admit(awa, str(awa.send("/desk/typed", **told).location)) == 302

    assert [row.document_kind for row in all_crossings(machine)] == list(codes.DOCUMENTS)


def test_a_double_click_opens_one_sheet(machine: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    answers = [awa.send("/desk/typed", key, **TYPED).location for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(rows(machine)) == 1


@pytest.mark.parametrize("name", ["Aïchatou", "محمد", "Ɓalde", "O’Brien", "<b>x</b>", "Ðạt"])
def test_a_name_is_kept_as_it_is_printed(machine: Flask, awa: Browser, name: str) -> None:
    address = str(awa.send("/desk/typed", **(TYPED | {"surname": name})).location)
    admit(awa, address)

    assert all_crossings(machine)[0].surname == name
    assert "<b>x</b>" not in awa.get("/register/").text
