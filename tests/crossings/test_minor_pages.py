"""The pages of minors: the section of the sheet, linking, the paper for parents, the crossing."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.posts.models import Lane
from crossings.models import Inspection
from tests.crossings.documents import FANTA, zone
from tests.crossings.family import CHILD
from tests.crossings.work import answer_no, inspect
from tests.desk import Browser, browser, lane_id, post_id

PAPER = {
    "paper-authorisation": "seen", "paper-number": "112/2026", "paper-day": "2026-10-02",
    "paper-issuer": "Mairie de Nioro", "paper-signed_by": "Père",
}  # fmt: skip
TYPED = {
    "typed-relation": "guardian", "typed-surname": "Diarra", "typed-birth_date": "1979",
    "typed-nationality": "mli", "typed-document_kind": "CNI", "typed-document_issuer": "mli",
    "typed-document_number": "0099",
}  # fmt: skip


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return browser(machine, "officer")


def leaving(at: Browser, machine: Flask) -> Browser:
    with machine.app_context():
        lane = str(db.session.scalars(select(Lane.id).where(Lane.id == lane_id())).one())
    at.send("/desk/place", lane=lane, direction="X")
    return at


def version(at: Browser, sheet: str) -> str:
    with at.client.application.app_context():
        found = db.session.scalars(select(Inspection).order_by(Inspection.id)).all()
        return str(next(row.version for row in found if sheet.endswith(str(row.id))))


def say(at: Browser, sheet: str, what: str, **fields: str) -> int:
    answer = at.send(f"{sheet}/minors/{what}", version=version(at, sheet), **fields)
    return answer.status_code


def key(sheet: str) -> str:
    return sheet.rpartition("/")[2]


def test_a_family_leaves_and_each_crossing_leads_to_the_other(machine: Flask, awa: Browser) -> None:
    leaving(awa, machine)
    hers, sheet = inspect(awa, zone(FANTA)), inspect(awa, zone(CHILD))
    offered = awa.get(f"{sheet}/minors/").text
    linked = say(awa, sheet, "adults", **{"link-adult": key(hers), "link-relation": "mother"})
    seen = say(awa, sheet, "authorisation", **PAPER)
    first = awa.send(f"{sheet}/decide", decision="admit", version=version(awa, sheet))
    awa.send(f"{hers}/decide", decision="admit", version="1")
    child = awa.get(sheet, follow_redirects=True).text
    mother = awa.get(hers, follow_redirects=True).text

    assert 'data-key="F7"' in awa.get(inspect(awa, zone(CHILD, document_number="AB0000003"))).text
    assert key(hers) in offered
    assert (linked, seen, first.status_code) == (302, 302, 302)
    assert "CISSE FANTA MARIA" in child
    assert "112/2026" in child
    assert "CISSE BINTOU" in mother


def test_the_sheet_of_a_child_alone_offers_to_refer_and_refuses_the_rest(awa: Browser) -> None:
    sheet = inspect(awa, zone(CHILD))
    page = awa.get(sheet).text
    refused = awa.send(f"{sheet}/decide", decision="admit", version="1")
    referred = awa.send(f"{sheet}/refer", referral_reason="Enfant seul", version="1")

    assert "standing-look" in page  # a proven document says nothing of the adult who is not there
    assert 'value="refuse"' not in page
    assert 'value="withdrawn"' not in page
    assert "data-enter" not in page
    assert refused.status_code == 422
    assert referred.status_code == 302


def test_the_section_is_not_on_the_sheet_of_an_adult(awa: Browser) -> None:
    assert 'id="minors"' not in awa.get(inspect(awa)).text


def test_what_was_typed_of_an_adult_is_not_lost(awa: Browser) -> None:
    sheet = inspect(awa, zone(CHILD))
    answer = awa.send(
        f"{sheet}/minors/typed", version="1", **(TYPED | {"typed-birth_date": "2015"})
    )
    saved = say(awa, sheet, "typed", **TYPED)

    assert answer.status_code == 422
    assert 'value="Diarra"' in answer.text
    assert saved == 302
    assert "DIARRA" in awa.get(sheet).text.upper()


@pytest.mark.parametrize(
    ("what", "fields"),
    [("adults", {}), ("adults", {"link-adult": "nobody"}), ("typed", {}), ("authorisation", {}),
     ("authorisation", PAPER | {"paper-day": ""})],
)  # fmt: skip
def test_a_bad_form_says_what_is_missing(awa: Browser, what: str, fields: dict[str, str]) -> None:
    assert say(awa, inspect(awa, zone(CHILD)), what, **fields) == 422


def test_a_stale_page_changes_nothing(awa: Browser) -> None:
    sheet = inspect(awa, zone(CHILD))
    say(awa, sheet, "typed", **TYPED)

    assert awa.send(f"{sheet}/minors/adults/remove", version="1", place="0").status_code == 302
    assert "DIARRA" in awa.get(sheet).text.upper()
    say(awa, sheet, "adults/remove", place="0")
    assert "DIARRA" not in awa.get(sheet).text.upper()


def test_another_post_has_neither_the_page_nor_the_adults(machine: Flask, awa: Browser) -> None:
    sheet, stranger = inspect(awa, zone(CHILD)), browser(machine, "stranger")

    for what in ("", "age", "adults", "typed", "authorisation", "adults/remove"):
        method = stranger.send if what else stranger.get
        assert method(f"{sheet}/minors/{what}").status_code == 404


def test_an_unknown_age_is_asked_on_the_sheet(awa: Browser) -> None:
    typed = {
        "surname": "Traore", "document_code": "P", "issuing_state": "MRT", "nationality": "MRT",
        "document_number": "C1234567", "birth_date": "", "sex": "M", "expiry_date": "2030-01-02",
    }  # fmt: skip
    sheet = str(awa.send("/desk/typed", **typed).location)
    asked = awa.get(sheet).text
    say(awa, sheet, "age", minor="adult")
    said = awa.get(sheet).text

    assert 'value="minor"' in asked
    assert 'value="adult"' in asked
    assert 'value="adult"' not in said


def test_ml09_is_offered_and_ticked(machine: Flask, awa: Browser) -> None:
    leaving(awa, machine)
    hers, sheet = inspect(awa, zone(FANTA)), inspect(awa, zone(CHILD))
    say(awa, sheet, "adults", **{"link-adult": key(hers), "link-relation": "mother"})
    say(awa, sheet, "authorisation", **{"paper-authorisation": "not_seen"})
    answer_no(awa, sheet)
    page = awa.get(f"{sheet}?open=refuse&reasons=ML-09").text

    assert "reasons=ML-09" in page
    assert 'value="ML-09" checked' in page


def test_second_line_finds_the_place_for_the_reason(machine: Flask, awa: Browser) -> None:
    leaving(awa, machine)
    hers, sheet = inspect(awa, zone(FANTA)), inspect(awa, zone(CHILD))
    say(awa, sheet, "adults", **{"link-adult": key(hers), "link-relation": "mother"})
    awa.send(f"{sheet}/refer", referral_reason="Papier", version=version(awa, sheet))
    grace = browser(machine, "second_line_officer")
    page = grace.get(sheet).text
    now = {"decision": "admit", "version": version(awa, sheet)}
    bare = grace.send(f"{sheet}/decide", **now)
    reasoned = grace.send(f"{sheet}/decide", **now, reason_text="Soins urgents")

    assert page.count('name="reason_text"') >= 2
    assert (bare.status_code, reasoned.status_code) == (422, 302)
    assert "Soins urgents" in grace.get(sheet, follow_redirects=True).text


def test_the_file_has_the_family(machine: Flask, awa: Browser) -> None:
    hers, sheet = inspect(awa, zone(FANTA)), inspect(awa, zone(CHILD))
    say(awa, sheet, "adults", **{"link-adult": key(hers), "link-relation": "mother"})
    awa.send(f"{sheet}/decide", decision="admit", version=version(awa, sheet))
    awa.send(f"{hers}/decide", decision="admit", version="1")
    text = browser(machine, "supervisor").get("/register/export.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), dialect=csv.Sniffer().sniff(text[:300])))
    child = next(row for row in rows if row["minor"])
    mother = next(row for row in rows if not row["minor"])

    assert (child["minor"], child["accompanied_by"]) == ("certain", "mother")
    assert mother["accompanies"] == child["human_ref"]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_paper_for_parents_has_rule_source_and_place(
    machine: Flask, awa: Browser, language: str
) -> None:
    with machine.app_context():
        own = post_id()
    chief = browser(machine, "supervisor")
    blank = awa.get(f"/desk/minor-paper/?lang={language}").text
    chief.send(f"/posts/{own}/authorisation/", body_fr="Mairie\nTribunal", body_ar="البلدية")
    page = awa.get(f"/desk/minor-paper/?lang={language}").text
    drawn = awa.get(f"/desk/minor-paper/paper.pdf?lang={language}")

    assert "……" in blank
    assert f'lang="{language}"' in page
    assert ("R13" in page, "maliweb.net" in page, "……" in page) == (True, True, False)
    assert ("البلدية" if language == "ar" else "Tribunal") in page
    assert "CISSE" not in page
    assert drawn.status_code == 302 or drawn.data.startswith(b"%PDF")


def test_guidance_is_the_own_posts_and_has_a_french_text(machine: Flask) -> None:
    chief = browser(machine, "supervisor")
    with machine.app_context():
        own, other = post_id(), post_id("BBB")

    assert chief.send(f"/posts/{own}/authorisation/", body_en="Town hall").status_code == 422
    assert chief.send(f"/posts/{other}/authorisation/", body_fr="Mairie").status_code == 404
    assert browser(machine, "officer").get(f"/posts/{own}/authorisation/").status_code == 403
