"""Languages: French first, English, Arabic from right to left; one per officer."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale, format_date, format_datetime, get_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_login import current_user

from borderpost.config import ROOT
from docreader.states import alpha2

# Codes of ICAO 9303-3 §5 that no table of territories names.
_BEYOND_ISO = {
    "UTO": _l("Utopia (specimen)"),
    "XXA": _l("Stateless"),
    "XXB": _l("Refugee"),
    "XXC": _l("Refugee (other)"),
    "XXX": _l("Nationality not specified"),
    "UNO": _l("United Nations"),
    "UNA": _l("United Nations agency"),
    "UNK": _l("UN mission in Kosovo"),
    "EUE": _l("European Union"),
    "XCE": _l("Council of Europe"),
    "XEC": _l("ECOWAS"),
    "XBA": _l("African Development Bank"),
    "XPO": _l("INTERPOL"),
    "XOM": _l("Order of Malta"),
    "GBD": _l("British overseas territories citizen"),
    "GBN": _l("British national (overseas)"),
    "GBO": _l("British overseas citizen"),
    "GBP": _l("British protected person"),
    "GBS": _l("British subject"),
}
LOCALES = {"fr": "Français", "en": "English", "ar": "العربية"}
RIGHT_TO_LEFT = {"ar"}


def install(app: Flask) -> None:
    """Choose the language of each answer and tell the templates."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    Babel(app, locale_selector=chosen)
    app.jinja_env.globals.update(
        LOCALES=LOCALES, current_locale=code, text_direction=text_direction
    )
    app.jinja_env.filters.update(day=day, instant=instant, state=state_name)


def in_every_language(label: LazyString) -> list[tuple[str, str, str]]:
    """A label in each language, with the language and its direction: for papers that are printed
    before anybody knows who reads them."""
    found = []
    for language in LOCALES:
        with force_locale(language):
            found.append((language, text_direction(), str(label)))
    return found


def chosen() -> str:
    """The language asked for: this page's, the officer's, the visitor's, the machine's."""
    asked = getattr(g, "page_locale", None)
    if asked in LOCALES:
        return str(asked)
    if not has_request_context():  # a command speaks the machine's language
        return str(current_app.config["DEFAULT_LOCALE"])
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    if session.get("locale") in LOCALES:
        return str(session["locale"])
    best = request.accept_languages.best_match(list(LOCALES))
    return best or str(current_app.config["DEFAULT_LOCALE"])


def code() -> str:
    """The language of the present answer: fr, en or ar."""
    return str(get_locale())


def text_direction() -> str:
    """``rtl`` for Arabic, else ``ltr``."""
    return "rtl" if code() in RIGHT_TO_LEFT else "ltr"


def day(value: date | str | None) -> str:
    """A calendar day in the reader's language; a partial ISO date stays as it is."""
    if not value:
        return ""
    if isinstance(value, str):
        if len(value) < len("2026-11-23"):
            return value
        value = date.fromisoformat(value)
    return str(format_date(value, "d MMM y"))


def instant(value: datetime | None, zone: str = "UTC") -> str:
    """An instant on the clock of a post."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(zone))
    return str(format_datetime(local, "d MMM y HH:mm", rebase=False))


def state_name(code3: str) -> str:
    """The name of a state in the reader's language, its code when there is none."""
    if code3 in _BEYOND_ISO:
        return str(_BEYOND_ISO[code3])
    short = alpha2(code3) if code3 else None
    locale = get_locale() or Locale("fr")
    return str(locale.territories.get(short, code3)) if short else code3
