"""Nobody is handed over before the questions, before the decision, or twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from crossings.models import Crossing, Inspection
from lanes.models import Convoy, ConvoyHandOver, ConvoyHandOverLine, ConvoyState
from lanes.queries import convoy_people
from lanes.services import convoy_closing, convoy_desk, convoy_hand_over
from lanes.services import convoy_ticking as ticking
from lanes.services.convoy_hand_over import HandingOver
from protection.answers import NEEDS
from protection.queries import screenings
from protection.services import asking
from tests.desk import officer
from tests.lanes.convoy import (
    YES,
    admitted,
    asked,
    at_desk,
    here,
    members,
    people,
    ready,
    signature,
)


@pytest.fixture(autouse=True)
def in_english(inside: Flask) -> Iterator[None]:
    """The sentences of refusals, as this file writes them."""
    with force_locale("en"):
        yield


def to(kind: str, *who: UUID, **more: str) -> HandingOver:
    """A hand-over to somebody of this kind."""
    return HandingOver(who, kind, "Croix-Rouge", "Specimen Receiver", **more)  # type: ignore[arg-type]


def attempts() -> list[str]:
    lines = db.session.scalars(select(AuditLine).where(AuditLine.act == "lanes:convoy:attempt"))
    return [line.details["attempt"] for line in lines]


def test_the_sheet_says_no_document_a_declared_identity_and_the_kinds_purpose(
    inside: Flask,
) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    sheet = ready(inside, row.id, members(row.id)[0].id, awa)

    crossing = db.session.scalars(select(Crossing).where(Crossing.inspection_id == sheet)).one()
    assert (crossing.document_kind, crossing.purpose) == ("NONE", "EXP")
    assert (crossing.birth_precision, crossing.capture_mode) == ("Y", "convoy")
    assert crossing.direction == "E"


def test_two_officers_open_one_sheet(inside: Flask) -> None:
    awa, binta = officer(inside, "officer"), officer(inside, "second_line_officer")
    row = here(awa)
    first = members(row.id)[0].id
    opened = at_desk(row.id, first, awa)

    assert convoy_desk.open_sheet(row.id, first, by=binta, keep_days=30) == opened
    assert db.session.scalar(select(db.func.count(Inspection.id))) == 1


def test_who_was_not_ticked_does_not_come_to_the_desk(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)

    with pytest.raises(Refused, match="Tick this person first"):
        convoy_desk.open_sheet(row.id, members(row.id)[0].id, by=awa, keep_days=30)


def test_nobody_is_handed_over_before_the_questions_not_even_to_assistance(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    admitted(inside, at_desk(row.id, first, awa), awa)

    for kind in ("iom", "family"):
        with pytest.raises(Refused, match="ask the protection questions and the needs"):
            convoy_hand_over.hand_over(row.id, to(kind, first), by=awa)
    assert attempts() == ["not_asked", "not_asked"]


def test_the_four_questions_alone_are_not_enough(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    sheet = at_desk(row.id, first, awa)
    asked(sheet, awa, needs=None)  # type: ignore[arg-type]
    admitted(inside, sheet, awa)

    with pytest.raises(Refused, match="the needs first"):
        convoy_hand_over.hand_over(row.id, to("family", first), by=awa)


def test_nobody_is_handed_over_before_the_decision(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    asked(at_desk(row.id, first, awa), awa)

    with pytest.raises(Refused, match="not decided yet"):
        convoy_hand_over.hand_over(row.id, to("iom", first), by=awa)


@pytest.mark.parametrize("need", ["fear", *NEEDS])
def test_any_yes_leaves_assistance_alone_until_the_focal_point_has_answered(
    inside: Flask, need: str
) -> None:
    awa, focal = officer(inside, "officer"), officer(inside, "protection_focal_point")
    row = here(awa)
    first = members(row.id)[0].id
    said: dict[str, object] = {"fear": YES} if need == "fear" else {"needs": (need,)}
    ready(inside, row.id, first, awa, **said)  # type: ignore[arg-type]

    with pytest.raises(Refused, match="assistance alone"):
        convoy_hand_over.hand_over(row.id, to("authority", first), by=awa)
    assert attempts() == ["gate_open"]
    (screening,) = db.session.scalars(screenings.listed(awa.post_id))
    asking.close(screening.id, "referred", by=focal)
    assert convoy_hand_over.hand_over(row.id, to("authority", first), by=awa).number


def test_assistance_receives_while_an_answer_waits(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    ready(inside, row.id, first, awa, fear=YES)

    over = convoy_hand_over.hand_over(row.id, to("red_cross", first), by=awa)
    assert over.number.startswith("AAA-V") and over.number.endswith("-00001")


def test_nobody_is_handed_over_twice(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    ready(inside, row.id, first, awa)
    over = convoy_hand_over.hand_over(row.id, to("family", first), by=awa)

    with pytest.raises(Refused, match="handed over twice"):
        convoy_hand_over.hand_over(row.id, to("iom", first), by=awa)
    db.session.add(ConvoyHandOverLine(hand_over_id=over.id, member_id=first))
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_family_goes_together_unless_somebody_writes_why(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa, people(2, family="A"))
    first, second = (one.id for one in members(row.id))
    ready(inside, row.id, first, awa)
    ticking.tick(row.id, [second], by=awa)

    with pytest.raises(Refused, match="came with"):
        convoy_hand_over.hand_over(row.id, to("family", first), by=awa)
    parted = to("hospital", first, apart_why="the aunt stays with the luggage")
    assert convoy_hand_over.hand_over(row.id, parted, by=awa).apart_why


@pytest.mark.parametrize("missing", ["receiver_kind", "receiver", "received_by", "member_ids"])
def test_a_sheet_names_who_receives_whom(inside: Flask, missing: str) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    ready(inside, row.id, first, awa)
    told: dict[str, Any] = {
        "receiver_kind": "iom",
        "receiver": "IOM",
        "received_by": "X",
        "member_ids": (first,),
    }

    with pytest.raises(Refused):
        convoy_hand_over.hand_over(
            row.id, HandingOver(**{**told, missing: told[missing][:0]}), by=awa
        )


def test_both_sign_once_and_a_signed_sheet_stays(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    ready(inside, row.id, first, awa)
    over = convoy_hand_over.hand_over(row.id, to("family", first), by=awa).id

    with pytest.raises(Refused, match="Both have to sign"):
        convoy_hand_over.sign(over, signature(), "", by=awa)
    convoy_hand_over.sign(over, signature(), signature(), by=awa)
    again: list[Callable[[], None]] = [
        lambda: convoy_hand_over.sign(over, signature(), signature(), by=awa),
        lambda: convoy_hand_over.attach(over, b"%PDF-1.7", by=awa),
        lambda: convoy_hand_over.make_void(over, "wrong name", by=awa),
    ]
    for act in again:
        with pytest.raises(Refused, match="signed already"):
            act()


def test_a_void_sheet_keeps_its_number_and_lets_its_people_go(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    ready(inside, row.id, first, awa)
    void = convoy_hand_over.hand_over(row.id, to("family", first), by=awa).id
    with pytest.raises(Refused, match="does not count"):
        convoy_hand_over.make_void(void, " ", by=awa)
    convoy_hand_over.make_void(void, "wrong family", by=awa)

    over = convoy_hand_over.hand_over(row.id, to("family", first), by=awa)
    assert over.serial == 2
    numbers = [one.serial for one in convoy_people.hand_overs(row.id)]
    assert numbers == [1, 2]


def test_a_convoy_closes_only_when_nobody_is_left(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = here(awa, people(2))
    first, second = (one.id for one in members(row.id))

    def refused(words: str) -> None:
        with pytest.raises(Refused, match=words):
            convoy_closing.close(row.id, by=chief)

    refused("expected was not seen")
    ticking.miss(row.id, [second], "left on the way", by=awa)
    sheet = at_desk(row.id, first, awa)
    refused("Not everybody is decided")
    asked(sheet, awa)
    admitted(inside, sheet, awa)
    refused("Not everybody is handed over")
    over = convoy_hand_over.hand_over(row.id, to("family", first), by=awa).id
    refused("not signed by both")
    convoy_hand_over.attach(over, b"%PDF-1.7 scan", by=awa)
    refused("Count the people")
    ticking.count(row.id, 2, by=awa)
    refused("More people were counted")
    ticking.count(row.id, 1, by=awa)
    assert convoy_closing.close(row.id, by=chief).state == ConvoyState.CLOSED
    assert attempts() == ["close_open"] * 6


def test_names_signatures_and_papers_go_when_their_time_is_over(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = here(awa, people(1)).id
    first = members(row)[0].id
    ready(inside, row, first, awa)
    over = convoy_hand_over.hand_over(row, to("family", first), by=awa).id
    convoy_hand_over.sign(over, signature(), signature(), by=awa)
    later = clock.now() + timedelta(days=400)
    with clock.standing_at(later):
        assert convoy_closing.purge(timedelta(days=365)) == 0  # it is still here
    ticking.count(row, 1, by=awa)
    convoy_closing.close(row, by=chief)

    with clock.standing_at(later):
        assert convoy_closing.purge(timedelta(days=365)) == 1
        assert convoy_closing.purge(timedelta(days=365)) == 0
    kept = db.session.get_one(ConvoyHandOver, over)
    assert (members(row)[0].person, kept.received_by, kept.giver_signature) == ({}, "", None)
    assert kept.number and db.session.get_one(Convoy, row).leader == ""
    assert convoy_people.people(db.session.get_one(Convoy, row))[0].person.name == ""
