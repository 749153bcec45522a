"""The columns of exported lists. Headings are the record's stable names."""

from __future__ import annotations

from borderpost.listing import Column
from crossings.models import Crossing, Referral
from crossings.queries.counts import Counted

_PLAIN = (
    "human_ref",
    "occurred_on",
    "direction",
    "decision",
    "reason_codes",
    "surname",
    "given_names",
    "sex",
    "birth_date",
    "birth_precision",
    "nationality",
    "document_kind",
    "document_issuer",
    "document_number",
    "document_expiry",
    "purpose",
    "destination",
    "transport",
    "capture_mode",
    "capture_source",
    "mrz_format",
    "alert_result",
    "stolen_document_result",
    "alert_list_version",
    "alert_list_hours",
    "chip_result",
)
_HEALTH: tuple[Column[Crossing], ...] = (
    Column("health_outcome", lambda row: row.health_outcome or "not_checked"),
    Column("health_certificate", lambda row: row.health_certificate or ""),
    Column("health_valid_until", lambda row: row.health_valid_until or ""),
)

_RULE: tuple[Column[Crossing], ...] = (
    Column("rule_result", lambda row: row.rule_result),
    Column("rule", lambda row: row.rule_code or ""),
    Column("rule_version", lambda row: row.rule_version or ""),
    Column("authorised_until", lambda row: row.authorised_until or ""),
    Column("days_granted", lambda row: row.days_granted or ""),
)


def _plain(name: str) -> Column[Crossing]:
    return Column(name, lambda row: "" if getattr(row, name) is None else getattr(row, name))


COLUMNS: tuple[Column[Crossing], ...] = (
    *(_plain(name) for name in _PLAIN),
    *_HEALTH,
    *_RULE,
    Column("occurred_at_utc", lambda row: row.occurred_at.isoformat(timespec="seconds")),
    Column("lane", lambda row: row.lane.code),
    Column("officer", lambda row: row.officer.name),
    Column("corrects", lambda row: row.supersedes_id or ""),
)

TALLY_COLUMNS: tuple[Column[tuple[str, dict[str, int]]], ...] = (
    Column("nationality", lambda row: row[0]),
    Column("entries", lambda row: row[1].get("E", 0)),
    Column("exits", lambda row: row[1].get("X", 0)),
)
COUNT_COLUMNS: tuple[Column[Counted], ...] = (
    Column("day", lambda row: row.day),
    Column("direction", lambda row: row.direction),
    Column("category", lambda row: row.category),
    Column("nationality", lambda row: row.nationality),
    Column("number", lambda row: row.number),
    Column("is_estimate", lambda row: row.is_estimate),
)
REFERRAL_COLUMNS: tuple[Column[Referral], ...] = (
    Column("since_utc", lambda row: row.created_at.isoformat(timespec="seconds")),
    Column("reason", lambda row: row.reason),
    Column("surname", lambda row: row.inspection.sheet["surname"]["value"]),
    Column("given_names", lambda row: row.inspection.sheet["given_names"]["value"]),
    Column("nationality", lambda row: row.inspection.sheet["nationality"]["value"]),
)
