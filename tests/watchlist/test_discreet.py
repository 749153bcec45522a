"""A discreet alert: the desk learns nothing of it, in page, work, log and export."""

from __future__ import annotations

import csv
import gc
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from tests.crossings.work import admit, all_crossings, inspect
from tests.desk import Browser, browser
from tests.watchlist.alerts import COLUMNS, FANTA, OTHERS, in_force, make
from watchlist.models import Screened

_KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{1,2}:\d{2}|value=\"[^\"]{20,}\"|AAA-\d+-\d+-\w+")
OTHER = "f1,SISSOKO,Inconnue,1949-01-02,NER,F,,,discreet,\n"


def machine_with(app: Flask, row: str) -> None:
    with app.app_context():
        in_force(make(), COLUMNS + row + OTHERS)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile, without their values.

    No rubbish is collected meanwhile: a session asks again for a row that was, at a moment that
    hangs on all that the process did before.
    """
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(re.sub(r"\s+", " ", str(args[2])))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    gc.collect()
    gc.disable()
    try:
        yield sent
    finally:
        gc.enable()
        event.remove(engine, "before_cursor_execute", note)


def walked(app: Flask, row: str) -> tuple[list[str], list[str], Browser]:
    """The pages of a traveller from the document to the register, and the statements they cost."""
    machine_with(app, row)
    awa = browser(app, "officer")
    awa.get("/desk/")
    with counted(app) as sent:
        sheet = inspect(awa)
        pages = [awa.get(sheet).text]
        assert admit(awa, sheet) == 302
    crossing = all_crossings(app)[-1]
    pages += [awa.get(f"/register/{crossing.id}").text, awa.get("/desk/").text,
              awa.get("/home").text, awa.get("/register/").text]  # fmt: skip
    return [_KEYS.sub("*", page) for page in pages], sent, awa


@pytest.mark.slow
def test_pages_and_work_are_the_same_with_and_without(machine: Flask, make_machine: object) -> None:
    walked(make_machine(), OTHER)  # type: ignore[operator]  # the first walk of a process warms it
    listed, with_hit, _awa = walked(machine, FANTA.format(code="discreet"))
    nobody, without, _other = walked(make_machine(), OTHER)  # type: ignore[operator]

    assert listed == nobody
    assert with_hit == without  # the same questions in the same order, whatever was found
    with machine.app_context():
        rows = db.session.execute(select(Screened.has_hits, func.length(Screened.content))).all()
    assert {bool(has) for has, _length in rows} == {True}
    assert len({length for _has, length in rows}) == 1


@pytest.mark.slow
def test_what_is_kept_has_one_length(machine: Flask, make_machine: object) -> None:
    lengths = []
    for app, row in ((machine, FANTA.format(code="discreet")), (make_machine(), OTHER)):  # type: ignore[operator]
        walked(app, row)
        with app.app_context():
            lengths.append(db.session.scalar(select(func.length(Screened.content))))

    assert lengths[0] == lengths[1]


def test_the_crossing_its_export_and_the_log_tell_nothing(machine: Flask) -> None:
    walked(machine, FANTA.format(code="discreet"))
    crossing = all_crossings(machine)[-1]
    chief = browser(machine, "supervisor")
    text = chief.get("/register/export.csv").text
    (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")
    with machine.app_context():
        acts = list(db.session.scalars(select(AuditLine.act)))
        told = str(list(db.session.scalars(select(AuditLine.details))))

    assert crossing.alert_result == row["alert_result"] == "none"
    assert "discreet" not in text
    assert "watchlist:hit:read" not in acts
    assert "discreet" not in told
    assert "hit" not in told


def test_the_supervisor_sees_it_and_the_officer_may_not(machine: Flask) -> None:
    _pages, _sent, awa = walked(machine, FANTA.format(code="discreet"))
    chief = browser(machine, "supervisor")
    page = chief.get("/watchlist/hits/").text
    address = re.findall(r"/watchlist/hits/[0-9a-f-]{36}", page)[0]

    assert "Fanta Maria CISSE" in page
    assert "Fanta Maria CISSE" in chief.get(address).text
    assert awa.get("/watchlist/hits/").status_code == 403
    assert awa.get(address).status_code == 403
    assert "/watchlist/hits" not in awa.get("/home").text


def test_second_line_neither_sees_nor_clears_it(machine: Flask) -> None:
    machine_with(machine, FANTA.format(code="discreet"))
    awa, grace = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet = inspect(awa)
    awa.get(sheet)
    awa.send(f"{sheet}/refer", referral_reason="Second regard", version="1")
    page = grace.get(sheet).text
    with machine.app_context():
        key = db.session.scalars(select(Screened.id)).first()
        assert isinstance(key, UUID)
    grace.send(f"/watchlist/hits/{key}/clear", entry="f1", reason="Autre")

    assert 'class="hit ' not in page
    assert admit(grace, sheet) == 302
    assert all_crossings(machine)[-1].alert_result == "none"
    assert browser(machine, "stranger").get(f"/watchlist/hits/{key}").status_code == 403


@pytest.mark.parametrize("code", ["stop", "refer"])
def test_the_same_alert_would_be_seen_with_another_code(machine: Flask, code: str) -> None:
    machine_with(machine, FANTA.format(code=code))
    awa = browser(machine, "officer")

    assert 'class="hit ' in awa.get(inspect(awa)).text
