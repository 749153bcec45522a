"""What the codes of certificates are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from training.validity import Standing

STANDINGS: Mapping[str, LazyString] = {
    Standing.VALID: _l("Valid today"),
    Standing.EXPIRED: _l("Expired"),
    Standing.REVOKED: _l("Revoked"),
    Standing.SUPERSEDED: _l("Superseded"),
}
