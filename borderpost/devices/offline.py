"""Words between the server and the offline queue of ``static/queue.js`` and ``static/sw.js``."""

from __future__ import annotations

from datetime import datetime

from flask import Response, get_flashed_messages, request

SENT_BY_QUEUE = "X-Borderpost-Queue"  # stands on every form that the queue sends
_SHELL = {"X-Offline-Shell": "yes"}


def to_keep(page: str) -> Response:
    """A page that holds nobody's data: devices keep it for when there is no network, but not
    with a message on it, which is somebody's."""
    return Response(page, headers={} if get_flashed_messages() else _SHELL)


def queued_at() -> datetime | None:
    """When the form was queued, by the device's clock; None for one that was not."""
    return request.form.get("queued_at", type=_instant)


def queue_sequence() -> int:
    """Which form of its device it is, counted from 1; 0 for one that was not queued."""
    return request.form.get("queue_sequence", 0, type=_sequence)


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return found


def _sequence(text: str) -> int:
    return min(max(int(text), 0), 2**31 - 1)
