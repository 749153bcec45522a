"""Papers without a zone: a short form of what each has, kept with what it does not say."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from crossings import codes, state_names
from crossings.models import Document, Inspection, Person
from crossings.papers import PAPERS, birth, required
from crossings.sheet import FIELDS
from crossings.views.desk import bp as desk
from docreader.states import STATES, is_known
from tests.crossings.work import admit, all_crossings
from tests.desk import Browser, browser, english

TYPED = {"surname": "Dem", "given_names": "Aissata", "sex": "F", "birth_date": "1990-05-07",
         "document_number": "0123-A", "issuing_state": "MRT", "nationality": "MRT",
         "expiry_date": "2030-01-01"}  # fmt: skip


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return english(machine, "officer")


def typed(at: Browser, code: str, **more: str) -> str:
    """The address of the sheet of a paper; '' where its form was shown again."""
    said = {name: value for name, value in TYPED.items() if name in PAPERS[code].fields}
    answer = at.send(f"/desk/papers/{code}", **(said | more))
    return str(answer.location or "")


def rows(app: Flask, table: type[Inspection | Document | Person]) -> list[object]:
    with app.app_context():
        return list(db.session.scalars(select(table)))


def test_every_paper_of_the_list_has_its_form_and_none_has_what_it_lacks() -> None:
    with_a_zone = {"P", "I", "A", "C", "V"}
    assert PAPERS.keys() == set(codes.DOCUMENTS.known()) - with_a_zone
    for paper in PAPERS.values():
        assert set(paper.fields) <= set(FIELDS)
        assert paper.required <= set(paper.fields)
        assert "surname" in paper.required
    assert set(PAPERS["NONE"].fields) & {"document_number", "issuing_state"} == set()


def test_the_digits_of_the_desk_are_told_apart() -> None:
    keys = [paper.key for paper in PAPERS.values() if paper.key]

    assert sorted(keys) == list("0123456789")


@pytest.mark.parametrize("code", PAPERS)
def test_a_paper_is_typed_and_its_holder_crosses(machine: Flask, awa: Browser, code: str) -> None:
    page = awa.get(f"/desk/papers/{code}").text
    for name in FIELDS:
        assert (f'name="{name}"' in page) is (name in PAPERS[code].fields)
    sheet = typed(awa, code)

    assert sheet.startswith("/desk/")
    assert admit(awa, sheet) == 302
    row = all_crossings(machine)[0]
    assert (row.document_kind, row.surname, row.capture_source) == (code, "Dem", "manual")


@pytest.mark.parametrize(
    ("code", "more", "issuer", "nationality"),
    [
        ("ETC", {"issuing_state": "SEN"}, "SEN", "SEN"),  # whose booklet, whose national
        ("CNI", {"issuing_state": ""}, "MLI", "MLI"),  # typed empty: the post's country
        ("NINA", {"nationality": ""}, "MLI", "MLI"),
        ("BC", {"nationality": ""}, "MRT", "MRT"),
        ("HCR", {"nationality": ""}, "UNO", "XXB"),
        ("CTD", {"nationality": ""}, "MRT", "XXB"),
        ("NONE", {"nationality": ""}, "", "MLI"),
    ],
)
def test_what_a_paper_says_by_its_kind_is_not_typed(
    machine: Flask, awa: Browser, code: str, more: dict[str, str], issuer: str, nationality: str
) -> None:
    if code == "CNI":
        assert 'value="MLI"' in awa.get("/desk/papers/CNI").text
        more = {"issuing_state": "MLI"}
    assert admit(awa, typed(awa, code, **more)) == 302

    row = all_crossings(machine)[0]
    assert (row.document_issuer, row.nationality) == (issuer, nationality)


def test_a_declared_identity_has_no_number_no_issuer_and_files_no_document(
    machine: Flask, awa: Browser
) -> None:
    for name in ("Dem", "Sow"):
        assert admit(awa, typed(awa, "NONE", surname=name, birth_date="38")) == 302

    first, other = all_crossings(machine)
    assert (first.document_number, first.document_issuer, first.document_id) == ("", "", None)
    assert first.person_id != other.person_id  # who has no number is nobody else
    assert rows(machine, Document) == []
    assert len(rows(machine, Person)) == 2


def test_an_age_is_a_year_by_estimate(machine: Flask, awa: Browser) -> None:
    sheet = typed(awa, "NONE", birth_date="38")
    page = awa.get(sheet).text
    admit(awa, sheet)

    row = all_crossings(machine)[0]
    year = str(clock.today("Africa/Bamako").year - 38)
    assert (row.birth_date, row.birth_precision) == (year, "A")
    assert "estimated from the age" in page
    assert "estimated from the age" in awa.get(f"/register/{row.id}").text


@pytest.mark.parametrize(("said", "precision"), [("1990", "Y"), ("1990-05", "M"), ("", "U")])
def test_a_date_that_was_known_is_no_estimate(
    machine: Flask, awa: Browser, said: str, precision: str
) -> None:
    sheet = typed(awa, "NONE", birth_date=said)
    if not said:  # it may be a minor: somebody says that it is none
        awa.send(f"{sheet}/minors/age", minor="adult", version="1")
    admit(awa, sheet, version=1 if said else 2)

    assert all_crossings(machine)[0].birth_precision == precision


def test_a_corrected_year_is_no_estimate_any_more(machine: Flask, awa: Browser) -> None:
    sheet = typed(awa, "NONE", birth_date="38")
    told = {"surname": "Dem", "document_code": "NONE", "nationality": "MRT", "birth_date": "1987"}
    assert awa.send(f"{sheet}/correct/fields", **told).status_code == 302
    admit(awa, sheet, version=2)

    assert all_crossings(machine)[0].birth_precision == "Y"


@pytest.mark.parametrize("age", ["121", "999"])
def test_nobody_is_too_old(awa: Browser, age: str) -> None:
    assert typed(awa, "NONE", birth_date=age) == ""


def test_birth_tells_ages_from_years() -> None:
    today = date(2026, 11, 27)

    assert birth("38", today) == ("1988", True)
    assert birth("0", today) == ("2026", True)
    assert birth("1988", today) == ("1988", False)
    assert birth("", today) == ("", False)


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC", "xxa", "XXX", "UNO", "RKS", "ANT"])
def test_stateless_refugees_and_other_codes_are_no_errors(
    machine: Flask, awa: Browser, code: str
) -> None:
    sheet = typed(awa, "CTD", nationality=code)

    assert admit(awa, sheet) == 302
    assert all_crossings(machine)[0].nationality == code.upper()


def test_every_code_that_a_document_may_have_is_taken(machine: Flask) -> None:
    with machine.test_request_context():
        for code in STATES:
            assert state_names.meant(code) == ((code,) if is_known(code) else ())


@pytest.mark.parametrize(
    ("said", "code"),
    [("maurita", "MRT"), ("Mauritania", "MRT"), ("senegal", "SEN"), ("Sénégal", "SEN"),
     ("cote d", "CIV"), ("mali", "MLI"), ("Niger", "NER"), ("guinea", "GIN")],
)  # fmt: skip
def test_a_state_is_typed_by_the_beginning_of_its_name(
    machine: Flask, awa: Browser, said: str, code: str
) -> None:
    sheet = typed(awa, "CSJ", nationality=said)

    assert admit(awa, sheet) == 302
    assert all_crossings(machine)[0].nationality == code


@pytest.mark.parametrize(
    ("said", "told"),
    [("Mauri", "Mauritius (MUS)"), ("Nig", "Nigeria (NGA)"), ("Atlantis", "No state is called so"),
     ("ZZZ", "No state is called so"), ("ma", "No state is called so")],
)  # fmt: skip
def test_a_name_that_says_too_little_is_asked_again(
    machine: Flask, awa: Browser, said: str, told: str
) -> None:
    answer = awa.send("/desk/papers/CSJ", **(TYPED | {"nationality": said}))

    assert answer.status_code == 200
    assert told in answer.text
    assert 'value="Dem"' in answer.text
    assert rows(machine, Inspection) == []


@pytest.mark.parametrize(
    ("code", "more"),
    [("NONE", {"surname": " "}), ("ETC", {"document_number": ""}), ("ETC", {"issuing_state": ""}),
     ("CNI", {"document_number": "<<"}), ("CSJ", {"nationality": ""}), ("BRP", {"nationality": ""}),
     ("BC", {"issuing_state": ""}), ("LP", {"expiry_date": "soon"}), ("NONE", {"sex": "Q"}),
     ("NONE", {"birth_date": "13.02.1988"})],
)  # fmt: skip
def test_what_a_paper_cannot_lack_is_asked(
    machine: Flask, awa: Browser, code: str, more: dict[str, str]
) -> None:
    assert typed(awa, code, **more) == ""
    assert rows(machine, Inspection) == []


def test_a_birth_certificate_may_have_no_legible_number(machine: Flask, awa: Browser) -> None:
    assert admit(awa, typed(awa, "BC", document_number="")) == 302
    assert all_crossings(machine)[0].document_number == ""


@pytest.mark.parametrize("code", ["P", "V", "XX", "none", "../x"])
def test_what_has_a_zone_or_is_unknown_has_no_form(awa: Browser, code: str) -> None:
    assert awa.get(f"/desk/papers/{code}").status_code == 404
    assert awa.send(f"/desk/papers/{code}", **TYPED).status_code == 404


def test_a_paper_that_an_administrator_ended_is_not_offered(machine: Flask, awa: Browser) -> None:
    admin = browser(machine, "administrator")
    assert admin.send("/code-lists/documents/DL/end", last_day="2020-01-01").status_code == 302

    assert awa.get("/desk/papers/DL").status_code == 404
    assert "/desk/papers/DL" not in awa.get("/desk/").text


def test_a_second_click_opens_one_sheet(machine: Flask, awa: Browser) -> None:
    key = uuid.uuid4()
    said = {name: TYPED[name] for name in PAPERS["NONE"].fields}
    answers = [awa.send("/desk/papers/NONE", key, **said).location for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(rows(machine, Inspection)) == 1


def test_the_desk_has_a_button_for_each_and_says_its_digit(awa: Browser) -> None:
    page = awa.get("/desk/").text

    for paper in PAPERS.values():
        assert f'href="/desk/papers/{paper.code}"' in page
        assert (f'data-digit="{paper.key}"' in page) is bool(paper.key)
    assert desk.url_prefix == "/desk"


def test_what_is_asked_of_a_zone_stays(machine: Flask) -> None:
    assert "document_number" in required("P")
    assert "document_number" not in required("NONE")
    assert "issuing_state" not in required("NONE")
