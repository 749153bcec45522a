"""What an officer saw of a traveller's health certificate, checked before it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from borderpost.refusal import Refused
from crossings import codes
from crossings.policies import LACKING, Health

_SHOWN = frozenset({Health.VALID, Health.EXPIRED})
NOBODY_ASKED: dict[str, Any] = {
    "health_outcome": None,
    "health_certificate": None,
    "health_valid_until": None,
}


@dataclass(frozen=True)
class HealthCheck:
    """``outcome`` as in ``policies.Health``, '' when the officer said nothing.

    ``valid_until`` is an ISO date or '': a yellow fever certificate is valid for life
    (International Health Regulations, annex 7, since 11 July 2016).
    """

    outcome: str = ""
    certificate: str = ""
    valid_until: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether somebody looked, whatever was found."""
        return self.outcome not in {"", Health.NOT_CHECKED}

    @property
    def is_lacking(self) -> bool:
        """Whether a certificate was asked for and no valid one was shown."""
        return self.outcome in LACKING

    def columns(self, day: date) -> dict[str, Any]:
        """The crossing's columns. Raises ``Refused`` for what cannot be so on ``day``."""
        self._check(day)
        shown = self.outcome in _SHOWN
        return {
            "health_outcome": self.outcome or str(Health.NOT_CHECKED),
            "health_certificate": (self.certificate or None) if self.is_answered else None,
            "health_valid_until": date.fromisoformat(self.valid_until)
            if shown and self.valid_until
            else None,
        }

    def _check(self, day: date) -> None:
        if self.outcome and self.outcome not in set(Health):
            raise Refused(
                _l("Choose from the list what you saw of the health certificate."),
                field="health_outcome",
            )
        if not self.is_answered:
            return
        if self.outcome in _SHOWN and not self.certificate:
            raise Refused(_l("Say which certificate was shown."), field="health_certificate")
        if self.certificate and self.certificate not in codes.HEALTH_CERTIFICATES.offered(day):
            raise Refused(_l("Choose a certificate from the list."), field="health_certificate")
        if self.outcome in _SHOWN and self.valid_until:
            self._check_date(day)

    def _check_date(self, day: date) -> None:
        try:
            until = date.fromisoformat(self.valid_until)
        except ValueError as error:
            raise Refused(
                _l("This is not a date. Choose the last day of the certificate."),
                field="health_valid_until",
            ) from error
        if self.outcome == Health.VALID and until < day:
            raise Refused(
                _l(
                    "This certificate ended before that day. Choose “expired”, or correct the date."
                ),
                field="health_valid_until",
            )
        if self.outcome == Health.EXPIRED and until >= day:
            raise Refused(
                _l(
                    "This certificate still holds on that day. Choose “valid”, or correct the date."
                ),
                field="health_valid_until",
            )
