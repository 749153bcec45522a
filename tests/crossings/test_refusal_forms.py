"""The numbered form of a refusal: its series, its words, its paper in three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import references
from crossings.models import Crossing, RefusalForm, RefusalPrinting
from crossings.policies import Policy
from crossings.queries import refusals
from crossings.services import appealing, deciding, issuing
from crossings.services.issuing import Printing
from crossings.services.policies import change
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.work import all_crossings, answer_no, asked, crossed, inspect, opened, order
from tests.desk import Browser, browser, officer, post_id

BODY = {"body_fr": "Tribunal de Nioro", "body_en": "Court of Nioro", "body_ar": "محكمة نيورو",
        "cite": "Loi d’exemple"}  # fmt: skip
ONE = Printing("fr", traveller=1, file=1, transporter=0)


def form_of(row: Crossing) -> RefusalForm:
    found = refusals.of_crossing(row.id)
    assert found is not None
    return found


def refuse(at: Browser, **more: str) -> str:
    """The page of the form of a refusal through the desk's pages."""
    sheet = inspect(at, zone(MOUSSA))
    answer_no(at, sheet)
    told = {"decision": "refuse", "reasons": ["ML-03", "ML-02"], "version": "1"}
    answer = at.send(f"{sheet}/decide", **told, **more)
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def test_numbers_run_by_post_and_year(inside: Flask) -> None:
    awa = officer(inside, "officer")
    numbers = [form_of(crossed(awa, decision="refuse")).number for _ in range(3)]
    with clock.standing_at(clock.now().replace(year=clock.now().year + 1)):
        numbers.append(form_of(crossed(awa, decision="refuse")).number)
    year = clock.now().year

    assert [number.rpartition("-")[0] for number in numbers] == [
        f"AAA-R{year}-00001", f"AAA-R{year}-00002", f"AAA-R{year}-00003", f"AAA-R{year + 1}-00001",
    ]  # fmt: skip
    assert all(references.is_form_number(number) for number in numbers)


