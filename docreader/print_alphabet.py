"""The classes that the recogniser of print tells apart: case and marks over letters are gone."""

from __future__ import annotations

OTHER = "*"  # any other mark
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -/.',:()<" + OTHER
BLANK = len(ALPHABET)
