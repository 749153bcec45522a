"""Marks that were typed into cells, of the grid or beside a scan: saved, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import flash
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from borderpost.forms import attempted
from training import typed_grid
from training.models import Run, Source
from training.services import marking
from training.typed_grid import Reading


def saved(
    run: Run, sent: Mapping[str, str], source: Source, only: UUID | None = None
) -> tuple[Reading, bool]:
    """What was typed of a run, or of its session ``only``, and whether it is marked now: all of it
    or nothing. What cannot be read stays to be mended."""
    run_id, told = run.id, typed_grid.read(run, sent, only)
    if told.wrong:
        flash(ngettext("%(num)s cell cannot be read: it is framed. Nothing was saved.",
                       "%(num)s cells cannot be read: they are framed. Nothing was saved.",
                       len(told.wrong)), "danger")  # fmt: skip
        return told, False
    why = sent.get("why", "")
    if not attempted(
        lambda: marking.mark(run_id, told.said, by=current_user, why=why, source=source),
        done=_("The marks are saved."),
    ):
        return told, False
    if told.others:
        flash(ngettext("%(num)s cell was marked by somebody else meanwhile: that mark stands.",
                       "%(num)s cells were marked by somebody else meanwhile: those marks stand.",
                       told.others), "warning")  # fmt: skip
    return told, True
