"""Sixty documents through two sessions: everybody decided once, and how long the machine took."""

from __future__ import annotations

import re
import sys
import time
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from borderpost.db import db
from crossings.models import Crossing
from docreader.specimens import specimen_people
from lanes.models import Manifest
from tests.desk import Browser, english, officer
from tests.lanes.bus import here, zone
from tests.pages import CheckedClient

PATIENCE = 150.0  # seconds: ten times the aim, which a busy machine must not miss either


class Unlooked(CheckedClient):
    """A client that does not look at its pages: that is not the machine's time."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return FlaskClient.open(self, *args, **kwargs)


def test_sixty_documents_through_two_sessions(
    machine: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "test_client_class", Unlooked)
    drawn = specimen_people(90, 61, ("MRT",))
    people = [replace(one, document_number=f"SX{place:07}") for place, one in enumerate(drawn)]
    with machine.app_context():
        address = f"/manifests/{here(officer(machine, 'officer'), people).id}"
    booths = english(machine, "officer"), english(machine, "second_line_officer")
    for booth in booths:
        booth.client.environ_base["HTTP_HX_REQUEST"] = "true"

    took = [passed(booths[place % 2], address, zone(one)) for place, one in enumerate(people[:60])]

    sys.stdout.write(f"\n60 documents: {sum(took):.1f} s of the processor, 1 key each\n")
    booths[0].client.environ_base.pop("HTTP_HX_REQUEST")
    booths[0].send(f"{address}/count", counted="60")
    booths[0].send(f"{address}/release")
    assert "Somebody announced was not seen" in booths[0].told(address)
    booths[0].send(f"{address}/missing")
    booths[0].send(f"{address}/release")
    with machine.app_context():
        assert db.session.scalars(db.select(Manifest.state)).one() == "released"
        assert len(db.session.scalars(db.select(Crossing.id)).all()) == 60
    assert sum(took) < PATIENCE


def passed(booth: Browser, address: str, lines: str) -> float:
    """Seconds of the processor for the two answers to a scan and its one key."""
    began = time.process_time()
    page = booth.send(f"{address}/scan", lines=lines, source="wedge").text
    form = re.search(r'action="(/manifests/[^"]*/admit/[^"]*)"', page)
    assert form, page
    values = {
        name: found.group(1)
        for name in ("version", "rule_shown", "transport")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }
    answer = booth.send(form.group(1), **values)
    assert answer.status_code == 200 and 'role="alert"' not in answer.text, answer.text
    return time.process_time() - began
