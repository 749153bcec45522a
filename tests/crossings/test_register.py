"""Finding a crossing again: names in any order, numbers, references, dates, filters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from borderpost import clock
from borderpost.db import db, new_id
from crossings.models import Crossing
from crossings.queries import register
from crossings.queries.register import Wanted
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.work import acts, crossed
from tests.desk import Browser, browser, officer, remembered

PEOPLE = (
    ("Ould Mohamed Lemine", "Sidi Ahmed", "BD7654321"),
    ("Diallo", "Aminata", "AA0123456"),
    ("Diallo", "Mamadou Saliou", "AA0123457"),
    ("N'Diaye", "Awa", "SN0000001"),
)


@pytest.fixture
def full(machine: Flask) -> Flask:
    """A machine whose register holds some people."""
    remembered(machine, fill)
    return machine


def fill(app: Flask) -> None:
    awa = officer(app, "officer")
    for surname, given, number in PEOPLE:
        plain = surname.replace("'", "")
        crossed(awa, zone(surname=plain, given_names=given, document_number=number))


def found(app: Flask, words: str = "", **more: object) -> list[str]:
    """Document numbers of what a search finds, oldest first."""
    with app.app_context():
        post = officer(app, "officer").post_id
        wanted = register.register(Wanted(words=words, **more), post)  # type: ignore[arg-type]
        return [row.document_number for row in db.session.scalars(wanted)][::-1]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Diallo", ["AA0123456", "AA0123457"]),
        ("diallo aminata", ["AA0123456"]),
        ("AMINATA DIALLO", ["AA0123456"]),
        ("aminata", ["AA0123456"]),
        ("dia", ["AA0123456", "AA0123457"]),
        ("ami dia", ["AA0123456"]),
        ("sal mam", ["AA0123457"]),
        ("Dïàllô", ["AA0123456", "AA0123457"]),
        ("ahmed ould lemine", ["BD7654321"]),
        ("Ould-Mohamed", ["BD7654321"]),
        ("N'Diaye", ["SN0000001"]),
        ("NDIAYE", ["SN0000001"]),
        ("allo", []),
        ("diallo moussa", []),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE crossings; --", []),
        ("Z" * 200, []),
        ("   ", ["BD7654321", "AA0123456", "AA0123457", "SN0000001"]),
    ],
)
def test_a_name_is_found_however_it_is_typed(full: Flask, words: str, numbers: list[str]) -> None:
    assert found(full, words.strip()) == numbers


def test_a_name_typed_with_its_accents_is_found_without_them(machine: Flask) -> None:
    from crossings.services import correcting
    from tests.crossings.test_correcting import correction

    with machine.app_context():
        awa = officer(machine, "officer")
        row = crossed(awa)
        told = correction(row, fields={"surname": "Cissé", "given_names": "Fàntà"})
        correcting.correct(row.id, told, by=awa, roles=awa.roles)

    for words in ("cisse fanta", "CISSÉ", "Fanta Cissé"):
        assert len(found(machine, words)) == 1


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("AA0123456", ["AA0123456"]),
        ("aa 012 3456", ["AA0123456"]),
        ("AA-0123456", ["AA0123456"]),
        ("AA01234", []),  # a number must be whole
        ("0123456", []),
    ],
)
def test_a_document_number_is_found_whole(full: Flask, words: str, numbers: list[str]) -> None:
    assert found(full, words) == numbers


def test_a_reference_is_found_in_any_case(full: Flask) -> None:
    with full.app_context():
        row = db.session.scalars(db.select(Crossing).where(Crossing.surname == "NDIAYE")).one()
        ref = row.human_ref

    assert found(full, ref) == found(full, f" {ref.lower()} ") == ["SN0000001"]
    assert found(full, ref[:-1] + "?") == []


def test_filters_narrow_the_search_together(machine: Flask) -> None:
    now = clock.now()
    with machine.app_context():
        awa = officer(machine, "officer")
        for days, lines, decision in ((-2, zone(), "admit"), (-1, zone(MOUSSA), "refuse"),
                                      (0, zone(), "withdrawn")):  # fmt: skip
            with clock.standing_at(now + timedelta(days=days)):
                crossed(awa, lines, decision)
    today = now.date()
    fanta, moussa = FANTA.document_number, MOUSSA.document_number

    assert found(machine, decision="refuse") == [moussa]
    assert found(machine, nationality="mli") == [fanta, fanta]
    assert found(machine, nationality="MLI", decision="withdrawn") == [fanta]
    assert found(machine, since=today - timedelta(days=1)) == [moussa, fanta]
    assert found(machine, until=today - timedelta(days=2)) == [fanta]
    assert found(machine, since=today, until=today) == [fanta]
    assert found(machine, direction="X") == []
    assert found(machine, "cisse", decision="refuse") == []


def test_another_posts_crossings_are_not_found(full: Flask) -> None:
    with full.app_context():
        stranger = officer(full, "stranger")
        rows = db.session.scalars(register.register(Wanted(), stranger.post_id)).all()
    page = browser(full, "stranger").get("/register/?q=diallo").text

    assert rows == []
    assert "AA0123456" not in page
    assert 'class="empty"' in page


def test_an_empty_register_and_an_empty_search_say_what_to_do(full: Flask) -> None:
    nothing = browser(full, "supervisor").get("/register/?q=zzzz").text
    never = browser(full, "stranger").get("/register/").text

    assert 'class="empty"' in nothing
    assert 'class="empty"' in never
    assert nothing.partition('class="empty"')[2] != never.partition('class="empty"')[2]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("since=31/12/2026", "Du"),
        ("since=2026-02-30", "Du"),
        ("until=yesterday", "Au"),
        ("nationality=M", "Nationalité"),
        ("nationality=1!2", "Nationalité"),
        ("direction=Q", "Sens"),
        ("decision=hang", "Décision"),
        ("since=2026-12-31&until=2026-01-01", "Au"),
    ],
)
def test_a_filter_that_makes_no_sense_is_told(full: Flask, query: str, label: str) -> None:
    page = browser(full, "supervisor").get(f"/register/?{query}")

    assert page.status_code == 200
    assert f'field-error">{label}' in page.text


def test_searching_and_reading_leave_lines_that_name_nobody(full: Flask) -> None:
    chief = browser(full, "supervisor")
    chief.get("/register/")
    with full.app_context():
        before = len(acts())
        row_id = db.session.scalars(db.select(Crossing.id)).first()
    chief.get("/register/?q=diallo")
    chief.get(f"/register/{row_id}")
    with full.app_context():
        added = acts()[before:]
        details = str(db.session.execute(db.text("SELECT details FROM audit_lines")).all())

    assert added == ["crossings:register:search", "crossings:crossing:read"]
    assert "diallo" not in details.casefold()


def copies(row: Crossing, many: int) -> Iterator[Crossing]:
    """Older crossings of the same traveller, with numbers of their own."""
    columns = {column.key: getattr(row, column.key) for column in Crossing.__table__.columns}
    for number in range(many):
        yield Crossing(
            **columns
            | {"id": new_id(), "human_ref": f"AAA-{number}", "form_key": None}
            | {"occurred_at": row.occurred_at - timedelta(minutes=many - number)}
            | {"document_number": f"AB00000{number:02}"}
        )


def test_a_long_register_has_pages(machine: Flask) -> None:
    with machine.app_context():
        row = crossed(officer(machine, "officer"), zone(document_number="AB0000099"))
        db.session.add_all(copies(row, 50))
        db.session.commit()
    chief = browser(machine, "supervisor")

    assert "AB0000000" not in chief.get("/register/").text
    assert "AB0000000" in chief.get("/register/?page=2").text
    assert chief.get("/register/").text.count("AB00000") == 50


def address(app: Flask, surname: str = "NDIAYE") -> tuple[str, Crossing]:
    with app.app_context():
        row = db.session.scalars(db.select(Crossing).where(Crossing.surname == surname)).one()
        return f"/register/{row.id}", row


def test_a_crossings_page_shows_what_it_rested_on(full: Flask) -> None:
    path, row = address(full)
    page = browser(full, "supervisor").get(path).text

    for shown in (row.human_ref, "NDIAYE", "SN0000001", "TD3", "check-ok", "P&lt;MLINDIAYE"):
        assert shown in page
    assert "evidence-unchecked" in page


@pytest.mark.parametrize(("language", "way"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_paper_speaks_the_travellers_language(full: Flask, language: str, way: str) -> None:
    path, row = address(full)
    paper = browser(full, "supervisor").get(f"{path}/paper?lang={language}").text

    assert f'<html lang="{language}" dir="{way}"' in paper
    assert row.human_ref in paper


def test_a_refusals_paper_names_its_reasons(machine: Flask) -> None:
    with machine.app_context():
        row = crossed(officer(machine, "officer"), decision="refuse", reasons=("ML-03", "ML-05"))
        path = f"/register/{row.id}"
    here = browser(machine, "officer")

    for page in (here.get(path).text, here.get(f"{path}/paper?lang=en").text):
        assert "ML-03" in page
        assert "ML-05" in page
    assert "No visa" in here.get(f"{path}/paper?lang=en").text


def test_a_travellers_page_shows_all_crossings_of_the_post(machine: Flask) -> None:
    with machine.app_context():
        awa = officer(machine, "officer")
        rows = [crossed(awa), crossed(awa), crossed(awa, zone(MOUSSA))]
        person, refs = rows[0].person_id, [row.human_ref for row in rows]
    here: Browser = browser(machine, "officer")
    page = here.get(f"/register/travellers/{person}").text

    assert refs[0] in page
    assert refs[1] in page
    assert refs[2] not in page
    assert "AB1234567" in page


def test_words_kept_on_the_form_cannot_write_into_the_page(full: Flask) -> None:
    page = browser(full, "supervisor").get('/register/?q="><script>alert(1)</script>').text

    assert "<script>alert" not in page


def test_a_number_key_is_letters_and_digits_only() -> None:
    assert register.number_key(" ab-12/34.é٣ ") == "AB1234"
    assert register.number_key("") == ""


def test_nothing_asked_is_everything() -> None:
    assert Wanted().is_empty
    assert not Wanted(since=date(2026, 1, 1)).is_empty
