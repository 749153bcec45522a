"""Signs beside a plate: shipped as a first version that nobody confirmed, changed with a source."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from borderpost import clock
from borderpost.code_lists import services
from borderpost.roles import Role
from lanes import plate_signs
from lanes.plate_signs import SIGNS
from tests.desk import browser, english, officer

GUINEA_BISSAU = {
    "code": "RGB", "words_fr": "Guinée-Bissau", "words_en": "Guinea-Bissau",
    "words_ar": "غينيا بيساو", "letter": "GNB", "cite": "UNECE, list of 1 March 2026",
    "since": "2026-03-01", "position": "5", "is_active": "y",
}  # fmt: skip


def test_the_shipped_signs_are_marked_as_not_confirmed(machine: Flask) -> None:
    page = english(machine, "administrator").get("/code-lists/plate-signs").text

    assert page.count("source not confirmed") == len(SIGNS.shipped) > 10
    assert "Mali" in page and "MLI" in page and "State, three letters" in page


def test_a_confirmed_sign_is_dated_cited_and_understood_at_once(machine: Flask) -> None:
    at = english(machine, "administrator")
    with machine.test_request_context():
        before = plate_signs.country("rgb")
    sent = at.send("/code-lists/plate-signs/new", **GUINEA_BISSAU)
    page = at.get("/code-lists/plate-signs").text

    assert (before, sent.status_code) == ("", 302)
    assert "UNECE, list of 1 March 2026" in page
    assert page.count("source not confirmed") == len(SIGNS.shipped)
    with machine.test_request_context():
        assert plate_signs.country("rgb") == "GNB" and plate_signs.country("SN") == "SEN"


WRONG = {"letter": ("XQX", "No state"), "cite": ("", "who says so"), "since": ("", "who says so"),
         "code": ("RGBX", "at most 3")}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_sign_without_state_source_or_date_is_refused_at_its_field(
    machine: Flask, name: str
) -> None:
    typed, told = WRONG[name]
    answer = english(machine, "administrator").send(
        "/code-lists/plate-signs/new", **GUINEA_BISSAU | {name: typed}
    )

    assert answer.status_code == 422 and told in answer.text
    assert 'value="Guinea-Bissau"' in answer.text


def test_a_shipped_sign_is_changed_with_a_source_and_ended(inside: Flask) -> None:
    by, yesterday = officer(inside, "administrator"), clock.today() - timedelta(days=1)
    with inside.test_request_context():
        services.end(SIGNS, "WAN", yesterday, by=by)

        assert plate_signs.country("WAN") == ""
        assert plate_signs.country("NGA") == "NGA"  # the state's code is always understood


@pytest.mark.parametrize("role", list(Role))
def test_the_administrator_alone_changes_them(machine: Flask, role: Role) -> None:
    answer = browser(machine, role.value).send("/code-lists/plate-signs/new", **GUINEA_BISSAU)

    assert answer.status_code == (302 if role is Role.ADMINISTRATOR else 403)
