"""What tests of the cash desk begin with: a tariff, an open till, a receipt."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from borderpost import clock
from cashdesk.models import Receipt
from cashdesk.services import issuing, tariffs, tills
from cashdesk.services.issuing import Fee
from cashdesk.services.tariffs import TariffFacts
from cashdesk.services.tills import Opening
from tests.desk import post_id


def facts(**other: Any) -> TariffFacts:
    """A fee that some test invents, from today on."""
    told: dict[str, Any] = {
        "post_id": post_id(),
        "code": "VISA-30",
        "label_fr": "Visa d'essai",
        "label_en": "Test visa",
        "label_ar": "تأشيرة اختبار",
        "unit": "person",
        "amount": 5000,
        "currency": "XOF",
        "starts_on": clock.today("Africa/Bamako"),
        "ends_on": None,
        "basis": "Texte inventé pour les essais",
    }
    return TariffFacts(**told | other)


def tariff(**other: Any) -> UUID:
    """The key of a new row of the table."""
    return tariffs.add(facts(**other), by=None).id


def till(who: Any, *, change: int = 10_000, currency: str = "XOF") -> UUID:
    """The key of an officer's new till."""
    return tills.open_till(Opening(currency, change), by=who).id


def paid(who: Any, till_id: UUID, tariff_id: UUID, quantity: int = 1) -> Receipt:
    """A receipt of that till."""
    return issuing.issue(till_id, Fee(tariff_id, quantity), by=who)


def today() -> date:
    """The calendar day at the post."""
    return clock.today("Africa/Bamako")
