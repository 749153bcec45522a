"""What the audit log says of shifts, incidents and keys. It names nobody."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What was done with a shift, an incident or a key."""

    OPENED = "lanes:shift:open"
    OFFERED = "lanes:shift:offer"
    WITHDRAWN = "lanes:shift:withdraw"
    CLOSED = "lanes:shift:close"
    ATTEMPTED = "lanes:shift:attempt"
    EXPORTED = "lanes:shift:export"
    INCIDENT_WRITTEN = "lanes:incident:write"
    INCIDENT_RESOLVED = "lanes:incident:resolve"
    INCIDENTS_EXPORTED = "lanes:incident:export"
    KEY_ADDED = "lanes:key:add"
    KEY_MOVED = "lanes:key:move"
    KEY_RETIRED = "lanes:key:retire"
