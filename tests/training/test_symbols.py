"""What is typed into a cell of the grid."""

from __future__ import annotations

import pytest

from training.numbers import Status
from training.symbols import LETTERS, read, written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("p", (Status.PRESENT, 0)), (" P ", (Status.PRESENT, 0)), ("ح", (Status.PRESENT, 0)),
        ("e", (Status.EXCUSED, 0)), ("ع", (Status.EXCUSED, 0)), ("غ", (Status.ABSENT, 0)),
        ("a", (Status.ABSENT, 0)), ("15", (Status.LATE, 15)), ("١٥", (Status.LATE, 15)),
        ("۱۵", (Status.LATE, 15)), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_letters_and_minutes_are_read_in_any_language(
    typed: str, meant: tuple[Status, int] | None
) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize("typed", ["x", "pp", "-5", "1.5", "p15", "9999", "²", "½"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no mark"):
        read(typed)


@pytest.mark.parametrize("language", sorted(LETTERS))
@pytest.mark.parametrize("status", list(Status))
def test_what_is_written_is_read_back(language: str, status: Status) -> None:
    late_by = 40 if status is Status.LATE else 0

    assert read(written(status, late_by, language)) == (status, late_by)
