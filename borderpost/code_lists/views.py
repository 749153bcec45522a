"""Pages of code lists."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import features, listing
from borderpost.access import requires
from borderpost.code_lists import Permission, services
from borderpost.code_lists.forms import CodeForm, EndCodeForm
from borderpost.code_lists.lists import Code, CodeList
from borderpost.forms import answered, saved
from borderpost.listing import Column
from borderpost.locale import LOCALES

bp = Blueprint("code_lists", __name__, url_prefix="/code-lists")
Page = str | tuple[str, int] | Answer

COLUMNS = (
    Column[Code]("code", lambda row: row.code),
    *(
        Column[Code](f"words_{name}", lambda row, name=name: _in(name, row))  # type: ignore[misc]
        for name in LOCALES
    ),
    Column[Code]("letter", lambda row: row.letter),
    Column[Code]("cite", lambda row: row.cite),
    Column[Code]("since", lambda row: row.since),
    Column[Code]("until", lambda row: row.until),
    Column[Code]("position", lambda row: row.position),
)


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The lists of the subjects."""
    return render_template("code_lists/index.html", lists=_lists().values())


@bp.get("/<list_name>")
@requires(Permission.READ)
def show(list_name: str) -> str:
    """The codes of one list, those that ended at its end."""
    wanted = _list(list_name)
    offered = wanted.offered()
    ended = [code for name, code in wanted.known().items() if name not in offered]
    return render_template("code_lists/show.html", wanted=wanted, offered=offered, ended=ended)


@bp.get("/<list_name>/export.csv")
@requires(Permission.READ)
def export(list_name: str) -> Response:
    """The codes of one list as CSV."""
    wanted = _list(list_name)
    return listing.as_csv(wanted.name, COLUMNS, list(wanted.known().values()))


@bp.route("/<list_name>/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new(list_name: str) -> Page:
    """A code that the list lacks."""
    wanted = _open(list_name)
    form = _form(wanted)
    if saved(form, lambda: services.add(wanted, form.facts(), by=current_user), done=_("Saved.")):
        return redirect(url_for("code_lists.show", list_name=list_name))
    return answered("code_lists/edit.html", form, wanted=wanted, code=None)


@bp.route("/<list_name>/<code>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(list_name: str, code: str) -> Page:
    """Change a code's words, order and source."""
    wanted = _open(list_name)
    known = wanted.known().get(code) or abort(404)
    form = _form(wanted, data=_present(known))

    def change() -> None:
        services.change(wanted, form.facts(), by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("code_lists.show", list_name=list_name))
    return answered("code_lists/edit.html", form, wanted=wanted, code=known, ending=EndCodeForm())


@bp.post("/<list_name>/<code>/end")
@requires(Permission.WRITE)
def end(list_name: str, code: str) -> Page:
    """Say the last day of a code."""
    wanted, ending = _open(list_name), EndCodeForm()
    known = wanted.known().get(code) or abort(404)

    def change() -> None:
        services.end(wanted, code, ending.last_day.data, by=current_user)

    if saved(ending, change, done=_("Saved.")):
        return redirect(url_for("code_lists.show", list_name=list_name))
    form = _form(wanted, formdata=None, data=_present(known))
    return answered("code_lists/edit.html", form, wanted=wanted, code=known, ending=ending)


def _lists() -> dict[str, CodeList]:
    return {found.name: found for found in features.contributions("code_lists")}


def _list(name: str) -> CodeList:
    return _lists().get(name) or abort(404)


def _open(name: str) -> CodeList:
    """A list that may be changed."""
    wanted = _list(name)
    return abort(404) if wanted.is_fixed else wanted


def _form(wanted: CodeList, **more: Any) -> CodeForm:
    """The form of a code; what it means beside its words is called as the list calls it."""
    form = CodeForm(**more)
    if wanted.detail:
        form.letter.label.text = wanted.detail.label
    return form


def _present(code: Code) -> dict[str, object]:
    names = ("code", "letter", "cite", "since", "position", "is_active")
    words = {f"words_{name}": _in(name, code) for name in LOCALES}
    return {name: getattr(code, name) for name in names} | words


def _in(language: str, code: Code) -> str:
    with force_locale(language):
        return code.label(language)
