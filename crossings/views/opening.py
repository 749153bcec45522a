"""What a desk's page answers when a waiting document could not be opened, or was already."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response as Answer

from borderpost import submission
from borderpost.refusal import Refused
from borderpost.submission import AlreadyDone
from crossings.queries import inspections


def answers_for(bp: Blueprint) -> None:
    """Let the pages of ``bp`` lead back to the desk, or on to the sheet that is open."""
    bp.register_error_handler(Refused, _not_opened)
    bp.register_error_handler(AlreadyDone, _opened_already)


def _not_opened(refusal: Refused) -> Answer:
    """Back to the desk with the reason."""
    flash(str(refusal.sentence), "warning")
    return redirect(url_for("desk.show"))


def _opened_already(_error: AlreadyDone) -> Answer:
    """A second click: on to the sheet that the first one opened."""
    opened = inspections.by_form(submission.current_key())
    address = url_for("desk.sheet", inspection_id=opened.id) if opened else url_for("desk.show")
    return redirect(address)
