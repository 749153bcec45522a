"""Files that are one person, on the sheet and on the traveller's page."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from crossings.models import Inspection, PersonMerge, Stay
from crossings.services import joining, presuming, staying
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.stay_browser import RENEWED, sheet
from tests.crossings.stay_desk import passes
from tests.crossings.work import acts
from tests.desk import browser, english, officer

pytestmark = pytest.mark.usefixtures("morning")


def candidates(machine: Flask) -> str:
    """Fanta leaves with a renewed passport that nobody here has seen."""
    return sheet(english(machine, "officer"), zone(RENEWED), "X")


def test_the_sheet_asks_whether_it_is_the_same_person(
    machine: Flask, known: dict[str, uuid.UUID]
) -> None:
    page = candidates(machine)

    assert "Is this the same person as in another file?" in page
    assert "Born on agrees" in page
    assert str(known["fanta"]) in page
    assert str(known["moussa"]) not in page


def test_an_officers_yes_closes_the_stay_when_it_is_decided(
    machine: Flask, known: dict[str, uuid.UUID]
) -> None:
    at = english(machine, "officer")
    sheet(at, zone(RENEWED), "X")
    with machine.app_context():
        made = db.session.scalars(select(Inspection).order_by(Inspection.id.desc())).first()
        assert made is not None
        path = f"/desk/{made.id}"

    stale = at.send(f"{path}/same-person", person=str(known["fanta"]), version="7")
    assert stale.status_code == 302
    assert "You said that this is the person" not in at.get(path).text
    at.send(f"{path}/same-person", person=str(known["fanta"]), version="1")
    page = at.get(path).text
    assert "You said that this is the person of another file" in page
    assert "Entered on 3 Mar 2026 by lane 1." in page
    assert at.send(f"{path}/decide", decision="admit", version="2").status_code == 302

    with machine.app_context():
        row = db.session.get_one(Stay, known["stay"])
        assert (row.state, row.matched_by) == ("merged", "officer")
        assert {"crossings:inspection:same-person", "crossings:person:merge"} <= set(acts())
        assert list(staying.faults()) == []


def test_an_officers_yes_is_taken_back_and_a_correction_forgets_it(
    machine: Flask, known: dict[str, uuid.UUID]
) -> None:
    at = english(machine, "officer")
    sheet(at, zone(RENEWED), "X")
    with machine.app_context():
        made = db.session.scalars(select(Inspection).order_by(Inspection.id.desc())).first()
        assert made is not None
        path = f"/desk/{made.id}"
    at.send(f"{path}/same-person", person=str(known["fanta"]), version="1")

    at.send(f"{path}/another-person")
    assert "Is this the same person as in another file?" in at.get(path).text
    at.send(f"{path}/same-person", person=str(known["fanta"]), version="3")
    at.send(f"{path}/correct/lines", lines=zone(MOUSSA))

    assert "You said that" not in at.get(path).text


def test_two_passports_are_joined_and_taken_apart_on_the_travellers_page(
    machine: Flask, known: dict[str, uuid.UUID], morning: time_machine.Coordinates
) -> None:
    with machine.app_context():
        other = passes(officer(machine, "supervisor"), "X", zone(RENEWED)).person_id
    chief, path = english(machine, "supervisor"), f"/register/travellers/{known['fanta']}"
    assert "Perhaps the same person" in chief.get(path).text

    assert chief.send(f"{path}/merge", other=str(other), reason="").status_code == 302
    assert "Perhaps the same person" in chief.get(path).text
    chief.send(f"{path}/merge", other=str(other), reason="old passport shown")

    page = chief.get(path).text
    assert "ZZ9999999" in page
    assert "AB1234567" in page
    assert "old passport shown" in page
    with machine.app_context():
        merge = db.session.scalars(select(PersonMerge.id)).one()
    assert "AB1234567" in chief.get(f"/register/travellers/{other}").text
    assert "may be" not in english(machine, "officer").get(path).text
    chief.send(f"/register/merges/{merge}/split", reason="two sisters")
    assert "ZZ9999999" not in chief.get(path).text
    chief.send(f"/register/merges/{merge}/split", reason="twice")
    assert "These files were taken apart already." in chief.get(path).text


def test_joining_is_not_for_an_officer_of_the_first_line(
    machine: Flask, known: dict[str, uuid.UUID]
) -> None:
    at = browser(machine, "officer")
    merge = f"/register/travellers/{known['fanta']}/merge"

    assert at.send(merge, other=str(known["moussa"]), reason="x").status_code == 403
    assert at.send(f"/register/merges/{uuid.uuid4()}/split", reason="x").status_code == 403


@pytest.mark.parametrize("wrong", ["itself", "nobody", "joined"])
def test_a_merge_that_makes_no_sense_is_refused(
    machine: Flask, known: dict[str, uuid.UUID], wrong: str
) -> None:
    with machine.app_context():
        chief = officer(machine, "supervisor")
        if wrong == "joined":
            joining.merge(known["moussa"], known["fanta"], "one", by=chief)
        other = {"itself": known["fanta"], "nobody": uuid.uuid4(), "joined": known["fanta"]}

        with pytest.raises(Refused):
            joining.merge(known["fanta"], other[wrong], "one", by=chief)


def test_another_post_neither_sees_nor_joins(machine: Flask, known: dict[str, uuid.UUID]) -> None:
    with machine.app_context():
        stranger = officer(machine, "stranger")
        with pytest.raises(Refused):
            joining.merge(known["fanta"], known["moussa"], "one", by=stranger)
        with pytest.raises(Refused):
            presuming.presume(known["stay"], "told", date(2026, 3, 3), "why", by=stranger)
