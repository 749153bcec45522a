"""How long an officer waits: pictures or swiped lines, at the pace of a full post.

    python bench/desk.py                     12 officers x 6 travellers a minute, pictures, 90 s
    python bench/desk.py --way swipe
    python bench/desk.py --officers 4 --seconds 60

A real server as shipped (gunicorn, one worker, eight threads, two reader processes). Each
traveller is POST inspect, GET sheet, POST decide; a page that an officer reads has no share
in the figures. The officers of this bench run on the same machine as the server.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).parent.parent))

from docreader.specimens import draw, specimen_lines, specimen_people
from tests.officer import Officer, form_of, sheet_of
from tests.served import Served, furnish

AIMS = {"inspect": 1000, "sheet": 300, "decide": 100}  # ms at the 95th percentile
SHOTS = (  # format, turn, skew in degrees, blur in pixels: what a desk sees in an hour
    ("TD3", 0, 0.0, 0.0),
    ("TD3", 0, 2.0, 0.6),
    ("TD1", 0, -1.5, 0.0),
    ("TD3", 180, 1.0, 0.0),
    ("MRVA", 0, 0.5, 0.4),
    ("TD3", 90, -2.0, 0.0),
    ("TD1", 0, 0.0, 0.8),
    ("TD2", 0, 1.0, 0.0),
)
EXEMPT = ("MRT",)  # nobody has to look at a visa first (rule R06)
DOCUMENTS = 48  # different ones; the next round of travellers is known here


@dataclass
class Shift:
    """What all officers saw: milliseconds of each step, and what went wrong."""

    ms: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in AIMS})
    late: int = 0  # travellers who waited because their officer was not done with another
    unread: int = 0  # sheets that lack what a crossing needs: cleared, not decided
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """What one traveller holds out: a picture of a document, or its lines."""

    picture: bytes = b""
    lines: str = ""


def main() -> int:
    """Run the shift and print its figures; 1 when something failed or an aim is missed."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="borderpost-bench-") as folder:
        names = furnish(Path(folder), asked.officers)
        documents = drawn() if asked.way == "picture" else swiped()
        served = Served(Path(folder))
        served.start()
        try:
            officers = [Officer(served.address, name) for name in names]
            for officer in officers[:4]:  # the readers start, the templates are compiled
                take(officer, documents[0], Shift())
            before = os.getloadavg()[0]
            shift = work(officers, itertools.cycle(documents), 60 / asked.rate, asked.seconds)
        finally:
            served.stop()
    print(
        f"{asked.officers} officers x {asked.rate:g} travellers a minute, {asked.way},"
        f" {asked.seconds:g} s, {os.cpu_count()} cores;"
        f" load average {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    )
    return report(shift)


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--way", choices=("picture", "swipe"), default="picture")
    parser.add_argument("--officers", type=int, default=12)
    parser.add_argument("--rate", type=float, default=6, help="travellers a minute and officer")
    parser.add_argument("--seconds", type=float, default=90)
    return parser.parse_args()


def drawn() -> list[Document]:
    """Pictures of invented documents, of several formats, turned and laid aslant."""
    import cv2

    found = []
    for number, person in enumerate(specimen_people(5, DOCUMENTS, EXEMPT)):
        kind, turn, skew, blur = SHOTS[number % len(SHOTS)]
        page = draw(person, kind, seed=number, turn=turn, skew=skew, blur=blur)
        found.append(Document(picture=cv2.imencode(".jpg", page)[1].tobytes()))
    return found


def swiped() -> list[Document]:
    """Lines of invented documents, as a swipe reader types them."""
    kinds = itertools.cycle(kind for kind, *_shot in SHOTS)
    people = specimen_people(5, DOCUMENTS, EXEMPT)
    return [
        Document(lines="\n".join(specimen_lines(person, kind)))
        for person, kind in zip(people, kinds, strict=False)
    ]


def work(
    officers: Sequence[Officer], documents: Iterator[Document], pause: float, seconds: float
) -> Shift:
    """Every officer takes a traveller every ``pause`` seconds, not all at the same instant."""
    shift, lock = Shift(), threading.Lock()
    begun = time.monotonic()

    def stand(number: int) -> None:
        dice = random.Random(number)
        due = begun + pause * number / len(officers)
        while due < begun + seconds:
            time.sleep(max(0.0, due - time.monotonic()))
            with lock:
                shift.late += time.monotonic() > due + 0.5
                document = next(documents)
            take(officers[number], document, shift)
            due += pause * dice.uniform(0.7, 1.3)

    threads = [threading.Thread(target=stand, args=(number,)) for number in range(len(officers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shift


def take(officer: Officer, document: Document, shift: Shift) -> None:
    """One traveller, from the empty desk to the saved crossing."""
    try:
        opening = form_of(officer.get("/desk/").text, "/desk/inspect")
        opening.values |= {"lines": document.lines, "source": "wedge"}
        if document.picture:
            opening.files["picture"] = ("camera.jpg", document.picture, "image/jpeg")
        sheet = sheet_of(clocked(shift.ms["inspect"], lambda: officer.send(opening)))
        page = clocked(shift.ms["sheet"], lambda: officer.get(sheet)).text
        decide(officer, sheet, page, shift)
    except (AssertionError, requests.RequestException) as error:
        shift.faults.append(str(error)[:200])


def decide(officer: Officer, sheet: str, page: str, shift: Shift) -> None:
    """Admit, what is doubtful ticked as compared; clear a sheet that lacks something."""
    if ' missing"' in page:
        shift.unread += 1
        officer.send(form_of(page, f"{sheet}/leave"))
        return
    form = form_of(page, f"{sheet}/decide", decision="admit")
    form.values["compared"] = [
        rest.partition('"')[0] for rest in page.split('name="compared" value="')[1:]
    ]
    answer = clocked(shift.ms["decide"], lambda: officer.send(form))
    if answer.status_code != 302:
        shift.faults.append(f"decide answered {answer.status_code}")


def clocked(column: list[float], step: Callable[[], requests.Response]) -> requests.Response:
    """The answer of ``step``, its milliseconds written down."""
    begun = time.perf_counter()
    answer = step()
    column.append((time.perf_counter() - begun) * 1000)
    return answer


def report(shift: Shift) -> int:
    """Print a line for each step; the status for the shell."""
    missed = len(shift.faults)
    for name, column in shift.ms.items():
        if len(column) < 2:
            continue
        p95 = statistics.quantiles(column, n=20, method="inclusive")[-1]
        missed += p95 > AIMS[name]
        print(
            f"{name:8} n {len(column):4}  p50 {statistics.median(column):6.0f} ms"
            f"  p95 {p95:6.0f} ms  max {max(column):6.0f} ms  aim p95 {AIMS[name]} ms"
            f"{'' if p95 <= AIMS[name] else '  MISSED'}"
        )
    print(f"late {shift.late}, not read {shift.unread}, failed {len(shift.faults)}")
    for fault in sorted(set(shift.faults)):
        print(f"  {fault}")
    return 1 if missed or not shift.ms["decide"] else 0


if __name__ == "__main__":
    sys.exit(main())
