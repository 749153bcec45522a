"""What the table of fees asks of one traveller, for the desk's sheet."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from borderpost import locale
from borderpost.fees import Fee
from borderpost.posts import queries as posts
from cashdesk import words
from cashdesk.models import Unit
from cashdesk.queries import tariffs

_OF_A_TRAVELLER = {Unit.PERSON, Unit.DOCUMENT}  # vehicles and animals are not on the sheet


def of_a_traveller(post_id: UUID) -> Iterator[Fee]:
    """The rows in force today that are counted by person or document: what is to pay, then what
    is said to be free."""
    for row in tariffs.in_force(post_id, posts.today(post_id)):
        if row.unit in _OF_A_TRAVELLER:
            yield Fee(row.label(locale.code()), words.price(row), row.basis, row.is_free)
