"""The way to each page of training, as ``walked.PAGES`` tells it."""

from __future__ import annotations

TRAINING: dict[str, tuple[str, str, tuple[str, ...]]] = {
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
    "training/grid.html": (
        "formation", "ar", ("/training/runs/", "tbody a", "main a[href$='/grid']"),
    ),
    "training/nominate.html": (
        "formation", "fr",
        ("/training/runs/?state=running", "tbody a", "main a[href$='/nominate']"),
    ),
    "training/qualifications.html": ("chef", "ar", ("/training/qualifications/",)),
    "training/run.html": ("formation", "en", ("/training/runs/", "tbody a")),
    "training/runs.html": ("formation", "ar", ("/training/runs/",)),
    "training/session.html": (
        "formation", "ar",
        ("/training/runs/?state=running", "tbody a", "main a[href$='/sessions/new']"),
    ),
}  # fmt: skip
