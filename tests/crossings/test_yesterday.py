"""A form of yesterday: its session is over, its sheet is older than what stands now."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from borderpost import carried, clock
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import all_crossings, inspect
from tests.desk import browser, field, visitor
from tests.house.cast import PASSWORD


def signed_in_again(app: Flask, carried: str, username: str = "officer") -> str:
    """The page that shows the carried form after signing in anew."""
    here = visitor(app)
    answer = here.send(
        "/sign-in", username=username, password=PASSWORD, carried=html.unescape(carried)
    )
    assert answer.status_code == 200
    return answer.text


def hidden(page: str) -> dict[str, str]:
    form = page.partition("<main")[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def test_a_decision_of_yesterday_is_kept_and_sent_again(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    with time_machine.travel(clock.now() + timedelta(hours=16)):
        late = awa.send(f"{sheet}/decide", decision="admit", version="1", destination="Nioro")
        before = all_crossings(machine)
        page = signed_in_again(machine, field(late.text, "carried"))
        again = browser(machine, "officer").client.post(f"{sheet}/decide", data=hidden(page))

    assert late.status_code == 401
    assert before == []
    assert "Nioro" in page
    assert again.status_code == 302
    assert [row.destination for row in all_crossings(machine)] == ["Nioro"]


def test_a_decision_on_yesterdays_version_is_looked_at_again(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    awa.send(f"{sheet}/correct/lines", lines=zone(MOUSSA))
    with time_machine.travel(clock.now() + timedelta(hours=16)):
        late = awa.send(f"{sheet}/decide", decision="admit", version="1")
        page = signed_in_again(machine, field(late.text, "carried"))
        again = browser(machine, "officer").client.post(f"{sheet}/decide", data=hidden(page))

    assert again.status_code == 422
    assert "TRAORE" in again.text
    assert all_crossings(machine) == []


def test_lines_swiped_after_the_session_ended_are_not_lost(machine: Flask) -> None:
    awa = visitor(machine)
    late = awa.send("/desk/inspect", lines=zone(), source="wedge")
    with machine.app_context():
        form = carried.read(field(late.text, "carried"))

    assert form
    assert form.address == "/desk/inspect"
    assert dict(form.values)["lines"] == zone()


@pytest.mark.parametrize("path", ["/desk/", "/register/", "/second-line/", "/register/tally"])
def test_without_a_session_nothing_is_shown(machine: Flask, path: str) -> None:
    answer = visitor(machine).get(path)

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_somebody_elses_form_is_decided_by_who_signs_in(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    awa.send("/sign-out")
    late = awa.send(f"{sheet}/decide", decision="admit", version="1")
    page = signed_in_again(machine, field(late.text, "carried"), "supervisor")
    browser(machine, "supervisor").client.post(f"{sheet}/decide", data=hidden(page))

    with machine.app_context():
        from borderpost.officers import queries

        chief = queries.account_named("supervisor")
        assert chief
        assert [row.officer_id for row in all_crossings(machine)] == [chief.officer_id]
