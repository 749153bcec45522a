"""Pictures of register sheets as evidence: kept sealed and never decoded here, read with a line in
the log, erased with what was typed from the sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from borderpost import audit, clock, signatures
from borderpost.db import transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Fate, RegisterLine, RegisterScan, RegisterSheet
from crossings.queries import register_scans as scans
from crossings.services.place import DeskOfficer
from crossings.services.register_sheets import refuse_other_post

PDF = "application/pdf"
MOST = 6  # of a sheet: both sides, and again where one was blurred


def keep(
    sheet_id: UUID, content: bytes, first_page: Callable[[bytes], bytes], *, by: DeskOfficer
) -> RegisterScan:
    """Keep a picture or PDF of a sheet that is being captured; ``first_page`` makes a JPEG of a
    PDF's first page, to be shown beside the lines. Raises ``Refused`` for a blank sheet, for what
    is neither or too large, and for too many."""
    kind = signatures.paper_kind(content)
    preview = first_page(content) if kind == PDF else None
    with transaction() as session:
        sheet = session.get_one(RegisterSheet, sheet_id)
        refuse_other_post(sheet, by)
        if sheet.fate != Fate.USED:
            raise Refused(_l("Type the head of the sheet first."), field="paper")
        if len(scans.of_sheet(sheet_id)) >= MOST:
            raise Refused(
                _l("There are %(most)s pictures of this sheet. Take one away first.", most=MOST),
                field="paper",
            )
        row = RegisterScan(
            sheet_id=sheet_id, kind=kind, content=content, preview=preview,
            created_by=by.officer_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(Act.SCAN_KEPT, row, by=by, sheet=sheet.number)
    return row


def read(scan_id: UUID, *, by: DeskOfficer) -> None:
    """Somebody looks at a picture: it shows everybody of the sheet."""
    with transaction() as session:
        audit.record(Act.SCAN_READ, session.get_one(RegisterScan, scan_id), by=by)


def remove(scan_id: UUID, *, by: DeskOfficer) -> None:
    """Take a picture away that was kept by mistake. Raises ``Refused`` for another's: evidence is
    not taken away by who did not bring it."""
    with transaction() as session:
        row = session.get_one(RegisterScan, scan_id)
        sheet = session.get_one(RegisterSheet, row.sheet_id)
        refuse_other_post(sheet, by)
        if row.created_by != by.officer_id:
            raise Refused(_l("Who kept this picture takes it away."), attempt="scan_of_another")
        audit.record(Act.SCAN_REMOVED, row, by=by, sheet=sheet.number)
        session.delete(row)


def purge(older_than: timedelta) -> int:
    """Erase pictures older than ``older_than`` of sheets of which every line was typed and nothing
    typed is left: the picture shows the same persons. How many."""
    line = RegisterLine
    typed = select(line.sheet_id).where(line.typed.is_not(None))
    lines = select(func.count()).where(line.sheet_id == RegisterSheet.id).scalar_subquery()
    done = select(RegisterSheet.id).where(
        RegisterSheet.id.not_in(typed), lines >= func.coalesce(RegisterSheet.written, 0)
    )
    old = delete(RegisterScan).where(
        RegisterScan.created_at < clock.now() - older_than, RegisterScan.sheet_id.in_(done)
    )
    with transaction() as session:
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]
