"""Before anything is written, a file says what it would do; what the register wrote it reads."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.imports.command import Machine
from equipment import verification
from tests.desk import Browser, browser, officer
from tests.equipment.test_importing import loaded, tried
from tests.equipment.work import World

REGISTER = (
    "tag;manufacturer;model;serial;location;condition;owner;cost;currency\n"
    "A-1;Sahara;P1;S-1;MAG;good;OIM;100;EUR\nA-2;Sahara;P1;S-2;MAG;new;;;\n"
)


def checked(at: Browser, content: str) -> str:
    """The page of a file whose rows were checked, its columns as they were guessed."""
    sent = at.send("/imports/new/equipment", file=(BytesIO(content.encode()), "liste.csv"))
    address = sent.location.removesuffix("/columns")
    mapping = {word: word for word in content.partition("\n")[0].split(";")}
    assert at.send(f"{address}/columns", **mapping).status_code == 302
    return at.get(address).text


def figures(page: str) -> list[str]:
    """The figures over the rows, in their order."""
    counts = page.partition('id="counts"')[2].partition("</form>")[0]
    return [part.partition("<")[0] for part in counts.split('home-card-figure">')[1:]]


def test_the_page_counts_new_changed_and_same_and_tells_each_change(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        loaded(REGISTER, officer(machine, "storekeeper"))
    at = browser(machine, "storekeeper")
    page = checked(
        at,
        "tag;manufacturer;model;condition;owner;cost;location\nA-1;Sahara;P1;worn;DNPF;100;MAG\n"
        "A-2;Sahara;P1;new;;;SALLE\nA-3;Sahara;P1;new;;;MAG\n",
    )

    assert figures(page) == ["3", "3", "1", "1", "1", "0", "0"]
    first, second, third = page.partition("<tbody>")[2].split("<tr id=")[1:4]
    assert 'data-outcome="changed"' in first and "OIM" in first and first.count("cell-note") == 2
    assert 'data-outcome="same"' in second and second.count("cell-note") == 1  # it stays at MAG
    assert 'data-outcome="new"' in third and "cell-note" not in third


def test_a_file_that_changes_nothing_warns_of_nothing(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        loaded(REGISTER, officer(machine, "storekeeper"))
    page = checked(browser(machine, "storekeeper"), REGISTER)

    assert figures(page) == ["2", "2", "0", "0", "2", "0", "0"]
    assert "alert-warning" not in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_registers_own_export_is_read_back_and_changes_nothing(
    machine: Flask, stocked: World, kind: str
) -> None:
    with machine.app_context():
        by = officer(machine, "storekeeper")
        loaded(REGISTER, by)
    content = browser(machine, "storekeeper").get(f"/equipment/export.{kind}").data
    with machine.app_context():
        found = tried(content, Machine(by.post_id))
        faults = list(verification.faults())
        db.session.rollback()

    assert found == {"rows": 2, "new": 0, "changed": 0, "same": 2, "errors": []}
    assert faults == []
