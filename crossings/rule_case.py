"""A working sheet or a typed question as a case for the rules."""

from __future__ import annotations

from datetime import date

from crossings import codes
from crossings.accompaniment import SAID_ADULT, SAID_MINOR
from crossings.policies import ages
from crossings.rules.book import Category
from crossings.rules.case import Case, categories_of
from crossings.rules.granting import PastStay
from crossings.rules.minority import believed
from crossings.rules.supporting import SupportingDocument
from crossings.sheet import Sheet


def case_of(
    sheet: Sheet,
    direction: str,
    country: str,
    day: date,
    purpose: str = "",
    said: str = "",
    supporting: tuple[SupportingDocument, ...] = (),
    past: tuple[PastStay, ...] | None = None,
) -> Case:
    """The traveller of a sheet at a country's post on a day. ``said`` is what the officer said
    of an age that the birth date leaves open: minor, adult, or '' for nothing."""
    code, nationality = sheet["document_code"].value, sheet["nationality"].value
    born = sheet["birth_date"].value
    told = frozenset({str(Category.MINOR)} if said == SAID_MINOR else ())
    return Case(
        nationality=nationality,
        document=codes.kind_of(code),
        direction=direction,
        day=day,
        country=country,
        purpose=purpose,
        categories=categories_of(nationality, code) | told,
        expiry=sheet["expiry_date"].value,
        youngest=ages(believed(born), day)[0] if born and said != SAID_ADULT else None,
        supporting=supporting,
        past=past,
    )
