"""Ways round the hand-over of a shift: each is refused and leaves its line."""

from __future__ import annotations

from flask import Flask

from borderpost.officers.identity import SignedIn
from crossings.models import HandOver
from crossings.services import handing_over, interviewing, referring
from tests.crossings.attempts import refused
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import opened
from tests.desk import officer, post_id


def offered(app: Flask) -> tuple[SignedIn, SignedIn, HandOver]:
    awa, chief = officer(app, "officer"), officer(app, "supervisor")
    sheet = opened(awa, zone(MOUSSA))
    row = handing_over.offer([f"sheet:{sheet.id}"], chief.officer_id, "", by=awa)
    return awa, chief, row


def test_a_hand_over_to_oneself_or_to_a_stranger_or_of_others_work(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    stranger, analyst = officer(inside, "stranger"), officer(inside, "analyst")
    own, others = f"sheet:{opened(awa).id}", f"sheet:{opened(chief).id}"

    def give(key: str, to: SignedIn) -> list[str]:
        return refused(lambda: handing_over.offer([key], to.officer_id, "", by=awa))

    give(own, awa)
    give(own, stranger)
    give(own, analyst)
    assert give(others, chief) == [
        "hand_over_to_self", "hand_over_to_stranger", "hand_over_to_stranger", "hand_over_not_own",
    ]  # fmt: skip


def test_an_interview_to_somebody_who_has_no_second_line(inside: Flask) -> None:
    awa, grace = officer(inside, "officer"), officer(inside, "second_line_officer")
    referral = referring.refer(opened(awa, zone(MOUSSA)).id, "Photo", version=1, by=awa)
    interviewing.take(referral.id, by=grace)
    key = f"interview:{referral.id}"

    assert refused(lambda: handing_over.offer([key], awa.officer_id, "", by=grace)) == [
        "hand_over_not_second_line"
    ]


def test_a_taker_who_lost_the_role_meanwhile(inside: Flask) -> None:
    awa, grace = officer(inside, "officer"), officer(inside, "second_line_officer")
    chief = officer(inside, "supervisor")
    referral = referring.refer(opened(awa, zone(MOUSSA)).id, "Photo", version=1, by=awa)
    interviewing.take(referral.id, by=grace)
    row = handing_over.offer([f"interview:{referral.id}"], chief.officer_id, "", by=grace)
    chief.permissions = awa.permissions

    assert refused(lambda: handing_over.accept(row.id, by=chief)) == ["hand_over_not_second_line"]
    assert referral.taken_by == grace.officer_id


def test_an_offer_is_answered_once_by_whom_it_is_for_and_taken_back_by_who_made_it(
    inside: Flask,
) -> None:
    awa, chief, row = offered(inside)
    third = officer(inside, "second_line_officer")

    refused(lambda: handing_over.accept(row.id, by=awa))
    refused(lambda: handing_over.accept(row.id, by=third))
    refused(lambda: handing_over.decline(row.id, by=third))
    refused(lambda: handing_over.withdraw(row.id, by=chief))
    handing_over.accept(row.id, by=chief)
    refused(lambda: handing_over.withdraw(row.id, by=awa))
    assert refused(lambda: handing_over.accept(row.id, by=chief)) == [
        *["hand_over_not_theirs"] * 4, *["hand_over_twice"] * 2,
    ]  # fmt: skip


def test_an_offer_that_was_withdrawn_or_is_of_another_post(inside: Flask) -> None:
    awa, chief, row = offered(inside)
    chief.post_id = post_id("BBB")
    refused(lambda: handing_over.accept(row.id, by=chief))
    chief.post_id = post_id()
    handing_over.withdraw(row.id, by=awa)

    assert refused(lambda: handing_over.accept(row.id, by=chief)) == [
        "hand_over_other_post", "hand_over_withdrawn",
    ]  # fmt: skip
