"""Words between the server and the offline queue of ``static/queue.js`` and ``static/sw.js``."""

from __future__ import annotations

SENT_BY_QUEUE = "X-Borderpost-Queue"  # stands on every form that the queue sends
# On a page that holds nobody's data: devices keep it for when there is no network.
SHELL = {"X-Offline-Shell": "yes"}
