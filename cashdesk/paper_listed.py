"""The list of paper receipts: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from cashdesk import money, words
from cashdesk.models import PaperReceipt


def _number(row: PaperReceipt) -> Markup:
    return cells.link(url_for("paper_receipts.show", paper_receipt_id=row.id),
                      cells.latin(row.number))  # fmt: skip


def _amount(row: PaperReceipt) -> str:
    return money.written(row.receipt.amount, row.receipt.currency) if row.receipt else ""


PAPERS: Listed[PaperReceipt] = Listed(
    "paper_receipts.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number,
               [PaperReceipt.year, PaperReceipt.serial]),
        Column("fate", lambda row: row.fate, _l("What became of it"),
               lambda row: cells.tag(words.PAPER_FATES[row.fate],
                                     words.PAPER_TONES.get(row.fate, "")), [PaperReceipt.fate]),
        Column("handed_to", lambda row: row.holder.name if row.holder else "", _l("Handed to")),
        Column("paper_at_utc", lambda row: row.taken_at.isoformat(timespec="minutes")
               if row.taken_at else "", _l("Time on the paper"),
               lambda row: cells.instant(row.taken_at) if row.taken_at else "",
               [PaperReceipt.taken_at]),
        Column("written_by", lambda row: row.officer.name if row.officer else "",
               _l("Written by")),
        Column("amount", _amount, _l("Amount"),
               lambda row: words.paid(row.receipt) if row.receipt else ""),
        Column("currency", lambda row: row.receipt.currency if row.receipt else ""),
        Column("tariff", lambda row: row.receipt.tariff.code if row.receipt else ""),
        Column("why", lambda row: row.why, _l("What happened")),
        Column("printed_at_utc", lambda row: row.created_at.isoformat(timespec="seconds"),
               _l("Printed"), lambda row: cells.instant(row.created_at), [PaperReceipt.created_at]),
        Column("printed_by", lambda row: row.printer.name if row.printer else ""),
        Column("captured_at_utc", lambda row: row.receipt.created_at.isoformat(timespec="seconds")
               if row.receipt else ""),
        Column("changed_at_utc", lambda row: row.changed_at.isoformat(timespec="seconds")),
        Column("changed_by", lambda row: row.changer.name if row.changer else ""),
    ),
    tie=(PaperReceipt.year, PaperReceipt.serial, PaperReceipt.id),
    usual="-number",
)  # fmt: skip
