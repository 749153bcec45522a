"""The page of one manifest at work: its travellers, and the one whose document came last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from flask_login import current_user

from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from borderpost.web import is_fragment
from crossings import codes, rule_words
from crossings.models.inspection import State as SheetState
from crossings.policies import Ask
from crossings.queries import inspections
from crossings.services import alerts
from crossings.sheet import Standing
from crossings.views.panel import Panel
from crossings.views.sheet_page import panel_of
from lanes import words
from lanes.listed import waited
from lanes.models import Manifest, State
from lanes.queries import manifests, passengers
from lanes.reckoning import Passenger, Reckoning, reckon
from lanes.services.receiving import held_by
from lanes.views import here


@dataclass(frozen=True)
class Work:
    """A manifest as its page shows it."""

    manifest: Manifest
    post: Post | None
    people: Sequence[Passenger]
    numbers: Reckoning
    now: Panel | None  # the traveller whose document was scanned last
    others: int  # how many more documents came with it
    booths: dict[UUID, str]  # who scanned, by officer

    @property
    def is_here(self) -> bool:
        """Whether the vehicle stands at the post."""
        return self.manifest.state == State.ARRIVED

    @property
    def wait(self) -> str:
        """How long it has waited."""
        return waited(self.manifest)

    @property
    def held_by(self) -> LazyString | None:
        """What is left to do before it may go."""
        return held_by(self.numbers)

    @property
    def is_clean(self) -> bool:
        """Whether one key admits the traveller of ``now``."""
        return self.now is not None and is_clean(self.now)

    @property
    def tone(self) -> str:
        """The colour of ``now``: green only where one key admits and fresh lists were asked."""
        if self.now is None or not self.is_clean or not self.now.alerts.is_whole:
            is_stop = self.now is not None and self.now.band is Standing.STOP
            return "stop" if is_stop else "look"
        return "proven"

    @property
    def parked_because(self) -> str:
        """Why the traveller of ``now`` waits for the whole sheet."""
        return parked_because(self.now) if self.now else ""


def is_clean(panel: Panel) -> bool:
    """Whether nothing about this traveller is left to look at on the whole sheet: what Enter
    admits at the desk, with nothing missing, nothing asked for and nobody seen twice."""
    at_first_line = panel.inspection.state == SheetState.OPEN
    is_proven = panel.band is Standing.PROVEN and panel.is_by_enter
    asks = panel.missing or panel.seen or panel.asks_face or panel.health is Ask.ASKED
    return at_first_line and is_proven and not asks


def parked_because(panel: Panel) -> str:
    """The first thing that keeps one key from admitting somebody, in words."""
    if panel.inspection.state == SheetState.REFERRED:
        return _("This traveller waits in second line.")
    if panel.alerts.hits:
        return _("A watchlist asks to look twice at this traveller.")
    if panel.seen:
        return _("This document was just scanned elsewhere.")
    if panel.asks_face and panel.band is Standing.PROVEN:
        return _("The post asks for a photo.")
    if panel.health is Ask.ASKED and panel.band is Standing.PROVEN:
        return _("The post asks for the health certificate.")
    return panel.standing_words


def work_of(manifest_id: UUID, at: UUID | None = None, others: int = 0) -> Work:
    """Everything that the page shows; ``at`` is the sheet whose document was scanned last."""
    panel = now_of(manifest_id, at) if at else None
    row = here.manifest(manifest_id)
    people = passengers.passengers(row)
    return Work(
        manifest=row,
        post=posts.post(row.post_id),
        people=people,
        numbers=reckon(people, row.counted),
        now=panel,
        others=others,
        booths=officers.names({one.officer_id for one in people if one.officer_id}),
    )


def shown(
    work: Work, refusal: Refused | None = None, lines: str = "", status: int = 200
) -> Response:
    """The page, or the part of it that a scan changes."""
    template = "lanes/_work.html" if is_fragment() else "lanes/manifest.html"
    page = render_template(
        template,
        work=work,
        refusal=refusal,
        typed_lines=lines,
        is_fragment=is_fragment(),
        words=words,
        codes=codes,
        rule_words=rule_words,
    )
    return Response(page, status=422 if refusal else status)


def now_of(manifest_id: UUID, inspection_id: UUID) -> Panel | None:
    """The sheet, screened as at the desk; None for another manifest's, or once it is decided."""
    found = manifests.of_sheet(inspection_id, current_user.post_id)
    sheet = inspections.inspection(inspection_id, current_user.post_id)
    waits = (SheetState.OPEN, SheetState.REFERRED)
    if found is None or found.id != manifest_id or sheet is None or sheet.state not in waits:
        return None
    alerts.look(inspection_id, by=current_user)
    again = inspections.inspection(inspection_id, current_user.post_id)
    return panel_of(again) if again else None
