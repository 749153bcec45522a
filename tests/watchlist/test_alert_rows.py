"""A table of alerts is mapped, looked at cell by cell, and becomes proposals."""

from __future__ import annotations

import io
import re

from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.roles import Role
from tests.desk import Browser, browser
from tests.watchlist.alerts import make, second_manager
from watchlist.models import EntryProposal
from watchlist.queries import entries
from watchlist.services import proposing

HEAD = "Liste;Nom;Prénoms;Né le;Code;Motif;Base légale;Expire le;Pourquoi\n"
GOOD = "national;Traoré;Amadou;14/02/1980;refer;Inventé;Mandat;2099-01-01;Demande\n"
BAD = (
    "nowhere;Keita;Ali;1980;refer;Inventé;Mandat;2099-01-01;Demande\n"
    "national;Keita;Ali;1980;refer;Inventé;;2099-01-01;Demande\n"
    "national;Keita;Ali;1980-13-01;stop;Inventé;Mandat;2099-01-01;Demande\n"
    "national;Keita;Ali;1980;stop;Inventé;Mandat;2001-01-01;Demande\n"
)
COLUMNS = {"list": "Liste", "surname": "Nom", "given": "Prénoms", "birth_dates": "Né le",
           "code": "Code", "reason": "Motif", "legal_basis": "Base légale",
           "expires_on": "Expire le", "why": "Pourquoi"}  # fmt: skip


def loaded(at: Browser, text: str) -> str:
    """The import's page once its columns are chosen."""
    answer = at.send("/imports/new/alerts", file=(io.BytesIO(text.encode()), "alertes.csv"))
    assert answer.status_code == 302, answer.text[:2000]
    page = re.match(r"(/imports/[0-9a-f-]{36})", str(answer.location))
    assert page, answer.location
    at.send(f"{page[1]}/columns", **COLUMNS)
    return page[1]


def proposals(app: Flask) -> list[EntryProposal]:
    with app.app_context():
        return list(db.session.scalars(select(EntryProposal).order_by(EntryProposal.id)))


def test_good_rows_become_proposals_and_bad_cells_are_told(machine: Flask) -> None:
    with machine.app_context():
        make()
    at = browser(machine, Role.WATCHLIST_MANAGER.value)
    address = loaded(at, HEAD + GOOD + BAD)
    page = at.get(address).text
    at.send(f"{address}/commit")
    at.send(f"{address}/continue")

    assert page.count("field-error") >= 4
    (row,) = proposals(machine)
    assert (row.state, entries.of_plain(row.content).name) == ("open", "Amadou Traoré")


def test_an_undone_file_takes_its_open_proposals_back_and_no_decided_one(machine: Flask) -> None:
    with machine.app_context():
        make()
        other = second_manager(machine)
    at = browser(machine, Role.WATCHLIST_MANAGER.value)
    first = loaded(at, HEAD + GOOD)
    at.send(f"{first}/commit")
    at.send(f"{first}/undo")
    assert [row.state for row in proposals(machine)] == ["withdrawn"]
    second = loaded(at, HEAD + GOOD.replace("Amadou", "Oumar"))
    at.send(f"{second}/commit")
    key = proposals(machine)[-1].id
    with machine.app_context():
        proposing.approve([key], by=other)
    at.send(f"{second}/undo")

    assert [row.state for row in proposals(machine)] == ["withdrawn", "approved"]


def test_an_officer_loads_no_alerts(machine: Flask) -> None:
    assert browser(machine, "officer").get("/imports/new/alerts").status_code == 403
    assert browser(machine, "supervisor").get("/imports/new/alerts").status_code in (403, 404)
