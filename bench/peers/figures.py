"""The figures of a reader over a folder of known truth, and the table of all readers."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docreader.checks import check_all
from docreader.mrz import ALPHABET, LAYOUTS, Layout
from docreader.reading import Verdict

Entry = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One reader: shares are 0..1, times CPU milliseconds, memory megabytes."""

    name: str
    zoned: int
    exact: int
    by_document: float
    characters: float
    wrong_accepted: int  # not the truth, yet every check digit of the format holds
    blank: int
    claimed: int  # pictures without a zone on which lines of a zone's shape were claimed
    median_ms: float
    p95_ms: float
    import_ms: float
    ready_ms: float
    peak_mb: float
    problems: int


def row(name: str, truth: Sequence[Entry], told: Sequence[Entry], import_ms: float) -> Row:
    """The figures of what a reader ``told`` for the pictures of ``truth``."""
    answers = {one["file"]: one for one in told if "file" in one}
    whole = next(one for one in told if "ready_ms" in one)
    zoned = [one for one in truth if one["doc_type"] != "NONE"]
    blank = [one for one in truth if one["doc_type"] == "NONE"]
    exact = {one["file"]: answers[one["file"]]["lines"] == one["mrz_lines"] for one in zoned}
    copies = defaultdict(list)
    for one in zoned:
        copies[one["document"]].append(exact[one["file"]])
    times = [answers[one["file"]]["ms"] for one in truth]
    return Row(
        name=name,
        zoned=len(zoned),
        exact=sum(exact.values()),
        by_document=statistics.mean(statistics.mean(each) for each in copies.values()),
        characters=statistics.mean(
            _share("".join(one["mrz_lines"]), "".join(answers[one["file"]]["lines"]))
            for one in zoned
        ),
        wrong_accepted=sum(
            not exact[one["file"]] and accepted(answers[one["file"]]["lines"]) for one in zoned
        ),
        blank=len(blank),
        claimed=sum(_layout(answers[one["file"]]["lines"]) is not None for one in blank),
        median_ms=statistics.median(times),
        p95_ms=statistics.quantiles(times, n=20, method="inclusive")[-1],
        import_ms=import_ms,
        ready_ms=whole["ready_ms"],
        peak_mb=max(whole["peak_mb"], whole["child_mb"]),
        problems=sum(bool(one["problem"]) for one in answers.values()),
    )


def accepted(lines: Sequence[str]) -> bool:
    """Whether every check digit of the lines' format holds, as ICAO 9303 reckons them."""
    layout = _layout(lines)
    if layout is None:
        return False
    verdicts = [check.verdict for check in check_all(layout, lines)]
    return Verdict.OK in verdicts and Verdict.BAD not in verdicts


def _layout(lines: Sequence[str]) -> Layout | None:
    """The format of the lines by their shape and first letters; None for no zone at all."""
    if not lines or any(char not in ALPHABET for line in lines for char in line):
        return None
    visa, french = lines[0].startswith("V"), lines[0].startswith("IDFRA")
    formats = {
        (30, 30, 30): "TD1",
        (36, 36): "FRAID" if french else "MRVB" if visa else "TD2",
        (44, 44): "MRVA" if visa else "TD3",
    }
    format = formats.get(tuple(len(line) for line in lines))
    return LAYOUTS[format] if format else None


def _share(truth: str, said: str) -> float:
    """1 less the edit distance over the truth's length, at least 0."""
    before = list(range(len(said) + 1))
    for row, char in enumerate(truth, 1):
        now = [row]
        for column, other in enumerate(said, 1):
            cost = before[column - 1] + (char != other)
            now.append(min(cost, before[column] + 1, now[-1] + 1))
        before = now
    return max(0.0, 1 - before[-1] / len(truth))


def table(rows: Sequence[Row]) -> str:
    """All rows as Markdown; the ratios are to the first row."""
    heads = [
        "reader", "exact", "by document", "characters", "wrong, digits hold", "zones on none",
        "CPU ms median", "p95", "times ours", "import ms", "ready ms",
        "peak MB", "errors",
    ]  # fmt: skip
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for one in rows:
        cells = [
            one.name, f"{one.exact}/{one.zoned}", f"{one.by_document:.3f}", f"{one.characters:.3f}",
            str(one.wrong_accepted), f"{one.claimed}/{one.blank}", f"{one.median_ms:.0f}",
            f"{one.p95_ms:.0f}", f"{one.median_ms / rows[0].median_ms:.1f}", f"{one.import_ms:.0f}",
            f"{one.ready_ms:.0f}", f"{one.peak_mb:.0f}", str(one.problems),
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
