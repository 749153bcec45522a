"""The way to each page of the convoys, as ``walked.PAGES`` tells it."""

from __future__ import annotations

_HERE = ("/convoys/?state=arrived", "tbody a")
CONVOYS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "lanes/convoy.html": ("awa", "ar", _HERE),
    "lanes/convoy_hand_over.html": ("awa", "fr", (*_HERE, "main a[href$='/hand-over']")),
    "lanes/convoy_list.html": ("chef", "ar", (*_HERE, "main a[href$='/list']")),
    "lanes/convoy_people.html": ("awa", "fr", (*_HERE, "main a[href$='/people']")),
    "lanes/convoy_sheet.html": ("cheikh", "ar", (*_HERE, "main a[href*='/hand-overs/']")),
    "lanes/convoys.html": ("awa", "fr", ("/convoys/",)),
}
