"""``flask crossings import-manifest``: a carrier's list tried, and loaded."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("lanes_commands", __name__, cli_group=None)
