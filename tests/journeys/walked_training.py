"""The way to each page of training, as ``walked.PAGES`` tells it."""

from __future__ import annotations

TRAINING: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "training/badges.html": (
        "formation", "ar",
        ("/training/runs/?state=running", "tbody a", "main a[href$='/badges']"),
    ),
    "training/check_in.html": ("formation", "ar", ("/check-in",)),
    "training/course.html": ("formation", "ar", ("/training/courses/", "tbody a")),
    "training/courses.html": ("formation", "fr", ("/training/courses/",)),
    "training/certificate.html": (
        "formation", "ar", ("/training/certificates/", "tbody a"),
    ),
    "training/certificates.html": ("formation", "fr", ("/training/certificates/",)),
    "training/certify.html": (
        "formation", "ar",
        ("/training/runs/?state=certified", "tbody a", "main a[href$='/certificates'].btn-primary"),
    ),
    "training/check.html": (
        "formation", "ar",
        ("/training/certificates/", "tbody a", "main a[href^='/certificates/']"),
    ),
    "training/door.html": (
        "formation", "fr",
        ("/training/runs/?state=running", "tbody a", "main td a[href$='/badges']"),
    ),
    "training/grid.html": (
        "formation", "ar", ("/training/runs/", "tbody a", "main a[href$='/grid']"),
    ),
    "training/mine.html": ("awa", "ar", ("/training/mine",)),
    "training/nominate.html": (
        "formation", "fr",
        ("/training/runs/?state=running", "tbody a", "main a[href$='/nominate']"),
    ),
    "training/qualifications.html": ("chef", "ar", ("/training/qualifications/",)),
    "training/run.html": ("formation", "en", ("/training/runs/", "tbody a")),
    "training/runs.html": ("formation", "ar", ("/training/runs/",)),
    "training/scan.html": (
        "formation", "fr",
        ("/training/runs/?q=DH-1-2026-2", "tbody a", "main a[href$='/sheets']",
         "main a[href*='/scans/']"),
    ),
    "training/sheets.html": (
        "formation", "ar",
        ("/training/runs/?state=running", "tbody a", "main a[href$='/sheets']"),
    ),
    "training/session.html": (
        "formation", "ar",
        ("/training/runs/?state=running", "tbody a", "main a[href$='/sessions/new']"),
    ),
    "training/wall.html": (
        "formation", "en",
        ("/training/runs/?state=running", "tbody a", "main td a[href$='/wall']"),
    ),
}  # fmt: skip
