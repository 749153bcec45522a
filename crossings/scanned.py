"""A scan as it comes to the desk: one arrival for each traveller, in the scan's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crossings import sheet as sheets
from crossings.models.inspection import Source
from crossings.services.inspecting import Arrival
from docreader import Reading
from docreader.answers import PageRead, ScanRead
from docreader.pages import PageReading
from docreader.travellers import Traveller, kind, travellers

Weigh = Callable[[Reading], Reading]


@dataclass(frozen=True)
class Beside:
    """Another document of the sheet's traveller that the same scan shows, for the page."""

    is_visa: bool
    page: int  # 0: the same page as the sheet's document
    state: str
    number: str
    expiry: str
    is_expired: bool
    is_sure: bool
    lines: tuple[str, ...]


def arrival(scan: ScanRead, weigh: Weigh) -> Arrival:
    """The first traveller's document with the others' as ``further``; what is to be said of
    the scan as a whole stands with the first."""
    found = [replace(one, reading=weigh(one.reading)) for one in scan.pages]
    groups = travellers(found)
    if not groups:
        first = _arrival(weigh(scan.first.reading), scan.first)
    else:
        first, *further = (_of_traveller(scan, found, group) for group in groups)
        first = replace(first, further=tuple(further))
    noticed = (*first.reading.warnings, *_of_the_scan(scan))
    return replace(first, reading=replace(first.reading, warnings=noticed))


def beside_of(told: Mapping[str, Any], page: int, today: date) -> Beside:
    """A document beside the sheet's, as it was written into the sheet's reading."""
    reading = Reading.from_json(told["reading"])
    sheet = sheets.from_reading(reading)
    return Beside(
        is_visa=kind(reading) == "V",
        page=0 if told["page"] == page else told["page"],
        state=reading.value("issuing_state"),
        number=reading.value("document_number"),
        expiry=reading.value("expiry_date"),
        is_expired=sheets.is_expired(sheet, today),
        is_sure=reading.sure,
        lines=reading.mrz_lines,
    )


def _of_traveller(scan: ScanRead, found: list[PageReading], group: Traveller) -> Arrival:
    document = found[group.document]
    beside = [
        {"page": found[place].page, "reading": found[place].reading.as_json()}
        for place in group.beside
    ]
    told = {"page": document.page, "pages": document.pages, "beside": beside}
    pictures = scan.at(group.document)
    return replace(_arrival(document.reading, pictures), scan=told)


def _arrival(reading: Reading, pictures: PageRead) -> Arrival:
    return Arrival(
        reading=reading,
        source=Source.CAMERA,
        sheet=sheets.from_reading(reading),
        zone_png=pictures.zone_png,
        page_jpeg=pictures.page_jpeg,
    )


def _of_the_scan(scan: ScanRead) -> Iterator[str]:
    if scan.blank and len(scan.blank) < scan.pages[-1].page:
        yield f"pages_without_zone:{', '.join(map(str, scan.blank))}"
    if scan.unread:
        yield f"pages_unread:{scan.unread}"
