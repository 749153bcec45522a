"""QR codes drawn into pages and papers."""

from __future__ import annotations

import segno
from flask_babel import gettext as _
from markupsafe import Markup


def picture(text: str, *, shown_as: str = "qr", error: str = "m") -> Markup:
    """A code as SVG of the class ``shown_as``, which reads where 15 % of it is dirty (``"m"``;
    ``"q"``: a quarter; ISO/IEC 18004 §6.5.1); every character in it is segno's own."""
    code = segno.make(text, error=error, micro=False)
    drawn = code.svg_inline(svgclass=shown_as, lineclass=None, omitsize=True, title=_("QR code"))
    return Markup(drawn)  # noqa: S704
