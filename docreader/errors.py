"""Why a file could not be read at all."""

from __future__ import annotations

from collections.abc import Mapping

_SENTENCES: Mapping[str, str] = {
    "empty": "The file is empty.",
    "not_an_image": "The file is not a picture of a kind that can be read.",
    "truncated": "The picture is incomplete; a part of the file is missing.",
    "too_large": "The picture is too large to be read safely.",
    "locked": "The file is locked with a password.",
    "too_many_pages": "The file has more than 40 pages.",
    "not_found": "There is no such file, or it may not be read.",
}


class UnreadableImage(Exception):
    """No picture came out of a file. ``code``: empty, not_an_image, truncated, too_large,
    locked, too_many_pages or not_found. A picture without a zone is no such case: it has a
    Reading.
    """

    def __init__(self, code: str) -> None:
        super().__init__(_SENTENCES[code])
        self.code = code

    def __reduce__(self) -> tuple[type[UnreadableImage], tuple[str]]:
        """Survive the way back from a reader process."""
        return type(self), (self.code,)
