"""QR codes of training, drawn into pages and papers."""

from __future__ import annotations

import segno
from flask_babel import gettext as _
from markupsafe import Markup


def picture(text: str, error: str = "q") -> Markup:
    """A code as SVG that still reads where a quarter of it is dirty; every character in it is
    segno's own."""
    code = segno.make(text, error=error, micro=False)
    drawn = code.svg_inline(svgclass="qr", lineclass=None, omitsize=True, title=_("QR code"))
    return Markup(drawn)  # noqa: S704
