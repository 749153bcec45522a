"""The demonstration's screenings: nobody here exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, new_id
from borderpost.gates import GatedSheet
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from protection.answers import NO, QUESTIONS, YES, Answers
from protection.models import Screening
from protection.queries.screenings import is_waiting
from protection.services import asking


@dataclass(frozen=True)
class _Officer:
    officer_id: UUID
    post_id: UUID


def answer_no(sheet: GatedSheet, post_id: UUID, officer_id: UUID) -> None:
    """An invented officer asked, and nothing stood in the way."""
    calm = Answers(dict.fromkeys(QUESTIONS, NO), language="bambara", in_private=True, needs=())
    asking.ask(sheet, post_id, calm, by=_Officer(officer_id, post_id))


def fill(say: Callable[[str], object]) -> None:
    """One child alone, an hour ago, who waits for the focal point."""
    post, account = posts.this_post(), officers.account_named("grace")
    if post is None or account is None or _has_waiting():
        return
    child = Answers(
        {**dict.fromkeys(QUESTIONS, NO), "alone": YES}, language="pulaar", in_private=True
    )
    officer_id, post_id = account.officer_id, post.id
    with clock.standing_at(clock.now() - timedelta(minutes=50)):
        nobody = GatedSheet(new_id(), "", "home.show", is_undecided=False)
        asking.ask(nobody, post_id, child, by=_Officer(officer_id, post_id))
    say("A screening that waits for the protection focal point.")


def _has_waiting() -> bool:
    return any(is_waiting(row) for row in db.session.scalars(select(Screening)))
