"""What the sheet's page shows of one inspection, worked out once."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from borderpost import clock, locale
from borderpost.entitlements import Lack
from borderpost.gates import Gate
from borderpost.journeys import Journey
from borderpost.posts.models import Post
from crossings import sheet as sheets
from crossings import supporting, words
from crossings.models import Crossing, Document, GuardianLink, Inspection, Person, Sticker
from crossings.models.inspection import Source, State
from crossings.policies import Ask, Policy
from crossings.queries import stickers
from crossings.queries.desk_modes import InForce
from crossings.queries.minors import Standing as Minority
from crossings.queries.seen import Seen
from crossings.queries.stays import Told
from crossings.rules.coverage import Coverage
from crossings.rules.matching import Likeness
from crossings.scanned import Beside, beside_of
from crossings.sheet import Sheet, Standing
from crossings.supporting import Attached
from crossings.views.alerts_shown import AlertsShown
from crossings.views.rule_shown import RuleShown
from crossings.views.typed_before import Undone
from docreader.printed import Printed
from docreader.reading import Kind, Payload


@dataclass(frozen=True)
class Panel:
    """One traveller at the desk."""

    inspection: Inspection
    post: Post
    sheet: Sheet
    reading: Mapping[str, Any]
    standing: Standing
    to_compare: tuple[str, ...]
    missing: tuple[str, ...]
    warnings: list[tuple[str, str]]
    known: Document | None
    last: Crossing | None
    habit: str  # the purpose by which a subject knows this person to cross, ''
    journey: Journey | None  # as the page says that sent the traveller here
    seen: Seen | None
    policy: Policy
    scan_waits: int  # how many documents of the same scan wait for the officer
    alerts: AlertsShown  # what screening found, as far as the desk may know
    gates: Sequence[Gate]  # what other subjects say before a refusal
    lack: Lack | None  # why this officer may not clear a flagged document alone
    minor: Minority
    child_gates: Sequence[Gate]  # what they say before anything is decided of a child alone
    children: Sequence[GuardianLink]  # decided as accompanied by this traveller
    health: Ask  # whether this traveller is asked for a health certificate
    rule: RuleShown
    stay: Told | None  # what is known of the traveller's stay, None where nothing is to be said
    covered: Coverage | None  # who could have seen the exit of that stay
    same_person: Person | None  # whose file this is, as the officer said
    alike: Sequence[tuple[Person, Likeness]]  # whose file it might be
    mode: InForce  # how much the desk asks now
    undone: Undone | None  # the decision on this sheet that was taken back
    sent: MultiDict[str, str]  # what the forms open with: typed now, or before that decision

    @property
    def id(self) -> UUID:
        """The inspection's id."""
        return self.inspection.id

    @property
    def name(self) -> str:
        """The traveller's name as on the sheet."""
        given, surname = self.sheet["given_names"].value, self.sheet["surname"].value
        return f"{surname} {given}".strip()

    @property
    def band(self) -> Standing:
        """The colour over the sheet: green only where nothing is left to look at. A proven
        document says nothing of a visa that the rule asks for, of a child alone or of a hit."""
        if self.alerts.stops or self.standing is Standing.STOP:
            return Standing.STOP
        is_look = self.alerts.hits or self.asks_beyond
        return Standing.LOOK if is_look else self.standing

    @property
    def asks_beyond(self) -> bool:
        """Whether something beside the document keeps Enter from letting the traveller pass."""
        return self.rule.asks_more or self.holds_minor or self.asks_without

    @property
    def standing_words(self) -> str:
        """The standing in words that say what to do."""
        if self.standing is Standing.PROVEN:
            return self._proven_words()
        if self.is_expired:
            return _("The document has expired")
        if sheets.is_specimen(self.sheet) and not specimens_allowed():
            return _("A specimen document admits nobody")
        if sheets.has_altered_seal(self.reading):
            return _("A digital seal was altered")
        if self.standing is Standing.STOP:
            return _("A check digit does not agree")
        if self.missing:
            return _("Something is missing")
        if sheets.print_differs(self.reading):
            return _("The print says something else than the zone")
        if self.to_compare:
            return _("Compare the marked fields with the paper")
        return _("Not everything is proven: look at the paper")

    def _proven_words(self) -> str:
        if self.holds_minor or self.asks_without:
            return _("Check digits agree; see what is open about the minor")
        if self.rule.asks_more:
            return _("Check digits agree; the rule asks for more: see below")
        if self.inspection.source == Source.PASS:
            return _("The pass is genuine and valid: compare the face")
        return _("Check digits agree")

    @property
    def tone(self) -> str:
        """The sound of a new sheet: good for a proven document, look for all else."""
        is_good = self.band is Standing.PROVEN and not self.missing and not self.seen
        return "good" if is_good else "look"

    @property
    def is_expired(self) -> bool:
        """Whether the document's last day is over at the post."""
        return sheets.is_expired(self.sheet, clock.today(self.post.zone))

    @property
    def may_refuse(self) -> bool:
        """Whether refusing is a decision here: a national is verified at entry instead."""
        nationality = self.sheet["nationality"].value
        way = self.inspection.direction
        return self.policy.may_refuse(nationality, self.post.country, way)

    @property
    def is_alone_here(self) -> bool:
        """Whether this is a child alone at the first line, which decides nothing of it."""
        return self.minor.is_alone and self.inspection.state == State.OPEN

    @property
    def holds_minor(self) -> bool:
        """Whether something about a minor keeps the traveller from being let through here."""
        in_first_line = self.inspection.state == State.OPEN
        waits = any(gate.is_blocked for gate in self.child_gates)
        lacks = self.minor.lacks_authorisation and in_first_line
        return self.minor.is_open or self.is_alone_here or lacks or waits

    @property
    def asks_without(self) -> bool:
        """Whether second line writes why a child passes without the authorisation."""
        return self.minor.lacks_authorisation and self.inspection.state == State.REFERRED

    @property
    def offers_ml09(self) -> bool:
        """Whether the refusal for the lacking authorisation is offered."""
        return not self.is_alone_here and self.minor.offers_refusal

    @property
    def is_held(self) -> bool:
        """Whether a refusal has to wait for another subject's gate."""
        return any(gate.is_blocked for gate in self.gates)

    @property
    def form_language(self) -> str:
        """The language of a refusal's form until another is chosen: the page's."""
        return locale.code()

    @property
    def asks_face(self) -> bool:
        """Whether a photo, or a word why there is none, is still waited for."""
        return self.policy.face is Ask.ASKED and not self.inspection.has_face

    @property
    def face_mark(self) -> str:
        """Another one for another photo, so that no browser shows the one before."""
        return f"{zlib.crc32(self.inspection.face_jpeg or b''):08x}"

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do but to admit: one key does it. Never against a rule."""
        is_clean = self.band is Standing.PROVEN and self.last and not self.missing
        return bool(is_clean) and not self.asks_face and self.health is not Ask.ASKED

    @property
    def is_by_enter(self) -> bool:
        """Whether Enter admits from wherever the focus is: a proven document, and a rule that
        asks for nothing more."""
        return self.standing is Standing.PROVEN and not (self.asks_beyond or self.alerts.stops)

    @property
    def barcodes(self) -> list[tuple[str, str, Payload]]:
        """Symbology and text of each barcode on the picture, and what it says."""
        read = map(Payload.from_json, self.reading.get("payloads", ()))
        told = chain(read, repeat(Payload(Kind.TEXT)))  # a sheet from before there were any
        return [
            (code["symbology"], code["text"], payload)
            for code, payload in zip(self.reading["barcodes"], told, strict=False)
        ]

    @property
    def no_zone(self) -> list[str]:
        """Why the picture shows no zone, each with what to do; empty where one was read, and
        once the officer typed the lines."""
        return [] if self.reading["format"] else words.without_zone(self.reading["warnings"])

    @property
    def beside(self) -> list[Beside]:
        """The traveller's other documents on the same scan."""
        scan = self.reading.get("scan", {})
        today = clock.today(self.post.zone)
        return [beside_of(one, scan["page"], today) for one in scan.get("beside", ())]

    @property
    def supporting(self) -> Sequence[Attached]:
        """The supporting documents: visas, permits and others."""
        return supporting.from_plain(self.inspection.supporting)

    @property
    def sticker(self) -> Sticker | None:
        """The next visa sticker of the stock, for who enters, is no national and has none."""
        is_national = self.sheet["nationality"].value == self.post.country
        has_one = any(one.sticker_id for one in self.supporting)
        if self.inspection.direction != "E" or is_national or has_one:
            return None
        return stickers.next_in_stock(self.post.id)

    @property
    def printed(self) -> dict[str, Printed]:
        """What the print says of each coded field; empty while it was not compared."""
        told = self.reading.get("printed", {}).get("fields", {})
        return {name: Printed.from_json(one) for name, one in told.items()}

    @property
    def may_compare_print(self) -> bool:
        """Whether there is a page and a zone, and nobody has compared them yet."""
        has_both = self.inspection.has_page and bool(self.reading["mrz"])
        return has_both and "printed" not in self.reading

    def strip(self, printed: Printed) -> tuple[float, float, float, float] | None:
        """Where a print stands on the page, in its pixels: left, top, width, height."""
        if printed.box is None:
            return None
        wide, high = self.reading["printed"]["size"]
        left, top, width, height = printed.box
        return left * wide, top * high, width * wide, height * high

    @property
    def asks_journey(self) -> bool:
        """Whether destination and transport are asked: not where the desk asks the essential, but
        for what another subject told already."""
        return self.mode.is_full or self.journey is not None

    @property
    def asks_purpose(self) -> bool:
        """Whether the purpose is: it stays where a rule hangs on it."""
        return self.asks_journey or bool(self.rule.by_purpose)

    @property
    def prior(self) -> Mapping[str, str]:
        """What is told of the journey, else the habit, else what the last crossing says: it fills
        this one, where it is asked."""
        if self.journey:
            return asdict(self.journey)
        names, last = ("purpose", "destination", "transport"), self.last
        if not self.asks_journey:
            return dict.fromkeys(names, "")
        prior = {name: getattr(last, name) if last else "" for name in names}
        return prior | ({"purpose": self.habit} if self.habit else {})


def specimens_allowed() -> bool:
    """Whether this machine takes specimen documents for travellers: the sandbox does."""
    return bool(current_app.config["MODE"] == "sandbox")
