"""docreader beside its peers: one folder of known truth, one core, one run.

    BORDERPOST_SPECIMENS=FOLDER python bench/docreader.py [FOLDER] [--only docreader,readmrz]

The folder is as in ``bench/reader.py``. Each peer gets a virtual environment of its own under
``build/peers/`` when it is first asked for; all but ours need tesseract. CPU milliseconds are
user and system time, children included.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.peers import figures  # noqa: E402  ours is found only now

PEERS = ROOT / "bench" / "peers"
BUILT = ROOT / "build" / "peers"
NAMES = ("docreader", "readmrz", "icij", "fastmrz")
SECONDS = 1800  # for one reader and the whole folder


@dataclass(frozen=True)
class CannotRun(Exception):
    """Why a peer is not measured."""

    why: str


def main() -> int:
    """Run every reader one after the other and print the table; 1 if there is no folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", default=os.environ.get("BORDERPOST_SPECIMENS"))
    parser.add_argument("--only", default=",".join(NAMES), help="readers, with commas between")
    asked = parser.parse_args()
    if not asked.folder:
        print("no folder: name one or set BORDERPOST_SPECIMENS", file=sys.stderr)
        return 1
    folder = Path(asked.folder).resolve()
    truth = json.loads((folder / "index.json").read_text("utf-8"))
    print(f"{len(truth)} pictures, {_machine()}, {datetime.now(UTC):%Y-%m-%d}, one core")
    rows = []
    for name in asked.only.split(","):
        try:
            rows.append(figures.row(name, truth, _run(name, folder), _import_ms(name)))
        except CannotRun as problem:
            print(f"{name}: not measured, {problem.why}")
    print(figures.table(rows))
    return 0


def _run(name: str, folder: Path) -> list[dict[str, Any]]:
    """What the reader printed for the folder."""
    command = [_python(name), str(PEERS / "reader.py"), name, str(folder)]
    done = _on_one_core(command, name)
    if done.returncode:
        raise CannotRun(done.stderr.strip().splitlines()[-1] if done.stderr else "no reason told")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


IMPORTS = {"icij": "passport_service"}


def _import_ms(name: str) -> float:
    """The least of five: CPU of a fresh interpreter that imports the reader, itself included."""
    code = (
        f"import {IMPORTS.get(name, name)}, resource; "
        "used = resource.getrusage(resource.RUSAGE_SELF); print(used.ru_utime + used.ru_stime)"
    )
    command = [_python(name), "-c", code]
    return min(1000 * float(_on_one_core(command, name).stdout) for _ in range(5))


def _on_one_core(command: list[str], name: str) -> subprocess.CompletedProcess[str]:
    core = max(os.sched_getaffinity(0))
    one = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
    tessdata = {"BORDERPOST_TESSDATA": str(_tessdata())} if name == "fastmrz" else {}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **one, **tessdata},
        timeout=SECONDS,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )


def _python(name: str) -> str:
    """The interpreter that has the reader; its environment is made when it is missing."""
    if name == "docreader":
        return sys.executable
    _need_tesseract()
    home = BUILT / name
    if not (home / "ready").exists():
        print(f"making the environment of {name} in {home.relative_to(ROOT)}", file=sys.stderr)
        shutil.rmtree(home, ignore_errors=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        for step in (
            [sys.executable, "-m", "venv", str(home)],
            [*pip, "--disable-pip-version-check", "-r", str(PEERS / f"{name}.txt")],
        ):
            done = subprocess.run(step, capture_output=True, text=True)
            if done.returncode:
                raise CannotRun(f"it cannot be installed: {done.stderr.strip()[-200:]}")
        (home / "ready").touch()
    return str(home / "bin" / "python")


def _need_tesseract() -> None:
    if shutil.which("tesseract"):
        return
    subprocess.run(["apt-get", "install", "-y", "-q", "tesseract-ocr"], capture_output=True)
    if not shutil.which("tesseract"):
        raise CannotRun("tesseract is missing and could not be installed (apt: tesseract-ocr)")


def _tessdata() -> Path:
    """The model of icij's wheel, which stands in for the one that fastmrz wants copied by hand."""
    _python("icij")
    found = next((BUILT / "icij").glob("lib/*/site-packages/passport_service/data"), None)
    if found is None:
        raise CannotRun("the model of icij's wheel is missing")
    return found


def _machine() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    model = next(
        (line.split(":")[1].strip() for line in lines if line.startswith("model name")), ""
    )
    load = os.getloadavg()[0]
    return f"{model or platform.machine()}, Python {platform.python_version()}, load {load:.1f}"


if __name__ == "__main__":
    sys.exit(main())
