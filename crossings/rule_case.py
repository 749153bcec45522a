"""A working sheet or a typed question as a case for the rules."""

from __future__ import annotations

from datetime import date

from crossings import codes
from crossings.rules.case import Case, categories_of
from crossings.rules.granting import PastStay
from crossings.rules.papers import Paper
from crossings.sheet import Sheet


def case_of(
    sheet: Sheet,
    direction: str,
    country: str,
    day: date,
    purpose: str = "",
    papers: tuple[Paper, ...] = (),
    past: tuple[PastStay, ...] | None = None,
) -> Case:
    """The traveller of a sheet at a country's post on a day."""
    code, nationality = sheet["document_code"].value, sheet["nationality"].value
    return Case(
        nationality=nationality,
        document=codes.kind_of(code),
        direction=direction,
        day=day,
        country=country,
        purpose=purpose,
        categories=categories_of(nationality, code, sheet["birth_date"].value, day),
        expiry=sheet["expiry_date"].value,
        papers=papers,
        past=past,
    )
