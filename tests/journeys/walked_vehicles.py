"""The way to each page of vehicles, as ``walked.PAGES`` tells it."""

from __future__ import annotations

VEHICLES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "lanes/vehicle.html": ("chef", "ar", ("/vehicles/", "tbody a")),
    "lanes/vehicle_begin.html": ("cheikh", "ar", ("/vehicles/front/new",)),
    "lanes/vehicle_front.html": ("grace", "ar", ("/vehicles/front/",)),
    "lanes/vehicles.html": ("chef", "fr", ("/vehicles/",)),
}
