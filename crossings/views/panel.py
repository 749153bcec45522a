"""What the sheet's page shows of one inspection, worked out once."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from flask import current_app, render_template, request
from flask_babel import gettext as _

from borderpost import clock, gates, locale
from borderpost.gates import Gate
from borderpost.locale import LOCALES
from borderpost.places import queries as places
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings import codes, gated, seal_words, words
from crossings import sheet as sheets
from crossings.models import Crossing, Document, Inspection
from crossings.models.inspection import State
from crossings.policies import LACKING, VACCINATION, Ask, Policy
from crossings.queries import files, policies
from crossings.queries.seen import Seen, just_seen
from crossings.sheet import Sheet, Standing
from docreader.payloads import DIFFERS, SEAL_ALTERED, SEAL_DIFFERS
from docreader.reading import Kind, Payload

TOLD_ELSEWHERE = {"expired", DIFFERS, SEAL_DIFFERS, SEAL_ALTERED}  # each has a line of its own


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
    gates: Sequence[Gate]  # what other subjects say before a refusal
    health: Ask  # whether this traveller is asked for a health certificate

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
    def may_refuse(self) -> bool:
        """Whether refusing is a decision here: a national is verified at entry instead."""
        nationality = self.sheet["nationality"].value
        way = self.inspection.direction
        return self.policy.may_refuse(nationality, self.post.country, way)

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
        seals=seal_words,
        destinations=places.names(panel.post.country, clock.today(panel.post.zone)),
        reasons=codes.REFUSAL_REASONS.offered().values(),
        vaccination=VACCINATION,
        lacking=LACKING,
        languages=LOCALES,
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
    last = files.last_crossing(known.person_id, inspection.post_id) if known else None
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
        to_compare=sheets.to_compare(sheet),
        missing=sheets.missing(sheet),
        warnings=words.warnings(
            code for code in inspection.reading["warnings"] if code not in TOLD_ELSEWHERE
        ),
        known=known if last else None,  # what another post saw is not this one's to show
        last=last,
        seen=just_seen(inspection) if inspection.state == State.OPEN else None,
        policy=policy,
        gates=gates.asked(gated.of(inspection), "refuse"),
        health=policy.health_of(inspection.direction, sheet["birth_date"].value, today),
    )
