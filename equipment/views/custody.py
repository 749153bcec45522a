"""Custody: many things at once, the acts with their receipts and signatures, reservations."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing, pdf
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from borderpost.signatures import SignedPaperForm, SignForm
from equipment import Permission, words
from equipment.custody_forms import BulkForm, WishForm
from equipment.models import CustodyAct
from equipment.queries import custody as queries
from equipment.services import bulk, reserving, signing
from equipment.views import here

bp = Blueprint("custody", __name__, url_prefix="/equipment/custody")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """What is out, what is asked for, and every act."""
    post_id, every = current_user.post_id, request.args.get("every") == "1"
    page = listing.page(queries.acts(post_id) if every else queries.open_acts(post_id))
    return render_template(
        "equipment/custody.html",
        page=page,
        every=every,
        reservations=listing.page(queries.all_reservations(post_id), 1),
        today=posts.today(post_id),
    )


@bp.route("/scan", methods=["GET", "POST"])
@requires(Permission.WRITE)
def scan() -> Page:
    """Scan many things, then one act for all."""
    form = BulkForm(data={"codes": request.args.get("codes", "")[:2000],
                          "action": request.args.get("action", "")})  # fmt: skip
    form.offer(current_user.post_id)
    acts: list[UUID] = []

    def carry_out() -> None:
        done = bulk.carry_out(form.codes.data, form.order(), current_user.post_id, by=current_user)
        acts.extend(act.id for act in done)

    if saved(form, carry_out, done=_("Done with everything that was scanned.")):
        if len(acts) == 1:
            return redirect(url_for("custody.show", act_id=acts[0]))
        return redirect(url_for("custody.index", every=1) if acts else url_for("equipment.index"))
    found = bulk.resolved(form.codes.data or "", current_user.post_id)
    return answered("equipment/scan.html", form, found=found, words=words)


@bp.get("/<uuid:act_id>")
@requires(Permission.READ)
def show(act_id: UUID) -> str:
    """One act: its receipt, and the signatures."""
    return _page(act_id, SignForm(), SignedPaperForm())[0]


@bp.post("/<uuid:act_id>/sign")
@requires(Permission.WRITE)
def sign(act_id: UUID) -> Page:
    """Keep both drawn signatures."""
    _act(act_id)
    form = SignForm()

    def keep() -> None:
        signing.sign(act_id, form.giver.data or "", form.receiver.data or "", by=current_user)

    if saved(form, keep, done=_("Signed by both.")):
        return redirect(url_for("custody.show", act_id=act_id))
    return _page(act_id, form, SignedPaperForm(formdata=None))


@bp.post("/<uuid:act_id>/paper")
@requires(Permission.WRITE)
def attach(act_id: UUID) -> Page:
    """Keep the scan of the signed paper."""
    _act(act_id)
    form = SignedPaperForm()

    def keep() -> None:
        signing.attach(act_id, form.content(), by=current_user)

    if saved(form, keep, done=_("The signed paper is kept.")):
        return redirect(url_for("custody.show", act_id=act_id))
    return _page(act_id, SignForm(formdata=None), form)


@bp.get("/<uuid:act_id>/paper")
@requires(Permission.READ)
def paper(act_id: UUID) -> Response:
    """The scan of the signed paper, as a file."""
    act = _act(act_id)
    if act.paper is None:
        abort(404)
    end = act.paper_kind.rpartition("/")[2]
    named = f'attachment; filename="{act.number}.{end}"'
    return Response(act.paper, mimetype=act.paper_kind, headers={"Content-Disposition": named})


@bp.get("/<uuid:act_id>/signature/<who>.png")
@requires(Permission.READ)
def signature(act_id: UUID, who: str) -> Response:
    """One drawn signature: ``giver`` or ``receiver``."""
    act = _act(act_id)
    drawn = {"giver": act.giver_signature, "receiver": act.receiver_signature}.get(who)
    if drawn is None:
        abort(404)
    return Response(drawn, mimetype="image/png")


@bp.get("/<uuid:act_id>/receipt.pdf")
@requires(Permission.READ)
def receipt(act_id: UUID) -> Response:
    """The receipt as PDF, with the signatures that there are."""
    act = _act(act_id)
    post = posts.post(act.post_id) or abort(404)
    if pdf.lack():
        abort(404)
    page = render_template("equipment/receipt_pdf.html", act=act, post=post, words=words)
    return pdf.answer(pdf.drawn(page, {**pictures(post.id), **_signatures(act)}), act.number)


@bp.route("/reserve/<uuid:asset_id>", methods=["GET", "POST"])
@requires(Permission.REPORT)
def reserve(asset_id: UUID) -> Page:
    """Ask for a thing, for some days or without an end."""
    thing = here.asset(asset_id)
    form = WishForm(data={"officer_id": str(current_user.officer_id)})
    form.offer(thing.post_id)
    back = url_for("equipment.show", asset_id=asset_id)
    if saved(
        form, lambda: reserving.ask(asset_id, form.wish(), by=current_user), done=_("Asked for.")
    ):
        return redirect(back)
    heading = _("Reserve %(tag)s", tag=here.asset(asset_id).tag)
    return answered("edit.html", form, heading=heading, back=back)


@bp.post("/reservations/<uuid:reservation_id>")
@requires(Permission.WRITE)
def decide(reservation_id: UUID) -> Answer:
    """Approve, refuse or drop a reservation."""
    if queries.reservation(reservation_id, current_user.post_id) is None:
        abort(404)
    said = request.form.get("decision", "")
    if said == "drop":
        attempted(lambda: reserving.drop(reservation_id, by=current_user), done=_("Dropped."))
    elif said in ("approve", "refuse"):
        approved = said == "approve"
        attempted(
            lambda: reserving.decide(reservation_id, approved, by=current_user), done=_("Saved.")
        )
    else:
        flash(_("Approve, refuse or drop it."), "danger")
    return redirect(url_for("custody.index"))


def _act(act_id: UUID) -> CustodyAct:
    return queries.act(act_id, current_user.post_id) or abort(404)


def _page(act_id: UUID, form: SignForm, paper_form: SignedPaperForm) -> tuple[str, int]:
    act = _act(act_id)
    return answered(
        "equipment/act.html", form, act=act, paper_form=paper_form, words=words,
        post=posts.post(act.post_id), has_pdf=not pdf.lack(),
    )  # fmt: skip


def _signatures(act: CustodyAct) -> dict[str, tuple[bytes, str]]:
    """The drawn signatures by their addresses, for the PDF."""
    return {
        url_for("custody.signature", act_id=act.id, who=who): (drawn, "image/png")
        for who, drawn in (("giver", act.giver_signature), ("receiver", act.receiver_signature))
        if drawn
    }
