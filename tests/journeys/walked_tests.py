"""The way to each page of a run's tests, as ``walked.PAGES`` tells it."""

from __future__ import annotations

_CLOSED, _RUNNING = "/training/runs/?state=certified", "/training/runs/?state=running"
_TESTS = "main a[href$='/tests']"
TESTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "training/answers.html": ("formation", "ar", (_CLOSED, "tbody a", _TESTS,
                                                  "main a[href$='/answers']")),
    "training/evaluation.html": ("chef", "ar", (_CLOSED, "tbody a", "main a[href$='/evaluation']")),
    "training/follow_ups.html": ("chef", "fr", ("/training/follow-ups",)),
    "training/items.html": ("formation", "fr", (_CLOSED, "tbody a", _TESTS,
                                                "main a[href$='/items']")),
    "training/paper.html": ("formation", "en", (_RUNNING, "tbody a", _TESTS,
                                                "main a[href$='/tests/new']")),
    "training/papers.html": ("formation", "ar", (_CLOSED, "tbody a", _TESTS)),
    "training/question.html": ("formation", "ar", ("/training/courses/", "tbody a",
                                                   "main a[href$='/questions']",
                                                   "main a[href$='/questions/new']")),
    "training/questions.html": ("formation", "ar", ("/training/courses/", "tbody a",
                                                    "main a[href$='/questions']")),
    "training/reaction.html": ("formation", "ar", ("/training/mine",
                                                   "main a[href$='/reaction']")),
    "training/reach.html": ("formation", "ar", (_CLOSED, "tbody a", "main a[href$='/report']",
                                                "main a[href*='/training/projects/']")),
    "training/report.html": ("formation", "ar", (_CLOSED, "tbody a", "main a[href$='/report']")),
    "training/results.html": ("chef", "ar", (_CLOSED, "tbody a", "main a[href$='/results']")),
}  # fmt: skip
