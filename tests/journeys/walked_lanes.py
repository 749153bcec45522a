"""The way to each page of the lanes, as ``walked.PAGES`` tells it."""

from __future__ import annotations

LANES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "lanes/manifest.html": ("cheikh", "ar", ("/manifests/", "tbody a")),
    "lanes/manifests.html": ("awa", "fr", ("/manifests/",)),
    "lanes/people.html": ("awa", "ar", ("/manifests/", "tbody a", "main a[href$='/people']")),
    "lanes/waits.html": ("chef", "ar", ("/manifests/waits",)),
}
