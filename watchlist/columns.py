"""The lists of this subject: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import state_name
from watchlist import alert_words, kept
from watchlist.models import Entry, EntryProposal, ListVersion, Screened
from watchlist.queries import entries


def _number(row: ListVersion) -> Markup:
    address = url_for("versions.show", watch_version_id=row.id)
    return cells.link(address, cells.latin(row.number))


def _version_state(row: ListVersion) -> Markup:
    tones = {"waiting": "check-look", "in_force": "check-ok", "refused": "decision-refuse"}
    words = alert_words.VERSION_STATES[row.state]
    told = cells.tag(words, tones.get(row.state, ""))
    return told + alert_words.refusal(row) if row.refusal else told


VERSIONS: Listed[ListVersion] = Listed(
    "watchlists.show",
    (
        Column("number", lambda row: row.number, _l("Version"), _number, [ListVersion.number]),
        Column("state", lambda row: row.state, _l("State"), _version_state),
        Column("issued_at_utc", lambda row: row.issued_at, _l("Made on"),
               lambda row: cells.instant(row.issued_at)),
        Column("entries", lambda row: row.entries, _l("Entries")),
        Column("added", lambda row: row.added, _l("Added")),
        Column("changed", lambda row: row.changed, _l("Changed")),
        Column("removed", lambda row: row.removed, _l("Removed")),
        Column("rejected", lambda row: row.rejected, _l("Rejected rows")),
        Column("file", lambda row: row.file_name, _l("File"),
               lambda row: cells.latin(row.file_name)),
    ),
    tie=(ListVersion.id,),
    usual="-number",
)  # fmt: skip


def _entry_name(row: Entry) -> Markup:
    address = url_for("entries.show", entry_id=row.id)
    return cells.link(address, cells.name(entries.listed(row).name or _("no name")))


def _states(row: Entry) -> str:
    return ", ".join(state_name(one) for one in entries.listed(row).nationalities)


ENTRIES: Listed[Entry] = Listed(
    "entries.index",
    (
        Column("name", lambda row: "", _l("Name"), _entry_name),
        Column("born", lambda row: "", _l("Born"),
               lambda row: cells.latin("; ".join(entries.listed(row).birth_dates))),
        Column("nationality", lambda row: "", _l("Nationality"), _states),
        Column("code", lambda row: row.code, _l("Asks for"),
               lambda row: alert_words.CODES[row.code], [Entry.code]),
        Column("quality", lambda row: row.quality, _l("Birth date"),
               lambda row: alert_words.QUALITIES[row.quality], [Entry.quality]),
        Column("expires_on", lambda row: row.expires_on, _l("Holds until"),
               lambda row: row.expires_on, [Entry.expires_on]),
    ),
    tie=(Entry.id,),
)  # fmt: skip


def _proposal(row: EntryProposal) -> Markup:
    address = url_for("watch_proposals.show", watch_proposal_id=row.id)
    return cells.link(address, cells.name(entries.listed(row).name or _("no name")))


def _proposal_state(row: EntryProposal) -> Markup:
    tone = "check-look" if row.state == "open" else ""
    return cells.tag(alert_words.PROPOSAL_STATES[row.state], tone)


PROPOSALS: Listed[EntryProposal] = Listed(
    "watch_proposals.index",
    (
        Column("name", lambda row: "", _l("Name"), _proposal),
        Column("kind", lambda row: row.kind, _l("What"),
               lambda row: alert_words.KINDS[row.kind], [EntryProposal.kind]),
        Column("list", lambda row: row.list.name, _l("List"), lambda row: row.list.title),
        Column("by", lambda row: row.proposer.name, _l("Proposed by")),
        Column("at_utc", lambda row: row.created_at, _l("Time"),
               lambda row: cells.instant(row.created_at), [EntryProposal.created_at]),
        Column("state", lambda row: row.state, _l("State"), _proposal_state),
    ),
    tie=(EntryProposal.id,),
    usual="-at_utc",
)  # fmt: skip


def _screened_at(row: Screened) -> Markup:
    address = url_for("hits.show", screened_id=row.id)
    return cells.link(address, cells.instant(row.created_at))


def _tiers(row: Screened) -> Markup:
    tones = {"red": "wait-red", "amber": "wait-amber", "grey": ""}
    found = kept.unpacked(row).hits
    return Markup("").join(
        cells.tag(f"{alert_words.CODES[hit.code]}, {alert_words.TIERS[hit.tier]}", tones[hit.tier])
        for hit in found[:4]
    )


def _names(row: Screened) -> Markup:
    found = kept.unpacked(row).hits
    return Markup(" · ").join(cells.name(hit.name or _("a document number")) for hit in found[:3])


HITS: Listed[Screened] = Listed(
    "hits.index",
    (
        Column("at_utc", lambda row: row.created_at, _l("Time"), _screened_at,
               [Screened.created_at]),
        Column("hits", lambda row: "", _l("Hits"), _tiers),
        Column("names", lambda row: "", _l("Listed"), _names),
        Column("lists", lambda row: row.lists, _l("Searched"),
               lambda row: cells.latin(row.lists)),
        Column("sheet_version", lambda row: row.sheet_version, _l("Version of the sheet")),
    ),
    tie=(Screened.id,),
    usual="-at_utc",
)  # fmt: skip
