"""A bus of each post, with one traveller announced; an outage that lasts; a convoy with one person
and a sheet of it; an open shift, an incident and a key."""

from __future__ import annotations

from uuid import UUID

from borderpost import clock
from borderpost.db import transaction
from borderpost.imports.command import Machine
from lanes.announced import Announced
from lanes.declared import Declared
from lanes.models import ConvoyHandOver, ConvoyHandOverLine, Shift
from lanes.services import announcing, convoys, outages, shift_log
from lanes.services.announcing import ManifestFacts
from lanes.services.convoys import ConvoyFacts
from lanes.services.outages import OutageFacts


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    by = Machine(post_id, officer_id)
    row = announcing.announce(ManifestFacts("E", "BUS", f"{code} 1"), by=by)
    (line,) = announcing.name(row.id, [Announced("SPECIMEN", "Traveller")], by=by)
    manifest_id, listed_id = row.id, line.id
    outage_id = outages.write(OutageFacts("link"), by=by).id
    return {"manifest_id": manifest_id, "listed_id": listed_id, "outage_id": outage_id,
            **_convoy(by, code), **_shift(by)}  # fmt: skip


def _convoy(by: Machine, code: str) -> dict[str, object]:
    convoy = convoys.announce(ConvoyFacts(f"{code} 7", "EXP", "Police"), by=by)
    convoy_id, post_id = convoy.id, convoy.post_id
    (member,) = convoys.name(convoy_id, [Declared("SPECIMEN", "Traveller")], by=by)
    member_id = member.id
    with transaction() as session:
        over = ConvoyHandOver(
            convoy_id=convoy_id, post_id=post_id, number=f"{code}-V2026-00001", year=2026, serial=1,
            receiver_kind="family", receiver="SPECIMEN", received_by="Sister",
            happened_at=clock.now(), created_by=by.officer_id,
        )  # fmt: skip
        session.add(over)
        session.flush()
        session.add(ConvoyHandOverLine(hand_over_id=over.id, member_id=member_id))
        sheet_id = over.id
    return {"convoy_id": convoy_id, "member_id": member_id, "sheet_id": sheet_id}


def _shift(by: Machine) -> dict[str, object]:
    incident_id = shift_log.write("EQU", "The barrier is stuck", None, by=by).id
    key_id = shift_log.add_key("Safe", "Office", by=by).id
    with transaction() as session:
        row = Shift(
            post_id=by.post_id, year=2026, serial=1, number=f"{by.post_id}"[:24],
            officer_id=by.officer_id, opening=[], created_by=by.officer_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        shift_id = row.id
    return {"incident_id": incident_id, "key_id": key_id, "shift_id": shift_id}
