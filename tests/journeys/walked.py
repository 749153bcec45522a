"""Which page is opened by whom, in which language, and how it is reached: the walk of
``test_every_page.py``. A new page gets its row here."""

from __future__ import annotations

from tests.journeys.walked_cashdesk import CASHDESK
from tests.journeys.walked_convoys import CONVOYS
from tests.journeys.walked_equipment import EQUIPMENT
from tests.journeys.walked_lanes import LANES
from tests.journeys.walked_modes import MODES
from tests.journeys.walked_passes import PASSES
from tests.journeys.walked_register_sheets import REGISTER_SHEETS
from tests.journeys.walked_shifts import SHIFTS
from tests.journeys.walked_tests import TESTS
from tests.journeys.walked_training import TRAINING
from tests.journeys.walked_vehicles import VEHICLES

# template: who opens it, in which language, where it is or by which links it is reached
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "audit/index.html": ("audit", "en", ("/audit/",)),
    "code_lists/edit.html": ("admin", "ar", ("/code-lists/", "tbody a", "main a[href$='/new']")),
    "code_lists/index.html": ("chef", "fr", ("/code-lists/",)),
    "code_lists/show.html": ("admin", "en", ("/code-lists/", "tbody a")),
    "edit.html": ("magasin", "ar", ("/equipment/locations/new",)),
    **CASHDESK,
    **EQUIPMENT,
    **CONVOYS,
    **LANES,
    **TRAINING,
    **TESTS,
    **PASSES,
    **MODES,
    **REGISTER_SHEETS,
    **SHIFTS,
    **VEHICLES,
    "crossings/appeal.html": ("chef", "ar", ("/posts/", "main a[href$='/appeal/']")),
    "crossings/count.html": ("cheikh", "ar", ("/tally/count",)),
    "crossings/correct.html": ("cheikh", "ar", ("SHEET", "#correct")),
    "crossings/correct_crossing.html": (
        "chef",
        "en",
        ("/register/", "tbody a >> nth=-1", "main a[href$='/correct']"),
    ),
    "crossings/desk.html": ("cheikh", "ar", ("/desk/",)),
    "crossings/guidance.html": ("chef", "ar", ("/posts/", "main a[href$='/authorisation/']")),
    "crossings/hand_over.html": ("awa", "ar", ("/hand-over/",)),
    "crossings/interview.html": (
        "grace",
        "en",
        ("/second-line/", "tbody a[href^='/second-line/']"),
    ),
    "crossings/no_zone.html": ("cheikh", "ar", ("/desk/", "main [data-digit='8']")),
    "crossings/minor_paper.html": ("awa", "ar", ("/desk/minor-paper/?lang=ar",)),
    "crossings/minors.html": (
        "grace",
        "en",
        (
            "/second-line/",
            "tbody tr:has-text('sans adulte') a[href^='/desk/']",
            "#minors .leaves-journey",
        ),
    ),
    "crossings/paper.html": ("chef", "ar", ("/register/", "tbody a", "main a[href*='lang=ar']")),
    "crossings/policies.html": ("chef", "ar", ("/posts/", "main a[href$='/desk-policies/']")),
    "crossings/supporting.html": ("awa", "ar", ("SHEET", "main a[href$='/papers/new']")),
    "crossings/readers.html": ("chef", "ar", ("/desk/readers/",)),
    "crossings/refusal.html": ("grace", "ar", ("/refusals/", "tbody a")),
    "crossings/refusal_paper.html": (
        "grace",
        "ar",
        (
            "/refusals/",
            "tbody tr:has-text('ML-05'):has-text('العربية') a",
            "main a[href*='/papers/']",
        ),
    ),
    "crossings/refusals.html": ("chef", "en", ("/refusals/",)),
    "crossings/register.html": ("cheikh", "ar", ("/register/",)),
    "crossings/rules/edit.html": ("analyste", "ar", ("/rules/R06/change",)),
    "crossings/rules/import.html": ("analyste", "fr", ("/rules/import",)),
    "crossings/rules/index.html": ("analyste", "ar", ("/rules/",)),
    "crossings/rules/proposal.html": ("admin", "ar", ("/rules/proposals/", "tbody a")),
    "crossings/rules/proposals.html": ("admin", "en", ("/rules/proposals/",)),
    "crossings/rules/show.html": ("chef", "fr", ("/rules/R06",)),
    "crossings/rules/what_if.html": ("analyste", "ar", ("/rules/what-if",)),
    "crossings/second_line.html": ("grace", "en", ("/second-line/",)),
    "crossings/sheet.html": ("grace", "en", ("SHEET",)),
    "crossings/show.html": ("cheikh", "ar", ("/register/", "tbody a")),
    "crossings/slip.html": ("chef", "ar", ("/register/", "tbody a", "main a[href*='/slip']")),
    "crossings/stay.html": ("chef", "en", ("/stays/", "tbody a")),
    "crossings/stays.html": ("chef", "ar", ("/stays/",)),
    "crossings/sticker.html": ("awa", "ar", ("/stickers/", "tbody a")),
    "crossings/stickers.html": ("chef", "fr", ("/stickers/",)),
    "crossings/stickers_count.html": ("chef", "ar", ("/stickers/count",)),
    "crossings/stickers_receive.html": ("chef", "ar", ("/stickers/receive",)),
    "crossings/tally.html": ("analyste", "fr", ("/register/tally",)),
    "crossings/traveller.html": (
        "grace",
        "en",
        ("/register/", "tbody a", "main a[href*='/travellers/']"),
    ),
    "crossings/typed.html": ("awa", "fr", ("/desk/typed",)),
    "devices/index.html": ("admin", "ar", ("/devices/",)),
    "devices/join.html": ("", "ar", ("/devices/join",)),
    "calendars/show.html": ("magasin", "ar", ("/calendar/",)),
    "projects/plate.html": ("chef", "ar", ("/projects/donors/", "tbody a[href$='/plate']")),
    "error.html": ("cheikh", "ar", ("/nowhere",)),
    "home/show.html": ("cheikh", "ar", ("/home",)),
    "imports/index.html": ("chef", "en", ("/imports/",)),
    "imports/new.html": ("chef", "ar", ("/imports/", "a.home-card")),
    "officers/account.html": (
        "admin",
        "ar",
        ("/officers/?account=none", "tbody a", "main a[href$='/account']"),
    ),
    "officers/edit.html": ("admin", "ar", ("/officers/", "tbody a")),
    "officers/index.html": ("admin", "fr", ("/officers/",)),
    "officers/own_account.html": ("awa", "fr", ("/own-account/",)),
    "officers/own_password.html": ("awa", "fr", ("/own-password",)),
    "officers/person.html": ("admin", "en", ("/officers/", "main a[href*='/people/new']")),
    "officers/postings.html": (
        "admin",
        "ar",
        ("/officers/", "tbody a", "main a[href$='/postings']"),
    ),
    "officers/sign_in.html": ("", "ar", ("/sign-in",)),
    "officers/sign_ins.html": ("admin", "en", ("/officers/sign-ins",)),
    "places/edit.html": ("admin", "ar", ("/places/new",)),
    "places/index.html": ("awa", "fr", ("/places/",)),
    "places/show.html": ("grace", "en", ("/places/", "tbody a")),
    "posts/edit.html": ("admin", "en", ("/posts/", "main a[href^='/posts/']:not([href*='lane'])")),
    "posts/edit_lane.html": ("admin", "fr", ("/posts/", "main a[href*='/lanes/']")),
    "posts/letterhead.html": ("admin", "ar", ("/posts/", "main a[href$='/letterhead/']")),
    "posts/letterhead_preview.html": (
        "admin",
        "en",
        ("/posts/", "main a[href$='/letterhead/']", "main a[href*='/preview']"),
    ),
    "posts/index.html": ("admin", "ar", ("/posts/",)),
    "projects/donors.html": ("chef", "en", ("/projects/donors/",)),
    "projects/index.html": ("chef", "ar", ("/projects/",)),
    "projects/show.html": ("chef", "fr", ("/projects/", "tbody a")),
    "protection/ask.html": ("grace", "en", ("SHEET", ".gate-way")),
    "protection/contacts.html": ("chef", "ar", ("/protection/contacts/",)),
    "protection/screening.html": ("protection", "fr", ("/protection/screenings/", "tbody a")),
    "protection/screenings.html": ("protection", "ar", ("/protection/screenings/",)),
    "status/show.html": ("chef", "ar", ("/status/",)),
    "watchlist/entries.html": (
        "veille",
        "ar",
        ("/watchlist/", "tbody tr:has-text('signalements') a", "main a[href$='/entries']"),
    ),
    "watchlist/entry.html": (
        "veille",
        "fr",
        (
            "/watchlist/",
            "tbody tr:has-text('signalements') a",
            "main a[href$='/entries']",
            "tbody a",
        ),
    ),
    "watchlist/entry_edit.html": (
        "veille",
        "ar",
        ("/watchlist/", "tbody tr:has-text('signalements') a", "main a[href$='/entries/new']"),
    ),
    "watchlist/hits.html": ("chef", "en", ("/watchlist/hits/",)),
    "watchlist/list.html": ("cheikh", "ar", ("/watchlist/", "tbody a")),
    "watchlist/list_edit.html": ("veille", "en", ("/watchlist/lists/new",)),
    "watchlist/lists.html": ("cheikh", "ar", ("/watchlist/",)),
    "watchlist/load.html": ("veille", "ar", ("/watchlist/", "tbody a", "main a[href$='/load']")),
    "watchlist/looks.html": ("audit", "fr", ("/watchlist/looks/",)),
    "watchlist/proposal.html": ("controle", "ar", ("/watchlist/proposals/", "tbody a")),
    "watchlist/proposals.html": ("controle", "en", ("/watchlist/proposals/",)),
    "watchlist/search.html": ("veille", "ar", ("/watchlist/search?name=Balkissa",)),
    "watchlist/thresholds.html": (
        "veille",
        "ar",
        ("/watchlist/", "tbody tr:has-text('signalements') a", "main a[href$='/thresholds']"),
    ),
    "watchlist/version.html": ("veille", "en", ("/watchlist/", "tbody a", "tbody a")),
}
ON_A_NETWORK = {"devices/edit.html", "devices/paper.html", "devices/refused.html"}  # lan = true
OWN_TEST = {  # in test_pages.py, but for whom to call: test_decisions.py
    "training/sitting.html",  # test_training_tests.py
    "evacuated.html",  # by a machine without records: tests/borderpost/test_evacuation.py
    "crossings/reader_token.html",
    "imports/columns.html",
    "imports/show.html",
    "officers/leaving.html",
    "officers/lock.html",
    "officers/first_run.html",
    "officers/recovery_codes.html",
    "officers/resume.html",
    "officers/second_factor.html",
    "officers/second_factor_set_up.html",
    "officers/start_passwords.html",
    "protection/calls.html",
    "cashdesk/verifier.html",  # a file that is saved: tests/cashdesk/test_verifier_file.py
    "watchlist/hit.html",
    "watchlist/threshold.html",
}
NO_PAGE = {"layout.html", "pdf.html"}  # the frames of the others
