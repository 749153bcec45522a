"""One reader over one folder, by the Python that has it: ``python reader.py NAME FOLDER``.

Prints JSON lines: for each file of the folder's ``index.json`` the lines that were read and the
CPU milliseconds, children included; then what the process cost as a whole. Run by
``bench/docreader.py``; needs nothing but the reader itself.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]

Read = Callable[[str], list[str]]


def ours() -> Read:
    """This project's reader, ready to read."""
    sys.path.insert(0, str(ROOT))
    from docreader import read
    from docreader.recognise import warm_up

    warm_up()
    return lambda path: list(read(path).mrz_lines)


def readmrz() -> Read:
    """readmrz: its crop and its text, whatever the length of the lines."""
    from readmrz import MrzDetector, MrzReader

    detector, reader = MrzDetector(), MrzReader()
    return lambda path: reader.read_mrz(detector.crop_area(detector.read(path))).split("\n")


def icij() -> Read:
    """icij-passport-core: PassportEye's pipeline repaired, with a model of its own."""
    from passport_service import read_passport_file_mrz
    from passporteye.mrz.text import MRZOCRCleaner

    def lines(path: str) -> list[str]:
        found = read_passport_file_mrz(path)
        return [] if found is None else list(MRZOCRCleaner.apply(found.aux["raw_text"]))

    return lines


def fastmrz() -> Read:
    """fastmrz, with the full-precision model that BORDERPOST_TESSDATA names."""
    from fastmrz import FastMRZ

    reader = FastMRZ(tessdata_path=os.environ["BORDERPOST_TESSDATA"])
    return lambda path: str(reader.get_details(path, ignore_parse=True)).split("\n")


READERS: dict[str, Callable[[], Read]] = {
    "docreader": ours,
    "readmrz": readmrz,
    "icij": icij,
    "fastmrz": fastmrz,
}


def main() -> None:
    """Read every file once, in the order of the index."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    read = READERS[name]()
    ready = _cpu_ms()
    for entry in json.loads((folder / "index.json").read_text("utf-8")):
        before = _cpu_ms()
        try:
            lines, problem = [one for one in read(str(folder / entry["file"])) if one], ""
        except Exception as error:  # noqa: BLE001  whatever a reader raises is its answer
            lines, problem = [], f"{type(error).__name__}: {error}"[:200]
        spent = _cpu_ms() - before
        told = {"file": entry["file"], "lines": lines, "ms": spent, "problem": problem}
        print(json.dumps(told), flush=True)
    own, child = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({"ready_ms": ready, "peak_mb": own, "child_mb": child}), flush=True)


def _cpu_ms() -> float:
    """User and system time of this process since it began, and of its children that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return 1000 * sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
