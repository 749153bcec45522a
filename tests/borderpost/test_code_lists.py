"""Code lists: dated, cited data that an administrator changes and nobody deletes."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from flask import Flask

from borderpost import clock
from borderpost.code_lists import overlay, services
from borderpost.code_lists.services import CodeFacts
from borderpost.refusal import Refused
from crossings import codes
from crossings.services.outcomes import check_choices, check_reasons
from tests.desk import Browser, browser, officer

FISHING = CodeFacts("PEC", "Pêche", "Fishing", "صيد", cite="circulaire 1", since="2026-01-01")


@pytest.fixture
def admin(machine: Flask) -> Browser:
    return browser(machine, "administrator")


def words(**changes: str) -> dict[str, str]:
    told = {"code": "PEC", "words_fr": "Pêche", "words_en": "Fishing", "words_ar": "صيد"}
    return told | {"position": "5", "is_active": "y"} | changes


def test_an_added_code_is_offered_at_once(machine: Flask, admin: Browser) -> None:
    assert admin.send("/code-lists/purposes/new", **words()).status_code == 302

    with machine.test_request_context("/"):
        assert next(iter(codes.PURPOSES)) == "PEC"  # position 5 comes first
        assert codes.PURPOSES["PEC"].label("ar") == "صيد"
        check_choices("PEC", "")
    assert "Pêche" in admin.get("/code-lists/purposes").text


def test_the_desk_speaks_the_changed_words(machine: Flask, admin: Browser) -> None:
    sent = words(code="TRD", words_fr="Commerce de détail", words_en="Retail", position="1")
    assert admin.send("/code-lists/purposes/TRD", **sent).status_code == 302

    with machine.test_request_context("/"):
        assert codes.PURPOSES["TRD"].label("fr") == "Commerce de détail"


def test_an_ended_code_is_not_offered_and_keeps_its_words(inside: Flask) -> None:
    by, yesterday = officer(inside, "administrator"), clock.today() - timedelta(days=1)
    services.end(codes.REFUSAL_REASONS, "ML-01", yesterday, by=by)

    assert "ML-01" not in codes.REFUSAL_REASONS.offered()
    assert codes.refusal_reasons()["ML-01"].label("en") == "No valid travel document"
    with pytest.raises(Refused):
        check_reasons(("ML-01",))
    check_reasons(("ML-01",), yesterday)  # a correction is held to its own day


def test_a_code_of_tomorrow_waits(inside: Flask) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    facts = CodeFacts("PEC", "Pêche", "Fishing", "صيد", since=tomorrow)
    services.add(codes.PURPOSES, facts, by=officer(inside, "administrator"))

    assert "PEC" not in codes.PURPOSES.offered()
    assert "PEC" in codes.PURPOSES.known()
    assert "PEC" in codes.PURPOSES.offered(clock.today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"code": "TRD"}, "code"), ({"code": "LONG"}, "code"), ({"code": "é"}, "code"),
     ({"since": "2026-13"}, "since"), ({"since": "soon"}, "since")],
)  # fmt: skip
def test_a_code_that_cannot_stand_is_refused(
    inside: Flask, changes: dict[str, str], field: str
) -> None:
    facts = CodeFacts(**{**vars(FISHING), **changes})
    with pytest.raises(Refused) as refused:
        services.add(codes.PURPOSES, facts, by=officer(inside, "administrator"))

    assert refused.value.field == field


def test_what_a_standard_fixes_is_read_only(machine: Flask, admin: Browser) -> None:
    assert "/code-lists/sexes/new" not in admin.get("/code-lists/sexes").text
    assert admin.get("/code-lists/sexes/new").status_code == 404
    assert admin.send("/code-lists/sexes/F/end", last_day="2026-01-01").status_code == 404
    with machine.app_context(), pytest.raises(Refused):
        services.add(codes.SEXES, FISHING, by=officer(machine, "administrator"))


def test_a_code_without_a_source_says_so(admin: Browser) -> None:
    page = admin.get("/code-lists/refusal-reasons").text

    assert page.count('<span class="tag">') == sum(
        not reason.is_sourced for reason in codes.REFUSAL_REASONS.shipped.values()
    )


def test_a_bad_form_keeps_what_was_typed(admin: Browser) -> None:
    answer = admin.send("/code-lists/purposes/new", **words(code="TRD"))

    assert answer.status_code == 422
    assert "Fishing" in answer.text and "field-error" in answer.text


def test_the_list_leaves_as_csv(admin: Browser) -> None:
    assert "TRD;" in admin.get("/code-lists/purposes/export.csv").text


def test_more_reasons_than_the_record_holds_are_refused(inside: Flask) -> None:
    by = officer(inside, "administrator")
    for number in range(20, 33):
        facts = CodeFacts(f"ML-{number}", "Motif", "Reason", "سبب")
        services.add(codes.REFUSAL_REASONS, facts, by=by)
    with pytest.raises(Refused, match="."):
        check_reasons(tuple(codes.REFUSAL_REASONS.offered()))


def test_a_reading_that_began_before_a_write_is_not_kept(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thread reads, another writes before the first has finished."""
    by, before, slow = officer(inside, "administrator"), overlay._read, threading.Event()

    def reading() -> overlay.Overlay:
        found = before()
        slow.wait(5)
        return found

    overlay.drop()
    monkeypatch.setattr(overlay, "_read", reading)

    def late() -> None:
        with inside.app_context():
            overlay.read()

    thread = threading.Thread(target=late)
    thread.start()
    monkeypatch.setattr(overlay, "_read", before)
    services.add(codes.PURPOSES, FISHING, by=by)
    slow.set()
    thread.join()

    assert "PEC" in codes.PURPOSES.offered(date(2026, 6, 1))


def test_a_supervisor_reads_and_does_not_write(machine: Flask) -> None:
    chief = browser(machine, "supervisor")

    assert chief.get("/code-lists/transport").status_code == 200
    assert chief.send("/code-lists/transport/new", **words()).status_code == 403
    assert browser(machine, "officer").get("/code-lists/").status_code == 403
