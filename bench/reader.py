"""How well and how fast ``docreader.read`` reads a folder of pictures of known truth.

    BORDERPOST_SPECIMENS=FOLDER python bench/reader.py [FOLDER]

The folder holds ``index.json``: ``file``, ``mrz_lines``, ``doc_type`` and ``document``
(copies of one document share it). CPU milliseconds of one thread, as ``docreader`` sets it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


@dataclass(frozen=True)
class Page:
    """One picture: what it is, whether it was read to the letter, and what that cost."""

    file: str
    doc_type: str
    document: str
    claimed: bool
    exact: bool
    sure: bool
    cpu_ms: float


def main() -> int:
    """Measure a folder and print the figures; 1 if there is no folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", default=os.environ.get("BORDERPOST_SPECIMENS"))
    parser.add_argument("--each", action="store_true", help="a line for each picture")
    arguments = parser.parse_args()
    if not arguments.folder:
        print("no folder: name one or set BORDERPOST_SPECIMENS", file=sys.stderr)
        return 1
    import_ms = import_cpu_ms()
    pages = measure(Path(arguments.folder))
    if arguments.each:
        for page in pages:
            print(
                f"{page.file:24} {'exact' if page.exact else '-----'} "
                f"{'sure' if page.sure else '----'} {page.cpu_ms:6.0f} ms"
            )
    report(pages)
    print(f"import docreader         {import_ms:.0f} ms CPU, interpreter included")
    print(f"peak memory              {peak_mb():.0f} MB")
    return 0


def measure(folder: Path) -> list[Page]:
    """Read every picture of the folder's index once, after one to warm up."""
    from docreader import read
    from docreader.recognise import warm_up

    warm_up()
    pages = []
    for entry in json.loads((folder / "index.json").read_text("utf-8")):
        start = time.process_time()
        reading = read(folder / entry["file"])
        spent = (time.process_time() - start) * 1000
        pages.append(
            Page(
                entry["file"],
                entry["doc_type"],
                entry["document"],
                bool(reading.mrz_lines),
                list(reading.mrz_lines) == entry["mrz_lines"],
                reading.sure,
                spent,
            )
        )
    return pages


def report(pages: list[Page]) -> None:
    """Print the figures of all pages."""
    zoned = [page for page in pages if page.doc_type != "NONE"]
    blank = [page for page in pages if page.doc_type == "NONE"]
    by_document, by_type = defaultdict(list), defaultdict(list)
    for page in zoned:
        by_document[page.document].append(page.exact)
        by_type[page.doc_type].append(page.exact)
    means = [statistics.mean(copies) for copies in by_document.values()]
    print(f"exact                    {sum(p.exact for p in zoned)} of {len(zoned)}")
    print(f"exact, mean by document  {statistics.mean(means):.3f} of {len(means)} documents")
    print(
        "by type                  "
        + ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in sorted(by_type.items()))
    )
    print(
        f"sure, and of those wrong {sum(p.sure for p in pages)}, "
        f"{sum(p.sure and not p.exact for p in pages)}"
    )
    print(f"zones claimed on none    {sum(p.claimed for p in blank)} of {len(blank)}")
    for name, group in (("with a zone", zoned), ("without", blank)):
        if len(group) > 1:
            times = sorted(page.cpu_ms for page in group)
            p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
            print(f"CPU ms, {name:16} median {statistics.median(times):.0f}, p95 {p95:.0f}")


def import_cpu_ms() -> float:
    """CPU of a fresh interpreter that imports docreader, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", "import docreader"], check=True, cwd=Path(__file__).parent.parent
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def peak_mb() -> float:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
