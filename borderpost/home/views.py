"""The home page: cards that the features contribute."""

from __future__ import annotations

from flask import Blueprint, render_template

from borderpost import features
from borderpost.access import signed_in
from borderpost.features import Card

bp = Blueprint("home", __name__)


@bp.get("/home")
@signed_in
def show() -> str:
    """What waits for me, by the cards of the subjects that I may open."""
    made = [card() for card in features.contributions("home")]
    cards: list[Card] = [card for card in made if card is not None]
    return render_template("home/show.html", cards=cards)
