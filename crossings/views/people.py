"""Files that are one person: said on the sheet, or on the traveller's page, and taken back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import attempted
from crossings import Permission
from crossings.models import PersonMerge
from crossings.queries import inspections, persons, register
from crossings.services import joining

bp = Blueprint("people", __name__)


@bp.post("/desk/<uuid:inspection_id>/same-person")
@requires(Permission.INSPECT)
def same(inspection_id: UUID) -> Answer:
    """The officer says who this traveller is; the decision joins the files."""
    _sheet_or_none(inspection_id)
    person_id = request.form.get("person", type=UUID) or abort(404)
    version = request.form.get("version", 0, type=int)
    attempted(
        lambda: joining.same_person(inspection_id, person_id, version=version, by=current_user)
    )
    return redirect(url_for("desk.sheet", inspection_id=inspection_id))


@bp.post("/desk/<uuid:inspection_id>/another-person")
@requires(Permission.INSPECT)
def another(inspection_id: UUID) -> Answer:
    """The officer takes that back."""
    _sheet_or_none(inspection_id)
    attempted(lambda: joining.another_person(inspection_id, by=current_user))
    return redirect(url_for("desk.sheet", inspection_id=inspection_id))


@bp.post("/register/travellers/<uuid:person_id>/merge")
@requires(Permission.MERGE)
def merge(person_id: UUID) -> Answer:
    """Join another file to this one, with the reason."""
    _person_or_none(person_id)
    other = request.form.get("other", type=UUID) or abort(404)
    _person_or_none(other)
    reason = request.form.get("reason", "")
    attempted(
        lambda: joining.merge(persons.root(person_id), other, reason, by=current_user),
        done=_("The files are joined. They can be taken apart again."),
    )
    return redirect(url_for("register.traveller", person_id=person_id))


@bp.post("/register/merges/<uuid:merge_id>/split")
@requires(Permission.MERGE)
def split(merge_id: UUID) -> Answer:
    """Take two files apart, with the reason."""
    found = _merge_or_none(merge_id)
    person_id = found.absorbed_id
    attempted(
        lambda: joining.split(merge_id, request.form.get("reason", ""), by=current_user),
        done=_("The files are apart again, as they were."),
    )
    return redirect(url_for("register.traveller", person_id=person_id))


def _sheet_or_none(inspection_id: UUID) -> None:
    if inspections.inspection(inspection_id, current_user.post_id) is None:
        abort(404)


def _person_or_none(person_id: UUID) -> None:
    if register.person(person_id, current_user.post_id) is None:
        abort(404)


def _merge_or_none(merge_id: UUID) -> PersonMerge:
    """A merge of files of which this post saw the absorbed one."""
    found = persons.merge(merge_id) or abort(404)
    _person_or_none(found.absorbed_id)
    return found
