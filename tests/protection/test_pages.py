"""Who asks, who reads, and that nothing of the answers is found anywhere else."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.roles import Role
from protection.answers import YES
from protection.models import Contact, Screening
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import acts, answer_no, inspect
from tests.desk import Browser, browser, field, visitor

ASKING = {Role.OFFICER, Role.SECOND_LINE, Role.SUPERVISOR}
READING = {Role.PROTECTION}
PRIVATE = ("Child alone", "Enfant seul", "unaccompanied_child", "Signs of coercion")


def screening(app: Flask) -> Screening:
    with app.app_context():
        return db.session.scalars(select(Screening).order_by(Screening.id.desc())).first()  # type: ignore[return-value]


def positive(at: Browser) -> str:
    """The address that answers a child alone."""
    answer = answer_no(at, inspect(at, zone(MOUSSA)), alone=YES)
    assert answer.status_code == 302
    return str(answer.location)


def test_no_to_all_leads_back_to_the_refusal(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa, zone(MOUSSA))
    before = awa.get(sheet).text
    answer = answer_no(awa, sheet)
    after = awa.get(sheet).text

    assert answer.location == f"{sheet}?open=refuse"
    assert "gate-blocked" in before
    assert 'value="refuse"' not in before
    assert "gate-blocked" not in after
    assert 'value="refuse"' in after


def test_a_positive_answer_leads_to_whom_to_call_and_the_token(machine: Flask) -> None:
    awa = browser(machine, "officer")
    address = positive(awa)
    page = awa.get(address).text

    assert screening(machine).token in page
    assert page.count("Aucun numéro") == 5
    assert "open=refer" in page
    assert not any(word in page for word in PRIVATE)


def test_the_token_is_shown_to_who_asked_alone(machine: Flask) -> None:
    address = positive(browser(machine, "officer"))

    for name in ("supervisor", "second_line_officer"):
        assert browser(machine, name).get(address).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_who_asks_and_who_reads(machine: Flask, role: Role) -> None:
    """The matrix, by the direct addresses: a screening that is there, and its list."""
    sheet = inspect(browser(machine, "officer"), zone(MOUSSA))
    answer_no(browser(machine, "officer"), sheet, alone=YES)
    at, row = browser(machine, role.value), screening(machine)
    questions = at.get(f"/protection/questions/{sheet.rpartition('/')[2]}").status_code
    one = at.get(f"/protection/screenings/{row.id}")
    listed = at.get("/protection/screenings/")

    assert questions == (200 if role in ASKING else 403)
    assert one.status_code == listed.status_code == (200 if role in READING else 403)
    assert any(word in one.text for word in PRIVATE) is (role in READING)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROTECTION])
def test_the_home_page_tells_nobody_else(machine: Flask, role: Role) -> None:
    positive(browser(machine, "officer"))

    assert "/protection/screenings" not in browser(machine, role.value).get("/home").text


def test_a_stranger_sees_nothing(machine: Flask) -> None:
    positive(browser(machine, "officer"))
    answer = visitor(machine).get(f"/protection/screenings/{screening(machine).id}")

    assert (answer.status_code, answer.location.startswith("/sign-in")) == (302, True)


def test_another_posts_sheet_is_not_asked_about(machine: Flask) -> None:
    sheet = inspect(browser(machine, "officer"), zone(MOUSSA))
    stranger = browser(machine, "stranger")

    assert answer_no(stranger, sheet).status_code == 404
    assert screening(machine) is None


def test_a_decided_sheet_is_not_asked_about(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa, zone(MOUSSA))
    awa.send(f"{sheet}/decide", decision="withdrawn", version="1")

    assert answer_no(awa, sheet).status_code == 404


def test_a_missing_answer_keeps_the_others(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa, zone(MOUSSA))
    answer = awa.send(f"/protection/questions/{sheet.rpartition('/')[2]}", fear="no", alone="yes")

    assert answer.status_code == 422
    assert answer.text.count("field-error") >= 2
    assert answer.text.count("checked") == 2
    assert screening(machine) is None


def test_no_log_line_no_export_and_no_page_of_the_register_holds_an_answer(
    machine: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    awa, chief = browser(machine, "officer"), browser(machine, "supervisor")
    sheet = inspect(awa, zone(MOUSSA))
    answer_no(awa, sheet, alone=YES, disclosure="y", language="pulaar")
    awa.send(f"{sheet}/refer", referral_reason="Second regard", version="1")
    token = screening(machine).token
    pages = [
        chief.get(path).text
        for path in (sheet, "/second-line/", "/second-line/export.csv", "/audit/export.csv",
                     "/audit/", "/register/export.csv", "/home")
    ]  # fmt: skip
    with machine.app_context():
        lines = json.dumps(list(db.session.scalars(select(AuditLine.details))))
    told = "".join([*pages, lines, *capsys.readouterr()])

    assert not any(word in told for word in (*PRIVATE, token, "disclosure", "pulaar"))
    with machine.app_context():
        assert "protection:screening:ask" in acts()


def test_each_look_of_the_focal_point_leaves_a_line(machine: Flask) -> None:
    positive(browser(machine, "officer"))
    focal, row = browser(machine, "protection_focal_point"), screening(machine)
    focal.get("/protection/screenings/")
    page = focal.get(f"/protection/screenings/{row.id}").text
    closed = focal.send(f"/protection/screenings/{row.id}", outcome="referred")

    assert row.token in page
    assert closed.status_code == 302
    with machine.app_context():
        assert acts()[-3:] == [
            "protection:screening:list", "protection:screening:read", "protection:screening:close",
        ]  # fmt: skip
    assert focal.send(f"/protection/screenings/{row.id}", outcome="").status_code == 422


def test_an_empty_list_says_what_comes_there(machine: Flask) -> None:
    assert (
        'class="empty"'
        in browser(machine, "protection_focal_point").get("/protection/screenings/").text
    )


def test_the_supervisor_writes_whom_to_call_and_no_number_is_made_up(machine: Flask) -> None:
    chief, page = browser(machine, "supervisor"), "/protection/contacts/"
    empty = chief.get(page).text
    chief.send(page, **{"child-name": "Bureau", "child-phone": "+000 1", "child-note": "le jour"})
    shown = chief.get(page).text

    assert field(empty, "child-phone") == ""
    assert field(shown, "child-phone") == "+000 1"
    awa = browser(machine, "officer")
    assert "+000 1" in awa.get(positive(awa)).text
    with machine.app_context():
        rows = db.session.scalars(select(Contact).where(Contact.phone != "")).all()
        assert [row.kind for row in rows] == ["child"]
    for name in ("officer", "administrator", "auditor"):
        assert browser(machine, name).get(page).status_code == 403


def test_the_desk_says_not_asked_where_the_package_is_left_out(machine: Flask) -> None:
    from borderpost import FEATURES, create_app
    from tests.desk import UNLOCKED
    from tests.pages import CheckedClient

    names = tuple(name for name in FEATURES if name != "protection")
    app = create_app(
        {"INSTANCE": machine.config["INSTANCE"], "TESTING": True} | UNLOCKED, names=names
    )
    app.test_client_class = CheckedClient
    awa = browser(app, "officer")
    sheet = inspect(awa, zone(MOUSSA))
    page = awa.get(sheet).text
    refused = awa.send(f"{sheet}/decide", decision="refuse", reasons="ML-03", version="1")

    assert "non posées sur cet ordinateur" in page
    assert "réponses données" not in page
    assert refused.status_code == 302
