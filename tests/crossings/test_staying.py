"""Stays are written with the crossings, in whatever order these come."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.db import db, transaction
from borderpost.officers.identity import SignedIn
from borderpost.posts import services as posts
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings.models import PersonMerge, Stay
from crossings.services import back_capture, deciding, joining, staying
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.stay_desk import corrected, imported, later, passes, stays, told
from tests.crossings.work import at_lane, opened, order
from tests.desk import lane_id, officer, post_id

pytestmark = pytest.mark.usefixtures("morning")


def test_an_entry_opens_a_stay_and_the_exit_closes_it(
    awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    entry = passes(awa, "E", authorised_until=date(2026, 5, 31))
    assert told() == [("open", "")]

    later(morning, days=4)
    leaving = passes(awa, "X")

    row = stays()[0]
    assert (row.entry_id, row.exit_id, row.id) == (entry.id, leaving.id, entry.id)
    assert (row.entry_on, row.exit_on) == (date(2026, 3, 3), date(2026, 3, 7))
    assert row.authorised_until == date(2026, 5, 31)
    assert told() == [("closed", "document")]


def test_a_refusal_and_a_withdrawal_open_and_close_nothing(
    awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    passes(awa, "E")
    later(morning, hours=1)
    passes(awa, "X", decision="refuse")
    passes(awa, "E", decision="withdrawn")

    assert told() == [("open", "")]


def test_nobody_knows_this_one_as_coming_in(awa: SignedIn) -> None:
    passes(awa, "X")

    assert told() == [("orphan_exit", "")]


def test_who_comes_in_again_is_presumed_to_have_left(
    awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    passes(awa, "E", authorised_until=date(2026, 4, 1))
    later(morning, days=9)
    passes(awa, "E")

    before = stays()[0]
    assert (before.state, before.presumed_rule) == ("presumed_left", "entered_again")
    assert before.presumed_on == date(2026, 3, 12)
    assert before.authorised_until == date(2026, 4, 1)
    assert told()[1] == ("open", "")


def test_an_entry_that_is_captured_afterwards_finds_its_exit(awa: SignedIn) -> None:
    passes(awa, "X")

    imported(awa, date(2026, 3, 1), "E")

    assert told() == [("closed", "document")]
    assert list(staying.faults()) == []


def test_an_undone_file_takes_its_stays_along(awa: SignedIn) -> None:
    passes(awa, "X")
    made = imported(awa, date(2026, 3, 1), "E")

    with transaction():
        back_capture.erase({str(made[0].id): 2}, awa)

    assert told() == [("orphan_exit", "")]
    assert list(staying.faults()) == []


def test_an_undone_exit_opens_the_stay_again_with_its_last_day(
    awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    passes(awa, "E", authorised_until=date(2026, 4, 1))
    later(morning, days=5)
    made = imported(awa, date(2026, 3, 5), "X")
    assert told() == [("closed", "document")]

    with transaction():
        back_capture.erase({str(made[0].id): 2}, awa)

    assert told() == [("open", "")]
    assert stays()[0].authorised_until == date(2026, 4, 1)


def test_a_corrected_direction_changes_the_stay(awa: SignedIn) -> None:
    wrong = passes(awa, "X")

    right = corrected(awa, wrong, direction="E")

    assert [(row.id, row.state) for row in stays()] == [(right.id, "open")]


def test_a_correction_keeps_the_last_lawful_day(awa: SignedIn) -> None:
    entry = passes(awa, "E", authorised_until=date(2026, 4, 1))

    again = corrected(awa, corrected(awa, entry, transport="BUS"), destination="Nioro")

    assert [(row.id, row.authorised_until) for row in stays()] == [(again.id, date(2026, 4, 1))]


def test_another_purpose_does_not_take_the_last_lawful_day_away(awa: SignedIn) -> None:
    entry = passes(awa, "E", authorised_until=date(2026, 4, 1))

    again = corrected(awa, entry, purpose="TRD")

    assert [(row.id, row.authorised_until) for row in stays()] == [(again.id, date(2026, 4, 1))]


def test_a_correction_to_a_refusal_ends_the_stay(awa: SignedIn) -> None:
    entry = passes(awa, "E", zone(MOUSSA), was_asked=True)

    corrected(awa, entry, decision="refuse", reasons=("ML-01",))

    assert stays() == []


def test_the_own_number_joins_a_renewed_passport(
    awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    passes(awa, "E", zone(FANTA, optional_data="1988021345"))
    later(morning, days=2)

    passes(awa, "X", zone(FANTA, document_number="ZZ9999999", optional_data="1988021345"))

    assert told() == [("closed", "personal_number")]
    assert db.session.scalars(select(PersonMerge.grounds)).all() == ["personal_number"]


def test_the_own_number_of_somebody_else_joins_nothing(
    awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    passes(awa, "E", zone(FANTA, optional_data="1988021345"))
    later(morning, days=2)

    passes(awa, "X", zone(MOUSSA, issuing_state="MLI", optional_data="1988021345"))

    assert told() == [("open", ""), ("orphan_exit", "")]


def test_what_was_split_is_not_joined_again_by_itself(
    awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    passes(awa, "E", zone(FANTA, optional_data="1988021345"))
    later(morning, days=2)
    renewed = zone(FANTA, document_number="ZZ9999999", optional_data="1988021345")
    passes(awa, "X", renewed)
    joining.split(db.session.scalars(select(PersonMerge.id)).one(), "two sisters", by=awa)
    later(morning, days=2)

    passes(awa, "X", renewed)

    assert told() == [("open", ""), ("orphan_exit", ""), ("orphan_exit", "")]
    assert list(staying.faults()) == []


def test_the_twin_posts_entry_does_not_touch_the_stay_here(
    inside: Flask, awa: SignedIn, morning: time_machine.Coordinates
) -> None:
    """Whoever leaves here enters there: a stay is one country's."""
    with transaction() as session:
        other = session.scalars(select(Post).where(Post.code == "BBB")).one()
        other.country = "MRT"
    passes(awa, "E")
    later(morning, hours=1)
    admin = officer(inside, "administrator")
    posts.assign_machine(post_id("BBB"), by=admin)
    stranger = officer(inside, "stranger")
    inspection = opened(at_lane(stranger, lane_id("BBB"), "E"))
    deciding.decide(inspection.id, order(inspection), by=stranger)

    assert told() == [("open", ""), ("open", "")]
    assert {row.country for row in stays()} == {"MLI", "MRT"}
    assert list(staying.faults()) == []


def test_a_spoilt_row_is_found_and_put_right(inside: Flask, awa: SignedIn) -> None:
    passes(awa, "E")
    with transaction() as session:
        session.scalars(select(Stay)).one().state = "closed"

    assert "rebuild-stays" in next(iter(staying.faults()))
    answer = inside.test_cli_runner().invoke(args=["crossings", "rebuild-stays"])
    assert answer.output == "1 stays put right\n"
    assert told() == [("open", "")]
    assert list(staying.faults()) == []


def test_a_presumption_or_merge_needs_a_reason(awa: SignedIn) -> None:
    one, other = passes(awa, "E"), passes(awa, "X", zone(MOUSSA))

    with pytest.raises(Refused) as refused:
        joining.merge(one.person_id, other.person_id, "  ", by=awa)

    assert refused.value.field == "reason"
