"""Scans of several documents as an officer sends them to the desk."""

from __future__ import annotations

import io
import re

from flask import Flask

from borderpost.db import db
from crossings.models import Inspection
from tests.desk import Browser


def sent(at: Browser, data: bytes, name: str = "scan.pdf") -> str:
    answer = at.send("/desk/inspect", picture=(io.BytesIO(data), name))
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def rows(app: Flask) -> list[Inspection]:
    with app.app_context():
        return list(db.session.scalars(db.select(Inspection).order_by(Inspection.scan_place)))


def openers(page: str) -> list[str]:
    """The addresses that open what waits."""
    return re.findall(r'action="(/desk/scan/[0-9a-f-]{36}/open)"', page)


def cleared(address: str) -> str:
    return address.replace("/open", "/clear")


def left(at: Browser, address: str) -> str:
    """Where clearing a sheet leads."""
    return str(at.send(f"{address}/leave").location)
