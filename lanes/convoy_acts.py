"""What the audit log says of convoys."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """That something was done, by ids and numbers; never a name, never a need."""

    ANNOUNCED = "lanes:convoy:announce"
    CHANGED = "lanes:convoy:change"
    NAMED = "lanes:convoy:name"
    ARRIVED = "lanes:convoy:arrive"
    TICKED = "lanes:convoy:tick"
    UNTICKED = "lanes:convoy:untick"
    UNEXPECTED = "lanes:convoy:add"
    MISSED = "lanes:convoy:miss"
    FOUND = "lanes:convoy:find"
    COUNTED = "lanes:convoy:count"
    AT_DESK = "lanes:convoy:open"
    HAND_OVER = "lanes:convoy:hand_over"
    SIGNED = "lanes:convoy:sign"
    VOID = "lanes:convoy:void"
    CLOSED = "lanes:convoy:close"
    DROPPED = "lanes:convoy:drop"
    LOADED = "lanes:convoy:load"
    ERASED = "lanes:convoy:erase"
    LIST_DRAWN = "lanes:convoy:list"
    EXPORTED = "lanes:convoy:export"
    ATTEMPTED = "lanes:convoy:attempt"
