"""Files of stock: items, lots and what lies where; undone by reversal."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports import loading, services
from borderpost.imports.models import Import, State
from borderpost.imports.reading import read
from borderpost.imports.trial import mapping_of
from borderpost.refusal import Refused
from equipment import stock_verification, trial
from equipment.models import StockItem, StockMovement
from equipment.queries import stock as queries
from equipment.services import allocating, stock
from equipment.services.allocating import Wish
from equipment.stock_importing import IMPORTER
from tests.desk import browser, officer
from tests.equipment import store
from tests.equipment.work import World

HEAD = "Code article;Désignation;Type;Unité;Min;N° de lot;Péremption;Magasin;Quantité;Date"
GOOD = (
    "ORS-1;Sels;consumable;sachet;100;L-1;31/05/2031;MAG;250;2026-05-31",
    "ORS-1;;;;;L-2;31/12/2031;ATE;1 250,00;2026-05-31",
    "SAVON;Savon;Consommable;pièce;;;;MAG;40;",
    "PILE;Piles;spare;boîte;;;;;;",
)


def tried(by: Actor, *lines: str) -> dict[str, object]:
    grid = read("\n".join((HEAD, *lines)).encode())
    return trial.tried(IMPORTER, grid, mapping_of(IMPORTER, grid, None), by)


def loaded(by: Actor, *lines: str, whole: bool = True) -> Import:
    content = "\n".join((HEAD, *lines)).encode()
    one = services.upload(IMPORTER, "stock.csv", content, by=by)
    services.choose_columns(IMPORTER, one.id, one.mapping, by=by)
    loading.begin(one.id, whole=whole, by=by)
    return loading.go_on(IMPORTER, one.id, by=by, seconds=None)


def item(world: World, code: str) -> StockItem:
    found = queries.coded(code, world.post)
    assert found is not None
    return found


def movements() -> int:
    return db.session.scalar(select(func.count()).select_from(StockMovement)) or 0


def test_items_lots_and_balances_come_in(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    seen = tried(by, *GOOD)
    before = movements()
    done = loaded(by, *GOOD)
    ors, soap = item(world, "ORS-1"), item(world, "SAVON")

    assert seen == {"rows": 4, "new": 4, "changed": 0, "same": 0, "errors": []}
    assert (before, movements()) == (0, 3)
    assert (done.state, done.rows_written) == (State.COMMITTED, 4)
    assert store.held(ors.id) == {("L-1", "MAG"): 250, ("L-2", "ATE"): 1250}
    assert (ors.name, ors.kind, ors.unit, ors.least, ors.has_expiry) == (
        "Sels", "consumable", "sachet", 100, True,
    )  # fmt: skip
    assert (store.on_hand(soap.id), item(world, "PILE").on_hand) == (40, 0)
    assert list(stock_verification.faults()) == []


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([";Sels;consumable;sachet;;;;MAG;1;"], {(2, "Code article", "required")}),
        (["?;Sels;consumable;sachet;;;;MAG;1;"], {(2, "Code article", "not_a_code")}),
        (["6,37E+15;Sels;consumable;sachet;;;;;;"], {(2, "Code article", "shortened")}),
        (["A-1;;consumable;sachet;;;;MAG;1;"], {(2, "Désignation", "required")}),
        (["A-1;Sels;poison;sachet;;;;MAG;1;"], {(2, "Type", "unknown")}),
        (["A-1;Sels;kit;sac;;;;LUNE;1;"], {(2, "Magasin", "unknown")}),
        (["A-1;Sels;kit;sac;;;;MAG;1,250;"], {(2, "Quantité", "ambiguous")}),
        (["A-1;Sels;kit;sac;;;;MAG;1,5;"], {(2, "Quantité", "not_a_number")}),
        (["A-1;Sels;kit;sac;;;;MAG;-4;"], {(2, "Quantité", "not_a_number")}),
        (["A-1;Sels;kit;sac;;;;MAG;1;2090-01-01"], {(2, "Date", "out_of_range")}),
        (["A-1;Sels;kit;sac;;;05/31/2031;MAG;1;"],
         {(2, "Péremption", "not_a_day"), (2, "N° de lot", "required")}),
        (["A-1;Sels;kit;sac;;L1;;;;"], {(2, "Quantité", "required")}),
        (["A-1;Sels;kit;sac;;L1;2031-01-01;MAG;1;", "A-1;;;;;L2;;MAG;1;"],
         {(3, "Péremption", "required")}),
        (["A-1;Sels;kit;sac;;L1;2031-01-01;MAG;1;", "A-1;;;;;L1;2032-01-01;ATE;1;"],
         {(3, "Péremption", "contradicts")}),
        (["A-1;Sels;kit;sac;;L1;;MAG;1;", "A-1;Sucre;;;;L2;;MAG;1;"],
         {(3, "Désignation", "contradicts")}),
        (["A-1;Sels;kit;sac;;L1;;MAG;1;", "A-1;;;;9;L2;;MAG;1;"], {(3, "Min", "late")}),
        (["A-1;Sels;kit;sac;;L1;;MAG;1;", "A-1;Sels;;;;L1;;MAG;7;"], {(3, "Quantité", "double")}),
        (["A-1;Sels;kit;sac;;;;MAG;1;", "Total;;;;;;;;1;"],
         {(3, name, "required") for name in ("Désignation", "Type", "Unité", "Magasin")}),
    ],
)  # fmt: skip
def test_each_fault_of_a_row_is_told_at_its_cell(
    inside: Flask, world: World, lines: list[str], faults: set[tuple[int, str, str]]
) -> None:
    found = tried(officer(inside, "storekeeper"), *lines)

    told = {(one["row"], one["column"], one["code"]) for one in found["errors"]}  # type: ignore[attr-defined]
    assert told - {(3, "Magasin", "required")} == faults - {(3, "Magasin", "required")}


def test_the_same_file_again_receives_nothing_twice(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    loaded(by, *GOOD)
    before = movements()
    seen = tried(by, *GOOD)
    loaded(by, *GOOD)
    other = tried(by, "SAVON;;;;;;;MAG;41;", "SAVON;Savon noir;;;;;;;;")

    assert (seen["new"], seen["changed"], seen["same"]) == (0, 0, 4)
    assert movements() == before
    assert [one["code"] for one in other["errors"]] == ["there", "contradicts"]  # type: ignore[attr-defined]


def test_good_rows_come_in_without_the_others(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    with pytest.raises(Refused, match="Nothing was written"):
        loaded(by, *GOOD, "X-1;;;;;;;MAG;1;")
    nothing = movements()
    done = loaded(by, *GOOD, "X-1;;;;;;;MAG;1;", whole=False)

    assert nothing == 0
    assert (done.rows_written, done.rows_bad) == (4, 1)


def test_undo_reverses_what_came_and_takes_out_what_nothing_happened_to(
    inside: Flask, world: World
) -> None:
    by = officer(inside, "storekeeper")
    one = loaded(by, *GOOD)
    loading.undo(IMPORTER, one.id, by=by)
    soap = item(world, "SAVON")

    assert store.on_hand(soap.id) == 0
    assert [row.kind for row in db.session.scalars(queries.ledger(soap.id))] == [
        "reverse", "receive",
    ]  # fmt: skip
    assert queries.coded("PILE", world.post) is None
    assert list(stock_verification.faults()) == []
    again = loaded(by, *GOOD)
    assert again.rows_written == 4
    assert store.on_hand(soap.id) == 40


@pytest.mark.parametrize("use", ["issued", "counted", "set aside"])
def test_a_file_is_not_undone_once_its_stock_was_used(
    inside: Flask, world: World, use: str
) -> None:
    by = officer(inside, "storekeeper")
    one = loaded(by, *GOOD)
    soap = item(world, "SAVON").id
    if use == "issued":
        stock.issue(soap, world.store, 1, store.WHY, by=by)
    elif use == "counted":
        stock.count(soap, queries.cards(soap)[0].id, 40, store.WHY, by=by)
    else:
        allocating.allocate(soap, Wish("set_aside", 5, "Bamako"), by=by)
    before = movements()

    with pytest.raises(Refused, match="rows 4"):
        loading.undo(IMPORTER, one.id, by=by)
    assert movements() == before
    assert list(stock_verification.faults()) == []


def test_the_page_and_the_command_take_files_of_stock(
    machine: Flask, stocked: World, tmp_path: Path
) -> None:
    at = browser(machine, "storekeeper")
    content = "\n".join((HEAD, *GOOD)).encode()
    (tmp_path / "stock.csv").write_bytes(content)
    run = machine.test_cli_runner().invoke
    args = ["equipment", "import", str(tmp_path / "stock.csv"), "--stock", "--dry-run", "--json"]
    found = json.loads(run(args=args).stdout)
    sent = {"file": (io.BytesIO(content), "stock.csv")}

    assert found == {"rows": 4, "new": 4, "changed": 0, "same": 0, "errors": []}
    assert "imports/new/stock" in at.get("/imports/").text
    assert at.send("/imports/new/stock", **sent).location.endswith("/columns")
    assert at.get("/imports/new/stock/template.xlsx").status_code == 200
    assert browser(machine, "officer").get("/imports/new/stock").status_code == 403
