"""The pages of certificates: issuing, the public page, how one ends, papers, badges, commands."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from borderpost import post_key
from borderpost.db import db
from borderpost.refusal import Refused
from borderpost.roles import Role
from tests.desk import Browser, browser, officer
from tests.training.certified import at_bamako, certified, closed
from tests.training.course import seats
from training import certificate_codes, open_badges
from training.certificate_models import Certificate
from training.queries import certificates as queries
from training.services import ending
from training.verification import faults

CERTIFYING = {Role.TRAINER}
READING = {Role.TRAINER, Role.SUPERVISOR, Role.AUDITOR}


@pytest.fixture(autouse=True)
def march() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at_bamako(2026, 3, 10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def row(inside: Flask) -> Certificate:
    return certified(validity_months=24)


def public(inside: Flask) -> Browser:
    """Somebody without an account."""
    return Browser(inside.test_client())  # type: ignore[arg-type]


def page_of(inside: Flask, code: str) -> TestResponse:
    return public(inside).get(f"/certificates/{code}")


@pytest.mark.parametrize("role", list(Role))
def test_who_issues_and_who_reads(inside: Flask, role: Role) -> None:
    run, at = closed(), browser(inside, role.value)

    issuing = at.get(f"/training/runs/{run.id}/certificates").status_code
    assert issuing == (200 if role in CERTIFYING else 403)
    assert at.get("/training/certificates/").status_code == (200 if role in READING else 403)


def test_the_preview_names_who_gets_one_and_a_double_click_makes_one(inside: Flask) -> None:
    run, at = closed(people=2, absent=(1,)), browser(inside, "trainer")
    address, field = f"/training/runs/{run.id}/certificates", f"ar-{seats(run)[0].id}"
    assert "Délivrer 1 certificat" in at.get(address).text

    first = at.send(address, issued_on="2026-03-10", **{field: "عوا"})
    second = at.send(address, issued_on="2026-03-10", **{field: "عوا"})

    assert (first.status_code, second.status_code) == (302, 302)
    (row,) = queries.of_run(run.id)
    assert row.payload["name_arabic"] == "عوا"
    assert row.number in at.get("/training/certificates/export.csv").text
    assert row.number in at.get(f"/training/certificates/?q={row.number}").text


def test_a_bad_day_is_refused_and_the_typed_name_stays(inside: Flask) -> None:
    run, at = closed(), browser(inside, "trainer")
    field = f"ar-{seats(run)[0].id}"

    answer = at.send(f"/training/runs/{run.id}/certificates", issued_on="2026-03-01",
                     **{field: "عوا"})  # fmt: skip

    assert answer.status_code == 422
    assert "عوا" in answer.text


@pytest.mark.parametrize("field", ["ar-" + "z" * 36, "ar-" + "-" * 35 + "1", "ar-"])
def test_a_field_that_names_nobody_is_passed_over(inside: Flask, field: str) -> None:
    run, at = closed(), browser(inside, "trainer")

    answer = at.send(f"/training/runs/{run.id}/certificates", issued_on="2026-03-10",
                     **{field: "عوا"})  # fmt: skip

    assert answer.status_code == 302
    assert len(queries.of_run(run.id)) == 1


def test_the_day_that_is_proposed_is_the_one_of_the_post_that_signs(
    inside: Flask, march: time_machine.Traveller
) -> None:
    run = closed()
    run.zone = "Africa/Nairobi"  # three hours before it: tomorrow already
    db.session.commit()
    march.move_to(at_bamako(2026, 3, 10, 23))

    page = browser(inside, "trainer").get(f"/training/runs/{run.id}/certificates").text

    assert 'value="2026-03-10"' in page


def test_the_list_and_the_page_end_a_certificate_at_one_midnight(
    inside: Flask, row: Certificate, march: time_machine.Traveller
) -> None:
    row.run.zone = "Africa/Nairobi"  # three hours before the post that signed
    db.session.commit()
    march.move_to(at_bamako(2028, 3, 9, 23, 59))

    listed = browser(inside, "trainer").get("/training/certificates/export.csv").text

    assert "alert-success" in page_of(inside, row.code).text
    assert "valid" in listed
    assert "expired" not in listed


def test_the_public_page_shows_every_printed_fact(inside: Flask, row: Certificate) -> None:
    page = page_of(inside, row.code).text

    for fact in (row.number, row.code, "Officer SPECIMEN 00", "Examen des passeports", "Nioro",
                 "720", row.payload["run"], row.payload["post"]["name"],
                 row.payload_sha256[:32]):  # fmt: skip
        assert str(fact) in page
    assert "alert-success" in page
    assert "09/03/2028" in page or "9 mars 2028" in page or "2028" in page


def test_typing_the_code_leads_to_it_whatever_its_case(inside: Flask, row: Certificate) -> None:
    typed = row.code.lower().replace("-", " ")

    assert public(inside).get(f"/certificates/?code={typed}").location.endswith(row.code)


def test_a_wrong_check_character_is_a_typing_error(inside: Flask, row: Certificate) -> None:
    last = "0" if row.code[-1] != "0" else "1"

    answer = page_of(inside, row.code[:-1] + last)

    assert answer.status_code == 404
    assert row.payload["name"] not in answer.text
    assert "alert-warning" in answer.text


def test_a_code_that_nobody_issued_is_unknown(inside: Flask, row: Certificate) -> None:
    answer = page_of(inside, certificate_codes.new_code())

    assert answer.status_code == 404
    assert "alert-danger" in answer.text


def test_an_expired_one_still_answers(
    inside: Flask, row: Certificate, march: time_machine.Traveller
) -> None:
    march.move_to(at_bamako(2028, 3, 9, 23, 59))
    assert "alert-success" in page_of(inside, row.code).text

    march.move_to(at_bamako(2028, 3, 10, 0))
    page = page_of(inside, row.code).text
    assert "alert-warning" in page
    assert row.number in page


def test_a_revocation_takes_two_and_the_public_page_says_its_reason(
    inside: Flask, row: Certificate
) -> None:
    trainer, chief = browser(inside, "trainer"), browser(inside, "supervisor")
    address = f"/training/certificates/{row.id}"
    assert trainer.send(f"{address}/revoke", why="").status_code == 422
    trainer.send(f"{address}/revoke", why="Copied the test")
    trainer.send(f"{address}/revoke/yes")
    assert "alert-success" in page_of(inside, row.code).text

    chief.send(f"{address}/revoke/yes")

    page = page_of(inside, row.code).text
    assert "alert-danger" in page
    assert "Copied the test" in page
    assert row.number in page


def test_who_asked_does_not_answer(inside: Flask, row: Certificate) -> None:
    trainer = officer(inside, "trainer")
    ending.ask(row.id, "Copied", by=trainer)

    with pytest.raises(Refused, match="a colleague"):
        ending.answer(row.id, is_granted=True, by=trainer)


def test_a_revocation_that_is_declined_lets_it_stand(inside: Flask, row: Certificate) -> None:
    ending.ask(row.id, "Copied", by=officer(inside, "trainer"))
    ending.answer(row.id, is_granted=False, by=officer(inside, "supervisor"))

    assert "alert-success" in page_of(inside, row.code).text
    assert queries.asked(row.id) is None


def test_a_corrected_name_supersedes_and_both_answer(inside: Flask, row: Certificate) -> None:
    at, address = browser(inside, "trainer"), f"/training/certificates/{row.id}"
    told = {"name": "Officer Corrected", "name_arabic": "عوا", "why": "Misspelt"}

    new = at.send(f"{address}/correct", **told).location.rpartition("/")[2]

    corrected = db.session.get_one(Certificate, UUID(new))
    old = page_of(inside, row.code).text
    assert "Misspelt" in old and corrected.code in old
    assert "Officer Corrected" in page_of(inside, corrected.code).text
    assert corrected.number != row.number
    assert list(faults()) == []


@pytest.mark.parametrize("wrong", [{"why": ""}, {"name": " "}, {"name": "Officer SPECIMEN 00"}])
def test_a_correction_that_corrects_nothing_is_refused(
    inside: Flask, row: Certificate, wrong: dict[str, str]
) -> None:
    told = {"name": "Officer Other", "name_arabic": "", "why": "Misspelt"} | wrong
    at = browser(inside, "trainer")

    assert at.send(f"/training/certificates/{row.id}/correct", **told).status_code == 422


def test_a_fact_that_was_edited_in_the_database_is_found(inside: Flask, row: Certificate) -> None:
    db.session.execute(text("DROP TRIGGER course_certificates_refuse_update"))
    row.payload = {**row.payload, "name": "Somebody Else"}
    db.session.commit()

    assert [one for one in faults() if "digest" in one]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_its_paper_is_drawn(inside: Flask, row: Certificate, language: str) -> None:
    address = f"/training/certificates/{row.id}/paper.pdf?lang={language}"

    paper = browser(inside, "trainer").get(address)

    assert paper.data.startswith(b"%PDF-")


def test_its_badge_is_verified_offline_and_no_character_may_be_another(
    inside: Flask, row: Certificate
) -> None:
    at, public_key = browser(inside, "trainer"), post_key.public()
    token = at.get(f"/training/certificates/{row.id}/badge.jwt").text
    said = open_badges.verified(token, public_key)

    assert said is not None
    assert said["credentialSubject"]["licenseNumber"] == row.number
    assert at.get(f"/training/certificates/{row.id}/badge.json").json["id"] == said["jti"]
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        altered = token[:place] + other + token[place + 1 :]
        assert open_badges.verified(altered, public_key) is None


def test_a_badge_of_another_key_or_without_one_is_refused(inside: Flask, row: Certificate) -> None:
    other = bytes(range(32))
    token = open_badges.signed(
        open_badges.credential(str(row.id), row.payload, "Africa/Bamako", post_key.public()), other
    )
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")

    assert open_badges.verified(token, post_key.public()) is None
    assert open_badges.verified(f"{head}.{token.split('.')[1]}.", post_key.public()) is None
    assert open_badges.verified("no token", post_key.public()) is None


def test_the_commands_verify_a_code_and_a_badge(
    inside: Flask, row: Certificate, tmp_path: Path, march: time_machine.Traveller
) -> None:
    file = tmp_path / "badge.jwt"
    file.write_text(
        browser(inside, "trainer").get(f"/training/certificates/{row.id}/badge.jwt").text
    )

    badge = run(inside, "verify-badge", str(file))
    code = run(inside, "verify", row.code)
    wrong = run(inside, "verify", "ABC")

    assert (badge["valid"], badge["status"], badge["number"]) == (True, "valid", row.number)
    assert (code["valid"], code["status"], code["name"]) == (True, "valid", row.payload["name"])
    assert wrong == {"valid": False, "status": "typing_error"}
    march.move_to(at_bamako(2028, 3, 10, 0))
    assert run(inside, "verify", row.code)["status"] == "expired"
    assert run(inside, "verify-badge", str(file))["status"] == "expired"


def run(app: Flask, *args: str) -> dict[str, object]:
    result = app.test_cli_runner().invoke(args=["training", *args, "--json"])
    told: dict[str, object] = json.loads(result.output)
    assert (result.exit_code == 0) == told["valid"]
    return told
