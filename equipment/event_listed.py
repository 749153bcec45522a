"""The event log as an auditor is given it: one row for each event, with the digest that the audit
log has of it, and the number, signatures and their digests of the act of custody it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from borderpost.listing import Column
from equipment.models import AssetEvent
from equipment.queries import event_log
from equipment.services.recording import digest


def columns(post_id: UUID | None) -> list[Column[AssetEvent]]:
    """The columns; what they look up is asked for once."""
    people, places, proofs = event_log.people(), event_log.places(), event_log.proofs(post_id)

    def proof(name: str) -> Callable[[AssetEvent], Any]:
        return lambda row: getattr(proofs.get(row.source_id), name, "") if row.source_id else ""

    return [
        Column("tag", lambda row: row.asset.tag),
        Column("event", lambda row: row.seq),
        Column("kind", lambda row: row.kind),
        Column("at_utc", lambda row: row.at),
        Column("written_at_utc", lambda row: row.created_at),
        Column("by", lambda row: _said(people, row.created_by)),
        Column("state_before", lambda row: row.status_before or ""),
        Column("state", lambda row: row.status),
        Column("condition_before", lambda row: row.condition_before or ""),
        Column("condition", lambda row: row.condition),
        Column("person_before", lambda row: _said(people, row.holder_before)),
        Column("person", lambda row: _said(people, row.holder_id)),
        Column("location_before", lambda row: _said(places, row.location_before)),
        Column("location", lambda row: _said(places, row.location_id)),
        Column("described", lambda row: "; ".join(
            f"{name}: {before or ''} > {after}" for name, (before, after) in row.facts.items())),
        Column("reason", lambda row: row.reason),
        Column("paper", lambda row: row.document),
        Column("act", proof("number")),
        Column("signed_at_utc", proof("signed_at")),
        Column("signed_how", proof("signed_how")),
        Column("signature_sha256", proof("digests")),
        Column("event_sha256", digest),
    ]  # fmt: skip


def _said(words: Mapping[UUID, str], key: UUID | None) -> str:
    return words.get(key, "") if key else ""
