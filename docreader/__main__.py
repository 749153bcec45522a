"""``python -m docreader PATH...``: one JSON object a line for each picture."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from docreader import UnreadableImage, read


def main(arguments: Sequence[str] | None = None) -> int:
    """Read every path and print what was found; 1 if one of them was no picture."""
    parser = argparse.ArgumentParser(prog="python -m docreader", description=__doc__)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a picture of a document")
    failed = False
    for path in parser.parse_args(arguments).paths:
        answer = describe(path)
        failed = failed or "error" in answer
        print(json.dumps(answer), flush=True)
    return 1 if failed else 0


def describe(path: str) -> dict[str, Any]:
    """The reading of one file as plain data with ``file`` and ``ms`` (CPU), or its ``error``."""
    start = time.process_time()
    try:
        reading = read(path)
    except (UnreadableImage, OSError) as problem:
        return {"file": path, "error": str(problem)}
    spent = (time.process_time() - start) * 1000
    return {"file": path, **reading.as_json(), "ms": round(spent, 1)}


if __name__ == "__main__":
    sys.exit(main())
