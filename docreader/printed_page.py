"""A page's print compared with its zone: finds the zone again, then looks everywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docreader import image as picture
from docreader.files import may_hold_pages
from docreader.geometry import Zone
from docreader.page import locate
from docreader.print_compare import Finding, compare
from docreader.print_lines import Row, find_rows, working_copy
from docreader.print_recogniser import read_rows
from docreader.printed import Printed, nothing_compared
from docreader.reading import Grey, Reading

_SAME_ZONE = 0.85  # share of the cells that must read the same, or it is another document's


def compare_printed(
    image: str | Path | bytes | NDArray[np.uint8], reading: Reading, *, today: date | None = None
) -> Mapping[str, Printed]:
    """As ``docreader.compare_printed``."""
    answer = nothing_compared(reading)
    if not answer or (isinstance(image, bytes) and may_hold_pages(image)):
        return answer
    grey, _ = picture.load_grey(image)
    found = locate(grey, today or datetime.now(UTC).date())
    if found is None or not _is_same(reading, found[0]):
        return answer
    _, zone, page = found
    work, scale = working_copy(page)
    rows = [row for row in find_rows(work) if not _in_zone(row, zone.scaled(scale))]
    for name, finding in compare(reading, read_rows(rows)).items():
        answer[name] = Printed(finding.state, finding.read, _box(finding, work), finding.confidence)
    return answer


def _is_same(one: Reading, other: Reading) -> bool:
    a, b = "".join(one.mrz_lines), "".join(other.mrz_lines)
    same = sum(x == y for x, y in zip(a, b, strict=False))
    return one.format == other.format and len(a) == len(b) and same >= _SAME_ZONE * len(a)


def _in_zone(row: Row, zone: Zone) -> bool:
    """Whether a row lies in the zone, its margin of one capital's height included."""
    cap = zone.cap
    outline = np.array(
        [(*line.at(-0.03), *line.at(0.5), *line.at(1.03)) for line in zone.lines], np.float32
    ).reshape(-1, 2)
    hull = cv2.convexHull(outline)
    points = [row.line.at(share) for share in (0.02, 0.25, 0.5, 0.75, 0.98)]
    return any(cv2.pointPolygonTest(hull, point, True) > -1.1 * cap for point in points)


def _box(finding: Finding, page: Grey) -> tuple[float, float, float, float]:
    """Where it stands, as shares of the page, with half a capital's height around it."""
    row = finding.seen.row
    ends = (row.at(finding.first), row.at(finding.last))
    margin = 0.75 * row.line.cap
    height, width = page.shape
    left, right = (min(max(x, 0), width) for x in (ends[0][0] - margin, ends[1][0] + margin))
    middles = [y for _, y in ends]
    top, foot = min(middles) - 1.6 * margin, max(middles) + 1.6 * margin
    top, foot = max(top, 0), min(foot, height)
    return left / width, top / height, (right - left) / width, (foot - top) / height
