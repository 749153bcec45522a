"""What the sheet's page shows of one inspection, worked out once."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from flask import current_app, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import clock
from borderpost.places import queries as places
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings import codes, rule_words, seal_words, stay_words, words
from crossings import sheet as sheets
from crossings.models import Crossing, Document, Inspection, Person
from crossings.models.inspection import State
from crossings.policies import LACKING, VACCINATION, Ask, Policy
from crossings.queries import files, persons, policies, rules, scans, stays
from crossings.queries.seen import Seen, just_seen
from crossings.queries.stays import Told
from crossings.rule_case import case_of
from crossings.rules.coverage import Coverage, coverage
from crossings.rules.explaining import Explanation, explain, mark, purposes_that_matter
from crossings.rules.matching import Likeness, Papers
from crossings.scanned import Beside, beside_of
from crossings.services import filing
from crossings.sheet import Sheet, Standing
from docreader.payloads import DIFFERS, SEAL_ALTERED, SEAL_DIFFERS
from docreader.printed import Printed
from docreader.reading import Kind, Payload

TOLD_ELSEWHERE = {"expired", DIFFERS, SEAL_DIFFERS, SEAL_ALTERED}  # each has a line of its own


@dataclass(frozen=True)
class RuleShown:
    """What the rules say of the traveller; the decision sends ``mark`` back."""

    told: Explanation
    mark: str
    by_purpose: list[Explanation]  # where a purpose changes it


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
    seen: Seen | None
    policy: Policy
    scan_waits: int  # how many documents of the same scan wait for the officer
    health: Ask  # whether this traveller is asked for a health certificate
    rule: RuleShown
    stay: Told | None  # what is known of the traveller's stay, None where nothing is to be said
    covered: Coverage | None  # who could have seen the exit of that stay
    same_person: Person | None  # whose file this is, as the officer said
    alike: Sequence[tuple[Person, Likeness]]  # whose file it might be

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
    def standing_words(self) -> str:
        """The standing in words that say what to do."""
        if self.standing is Standing.PROVEN:
            return _("Check digits agree")
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

    @property
    def tone(self) -> str:
        """The sound of a new sheet: good for a proven document, look for all else."""
        proven = self.standing is Standing.PROVEN and not self.missing and not self.seen
        return "good" if proven else "look"

    @property
    def is_expired(self) -> bool:
        """Whether the document's last day is over at the post."""
        return sheets.is_expired(self.sheet, clock.today(self.post.zone))

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
        """Whether nothing is left to do but to admit: one key does it."""
        is_clean = self.standing is Standing.PROVEN and self.last and not self.missing
        return bool(is_clean) and not self.asks_face and self.health is not Ask.ASKED

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
    def prior(self) -> Mapping[str, str]:
        """What the last crossing says of the journey: it fills this one."""
        last = self.last
        if last is None:
            return {"purpose": "", "destination": "", "transport": ""}
        return {
            "purpose": last.purpose,
            "destination": last.destination,
            "transport": last.transport,
        }


def specimens_allowed() -> bool:
    """Whether this machine takes specimen documents for travellers: the sandbox does."""
    return bool(current_app.config["MODE"] == "sandbox")


def rendered(template: str, panel: Panel, refusal: Refused | None = None) -> str:
    """The sheet's page, or the part of it to swap in, with what was typed into it."""
    return render_template(
        template,
        panel=panel,
        codes=codes,
        words=words,
        stay_words=stay_words,
        seals=seal_words,
        destinations=places.names(panel.post.country, clock.today(panel.post.zone)),
        reasons=codes.REFUSAL_REASONS.offered().values(),
        vaccination=VACCINATION,
        rule_words=rule_words,
        lacking=LACKING,
        refusal=refusal,
        sent=request.form,
    )


def panel_of(inspection: Inspection) -> Panel:
    """Everything that the page of this inspection shows."""
    sheet = sheets.from_plain(inspection.sheet)
    known = files.document(
        sheet["document_number"].value,
        sheet["issuing_state"].value,
        codes.kind_of(sheet["document_code"].value),
        sheet["birth_date"].value,
    )
    who = inspection.same_person_id or (known.person_id if known else None)
    last = files.last_crossing(who, inspection.post_id) if who else None
    post = inspection.lane.post
    today, policy = clock.today(post.zone), policies.policy(inspection.post_id)
    return Panel(
        inspection=inspection,
        post=post,
        sheet=sheet,
        reading=inspection.reading,
        standing=sheets.standing(
            sheet, inspection.reading, today, specimens_allowed=specimens_allowed()
        ),
        to_compare=sheets.to_compare(sheet, inspection.reading),
        missing=sheets.missing(sheet),
        warnings=words.warnings(
            code
            for code in inspection.reading["warnings"]
            if code not in TOLD_ELSEWHERE | words.told_elsewhere(inspection.reading["warnings"])
        ),
        known=known if last else None,  # what another post saw is not this one's to show
        last=last,
        seen=just_seen(inspection) if inspection.state == State.OPEN else None,
        policy=policy,
        scan_waits=scans.count(current_user.officer_id, inspection.scan_id)
        if inspection.scan_id
        else 0,
        health=policy.health_of(inspection.direction, sheet["birth_date"].value, today),
        rule=_rule(sheet, inspection.direction, post, last.purpose if last else ""),
        **_person(inspection, sheet, who, today),
    )


def _rule(sheet: Sheet, direction: str, post: Post, usual_purpose: str) -> RuleShown:
    """The rule for the purpose that the form opens with."""
    sent = request.form.get("purpose", usual_purpose)
    case = case_of(sheet, direction, post.country, clock.today(post.zone), sent)
    book = rules.book()
    return RuleShown(
        explain(case, book.rules, book.groups),
        mark(case, book.rules, book.groups),
        purposes_that_matter(case, book.rules, book.groups),
    )


def _person(inspection: Inspection, sheet: Sheet, who: UUID | None, today: date) -> dict[str, Any]:
    """What is known of the traveller's stay; and where none is, who else it might be."""
    post, entering = inspection.lane.post, inspection.direction == "E"
    told = stays.told(who, post, inspection.direction, today)
    stay = told.stay if told else None
    seen = coverage(stays.watched(post), stay.entry_on, today) if stay and stay.entry_on else None
    said = inspection.same_person_id
    asks = not said and not stay and not (entering and who)
    own = persons.family(who).members if who else ()
    columns = filing.identity_columns(sheet)
    papers = Papers(
        columns["name_key"], columns["birth_date"], columns["nationality"], columns["sex"],
        filing.own_number_of(inspection, sheet),
    )  # fmt: skip
    return {
        "stay": told,
        "covered": seen,
        "same_person": persons.people([said]).get(said) if said else None,
        "alike": persons.alike(papers, post.id, besides=own) if asks else (),
    }