def test_a_refusal_that_is_rolled_back_leaves_no_gap(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    awa = officer(inside, "officer")
    sheet = asked(opened(awa, zone(MOUSSA)), awa)
    told = order(sheet, "refuse", reasons=("ML-03",))
    with monkeypatch.context() as broken:
        broken.setattr(issuing, "_said", lambda _crossing: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            deciding.decide(sheet.id, told, by=awa)
    row = deciding.decide(sheet.id, told, by=awa)

    assert form_of(row).serial == 1
    assert row.human_ref.split("-")[2] == "0001"


def test_each_refusal_has_its_form_and_nothing_else_has(inside: Flask) -> None:
    awa = officer(inside, "officer")
    others = [crossed(awa), crossed(awa, decision="withdrawn")]

    assert [refusals.of_crossing(row.id) for row in others] == [None, None]
    for row in others:
        with pytest.raises(Refused):
            issuing.issue_later(row, "fr", by=awa)


def test_the_form_keeps_the_words_of_its_day(inside: Flask) -> None:
    awa = officer(inside, "officer")
    before = form_of(crossed(awa, decision="refuse", reasons=("ML-02",)))
    appealing.change(post_id(), BODY, 30, by=None)
    after = form_of(crossed(awa, decision="refuse"))

    assert before.said["appeal"] is None
    assert before.said["reasons"][0]["letter"] == "B/D"
    assert after.said["appeal"]["days"] == 30
    assert after.said["appeal"]["body"]["en"] == "Court of Nioro"


def test_copies_are_counted_and_signatures_noted(inside: Flask) -> None:
    awa = officer(inside, "officer")
    form = form_of(crossed(awa, decision="refuse"))
    issuing.print_copies(form.id, replace(ONE, transporter=2, interpreter="A. B."), by=awa)
    issuing.print_copies(form.id, replace(ONE, language="ar", file=0), by=awa)
    issuing.sign(form.id, "refused", "sans motif", by=awa)
    rows = db.session.scalars(select(RefusalPrinting).order_by(RefusalPrinting.id)).all()

    assert [(one.language, one.traveller, one.file, one.transporter) for one in rows] == [
        ("fr", 1, 1, 2), ("ar", 1, 0, 0),
    ]  # fmt: skip
    assert (form.signature, form.signature_note, form.language) == ("refused", "sans motif", "ar")


@pytest.mark.parametrize(
    "wanted", [replace(ONE, traveller=0, file=0), replace(ONE, file=10), replace(ONE, file=-1),
               replace(ONE, language="de")],
)  # fmt: skip
def test_a_printing_makes_sense(inside: Flask, wanted: Printing) -> None:
    awa = officer(inside, "officer")
    form = form_of(crossed(awa, decision="refuse"))

    with pytest.raises(Refused):
        issuing.print_copies(form.id, wanted, by=awa)
    assert db.session.scalars(select(RefusalPrinting)).first() is None
    with pytest.raises(Refused):
        issuing.sign(form.id, "maybe", "", by=awa)


def test_the_desk_leads_to_the_form_and_on_to_its_paper(machine: Flask) -> None:
    awa = browser(machine, "officer")
    page = refuse(awa, form_language="en", reason_text="No <visa>")
    shown = awa.get(page).text
    printed = awa.send(f"{page}/print", language="en", traveller="1", file="1", transporter="0")
    paper = awa.get(printed.location).text
    signed = awa.send(f"{page}/sign", signature="could_not", signature_note="main bandée")

    assert '<option selected value="en">' in shown or 'value="en" selected' in shown
    assert "à la main" in shown  # nobody has said where it is appealed
    assert paper.count('class="form-paper"') == 2
    for word in ("Refusal of entry", "TRAORE", "B/D", "No visa", "No &lt;visa&gt;",
                 "to be filled in by hand", "Copy for the file", "slip-code"):  # fmt: skip
        assert word in paper, word
    assert signed.location == "/desk/"
    assert "main bandée" in awa.get(page).text


def test_the_appeal_that_a_post_said_stands_on_the_paper(machine: Flask) -> None:
    chief, awa = browser(machine, "supervisor"), browser(machine, "officer")
    with machine.app_context():
        page = f"/posts/{post_id()}/appeal/"
        other = f"/posts/{post_id('BBB')}/appeal/"
    assert chief.send(page, **BODY, days="30").status_code == 302
    assert chief.send(page, days="999").status_code == 422
    assert chief.send(page, body_fr="", days="3").status_code == 422
    assert chief.get(other).status_code == 404
    assert awa.get(page).status_code == 403
    form = refuse(awa)
    printed = awa.send(f"{form}/print", language="fr", traveller="1", file="0", transporter="0")
    paper = awa.get(printed.location).text

    assert "Tribunal de Nioro" in paper
    assert "30 jours à compter d’aujourd’hui" in paper


def test_a_form_is_of_one_post_and_read_by_who_reads_crossings(machine: Flask) -> None:
    page = refuse(browser(machine, "officer"))
    for name, status in (("supervisor", 200), ("stranger", 404), ("auditor", 403),
                         ("protection_focal_point", 403)):  # fmt: skip
        assert browser(machine, name).get(page).status_code == status
        assert browser(machine, name).send(f"{page}/print", language="fr").status_code != 200


def test_the_number_typed_or_scanned_finds_the_crossing(machine: Flask) -> None:
    awa = browser(machine, "officer")
    refuse(awa)
    (row,) = all_crossings(machine)
    with machine.app_context():
        number = form_of(row).number
    found = awa.get(f"/register/?q={number.lower()}")

    assert found.location == f"/register/{row.id}"
    assert number in awa.get(found.location).text
    assert awa.get(f"/register/?q=AAA-R2026-99999-{references.check_character('AAA-R2026-99999')}"
                   ).status_code == 404  # fmt: skip


def test_the_list_shows_the_series_and_leaves_as_a_file(machine: Flask) -> None:
    awa, chief = browser(machine, "officer"), browser(machine, "supervisor")
    empty = awa.get("/refusals/").text
    refuse(awa)

    assert 'class="empty"' in empty
    assert "AAA-R" in awa.get("/refusals/").text
    assert awa.get("/refusals/export.csv").status_code == 403
    assert len(chief.get("/refusals/export.csv").text.splitlines()) == 2


def test_nationals_are_verified_at_entry_unless_the_post_says_otherwise(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa, zone(FANTA))
    answer_no(awa, sheet)
    page = awa.get(sheet).text
    told = {"decision": "refuse", "reasons": "ML-02", "version": "1"}
    refused = awa.send(f"{sheet}/decide", **told)
    with machine.app_context():
        change(post_id(), Policy(verify_nationals=False), by=None)
    allowed = awa.send(f"{sheet}/decide", **told)

    assert 'value="refuse"' not in page
    assert "Vérification de nationalité" in page
    assert refused.status_code == 422
    assert allowed.status_code == 302


def test_a_national_may_be_kept_from_leaving(inside: Flask) -> None:
    policy = Policy()

    assert not policy.may_refuse("MLI", "MLI", "E")
    assert policy.may_refuse("MLI", "MLI", "X")
    assert policy.may_refuse("MRT", "MLI", "E")


def test_a_corrected_refusal_gets_a_form_of_its_own(machine: Flask) -> None:
    awa = browser(machine, "officer")
    refuse(awa)
    (row,) = all_crossings(machine)
    with machine.app_context():
        db.session.delete(form_of(row))
        db.session.commit()
    issued = awa.send(f"/refusals/of/{row.id}", form_language="ar")
    again = awa.send(f"/refusals/of/{row.id}")

    assert issued.location.startswith("/refusals/")
    assert again.location == f"/register/{row.id}"
