"""Donors' plates: what they say, where they stand on the paper, and that they are recorded."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from equipment import verification
from equipment.label_formats import FORMATS, spots
from equipment.models import AssetEvent
from equipment.services import plating, recording, register
from equipment.services.plating import Plated
from projects import services as ledger
from projects.models import Donor
from tests.desk import Browser, browser, english, officer
from tests.equipment.deeds import paid, things
from tests.equipment.work import World, asset, kinds, step

HOME = "/equipment/plates"
MM = 72 / 25.4  # points of a millimetre


def sheet(at: Browser, **said: object) -> pypdfium2.PdfDocument:
    asked = {"codes": "AAA-0001\nAAA-0002", "format": "A4-21", "language": "en", "skip": 0,
             "right": 0, "down": 0, **said}  # fmt: skip
    answer = at.get(f"{HOME}/sheet.pdf", query_string=asked)
    assert answer.status_code == 200, answer.text
    return pypdfium2.PdfDocument(answer.data)


def red() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 0, 0)).save(out, "PNG")
    return out.getvalue()


def test_a_plate_is_recorded_with_its_day_and_who_and_comes_off_with_a_reason(
    inside: Flask, world: World
) -> None:
    key, by = things(world, 1, **paid())[0], officer(inside, "storekeeper")
    yesterday = clock.today() - timedelta(days=1)
    plating.record("AAA-0001", Plated(on=yesterday), world.post, by=by)
    on = asset(key).plated_on
    who = db.session.scalars(select(AssetEvent.created_by).where(AssetEvent.kind == "plate")).one()
    for again in (Plated(), Plated(is_on=False)):
        with pytest.raises(Refused):
            plating.record("AAA-0001", again, world.post, by=by)
    plating.record("AAA-0001", Plated(is_on=False, reason="fell off"), world.post, by=by)
    with pytest.raises(Refused, match="no plate that could come off"):
        plating.record("AAA-0001", Plated(is_on=False, reason="x"), world.post, by=by)

    assert (on, who) == (yesterday, by.officer_id)
    assert asset(key).plated_on is None
    assert kinds(key) == ["register", "plate", "plate"]
    assert list(verification.faults()) == []


def test_all_are_recorded_or_none_and_the_reason(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    first = things(world, 1, **paid())[0]
    things(world, 1)
    gone = things(world, 1, **paid("P2"))[0]
    step(inside, gone, "miss", reason="x")
    for codes, told in (("AAA-0001\nNIX", "NIX"), ("AAA-0001\nAAA-0002", "who paid for AAA-0002"),
                        ("AAA-0001\nAAA-0003", "AAA-0003 is “missing")):  # fmt: skip
        with pytest.raises(Refused, match=told):
            plating.record(codes, Plated(), world.post, by=by)
    with pytest.raises(Refused, match="still to come"):
        late = Plated(on=clock.today() + timedelta(days=2))
        plating.record("AAA-0001", late, world.post, by=by)

    assert asset(first).plated_on is None


def test_another_donor_means_another_plate(inside: Flask, world: World) -> None:
    key, by = things(world, 1, **paid())[0], officer(inside, "storekeeper")
    plating.record("AAA-0001", Plated(), world.post, by=by)
    other = paid("P2")
    facts = replace(recording.facts_of(asset(key)), **other)  # type: ignore[arg-type]
    register.describe(key, facts, None, by=by)

    assert asset(key).plated_on is None
    assert list(verification.faults()) == []


@pytest.mark.parametrize("paper", sorted(FORMATS))
def test_each_plate_stands_inside_its_label(machine: Flask, stocked: World, paper: str) -> None:
    with machine.app_context():
        things(stocked, 2, **paid())
    form = FORMATS[paper]
    skip = 0 if form.is_roll else 1
    document = sheet(browser(machine, "storekeeper"), format=paper, skip=skip)
    height = form.page[1]
    for number, spot in enumerate(spots(form, 2, skip), 1):
        page = document[spot.page]
        text = page.get_textpage()
        found = text.search(f"AAA-{number:04d}").get_next()
        assert found is not None
        left, bottom, right, top = (one / MM for one in text.get_charbox(found[0]))
        assert spot.x <= left < right <= spot.x + spot.width
        assert spot.y <= height - top < height - bottom <= spot.y + spot.height
        assert tuple(round(one / MM) for one in page.get_size()) == tuple(map(round, form.page))


def test_a_plate_says_the_donor_the_project_and_its_sentence(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        things(stocked, 2, **paid())
        donor = db.session.scalars(select(Donor.id)).one()
        texts = {"plate_fr": "Avec l'appui du fonds", "plate_ar": "بدعم من الصندوق"}
        ledger.say_plate(donor, texts, b"", drop_logo=False, by=None)
    at = browser(machine, "storekeeper")
    english_one = sheet(at)[0].get_textpage().get_text_range()

    for part in ("Donated by", "Fund P1", "P1 · AAA-0001", "Avec l'appui du fonds"):
        assert part in english_one
    assert len(sheet(at, language="ar")) == 1


def test_a_logo_is_kept_drawn_and_dropped(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        things(stocked, 2, **paid())
        donor = db.session.scalars(select(Donor.id)).one()
    at, keeper = english(machine, "supervisor"), browser(machine, "storekeeper")
    page = f"/projects/donors/{donor}/plate"
    bad = at.send(page, plate_fr="kept", logo=(io.BytesIO(b"GIF89a"), "a.gif"))
    at.send(page, plate_fr="Phrase", logo=(io.BytesIO(red()), "a.png"))
    picture = at.get(f"/projects/donors/{donor}/logo.jpg").mimetype
    drawn = sheet(keeper)[0].render(scale=2).to_numpy()
    at.send(page, plate_fr="Phrase", drop_logo="y")
    bare = sheet(keeper)[0].render(scale=2).to_numpy()

    def reds(one: object) -> int:
        return int(((one[..., 2] > 150) & (one[..., 1] < 60)).sum())  # type: ignore[index]

    assert bad.status_code == 422
    assert "kept" in bad.text
    assert picture == "image/jpeg"
    assert reds(drawn) > 1000 > reds(bare) == 0
    assert at.get(f"/projects/donors/{donor}/logo.jpg").status_code == 404
    assert keeper.get(page).status_code == 403


def test_the_list_of_what_has_no_plate_and_the_form(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        keys = things(stocked, 2, **paid())
        things(stocked, 1)
    at = english(machine, "storekeeper")
    before = at.get(f"{HOME}/").text
    bad = at.send(f"{HOME}/record", codes="AAA-0001\nNIX", what="on", reason="kept")
    done = at.send(f"{HOME}/record", codes="AAA-0001\nAAA-0002", what="on")
    lacking = at.get(f"{HOME}/sheet.pdf", query_string={
        "codes": "AAA-0003\nNIX", "format": "A4-21", "language": "en", "skip": 0, "right": 0,
        "down": 0})  # fmt: skip

    assert "AAA-0002" in before
    assert "AAA-0003" not in before
    assert (bad.status_code, done.status_code) == (422, 302)
    assert "kept" in bad.text
    assert "Everything that a donor paid for has its plate" in at.get(f"{HOME}/").text
    assert lacking.status_code == 422
    assert "who paid for these: AAA-0003" in lacking.text
    assert browser(machine, "officer").get(f"{HOME}/record").status_code == 403
    assert browser(machine, "donor_viewer").get(f"{HOME}/").status_code == 403
    with machine.app_context():
        assert kinds(keys[0])[-1] == "plate"
