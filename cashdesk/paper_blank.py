"""The blank receipt as it is printed: a stub that stays at the post, and the traveller's part, both
with the number, in the words of three languages."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from borderpost.locale import LOCALES, text_direction
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
        papers=[(row, picture(row.number)) for row in papers],
        fields=[_in_all(label) for label in FIELDS],
        title=_in_all(TITLE),
        stub=_in_all(STUB),
        advice=_in_all(ADVICE),
    )


def picture(text: str) -> Markup:
    """A QR code as SVG; every character in it is segno's own."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(svgclass="slip-code", lineclass=None, omitsize=True, title=_("QR code"))
    return Markup(drawn)  # noqa: S704


def _in_all(label: LazyString) -> list[tuple[str, str, str]]:
    """A label in each language, with the language and its direction."""
    found = []
    for language in LOCALES:
        with force_locale(language):
            found.append((language, text_direction(), str(label)))
    return found
