"""PURE: the reference that people read aloud and type, such as GOG-20261123-0042-K."""

from __future__ import annotations

import re
from datetime import date

from borderpost.check_character import check_character, checked, is_valid

__all__ = [
    "check_character",
    "form_number",
    "human_reference",
    "is_form_number",
    "is_sheet_number",
    "is_valid",
    "line_reference",
    "sheet_number",
]
_SHEET = re.compile(r"[A-Z0-9]{1,8}-S[0-9]{4}-[0-9]{4,}-[0-9A-Z]")
_FORM = re.compile(r"[A-Z0-9]{1,8}-R[0-9]{4}-[0-9]{5,}-[0-9A-Z]")


def human_reference(post_code: str, day: date, number: int) -> str:
    """Post, local day, counter of that day, and a check character over all of them."""
    return checked(f"{post_code}-{day:%Y%m%d}-{number:04d}")


def form_number(post_code: str, year: int, serial: int) -> str:
    """The number of a refusal's form, such as GOG-R2026-00001-K: post, series, check character."""
    return checked(f"{post_code}-R{year}-{serial:05d}")


def is_form_number(text: str) -> bool:
    """Whether a text is the number of a form, its check character agreeing."""
    return bool(_FORM.fullmatch(text.upper())) and is_valid(text)


def sheet_number(post_code: str, year: int, serial: int) -> str:
    """The number of a register sheet, such as GOG-S2026-0012-K: post, series, check character."""
    return checked(f"{post_code}-S{year}-{serial:04d}")


def is_sheet_number(text: str) -> bool:
    """Whether a text is the number of a register sheet, its check character agreeing."""
    return bool(_SHEET.fullmatch(text.upper())) and is_valid(text)


def line_reference(number: str, place: int) -> str:
    """The reference of the crossing on a line of a register sheet, such as GOG-S2026-0012-07-A:
    there is one such line, so there can be one such crossing."""
    return checked(f"{number.rpartition('-')[0]}-{place:02d}")
