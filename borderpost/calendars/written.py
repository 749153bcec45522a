"""Entries as an iCalendar file (RFC 5545); the one place that knows its library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import icalendar

from borderpost import clock
from borderpost.calendars.queries import Entry


def calendar(entries: Iterable[Entry], name: str, host_url: str) -> bytes:
    """The file. ``host_url`` is the address of this machine, under which the entries' pages are
    and by whose name a key without one of its own is told apart."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Borderpost//Calendar//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for one in entries:
        made.add_component(_event(one, host_url.rstrip("/")))
    return bytes(made.to_ical())


def _event(entry: Entry, host_url: str) -> icalendar.Event:
    event = icalendar.Event()
    host = host_url.partition("://")[2].partition(":")[0]
    event.add("uid", entry.key if "@" in entry.key else f"{entry.key}@{host}")
    event.add("dtstamp", clock.now())
    event.add("summary", entry.title)
    if entry.hours is None:
        event.add("dtstart", entry.on)
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", entry.hours.begins)
        event.add("dtend", entry.hours.begins + timedelta(minutes=entry.hours.minutes))
        event.add("location", entry.hours.place)
        event.add("sequence", entry.hours.sequence)
        event.add("status", "CANCELLED" if entry.hours.is_cancelled else "CONFIRMED")
    if entry.words:
        event.add("description", entry.words)
    if entry.path:
        event.add("url", host_url + entry.path)
    return event
