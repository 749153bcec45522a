"""Errors say what to do next, in three languages, and show nothing of the inside."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.desk import Browser, MakeMachine, browser, visitor

TITLES = {
    403: {"fr": "page", "en": "You may not open this page.", "ar": "الصفحة"},
    404: {"fr": "rien", "en": "There is nothing here.", "ar": "شيء"},
}


def speaking(app: Flask, username: str, language: str) -> Browser:
    here = browser(app, username)
    here.send("/language", locale=language)
    return here


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize(("path", "code"), [("/officers/", 403), ("/no-such-page", 404)])
def test_an_error_page_speaks_the_officers_language(
    machine: Flask, path: str, code: int, language: str
) -> None:
    answer = speaking(machine, "officer", language).get(path)

    assert answer.status_code == code
    assert f'<html lang="{language}"' in answer.text
    assert TITLES[code][language] in answer.text
    assert str(code) in answer.text


def test_a_stranger_gets_an_error_page_too(machine: Flask) -> None:
    answer = visitor(machine).get("/no-such-page")

    assert answer.status_code == 404
    assert "Borderpost" in answer.text


@pytest.mark.parametrize(("path", "method"), [("/home", "post"), ("/sign-out", "get")])
def test_a_page_used_the_wrong_way_says_so(machine: Flask, path: str, method: str) -> None:
    here = browser(machine, "officer")
    answer = here.send(path) if method == "post" else here.get(path)

    assert answer.status_code == 405


def test_a_form_that_is_too_large_is_told(machine: Flask) -> None:
    answer = browser(machine, "officer").send("/desk/inspect", lines="A" * (2 * 1024 * 1024))

    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_a_failure_shows_nothing_of_the_inside(
    make_machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("borderpost.features.contributions", lambda _concern: [broken])
    answer = browser(make_machine(PROPAGATE_EXCEPTIONS=False), "officer").get("/home")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["/officers/?q=%00", "/register/?q=a%00b", "/audit/?act=%00", "/sign-in?next=%00"]
)
def test_a_character_that_no_database_keeps_is_refused(machine: Flask, path: str) -> None:
    for who in ("administrator", "supervisor"):
        assert browser(machine, who).get(path).status_code in {400, 403}


def test_a_form_with_such_a_character_is_refused(machine: Flask) -> None:
    answer = visitor(machine).send("/sign-in", username="officer\0", password="x")

    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/register/?q=%ff%fe", "/register/?page=%D9%A3", "/desk/%ff"])
def test_bytes_that_are_no_text_do_no_harm(machine: Flask, path: str) -> None:
    assert browser(machine, "supervisor").get(path).status_code in {200, 404}
