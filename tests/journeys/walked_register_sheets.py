"""The way to each page of register sheets, as ``walked.PAGES`` tells it. The demonstration's second
sheet is captured in part; of its third one line differs, and one waits for a second person."""

from __future__ import annotations

_THIRD = "tbody tr:nth-child(4) a"
REGISTER_SHEETS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "crossings/register_again.html": (
        "awa", "ar", ("/register-sheets/", _THIRD, "main a[href$='/again']"),
    ),
    "crossings/register_late.html": ("chef", "fr", ("/register-sheets/late",)),
    "crossings/register_run.html": (
        "awa", "ar", ("/register-sheets/", "tbody tr:first-child a", "main a[href*='/runs/']"),
    ),
    "crossings/register_settle.html": (
        "chef", "fr", ("/register-sheets/", _THIRD, "main a[href$='/settle']"),
    ),
    "crossings/register_sheet.html": ("cheikh", "ar", ("/register-sheets/", _THIRD)),
    "crossings/register_sheets.html": ("awa", "fr", ("/register-sheets/",)),
}  # fmt: skip
