"""The blank receipt as it is printed: a stub that stays at the post, and the traveller's part, both
with the number, in the words of three languages."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import qr
from borderpost.locale import in_every_language
from cashdesk.models import PaperReceipt

FIELDS: Sequence[LazyString] = (
    _l("Day, time"), _l("Tariff: code"), _l("How many"), _l("Amount, currency"),
    _l("Officer, signature"),
)  # fmt: skip
TITLE = _l("Receipt written by hand")
STUB = _l("Stub: stays at the post")
ADVICE = _l(
    "Written while the machine is silent. Ask this post for the number: it says what it knows. You "
    "owe no more than stands here."
)


def paper(papers: Sequence[PaperReceipt]) -> str:
    """The page that becomes the PDF: four receipts on a page of A4."""
    return render_template(
        "cashdesk/paper_pdf.html",
        papers=[(row, qr.picture(row.number, shown_as="slip-code")) for row in papers],
        fields=[in_every_language(label) for label in FIELDS],
        title=in_every_language(TITLE),
        stub=in_every_language(STUB),
        advice=in_every_language(ADVICE),
    )
