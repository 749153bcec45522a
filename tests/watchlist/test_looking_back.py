"""Who of the past an entry means: judged as the desk judges, and told how much of it was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from borderpost import clock, pasts
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import admit, inspect
from tests.desk import browser, post_id
from tests.watchlist.alerts import alert, approved, make
from watchlist.listed import Listed, Name, NameQuality, Paper
from watchlist.looking_back import Past, look_back
from watchlist.queries import entries
from watchlist.tiers import Tier

NOBODY = (Name("Zebto QUELCONQUE", "QUELCONQUE", "Zebto"),)


def asked() -> pasts.Asked:
    today = clock.today()
    return pasts.Asked(today - timedelta(days=30), today, post_id())


def looked_back(app: Flask, content: Listed, question: pasts.Asked | None = None) -> Past:
    row = approved(app, make(), content)
    wanted = entries.identities_of(row.id, entries.listed(row))
    return look_back(row.list_id, question or asked(), wanted)


@pytest.mark.parametrize(("number", "tier"), [("AB1234567", Tier.RED), ("A8I234567", Tier.AMBER)])
def test_a_misread_number_is_amber_as_at_the_desk(machine: Flask, number: str, tier: Tier) -> None:
    awa = browser(machine, "officer")
    admit(awa, inspect(awa))
    content = alert(names=NOBODY, birth_dates=(), papers=(Paper(number, "MLI", "P"),))
    with machine.app_context():
        (one,) = looked_back(machine, content).passed

    assert one.by_document
    assert one.tier is tier


def test_a_doubtful_name_is_grey_as_at_the_desk(machine: Flask) -> None:
    awa = browser(machine, "officer")
    admit(awa, inspect(awa))
    named = alert(papers=())
    doubtful = replace(named.names[0], quality=NameQuality.WEAK)
    with machine.app_context():
        (one,) = looked_back(machine, replace(named, names=(*NOBODY, doubtful))).passed

    assert one.tier is Tier.GREY
    assert not one.by_document


def test_a_past_too_long_for_one_answer_says_so(machine: Flask) -> None:
    awa = browser(machine, "officer")
    admit(awa, inspect(awa))
    admit(awa, inspect(awa, zone(MOUSSA)))
    with machine.app_context():
        whole = looked_back(machine, alert())
        row = entries.entry(whole.passed[0].entry_id)
        assert row is not None
        wanted = list(entries.identities_of(row.id, entries.listed(row)))
        short = look_back(row.list_id, replace(asked(), most=1), wanted)

    assert (whole.asked, whole.is_cut, len(whole.passed)) == (2, False, 1)
    assert (short.asked, short.is_cut, len(short.passed)) == (1, True, 0)
