"""A convoy and its people, who do not exist; call it inside a context."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence
from uuid import UUID

from flask import Flask
from flask_login import login_user
from sqlalchemy import select

from borderpost import gates
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection
from crossings.services import deciding
from crossings.services.deciding import Order
from crossings.views.sheet_page import panel_of
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyMember
from lanes.services import convoy_desk, convoys
from lanes.services import convoy_ticking as ticking
from lanes.services.convoys import ConvoyFacts
from protection.answers import NO, QUESTIONS, YES, Answers
from protection.services import asking

FACTS = ConvoyFacts("NDB-118", "EXP", "Police nationale", "Kobenni", "Specimen Leader", "1187 AB")
NAMES = ("Awa", "Binta", "Coumba", "Demba", "Elimane", "Fatou", "Gora", "Hawa")


def people(number: int = 4, family: str = "") -> list[Declared]:
    """Invented Malians without papers."""
    return [
        Declared(f"Specimen{name}", name, "F", "1990", "MLI", family=family)
        for name in NAMES[:number]
    ]


def expected(by: SignedIn, who: Sequence[Declared] = ()) -> Convoy:
    """A convoy that is announced with its list."""
    row = convoys.announce(FACTS, by=by)
    convoys.name(row.id, who or people(), by=by)
    return row


def here(by: SignedIn, who: Sequence[Declared] = ()) -> Convoy:
    """The same, arrived."""
    return convoys.arrive(expected(by, who).id, None, by=by)


def members(row_id: UUID) -> list[ConvoyMember]:
    """Its people in the order of the list."""
    wanted = select(ConvoyMember).where(ConvoyMember.convoy_id == row_id)
    return list(db.session.scalars(wanted.order_by(ConvoyMember.place)))


def at_desk(row_id: UUID, member_id: UUID, by: SignedIn) -> UUID:
    """Ticked, and the sheet opened."""
    ticking.tick(row_id, [member_id], by=by)
    return convoy_desk.open_sheet(row_id, member_id, by=by, keep_days=30)


def asked(inspection_id: UUID, by: SignedIn, needs: tuple[str, ...] = (), **said: str) -> None:
    """The questions and needs, answered."""
    sheet = gates.sheet_of(inspection_id, by.post_id)
    assert sheet is not None and by.post_id is not None
    told = {**dict.fromkeys(QUESTIONS, NO), **said}
    asking.ask(sheet, by.post_id, Answers(told, needs=needs), by=by)


def admitted(app: Flask, inspection_id: UUID, by: SignedIn) -> Crossing:
    """Admitted as at the desk, with what the page shows."""
    with app.test_request_context():
        login_user(by)
        panel = panel_of(db.session.get_one(Inspection, inspection_id))
        row = db.session.get_one(Inspection, inspection_id)
        compared = sheets.to_compare(sheets.from_plain(row.sheet), row.reading)
        order = Order(
            decision="admit",
            version=row.version,
            compared=frozenset(compared),
            rule_shown=panel.rule.mark,
            specimens_allowed=True,
            **dict(panel.prior),
        )
        return deciding.decide(inspection_id, order, by=by)


def ready(app: Flask, row_id: UUID, member_id: UUID, by: SignedIn, **said: str) -> UUID:
    """Ticked, asked, and admitted."""
    sheet = at_desk(row_id, member_id, by)
    asked(sheet, by, **said)
    admitted(app, sheet, by)
    return sheet


def signature() -> str:
    """A drawn signature, as the page sends it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + b"\xff" * 4 for _row in range(4)))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(png).decode()


__all__ = ["YES", "admitted", "asked", "at_desk", "expected", "here", "members", "ready"]
