"""The blank register sheet as it is printed: a page of A4 with the words of three languages."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import qr
from borderpost.locale import in_every_language
from crossings.models import RegisterSheet

# Each column: its heading, and how much of the width it takes, in hundredths.
COLUMNS: Sequence[tuple[LazyString, int]] = (
    (_l("Time, such as 14:05"), 6),
    (_l("In / out"), 5),
    (_l("Surname"), 14),
    (_l("Given names"), 13),
    (_l("Born on, or age"), 9),
    (_l("M / F"), 4),
    (_l("Nationality"), 7),
    (_l("Document, number"), 16),
    (_l("Transport"), 6),
    (_l("Yes / no"), 5),
    (_l("Reason, remark"), 12),
)
HEAD: Sequence[LazyString] = (
    _l("Day"), _l("Lane"), _l("Officer, number"), _l("Signature"),
)  # fmt: skip
FOOT: Sequence[LazyString] = (_l("Lines written"), _l("Handed to, time"), _l("Signature"))
TITLE = _l("Register of crossings while the machine is silent")
ADVICE = _l(
    "One traveller a line, in the order of crossing. Strike a wrong line through, never erase. "
    "Time as on the clock: 14:05."
)


def paper(sheets: Sequence[RegisterSheet]) -> str:
    """The page that becomes the PDF: a page of A4 for each sheet."""
    return render_template(
        "crossings/register_sheet_pdf.html",
        sheets=[(row, qr.picture(row.number, shown_as="slip-code")) for row in sheets],
        columns=[(in_every_language(label), width) for label, width in COLUMNS],
        head=[in_every_language(label) for label in HEAD],
        foot=[in_every_language(label) for label in FOOT],
        title=in_every_language(TITLE),
        advice=in_every_language(ADVICE),
    )
