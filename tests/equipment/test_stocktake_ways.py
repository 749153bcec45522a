"""What a stocktake gives out, what a photo of a shelf counts, and what the close shuts."""

from __future__ import annotations

import csv
import io
from uuid import UUID

import cv2
import numpy as np
import segno
from flask import Flask

from equipment.queries import stocktakes as queries
from tests.desk import Browser, browser
from tests.equipment.work import World


def photo(*codes: str) -> bytes:
    """A picture of codes side by side."""
    tiles = []
    for text in codes:
        matrix = np.array([list(row) for row in segno.make(text, error="m", micro=False).matrix])
        tile = np.kron(1 - np.pad(matrix, 4), np.ones((6, 6))) * 255
        tiles.append(cv2.resize(tile.astype(np.uint8), (240, 240), interpolation=0))
    return bytes(cv2.imencode(".png", np.hstack(tiles))[1])


def begun(at: Browser) -> str:
    return str(at.send("/equipment/stocktakes/new", name="Novembre", location_id="").location)


def test_a_photo_of_a_shelf_counts_what_is_on_it(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        for _number in range(3):
            stocked.asset()
    address = begun(browser(machine, "storekeeper"))
    at = browser(machine, "officer")
    picture = photo("BP1:A:AAA-0001", "BP1:L:SALLE", "BP1:A:AAA-0002")
    done = at.send(f"{address}/photo", picture=(io.BytesIO(picture), "p.png"), location_id="")
    empty = at.send(f"{address}/photo", location_id="")
    blank = np.full((200, 200), 255, np.uint8)
    nothing = at.send(
        f"{address}/photo", picture=(io.BytesIO(bytes(cv2.imencode(".png", blank)[1])), "p.png")
    )

    assert done.status_code == 302 and f"at={stocked.room}" in done.location
    assert (empty.status_code, nothing.status_code) == (422, 422)
    with machine.app_context():
        key = address.rpartition("/")[2]
        assert queries.counts(UUID(key))["misplaced"] == 2  # the store has them


def test_a_stocktake_is_given_out_as_a_file(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        stocked.asset()
        stocked.asset()
    keeper = browser(machine, "storekeeper")
    address = begun(keeper)
    for code in ("AAA-0001", "STRANGE"):
        keeper.send(f"{address}/scan", code=code, location_id=stocked.lane)
    keeper.send(f"{address}/close", for_all="=nowhere")
    text = keeper.get(f"{address}/list.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    told = [(row["tag"], row["expected"], row["seen_at"], row["outcome"]) for row in rows]
    assert told == [("AAA-0001", "MAG", "V1", "misplaced"), ("AAA-0002", "MAG", "", "missing"),
                    ("STRANGE", "", "V1", "unexpected")]  # fmt: skip
    assert rows[1]["reason"].endswith("=nowhere") and not rows[1]["reason"].startswith("=")
    assert f'href="{address}/list.csv"' in keeper.get(address).text
    assert browser(machine, "stranger").get(f"{address}/list.csv").status_code == 404


def test_the_phones_page_of_a_closed_stocktake_asks_for_no_scan(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        stocked.asset()
    keeper = browser(machine, "storekeeper")
    address = begun(keeper)
    keeper.send(f"{address}/close", for_all="nowhere")

    assert 'name="code"' not in keeper.get(f"{address}/scan").text
