"""Words for what the reader says in codes: warnings, checks, fields, ways in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

FIELDS: Mapping[str, LazyString] = {
    "surname": _l("Surname"),
    "given_names": _l("Given names"),
    "document_code": _l("Document"),
    "issuing_state": _l("Issued by"),
    "document_number": _l("Number"),
    "nationality": _l("Nationality"),
    "birth_date": _l("Born on"),
    "sex": _l("Sex"),
    "expiry_date": _l("Valid until"),
    "optional_data": _l("Optional data"),
    "composite": _l("All together"),
}
CHECKS: Mapping[str, LazyString] = {
    "ok": _l("digit agrees"),
    "bad": _l("digit does not agree"),
    "absent": _l("no digit printed"),
    "not_covered": _l("no digit protects this"),
}
ORIGINS: Mapping[str, LazyString] = {
    "read": _l("read from the zone"),
    "typed": _l("typed by the officer"),
    "empty": _l("not known"),
}
STATES: Mapping[str, LazyString] = {
    "open": _l("the sheet stands open"),
    "referred": _l("the traveller waits in second line"),
    "decided": _l("the traveller is decided"),
    "left": _l("the sheet was cleared"),
}
SOURCES: Mapping[str, LazyString] = {
    "camera_ocr": _l("picture"),
    "wedge": _l("swipe reader"),
    "paste": _l("typed lines"),
    "manual": _l("typed by hand"),
    "agent": _l("full-page reader"),
    "pass": _l("border-resident pass"),
}
CLOCKS: Mapping[str, LazyString] = {
    "ntp": _l("clock kept by a time server"),
    "manual": _l("clock set by hand"),
    "gps": _l("clock kept by satellite"),
    "suspect": _l("clock in doubt"),
}
_WARNINGS: Mapping[str, LazyString] = {
    "no_zone": _l("No machine-readable zone was found on the picture."),
    "blurred": _l("The picture is blurred. Hold the camera still and take it again."),
    "too_dark": _l("The picture is too dark. Bring light and take it again."),
    "glare": _l("Light reflects on the document. Tilt it and take the picture again."),
    "too_small": _l("The document is too small on the picture. Go nearer."),
    "cut_off": _l("The zone is cut off at the edge. Show the whole page."),
    "truncated": _l("The picture is incomplete; its last part is missing."),
    "expired": _l("The document has expired."),
    "specimen": _l("This is a specimen document (Utopia). It admits nobody."),
    "name_truncated": _l("The zone may have cut the name. Compare it with the page."),
    "typed_by_hand": _l("Typed by hand: only the digits that you typed are checked."),
    "repaired": _l("One character was repaired so that the digits agree. Compare it."),
    "ambiguous": _l("More than one reading fits the digits. Compare it with the paper."),
    "unknown_state": _l("This state code is not on the list."),
    "not_a_date": _l("This is not a date."),
    "unexpected_character": _l("A character stands where it cannot be."),
    "missing": _l("This is empty in the zone."),
    "keyboard_layout": _l("The swipe reader types for another keyboard; the lines were put right."),
    "line_length": _l("A line has the wrong length (line, characters)."),
    "line_count": _l("A zone has two or three lines."),
    "foreign_character": _l("A character that no zone has (line, place)."),
    "empty": _l("There are no lines."),
    "too_long": _l("This is longer than any zone."),
    "total_length": _l("The lines are together too long or too short for a zone."),
    "barcode_differs": _l("A barcode says something else than the zone. One of them is wrong."),
    "seal_differs": _l("A digital seal says something else than the zone. One of them is wrong."),
    "seal_altered": _l("A digital seal was altered: its signature does not fit what it says."),
    "unclear_date": _l("This date is not clear. Compare it with the page."),
    "ignored_prefix": _l("Characters before the zone were left out."),
    "ignored_suffix": _l("Characters after the zone were left out."),
    "several_documents": _l(
        "The scan shows more than one document (how many). The first is open: read the others "
        "one at a time."
    ),
    "pages_unread": _l(
        "The last pages of the scan were not reached in time (how many). Scan them by themselves."
    ),
    "pages_without_zone": _l(
        "No zone was found on some pages of the scan (which). Look whether they show a document, "
        "and scan it again."
    ),
    "reader_differs": _l("The reader sent other lines than the picture shows. One is wrong."),
    "reader_lines": _l("The reader also sent lines that are no zone. Only the picture was read."),
}
_WITHOUT_A_ZONE = ("too_small", "too_dark", "blurred", "glare", "cut_off")
_SHOW_THE_PAGE = _l("Show the whole page with its zone, flat and near, and take the picture again.")
SIGNATURES: Mapping[str, LazyString] = {
    "signed": _l("signed"),
    "refused": _l("refused to sign"),
    "could_not": _l("could not sign"),
}
SPOKEN = (  # offered, not asked for: anything may be typed
    "Français", "العربية", "English", "Bamanankan", "Pulaar", "Sooninkanxanne", "Hassaniya",
    "Wolof", "Tamasheq",
)  # fmt: skip
SEEN: Mapping[str, LazyString] = {  # by an officer who admits where the rule asks for more
    "visa": _l("I saw a valid visa"),
    "evisa": _l("I saw a valid electronic visa"),
    "authorisation": _l("I saw the written authorisation"),
    "exception": _l("I saw proof of an exception to the suspension"),
}
SEEN_IN_RECORD: Mapping[str, LazyString] = {
    "visa": _l("the officer saw a valid visa"),
    "evisa": _l("the officer saw a valid electronic visa"),
    "authorisation": _l("the officer saw the written authorisation"),
    "exception": _l("the officer saw proof of an exception to the suspension"),
    "words": _l("the officer gave a reason"),
}
CHIPS: Mapping[str, LazyString] = {
    "no_chip": _l("it found no chip"),
    "read_not_authenticated": _l("the chip was read and not authenticated"),
    "authenticated": _l("the chip was read and authenticated"),
    "failed": _l("the chip could not be read"),
    "no_issuer_certificate": _l("the issuer's certificate is not available"),
}
_IN_SANDBOX: Mapping[str, LazyString] = {
    "specimen": _l(
        "This is a specimen document (Utopia). The sandbox admits it; a post never does."
    )
}
OTHER = _l("The reader noticed: %(code)s")


def without_zone(codes: Iterable[str]) -> list[str]:
    """Why a picture may show no zone and what to do about it; empty where that is not the
    question."""
    if "no_zone" not in (told := list(codes)):
        return []
    reasons = [str(_WARNINGS[code]) for code in told if code in _WITHOUT_A_ZONE]
    return reasons or [str(_SHOW_THE_PAGE)]


def told_elsewhere(codes: Iterable[str]) -> frozenset[str]:
    """The codes that ``without_zone`` has sentences for."""
    told = frozenset(codes)
    return told & {"no_zone", *_WITHOUT_A_ZONE} if "no_zone" in told else frozenset()


def warning(code: str) -> tuple[str, str]:
    """A warning's sentence and the detail after its colon, such as a field or a place."""
    kind, _colon, detail = code.partition(":")
    sentence = _WARNINGS.get(kind)
    if current_app.config["MODE"] == "sandbox":
        sentence = _IN_SANDBOX.get(kind, sentence)
    words = str(sentence) if sentence else str(OTHER) % {"code": code}
    return words, str(FIELDS.get(detail, detail.replace(":", " · ")))


def warnings(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Sentences for all the warnings of a reading, each once."""
    return list(dict.fromkeys(warning(code) for code in codes))
