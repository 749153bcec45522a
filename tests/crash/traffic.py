"""Officers who keep saving crossings while their server dies under them."""

from __future__ import annotations

import dataclasses
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import requests

from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from tests.officer import Form, Officer, form_of, sheet_of

PATIENCE = 120  # seconds until the server is back


@dataclass(frozen=True)
class Told:
    """A crossing of which an officer was told that it is saved."""

    number: str
    decision: Form


class Traffic(threading.Thread):
    """One officer: traveller after traveller, every form sent again until it is answered."""

    def __init__(
        self, officer: Officer, travellers: Iterator[SpecimenPerson], up: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self._officer, self._travellers, self._up = officer, travellers, up
        self._ending = threading.Event()
        self._cut_off = False
        self.told: list[Told] = []
        self.sheets: list[str] = []
        self.taps: list[str] = []  # keys of those that were told as counted
        self.retries = self.doubles_sent = 0
        self.fault = ""

    def run(self) -> None:
        """Work until the shift ends, or until something is answered that should not be."""
        try:
            while not self._ending.is_set():
                self._serve(next(self._travellers))
        except (AssertionError, requests.RequestException) as error:
            self.fault = f"{type(error).__name__}: {error}"

    def end_shift(self) -> None:
        """Finish the traveller at the desk, then stop."""
        self._ending.set()
        self.join(PATIENCE)

    def _serve(self, person: SpecimenPerson) -> None:
        lines = "\n".join(specimen_lines(person, "TD3"))
        opening = form_of(self._page("/desk/"), "/desk/inspect", lines=lines, source="wedge")
        sheet = sheet_of(self._sent(opening))
        self.sheets.append(sheet.rsplit("/", 1)[-1])
        decision = form_of(self._page(sheet), f"{sheet}/decide", decision="admit")
        answer = self._sent(decision)
        assert answer.status_code == 302, f"{answer.status_code}: {answer.text[:500]}"
        self.told.append(Told(person.document_number, decision))
        self._count()
        if self._cut_off:
            self._double()

    def _count(self) -> None:
        """Tap once on the keypad."""
        tap = form_of(self._page("/tally/count"), "/tally/count", tap="E W")
        answer = self._sent(tap)
        assert answer.status_code == 302, f"{answer.status_code}: {answer.text[:500]}"
        self.taps.append(tap.key)

    def _double(self) -> None:
        """After a restart, send the last saved decision once more: it must change nothing."""
        self._cut_off = False
        self.doubles_sent += 1
        answer = self._sent(self.told[-1].decision)
        assert answer.status_code == 302, f"{answer.status_code}: {answer.text[:500]}"

    def _page(self, address: str) -> str:
        while True:
            self._up.wait(PATIENCE)
            try:
                return self._officer.get(address).text
            except requests.RequestException:
                self._cut_off = True

    def _sent(self, form: Form) -> requests.Response:
        """The answer to a form; without one, the same form again, its key included."""
        while True:
            self._up.wait(PATIENCE)
            try:
                return self._officer.send(form)
            except requests.RequestException:
                self._cut_off = True
                self.retries += 1


def travellers() -> Iterator[SpecimenPerson]:
    """Invented people without end, no two with the same document number."""
    people = specimen_people(20, 500, ("MRT",))
    for number in itertools.count(1):
        yield dataclasses.replace(people[number % 500], document_number=f"K{number:08}")


class Shared(Iterator[SpecimenPerson]):
    """The queue before the desks: each traveller goes to one of them."""

    def __init__(self, source: Iterator[SpecimenPerson]) -> None:
        self._source, self._lock = source, threading.Lock()

    def __next__(self) -> SpecimenPerson:
        """The next traveller."""
        with self._lock:
            return next(self._source)
