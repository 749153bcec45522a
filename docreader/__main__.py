"""Read travel documents: one JSON object a line for every document on every page.

PATH is a picture (JPEG, PNG, WebP, BMP, TIFF), a PDF, or a folder of them. A page without a
zone gives "mrz": [] and says in "warnings" why that may be; a file that is no picture gives
"error". Nothing is sent anywhere and nothing is kept but what is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

from docreader.batch import Line, Output, read_all
from docreader.files import files_of
from docreader.progress import Progress
from docreader.signers import Signers, files_in

_EPILOG = """\
exit status: 0 every file was read, with or without a zone; 1 a file could not be read;
2 the command was called wrongly; 130 stopped by Ctrl-C.

  python -m docreader passport.jpg
  python -m docreader --out read.jsonl scans/    # again after a stop: goes on where it was
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read every path and print or write what was found; the status is in ``--help``."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.workers < 1 or asked.seconds <= 0:
        parser.error("--workers and --seconds must be more than 0")
    if asked.certificates and not asked.certificates.is_dir():
        parser.error(f"{asked.certificates} is no folder")
    files = list(files_of(asked.paths))
    if not asked.out:
        return _run(files, asked, None)
    try:
        out = Output(Path(asked.out))
    except (OSError, ValueError) as problem:
        parser.error(f"{asked.out} cannot be continued: {problem}")
    with closing(out):
        return _run(files, asked, out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m docreader",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a picture, a PDF or a folder")
    parser.add_argument(
        "--out", metavar="FILE", help="add the lines to FILE and skip what it already holds"
    )
    parser.add_argument(
        "--workers", type=int, default=_cores(), metavar="N", help="reader processes (%(default)s)"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=60,
        metavar="S",
        help="longest time for a picture; a scan may take three times that (%(default)s)",
    )
    parser.add_argument(
        "--certificates",
        type=Path,
        metavar="FOLDER",
        help="certificates (.pem, .der) of those whose digital seals are known",
    )
    parser.add_argument(
        "--printed", action="store_true", help="compare the print beside the zone with it as well"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    return parser


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(files: Sequence[str], asked: argparse.Namespace, out: Output | None) -> int:
    held = out.held if out else frozenset()
    left = [file for file in files if file not in held]
    failed = bool(out and out.failed & set(files))
    progress = Progress(len(left), sys.stderr, quiet=asked.quiet)
    with _stopping() as stop:
        workers = max(1, min(asked.workers, len(left)))
        for lines in _read(left, workers, asked, stop) if left else ():
            _tell(lines, out)
            wrong = any("error" in line for line in lines)
            failed = failed or wrong
            progress.step(failed=wrong)
    progress.end()
    if progress.done < len(left):
        again = "The same command goes on from here." if out else ""
        print(f"Stopped: {progress.done} of {len(left)} files were read. {again}", file=sys.stderr)
        return 130
    if not files:
        print("There is no picture here.", file=sys.stderr)
    return 1 if failed else 0


def _read(
    files: Sequence[str], workers: int, asked: argparse.Namespace, stop: Event
) -> Iterator[list[Line]]:
    known = Signers.of(files_in(asked.certificates)) if asked.certificates else None
    for name, code in known.unusable.items() if known else ():
        print(f"{name} cannot be used: {code}", file=sys.stderr)
    return read_all(files, workers, asked.seconds, stop.is_set, known, printed=asked.printed)


@contextmanager
def _stopping() -> Iterator[Event]:
    """An event that the first Ctrl-C sets; the second one ends everything at once."""
    stop = Event()

    def pressed(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(lines: Iterable[Line], out: Output | None) -> None:
    if out:
        out.write(list(lines))
        return
    for line in lines:
        print(json.dumps(line), flush=True)


def _ended() -> int:
    """``main`` for a shell: no traceback when it is stopped, or nobody reads on."""
    try:
        return main()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(_ended())
