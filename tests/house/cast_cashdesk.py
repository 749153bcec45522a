"""The cast's money: a fee, an open till with a receipt, and a void that waits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from borderpost.db import new_id, transaction
from cashdesk.models import PaperReceipt, Receipt, ReceiptVoid, Tariff, Till
from cashdesk.receipt_codes import receipt_number


def things(post_id: UUID, code: str, officer_id: UUID) -> dict[str, object]:
    """``tariff_id``, ``till_id``, ``receipt_id``, ``void_id`` and the blank paper of a post."""
    with transaction() as session:
        tariff = Tariff(
            post_id=post_id, code="VISA", label_fr="Visa", label_en="Visa", label_ar="تأشيرة",
            unit="person", amount=5000, currency="XOF", starts_on=date(2026, 1, 1),
            basis="Texte inventé",
        )  # fmt: skip
        till = Till(post_id=post_id, officer_id=officer_id, currency="XOF", float_amount=0)
        session.add_all([tariff, till])
        session.flush()
        receipt = Receipt(
            post_id=post_id, year=2020, serial=1, number=receipt_number(code, 2020, 1),
            till_id=till.id, tariff_id=tariff.id, quantity=1, amount=5000, currency="XOF",
        )  # fmt: skip
        session.add(receipt)
        session.flush()
        void = ReceiptVoid(receipt_id=receipt.id, reason="typed twice", created_by=officer_id)
        session.add(void)
        session.flush()
        paper = PaperReceipt(
            post_id=post_id, year=2020, serial=2, number=receipt_number(code, 2020, 2),
            run_id=new_id(),
        )  # fmt: skip
        session.add(paper)
        session.flush()
        return {
            "paper_receipt_id": paper.id,
            "paper_run_id": paper.run_id,
            "tariff_id": tariff.id,
            "till_id": till.id,
            "receipt_id": receipt.id,
            "void_id": void.id,
        }
