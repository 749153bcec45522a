"""French first, English, Arabic from right to left; the officer's choice stays."""

from __future__ import annotations

import pytest
from flask import Flask

from borderpost import locale
from borderpost.refusal import Refused
from crossings.services.outcomes import check_reasons
from tests.desk import Browser, browser, visitor
from tests.house.cast import PASSWORD


def shown(at: Browser, path: str = "/home") -> tuple[str, str]:
    """Language and direction of a page."""
    page = at.get(path).text
    tag = page[page.index("<html") : page.index(">", page.index("<html"))]
    return tag.partition('lang="')[2][:2], tag.partition('dir="')[2][:3]


def test_a_visitor_is_met_in_french(machine: Flask) -> None:
    assert shown(visitor(machine), "/sign-in") == ("fr", "ltr")


@pytest.mark.parametrize(("asked", "language"), [("en-GB", "en"), ("ar", "ar"), ("de", "fr")])
def test_the_browser_is_listened_to(machine: Flask, asked: str, language: str) -> None:
    page = visitor(machine).get("/sign-in", headers={"Accept-Language": asked}).text

    assert f'<html lang="{language}"' in page


def test_arabic_runs_from_right_to_left_with_its_own_style(machine: Flask) -> None:
    here = visitor(machine)
    here.send("/language", locale="ar")

    assert shown(here, "/sign-in") == ("ar", "rtl")
    assert "bootstrap.rtl.min.css" in here.get("/sign-in").text


def test_the_choice_stays_with_the_account(machine: Flask) -> None:
    browser(machine, "officer").send("/language", locale="ar")

    assert shown(browser(machine, "officer")) == ("ar", "rtl")
    assert shown(browser(machine, "supervisor")) == ("fr", "ltr")


def test_the_account_wins_over_the_visit(machine: Flask) -> None:
    here = visitor(machine)
    here.send("/language", locale="en")
    here.send("/sign-in", username="officer", password=PASSWORD)

    assert shown(here) == ("fr", "ltr")


def test_an_unknown_language_changes_nothing(machine: Flask) -> None:
    here = browser(machine, "officer")

    assert here.send("/language", locale="tlh").status_code == 302
    assert shown(here) == ("fr", "ltr")


def test_one_stays_on_the_page(machine: Flask) -> None:
    here = browser(machine, "officer")

    assert here.send("/language", locale="en", next="/desk/?x=1").location == "/desk/?x=1"
    assert here.send("/language", locale="en", next="//example.org").location == "/"


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_days_and_states_are_named_in_each_language(machine: Flask, language: str) -> None:
    from flask import g

    with machine.test_request_context("/"):
        g.page_locale = language
        told = (locale.day("1988-02-13"), locale.state_name("MRT"))

    assert (
        told
        == {
            "fr": ("13 févr. 1988", "Mauritanie"),
            "en": ("13 Feb 1988", "Mauritania"),
            "ar": ("13 فبراير 1988", "موريتانيا"),
        }[language]
    )


@pytest.mark.parametrize("value", ["", None, "1988", "1988-02"])
def test_a_partial_day_stays_as_far_as_it_is_known(machine: Flask, value: str | None) -> None:
    with machine.test_request_context("/"):
        assert locale.day(value) == (value or "")


def test_a_refusal_outside_a_page_has_words_too(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        check_reasons(())

    assert "motif" in str(refusal.value)
