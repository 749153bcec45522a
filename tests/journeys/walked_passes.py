"""The way to each page of passes, as ``walked.PAGES`` tells it."""

from __future__ import annotations

_ONE = ("/passes/?state=good", "tbody a")

PASSES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "lanes/pass.html": ("cheikh", "ar", _ONE),
    "lanes/pass_away.html": ("cheikh", "ar", ("/passes/away",)),
    "lanes/pass_card.html": ("cheikh", "ar", (*_ONE, "main a[href$='/card']")),
    "lanes/pass_new.html": ("cheikh", "ar", ("/passes/new",)),
    "lanes/pass_photo.html": ("awa", "ar", (*_ONE, "main a[href$='/photo']")),
    "lanes/pass_rule.html": ("awa", "ar", ("/passes/rules/", "tbody a")),
    "lanes/pass_rules.html": ("admin", "fr", ("/passes/rules/",)),
    "lanes/pass_scans.html": ("chef", "ar", ("/passes/scans",)),
    "lanes/passes.html": ("awa", "fr", ("/passes/",)),
}
