"""What was found on one page of a file, and how it crosses a process border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docreader.reading import Reading


@dataclass(frozen=True)
class PageReading:
    """One document, or one page without a zone: ``page`` of ``pages``, counted from 1.

    ``ms`` is the CPU time that it took, in milliseconds; 0 where nobody measured.
    """

    page: int
    pages: int
    reading: Reading
    ms: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Plain data, without pictures."""
        return {
            "page": self.page,
            "pages": self.pages,
            **self.reading.as_json(),
            "ms": round(self.ms, 1),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PageReading:
        """What ``as_json`` described; raises as ``Reading.from_json`` does."""
        reading = Reading.from_json(data)
        return cls(int(data["page"]), int(data["pages"]), reading, float(data["ms"]))
