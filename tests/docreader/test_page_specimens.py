"""A measured floor on published specimens, which are not ours to publish."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

from docreader import read
from tests import needs

FLOOR = 29  # of 31 with a zone, to the letter


@needs.specimens
def test_published_specimens_are_read_as_measured() -> None:
    folder = Path(os.environ["BORDERPOST_SPECIMENS"])
    exact = zoned = 0
    surely_wrong, invented = [], []

    for entry in json.loads((folder / "index.json").read_text("utf-8")):
        reading = read(folder / entry["file"], today=date(2026, 11, 23))
        right = list(reading.mrz_lines) == entry["mrz_lines"]
        zoned += bool(entry["mrz_lines"])
        exact += right and bool(entry["mrz_lines"])
        surely_wrong += [entry["file"]] if reading.sure and not right else []
        invented += [entry["file"]] if reading.mrz_lines and not entry["mrz_lines"] else []

    assert surely_wrong == []
    assert invented == []
    assert exact >= FLOOR * zoned // 31
