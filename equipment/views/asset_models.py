"""Pages of models."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import answered, saved
from equipment import Permission
from equipment.forms import ModelForm
from equipment.listed import MODELS
from equipment.queries import assets
from equipment.services import catalogue

bp = Blueprint("asset_models", __name__, url_prefix="/equipment/models")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The models, searched."""
    words = request.args.get("q", "").strip()
    page = MODELS.page(assets.models(words))
    return render_template("equipment/models.html", page=page, listed=MODELS, sought=words)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """A new model."""
    form = ModelForm()
    form.offer()
    back = url_for("asset_models.index")
    if saved(form, lambda: catalogue.add_model(form.facts(), by=current_user), done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("New model"), back=back)


@bp.route("/<uuid:model_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(model_id: UUID) -> Page:
    """Change a model."""
    model = assets.model(model_id) or abort(404)
    form, title = ModelForm(obj=model), model.title
    form.offer(model.category)

    def change() -> None:
        catalogue.change_model(model_id, form.facts(), by=current_user)

    back = url_for("asset_models.index")
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=title, back=back)
