"""The home page: what each officer may go on with, and nothing that is refused."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from borderpost.roles import Role
from tests.desk import browser

FIRST = {
    "officer": "/desk/",
    "second_line_officer": "/desk/",
    "supervisor": "/desk/",
    "analyst": "/register/tally",
    "auditor": "/audit/",
    "administrator": "/officers/",
}


def cards(page: str) -> list[str]:
    """The addresses of the cards, without their filters."""
    return [
        address.partition("?")[0]
        for address in re.findall(r'class="home-card [^>]*href="([^"]*)"', page)
    ]


@pytest.mark.parametrize(("role", "address"), FIRST.items())
def test_the_first_card_leads_to_the_days_work(machine: Flask, role: str, address: str) -> None:
    assert cards(browser(machine, role).get("/home").text)[0] == address


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_no_card_leads_to_a_closed_door(machine: Flask, role: str) -> None:
    here = browser(machine, role)

    for address in cards(here.get("/home").text):
        assert here.get(address).status_code == 200


def test_an_auditor_sees_how_many_acts_there_were_today(machine: Flask) -> None:
    auditor = browser(machine, "auditor")
    page = auditor.get("/home").text
    figure = re.search(r'home-card-figure">(\d+)<', page)
    address = re.search(r'href="(/audit/[?]since=[^"]*)"', page)

    assert figure and address
    listed = auditor.get(address.group(1)).text
    assert int(figure.group(1)) > 0
    assert f"{figure.group(1)} lignes" in listed
