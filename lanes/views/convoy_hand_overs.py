"""Hand-over sheets of a convoy: written, signed by both sides, printed, made void."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import pdf
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.locale import LOCALES
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from borderpost.posts.models import Post
from borderpost.signatures import SignedPaperForm, SignForm
from lanes import Permission
from lanes import convoy_words as words
from lanes.convoy_forms import HandOverForm, WhyForm
from lanes.models import ConvoyHandOver
from lanes.queries import convoy_people
from lanes.services import convoy_hand_over as services
from lanes.services.convoy_hand_over import HandingOver
from lanes.views import here

bp = Blueprint("convoy_hand_overs", __name__, url_prefix="/convoys")
Page = str | tuple[str, int] | Answer


@bp.route("/<uuid:convoy_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.CONVOY_WRITE)
def new(convoy_id: UUID) -> Page:
    """Write a sheet: to whom, who, and what goes with each."""
    row = here.convoy(convoy_id)
    post = posts.post(row.post_id) or abort(404)
    form, made = HandOverForm(), list[UUID]()

    def write() -> None:
        order = _order(form, post.zone)
        made.append(services.hand_over(convoy_id, order, by=current_user).id)

    if saved(form, write):
        return redirect(url_for("convoy_hand_overs.show", sheet_id=made[0]))
    row = here.convoy(convoy_id)
    ready = [one for one in convoy_people.people(row) if one.is_clear_to_hand_over]
    chosen = request.form.getlist("members")
    return answered(
        "lanes/convoy_hand_over.html", form, convoy=row, ready=ready, chosen=chosen, words=words
    )


@bp.get("/hand-overs/<uuid:sheet_id>")
@requires(Permission.CONVOY_READ)
def show(sheet_id: UUID) -> Page:
    """One sheet with its signatures, or the places where they are drawn."""
    return _page(sheet_id, SignForm(), SignedPaperForm(), WhyForm())


@bp.post("/hand-overs/<uuid:sheet_id>/sign")
@requires(Permission.CONVOY_WRITE)
def sign(sheet_id: UUID) -> Page:
    """Keep both drawn signatures."""
    _sheet(sheet_id)
    form = SignForm()

    def keep() -> None:
        services.sign(sheet_id, form.giver.data or "", form.receiver.data or "", by=current_user)

    if saved(form, keep, done=_("Signed by both.")):
        return redirect(url_for("convoy_hand_overs.show", sheet_id=sheet_id))
    return _page(sheet_id, form, SignedPaperForm(formdata=None), WhyForm(formdata=None))


@bp.post("/hand-overs/<uuid:sheet_id>/paper")
@requires(Permission.CONVOY_WRITE)
def attach(sheet_id: UUID) -> Page:
    """Keep the scan of the signed paper."""
    _sheet(sheet_id)
    form = SignedPaperForm()
    if saved(
        form,
        lambda: services.attach(sheet_id, form.content(), by=current_user),
        done=_("The signed paper is kept."),
    ):
        return redirect(url_for("convoy_hand_overs.show", sheet_id=sheet_id))
    return _page(sheet_id, SignForm(formdata=None), form, WhyForm(formdata=None))


@bp.post("/hand-overs/<uuid:sheet_id>/void")
@requires(Permission.CONVOY_WRITE)
def make_void(sheet_id: UUID) -> Page:
    """Say that an unsigned sheet does not count."""
    over = _sheet(sheet_id)
    convoy_id, form = over.convoy_id, WhyForm()
    if saved(form, lambda: services.make_void(sheet_id, form.why.data or "", by=current_user)):
        return redirect(url_for("convoys.show", convoy_id=convoy_id))
    return _page(sheet_id, SignForm(formdata=None), SignedPaperForm(formdata=None), form)


@bp.get("/hand-overs/<uuid:sheet_id>/paper")
@requires(Permission.CONVOY_READ)
def paper(sheet_id: UUID) -> Response:
    """The scan of the signed paper, as a file."""
    over = _sheet(sheet_id)
    if over.paper is None:
        abort(404)
    end = over.paper_kind.rpartition("/")[2]
    named = f'attachment; filename="{over.number}.{end}"'
    return Response(over.paper, mimetype=over.paper_kind, headers={"Content-Disposition": named})


@bp.get("/hand-overs/<uuid:sheet_id>/signature/<who>.png")
@requires(Permission.CONVOY_READ)
def signature(sheet_id: UUID, who: str) -> Response:
    """One drawn signature: ``giver`` or ``receiver``."""
    drawn = _drawn(_sheet(sheet_id)).get(who)
    if drawn is None:
        abort(404)
    return Response(drawn, mimetype="image/png")


@bp.get("/hand-overs/<uuid:sheet_id>/sheet.pdf")
@requires(Permission.CONVOY_READ)
def print_sheet(sheet_id: UUID) -> Response:
    """The sheet as PDF in the language that is asked for (``lang``), else in the page's."""
    over, post = _sheet_and_post(sheet_id)
    if pdf.lack():
        abort(404)
    language = request.args.get("lang", "")
    if language in LOCALES:
        with force_locale(language):
            page = render_template("lanes/convoy_sheet_pdf.html", **_told(over, post))
    else:
        page = render_template("lanes/convoy_sheet_pdf.html", **_told(over, post))
    signed = {
        url_for("convoy_hand_overs.signature", sheet_id=over.id, who=who): (drawn, "image/png")
        for who, drawn in _drawn(over).items()
        if drawn
    }
    return pdf.answer(pdf.drawn(page, {**pictures(post.id), **signed}), over.number)


def _order(form: HandOverForm, zone: str) -> HandingOver:
    chosen = request.form.getlist("members", type=UUID)
    return HandingOver(
        member_ids=chosen,
        receiver_kind=form.receiver_kind.data or "",
        receiver=form.receiver.data or "",
        received_by=form.received_by.data or "",
        happened_at=form.instant(zone),
        with_them={one: request.form.get(f"with-{one}", "") for one in chosen},
        apart_why=form.apart_why.data or "",
    )


def _page(
    sheet_id: UUID, form: SignForm, paper_form: SignedPaperForm, void_form: WhyForm
) -> tuple[str, int]:
    over, post = _sheet_and_post(sheet_id)
    return answered(
        "lanes/convoy_sheet.html", form, paper_form=paper_form, void_form=void_form,
        has_pdf=not pdf.lack(), languages=LOCALES, **_told(over, post),
    )  # fmt: skip


def _told(over: ConvoyHandOver, post: Post) -> dict[str, object]:
    givers = officers.names({over.created_by} if over.created_by else set())
    return {
        "over": over,
        "post": post,
        "convoy": here.convoy(over.convoy_id),
        "lines": list(convoy_people.of_hand_over(over)),
        "giver": givers.get(over.created_by, "") if over.created_by else "",
        "signatures": _drawn(over),
        "words": words,
    }


def _drawn(over: ConvoyHandOver) -> dict[str, bytes | None]:
    return {"giver": over.giver_signature, "receiver": over.receiver_signature}


def _sheet(sheet_id: UUID) -> ConvoyHandOver:
    return convoy_people.hand_over(sheet_id, current_user.post_id) or abort(404)


def _sheet_and_post(sheet_id: UUID) -> tuple[ConvoyHandOver, Post]:
    over = _sheet(sheet_id)
    return over, posts.post(over.post_id) or abort(404)
