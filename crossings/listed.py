"""The register and the second line as lists: what a row shows and what a file holds."""

from __future__ import annotations

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from borderpost import cells, clock
from borderpost.listing import Column, Listed
from borderpost.locale import LOCALES, state_name
from crossings import codes
from crossings.export import COLUMNS, REFERRAL_COLUMNS
from crossings.models import Crossing, Referral, RefusalForm
from crossings.queries.tally import PAPER
from crossings.waiting import wait_of
from crossings.words import SIGNATURES


def _reference(row: Crossing) -> Markup:
    return cells.link(url_for("register.show", crossing_id=row.id), cells.latin(row.human_ref))


def _decision(row: Crossing) -> Markup:
    told = cells.tag(codes.decided(row.decision, row.undone), f"decision-{row.decision}")
    if row.capture_mode == PAPER:
        told += cells.tag(_("from paper"), "check-look")
    return told + cells.tag(_("corrected")) if row.supersedes_id else told


_SHOWN: tuple[Column[Crossing], ...] = (
    Column(
        "human_ref",
        lambda row: row.human_ref,
        _l("Reference"),
        _reference,
        [Crossing.human_ref],
        sorts_all=False,
    ),
    Column(
        "occurred_at_utc",
        lambda row: row.occurred_at,
        _l("Time"),
        lambda row: cells.instant(row.occurred_at),
        [Crossing.occurred_on, Crossing.occurred_at],
    ),
    Column(
        "name",
        lambda row: f"{row.surname} {row.given_names}",
        _l("Name"),
        lambda row: cells.name(f"{row.surname} {row.given_names}"),
        [Crossing.name_key],
        in_file=False,
        sorts_all=False,
    ),
    Column(
        "nationality",
        lambda row: row.nationality,
        _l("Nationality"),
        lambda row: state_name(row.nationality),
    ),
    Column(
        "document_number",
        lambda row: row.document_number,
        _l("Document"),
        lambda row: cells.latin(row.document_number),
    ),
    Column(
        "direction",
        lambda row: row.direction,
        _l("Direction"),
        lambda row: codes.DIRECTIONS[row.direction],
    ),
    Column("decision", lambda row: row.decision, _l("Decision"), _decision),
    Column("officer", lambda row: row.officer.name, _l("Officer")),
)
REGISTER: Listed[Crossing] = Listed(
    "register.index",
    (*_SHOWN, *(one for one in COLUMNS if one.heading not in {x.heading for x in _SHOWN})),
    tie=(Crossing.occurred_on, Crossing.occurred_at, Crossing.id),
    usual="-occurred_at_utc",
)


def _traveller(row: Referral) -> Markup:
    sheet = row.inspection.sheet
    called = f"{sheet['surname']['value']} {sheet['given_names']['value']}".strip()
    address = url_for("desk.sheet", inspection_id=row.inspection_id)
    return cells.link(address, cells.name(called or _("Traveller without a name")))


def _waited(row: Referral) -> Markup:
    wait = wait_of(
        row.created_at,
        clock.now(),
        amber=current_app.config["REFERRAL_AMBER_MINUTES"],
        red=current_app.config["REFERRAL_RED_MINUTES"],
    )
    words = ngettext("%(num)s minute", "%(num)s minutes", wait.minutes)
    return cells.tag(words, wait.tone)


def _interview(row: Referral) -> Markup:
    words = _("waits")
    if row.taken_by:
        words = _("in interview: %(officer)s", officer=row.taker.name if row.taker else "")
    return cells.link(url_for("interview.show", referral_id=row.id), words)


_WAITING: tuple[Column[Referral], ...] = (
    Column("traveller", _traveller, _l("Traveller"), in_file=False),
    Column(
        "nationality",
        lambda row: row.inspection.sheet["nationality"]["value"],
        _l("Nationality"),
        lambda row: state_name(row.inspection.sheet["nationality"]["value"]),
    ),
    Column("reason", lambda row: row.reason, _l("Why"), order=[Referral.reason]),
    Column(
        "since_utc",
        lambda row: row.created_at,
        _l("Waiting since"),
        lambda row: cells.instant(row.created_at),
        [Referral.created_at],
    ),
    Column("minutes", lambda row: "", _l("Waiting for"), _waited, in_file=False),
    Column("state", lambda row: "", _l("Interview"), _interview, in_file=False),
)
SECOND_LINE: Listed[Referral] = Listed(
    "second_line.index",
    (*_WAITING, *(one for one in REFERRAL_COLUMNS if one.heading not in
                  {x.heading for x in _WAITING})),
    tie=(Referral.id,),
    usual="since_utc",
)  # fmt: skip


def _number(row: RefusalForm) -> Markup:
    return cells.link(url_for("refusals.show", form_id=row.id), cells.latin(row.number))


def _signature(row: RefusalForm) -> Markup:
    if row.voided_at:
        return cells.tag(_("void"), "check-bad")
    return cells.tag(SIGNATURES.get(row.signature, _("not said yet")))


REFUSALS: Listed[RefusalForm] = Listed(
    "refusals.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number,
               [RefusalForm.year, RefusalForm.serial]),
        Column("issued_at_utc", lambda row: row.created_at, _l("Time"),
               lambda row: cells.instant(row.created_at)),
        Column("crossing", lambda row: row.crossing.human_ref, _l("Crossing"),
               lambda row: _reference(row.crossing)),
        Column("reasons", lambda row: row.crossing.reason_codes, _l("Reasons of the refusal"),
               lambda row: cells.latin(row.crossing.reason_codes)),
        Column("language", lambda row: row.language, _l("Language"),
               lambda row: LOCALES[row.language]),
        Column("signature", lambda row: row.signature, _l("Signature"), _signature),
        Column("void", lambda row: "yes" if row.voided_at else ""),
    ),
    tie=(RefusalForm.id,),
    usual="-number",
)  # fmt: skip
