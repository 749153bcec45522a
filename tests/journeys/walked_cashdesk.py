"""The way to each page of the cash desk, as ``walked.PAGES`` tells it."""

from __future__ import annotations

CASHDESK: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cashdesk/check.html": ("", "ar", ("/receipt-check/",)),
    "cashdesk/confirm.html": ("caisse", "fr", ("/cash/", "main tbody a")),
    "cashdesk/count.html": ("caisse", "ar", ("/cash/", "main a[href$='/count']")),
    "cashdesk/open.html": ("caisse", "ar", ("/cash/open",)),
    "cashdesk/paper_receipt.html": ("caisse", "ar", ("/cash/paper/?fate=out", "tbody a")),
    "cashdesk/paper_receipts.html": ("chef", "ar", ("/cash/paper/",)),
    "cashdesk/paper_run.html": (
        "chef",
        "ar",
        ("/cash/paper/?fate=out", "tbody a", "main a[href*='/runs/']"),
    ),
    "cashdesk/receipt.html": ("caisse", "ar", ("/cash/receipts/", "tbody a")),
    "cashdesk/receipts.html": ("chef", "fr", ("/cash/receipts/",)),
    "cashdesk/take.html": ("caisse", "ar", ("/cash/",)),
    "cashdesk/takings.html": ("chef", "ar", ("/cash/takings/",)),
    "cashdesk/tariff_end.html": ("admin", "ar", ("/cash/tariffs/", "tbody a")),
    "cashdesk/tariff_new.html": ("admin", "ar", ("/cash/tariffs/new",)),
    "cashdesk/tariffs.html": ("admin", "fr", ("/cash/tariffs/",)),
    "cashdesk/till.html": ("chef", "ar", ("/cash/tills/", "tbody a")),
    "cashdesk/tills.html": ("chef", "en", ("/cash/tills/",)),
    "cashdesk/void.html": (
        "caisse",
        "ar",
        ("/cash/receipts/?state=good", "tbody a", "main a[href$='/void']"),
    ),
    "cashdesk/voids.html": ("chef", "ar", ("/cash/receipts/voids",)),
    "cashdesk/wall.html": ("awa", "ar", ("/cash/tariffs/wall",)),
}
