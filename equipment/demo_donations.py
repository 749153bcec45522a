"""The demonstration's donations: one signed, one that waits for its check."""

from __future__ import annotations

import math
import struct
import zlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.posts.models import Post
from equipment.models import Asset
from equipment.services import conveying, donating, plating
from equipment.services.conveying import Signed
from equipment.services.donating import Deed
from equipment.services.plating import Plated

GIVER = "OIM (démonstration)"
RECEIVER = "Direction de la police des frontières (démonstration)"


@dataclass(frozen=True)
class _Person:
    officer_id: UUID | None
    post_id: UUID


def fill(post: Post, things: Mapping[str, list[UUID]]) -> int:
    """Certificates of things that stay at the post; how many."""
    keeper, chief = (officers.account_named(name) for name in ("magasin", "chef"))
    if keeper is None or chief is None:
        return 0
    by, other = _Person(keeper.officer_id, post.id), _Person(chief.officer_id, post.id)
    deed = Deed(GIVER, RECEIVER, "Mariam Sowbé", "Commissaire Idrissa Fofala",
                reference="Accord de don 7/2026 (démonstration)")  # fmt: skip
    radios = donating.prepare(post.id, deed, _tags(things["RADIO"] + things["POWER"]), by=by).id
    donating.check(radios, None, by=other)
    conveying.sign(radios, Signed(), _drawn(3), _drawn(5), by=other)
    donating.prepare(post.id, deed, _tags(things["COMPUTER"]), by=by)
    plated = things["RADIO"] + things["COMPUTER"][:2]
    plating.record(_tags(plated), Plated(), post.id, by=by)
    return 2


def _tags(keys: list[UUID]) -> str:
    return "\n".join(db.session.get_one(Asset, key).tag for key in keys)


def _drawn(step: int) -> str:
    """A drawn line as a canvas gives it: the data address of a small PNG."""
    width, height = 240, 80
    rows = [bytearray(b"\xff" * width) for _row in range(height)]
    for place in range(2000):
        turn = place / 2000
        x = int(20 + 190 * turn + 9 * math.sin(40 * turn))
        y = int(height / 2 + 26 * math.sin(step * 7 * turn) * (1 - turn / 2))
        for row in rows[y : y + 3]:
            row[x : x + 3] = bytes(3)
    raw = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)  # grey, ISO/IEC 15948 §11.2.2
    parts = ((b"IHDR", head), (b"IDAT", raw), (b"IEND", b""))
    body = b"".join(_chunk(name, data) for name, data in parts)
    return "data:image/png;base64," + b64encode(b"\x89PNG\r\n\x1a\n" + body).decode()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
