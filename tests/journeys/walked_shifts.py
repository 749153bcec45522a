"""The way to each page of shifts, incidents and keys, as ``walked.PAGES`` tells it."""

from __future__ import annotations

SHIFTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "lanes/incident.html": ("awa", "fr", ("/incidents/?state=open", "tbody a")),
    "lanes/incidents.html": ("cheikh", "ar", ("/incidents/",)),
    "lanes/post_key.html": ("awa", "ar", ("/keys/", "tbody a")),
    "lanes/post_keys.html": ("chef", "fr", ("/keys/",)),
    "lanes/shift.html": ("chef", "ar", ("/shifts/?state=closed", "tbody a")),
    "lanes/shift_count.html": (
        "awa",
        "ar",
        ("/shifts/?state=open", "tbody a", "main a[href$='/hand-over']"),
    ),
    "lanes/shifts.html": ("audit", "en", ("/shifts/",)),
}
