"""PURE: a mark as it is typed into a cell of the grid: a letter, or the minutes of a lateness."""

from __future__ import annotations

from training.numbers import Status

LETTERS: dict[str, dict[Status, str]] = {
    "fr": {Status.PRESENT: "P", Status.EXCUSED: "E", Status.ABSENT: "A"},
    "en": {Status.PRESENT: "P", Status.EXCUSED: "E", Status.ABSENT: "A"},
    "ar": {Status.PRESENT: "ح", Status.EXCUSED: "ع", Status.ABSENT: "غ"},
}
_READ = {sign: status for table in LETTERS.values() for status, sign in table.items()}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


def read(typed: str) -> tuple[Status, int] | None:
    """The status and the minutes late; None for an empty cell.

    Letters of every language are read whatever the page's, and digits of every script.
    Raises ``ValueError`` for anything else.
    """
    text = typed.strip().upper().translate(_DIGITS)
    if not text:
        return None
    if text in _READ:
        return _READ[text], 0
    if text.isascii() and text.isdigit() and len(text) <= len("720"):
        return Status.LATE, int(text)
    raise ValueError(f"no mark: {typed!r}")


def letters(language: str) -> dict[Status, str]:
    """The letters of a language, of French where it has none of its own."""
    return LETTERS.get(language, LETTERS["fr"])


def written(status: Status, late_by: int, language: str) -> str:
    """The mark as it stands in a cell."""
    if status is Status.LATE:
        return str(late_by)
    return letters(language)[status]
