"""The columns of exported lists. Headings are the record's stable names."""

from __future__ import annotations

from borderpost.listing import Column
from crossings import supporting
from crossings.models import Crossing, Referral
from crossings.queries.counts import Counted
from crossings.rules.supporting import SupportingKind
from crossings.supporting import Attached

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
    "desk_mode",
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
    Column("rule_override", lambda row: row.rule_override or ""),
    Column("rule_override_why", lambda row: row.rule_override_why or ""),
)

# Relations, with the reference of the adult's crossing where that was decided before; the adult's
# own row names the child where the adult came after.
_MINOR: tuple[Column[Crossing], ...] = (
    Column("minor", lambda row: row.minor or ""),
    Column("accompanied_by", lambda row: row.accompanied_by or ""),
    Column("accompanies", lambda row: row.accompanies or ""),
    Column("parental_authorisation", lambda row: row.authorisation or ""),
)


def _visa(row: Crossing) -> Attached | None:
    """The visa that let in, else the first linked one."""
    visas = [
        one for one in supporting.from_plain(row.supporting) if one.kind == SupportingKind.VISA
    ]
    linked = [one for one in visas if one.is_linked]
    key = row.visa_number_key
    return next((one for one in linked if supporting.number_key(one.number) == key), None) or (
        linked[0] if linked else None
    )


def _of_visa(heading: str, name: str) -> Column[Crossing]:
    return Column(heading, lambda row: getattr(_visa(row), name, "") or "")


def _supporting(row: Crossing) -> str:
    """Every linked supporting document: kind, issuer, number and last day."""
    linked = (one for one in supporting.from_plain(row.supporting) if one.is_linked)
    return "; ".join(
        " ".join(filter(None, (one.kind, one.issuer, one.number, one.until))) for one in linked
    )


_SUPPORTING: tuple[Column[Crossing], ...] = (
    Column("supporting_docs", _supporting),
    _of_visa("visa_number", "number"),
    _of_visa("visa_issuer", "issuer"),
    _of_visa("visa_type", "code"),
    _of_visa("visa_entries", "entries"),
    _of_visa("visa_from", "since"),
    _of_visa("visa_to", "until"),
    _of_visa("visa_max_days", "max_days"),
    Column("under_permit", lambda row: row.under_permit or ""),
)


def _plain(name: str) -> Column[Crossing]:
    return Column(name, lambda row: "" if getattr(row, name) is None else getattr(row, name))


COLUMNS: tuple[Column[Crossing], ...] = (
    *(_plain(name) for name in _PLAIN),
    *_HEALTH,
    *_RULE,
    *_MINOR,
    *_SUPPORTING,
    Column("occurred_at_utc", lambda row: row.occurred_at.isoformat(timespec="seconds")),
    Column("lane", lambda row: row.lane.code),
    Column("officer", lambda row: row.officer.name),
    Column("corrects", lambda row: row.supersedes_id or ""),
    Column("undone", lambda row: "yes" if row.undone else ""),
)

TALLY_COLUMNS: tuple[Column[tuple[str, str, dict[str, int]]], ...] = (
    Column("nationality", lambda row: row[0]),
    Column("entries", lambda row: row[2].get("E", 0)),
    Column("exits", lambda row: row[2].get("X", 0)),
    Column("captured", lambda row: row[1]),
    Column("of_them_crews", lambda row: row[2].get("crew", 0)),
)
COUNT_COLUMNS: tuple[Column[Counted], ...] = (
    Column("day", lambda row: row.day),
    Column("direction", lambda row: row.direction),
    Column("category", lambda row: row.category),
    Column("nationality", lambda row: row.nationality),
    Column("number", lambda row: row.number),
    Column("is_estimate", lambda row: row.is_estimate),
    Column("transport", lambda row: row.transport),
    Column("is_rough", lambda row: row.is_rough),
)
REFERRAL_COLUMNS: tuple[Column[Referral], ...] = (
    Column("since_utc", lambda row: row.created_at.isoformat(timespec="seconds")),
    Column("reason", lambda row: row.reason),
    Column("surname", lambda row: row.inspection.sheet["surname"]["value"]),
    Column("given_names", lambda row: row.inspection.sheet["given_names"]["value"]),
    Column("nationality", lambda row: row.inspection.sheet["nationality"]["value"]),
)
