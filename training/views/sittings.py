"""A participant's own tests: begun, answered question by question, handed in."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale
from borderpost.access import signed_in
from borderpost.forms import attempted
from borderpost.refusal import Refused
from training import answer_key, exam_words
from training.answer_key import Kind
from training.exam_models import Question, Sitting, When
from training.queries import papers as queries
from training.services import sittings as services
from training.views import here

bp = Blueprint("sittings", __name__, url_prefix="/training/mine")
Page = str | tuple[str, int] | Answer


@bp.post("/<uuid:enrolment_id>/begin/<kind>")
@signed_in
def begin(enrolment_id: UUID, kind: str) -> Answer:
    """Begin a test, or go on with it."""
    here.enrolment(enrolment_id)
    made: list[Sitting] = []
    known = {one.value: one for one in When}.get(kind) or abort(404)
    attempted(lambda: made.append(services.begin(enrolment_id, known, by=current_user)))
    if not made:
        return redirect(url_for("my_training.show"))
    return redirect(url_for("sittings.show", sitting_id=made[0].id, number=1))


@bp.get("/tests/<uuid:sitting_id>/<int:number>")
@signed_in
def show(sitting_id: UUID, number: int) -> str:
    """One question, and where the others stand."""
    return _page(_own(sitting_id), number, "")


@bp.post("/tests/<uuid:sitting_id>/<int:number>")
@signed_in
def answer(sitting_id: UUID, number: int) -> Page:
    """Save an answer and go on to the next question; the last one leads to handing in."""
    one = _own(sitting_id)
    places = queries.places(one)
    if not 1 <= number <= len(places):
        abort(404)
    question = places[number - 1].question
    typed = request.form.get("number", "")

    def keep() -> None:
        services.save(sitting_id, question.id, _given(question), by=current_user)

    if not attempted(keep):
        return _page(_own(sitting_id), number, typed), 422
    return redirect(url_for("sittings.show", sitting_id=sitting_id, number=number + 1))


@bp.post("/tests/<uuid:sitting_id>/hand-in")
@signed_in
def hand_in(sitting_id: UUID) -> Answer:
    """End one's test."""
    _own(sitting_id)
    attempted(lambda: services.hand_in(sitting_id, by=current_user), done=_("Handed in."))
    return redirect(url_for("my_training.show"))


@bp.get("/tests/<uuid:sitting_id>/picture/<int:number>.jpg")
@signed_in
def picture(sitting_id: UUID, number: int) -> Response:
    """The picture of one question of an own test."""
    places = queries.places(_own(sitting_id))
    if not 1 <= number <= len(places):
        abort(404)
    return Response(places[number - 1].question.picture or abort(404), mimetype="image/jpeg")


def _page(one: Sitting, number: int, typed: str) -> str:
    places = queries.places(one)
    if not 1 <= number <= len(places) + 1:
        abort(404)
    return render_template(
        "training/sitting.html", sitting=one, places=places, number=number, typed=typed,
        place=places[number - 1] if number <= len(places) else None, language=locale.code(),
        letters=answer_key.letters(locale.code()), words=exam_words, run=one.paper.run,
        is_over=services.is_over(one), ends_at=services.ends_at(one),
        chosen=_chosen(places, number), blanks=sum(not (one.answer and one.answer.given) for one in
                                                   places),
    )  # fmt: skip


def _chosen(places: list[queries.Place], number: int) -> list[int]:
    """The options that are ticked now."""
    if number > len(places):
        return []
    place = places[number - 1]
    is_choice = place.question.kind != Kind.NUMBER
    return answer_key.places(place.answer.given) if is_choice and place.answer else []


def _given(question: Question) -> str:
    if question.kind == Kind.NUMBER:
        return _number(request.form.get("number", ""), question)
    ticked = [one for one in request.form.getlist("option") if one.isdecimal()]
    wanted = [int(one) for one in ticked if int(one) < len(question.options)]
    return answer_key.chosen(wanted[:1] if question.kind == Kind.SINGLE else wanted)


def _number(typed: str, question: Question) -> str:
    if not answer_key.is_number(typed):
        raise Refused(_("Write a number, such as 6 or 0.5; leave it empty to skip."))
    return answer_key.read(typed, question.key)


def _own(sitting_id: UUID) -> Sitting:
    """Somebody's own attempt; another's is not there."""
    one = queries.sitting(sitting_id)
    if one is None or one.enrolment.officer_id != current_user.officer_id:
        abort(404)
    return one
