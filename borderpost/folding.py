"""PURE: a text as it is searched or compared: without case and marks, its words by one space."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """``Keïta  AWA`` and ``keita awa`` are one: NFKD takes ligatures and wide letters apart too."""
    apart = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
