"""Logs for whoever keeps the machine: request ids and outcomes, never personal data."""

from __future__ import annotations

import logging
import sys
import time
import uuid

import structlog
from flask import Flask, Response, g, request

from borderpost.access import is_asked_by_itself

log = structlog.get_logger("borderpost")


def install(app: Flask) -> None:
    """Write one JSON line for each answer, with its route and not its address."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[app.config["LOG_LEVEL"].upper()]
        ),
        logger_factory=_to_standard_error,
    )
    app.before_request(_begin)
    app.after_request(_end)


def _to_standard_error(*_named: object) -> structlog.PrintLogger:
    """Asked at each line: where the process writes may be another place by then."""
    return structlog.PrintLogger(sys.stderr)


def _begin() -> None:
    g.request_id, g.started = uuid.uuid4().hex[:12], time.perf_counter()


def _end(response: Response) -> Response:
    if request.endpoint != "static" and hasattr(g, "started"):
        response.headers["X-Request-Id"] = g.request_id
        if response.status_code < 400 and is_asked_by_itself(request.endpoint):
            return response
        log.info(
            "answered",
            request=g.request_id,
            endpoint=request.endpoint,
            method=request.method,
            status=response.status_code,
            ms=round((time.perf_counter() - g.started) * 1000),
        )
    return response
