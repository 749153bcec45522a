"""The way to each page of modes, outages and the post's status, as ``walked.PAGES`` tells it."""

from __future__ import annotations

MODES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "crossings/desk_mode.html": ("cheikh", "ar", ("/desk/mode/",)),
    "lanes/outage.html": ("awa", "fr", ("/outages/", "tbody a")),
    "lanes/outages.html": ("cheikh", "ar", ("/outages/",)),
    "lanes/through.html": ("chef", "ar", ("/through/",)),
    "posts/status.html": ("chef", "fr", ("/posts/", "main a[href$='/status/']")),
}
