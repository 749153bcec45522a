"""Pages of devices: joining, and the administrator's list."""

from __future__ import annotations

from typing import cast
from uuid import UUID

import segno
from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import public, requires
from borderpost.devices import Permission, certificate, gate, network, queries, services
from borderpost.devices.commands import group
from borderpost.devices.forms import JoinForm, NameForm
from borderpost.devices.models import JoinedDevice
from borderpost.forms import attempted, saved
from borderpost.locale import LOCALES
from borderpost.security import limiter

bp = Blueprint("devices", __name__, url_prefix="/devices")


@bp.record_once
def _install(state: BlueprintSetupState) -> None:
    """Stand before every request, and add ``flask devices``."""
    app = cast(Flask, state.app)
    gate.install(app)
    app.cli.add_command(group)


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The devices that joined, and where to make a paper for another one."""
    page = listing.page(queries.devices())
    on_network = bool(network.addresses())
    return render_template(
        "devices/index.html", page=page, addresses=_addresses(), on_network=on_network
    )


@bp.post("/papers")
@requires(Permission.WRITE)
def paper() -> str:
    """A paper to print: its code is shown this once."""
    reached = _addresses()
    code = services.make_paper(by=current_user)
    if request.form.get("lang") in LOCALES:
        g.page_locale = request.form["lang"]
    target = f"{reached[0]}{url_for('devices.join', code=code)}"
    return render_template(
        "devices/paper.html",
        code=code,
        addresses=reached,
        target=target,
        picture=_qr(target),
        certificate=f"{reached[0]}{url_for('devices.authority')}",
        groups=_groups(),
    )


@bp.route("/join", methods=["GET", "POST"])
@public
@limiter.limit("20 per minute", methods=["POST"])
def join() -> str | Answer:
    """A device joins with the code of its paper and gets a name."""
    form = JoinForm(code=request.args.get("code", ""))
    tokens: list[str] = []
    if saved(form, lambda: tokens.append(services.join(form.code.data, form.name.data.strip()))):
        answer = redirect(url_for("sign_in.sign_in"))
        gate.remember(cast(Response, answer), tokens[0])
        return answer
    return render_template("devices/join.html", form=form)


@bp.get("/authority.crt")
@public
def authority() -> Response:
    """The certificate that a phone is to trust. It is no secret; its fingerprint is on paper."""
    kept = certificate.authority(current_app.config["INSTANCE"]).certificate.read_bytes()
    name = {"Content-Disposition": 'attachment; filename="borderpost.crt"'}
    return Response(kept, mimetype="application/x-x509-ca-cert", headers=name)


@bp.route("/<uuid:device_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(device_id: UUID) -> str | Answer:
    """Rename a device."""
    form = NameForm(obj=_device(device_id))

    def rename() -> None:
        services.rename(device_id, form.name.data.strip(), by=current_user)

    if saved(form, rename, done=_("Saved.")):
        return redirect(url_for("devices.index"))
    return render_template("devices/edit.html", form=form, device=_device(device_id))


@bp.post("/<uuid:device_id>/revoke")
@requires(Permission.WRITE)
def revoke(device_id: UUID) -> Answer:
    """Refuse a device from its next request on."""
    _device(device_id)
    done = _("The device is revoked. It is refused from now on.")
    attempted(lambda: services.revoke(device_id, by=current_user), done=done)
    return redirect(url_for("devices.index"))


def _device(device_id: UUID) -> JoinedDevice:
    return queries.device(device_id) or abort(404)


def _addresses() -> list[str]:
    """How phones reach this post, numbers first: every phone finds them, its name not all do."""
    port, host = current_app.config["LAN_PORT"], network.host_name(current_app.config["LAN_NAME"])
    return [f"https://{name}:{port}" for name in (*network.addresses(), host)]


def _groups() -> list[str]:
    """The fingerprint in eight groups of four pairs, to compare by eye."""
    pairs = certificate.fingerprint(current_app.config["INSTANCE"]).split(":")
    return [" ".join(pairs[start : start + 4]) for start in range(0, len(pairs), 4)]


def _qr(text: str) -> Markup:
    """The QR code of an address as a picture of the page, 5 pixels a module."""
    drawn = segno.make(text, error="m", micro=False)
    return Markup(drawn.svg_inline(scale=5, title=text))  # noqa: S704 - drawn here, from our words
