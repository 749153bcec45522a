"""The page where accounts of a loaded list get their start passwords, shown once to print."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, render_template
from flask_login import current_user

from borderpost.access import requires
from borderpost.imports import queries as imports
from borderpost.imports.models import State
from borderpost.officers import Permission, enrolling, queries

bp = Blueprint("start_passwords", __name__, url_prefix="/officers/start-passwords")


@bp.get("/<uuid:import_id>")
@requires(Permission.WRITE)
def show(import_id: UUID) -> str:
    """Who of a loaded list has not signed in yet."""
    waiting = queries.never_signed_in(_people(import_id))
    return render_template("officers/start_passwords.html", waiting=waiting, import_id=import_id)


@bp.post("/<uuid:import_id>")
@requires(Permission.WRITE)
def give(import_id: UUID) -> str:
    """New start passwords, on this page and nowhere else."""
    given = enrolling.give_start_passwords(_people(import_id), by=current_user)
    return render_template("officers/start_passwords.html", given=given, import_id=import_id)


def _people(import_id: UUID) -> list[UUID]:
    one = imports.file(import_id, current_user.post_id)
    if one is None or one.importer != "officers" or one.state != State.COMMITTED:
        abort(404)
    return [UUID(key) for key in imports.written(import_id)]
