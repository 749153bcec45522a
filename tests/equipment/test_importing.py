"""Files of equipment: exact cells and reasons, nothing written before consent, undone whole."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import func, select

from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports import loading, services
from borderpost.imports.command import Machine
from borderpost.imports.models import Import, ImportRow, State
from borderpost.imports.reading import read
from borderpost.imports.trial import mapping_of
from borderpost.refusal import Refused
from equipment import trial, verification
from equipment.importing import IMPORTER
from equipment.models import Asset, AssetEvent, AssetModel, CustodyAct
from equipment.queries import assets
from equipment.services import signing
from tests.desk import browser, officer
from tests.equipment import damaged
from tests.equipment.test_custody import drawn
from tests.equipment.work import World, asset, kinds, person, step


def tried(content: bytes, by: Actor) -> dict[str, object]:
    grid = read(content)
    return trial.tried(IMPORTER, grid, mapping_of(IMPORTER, grid, None), by)


def loaded(content: str, by: Actor, *, whole: bool = True) -> Import:
    one = services.upload(IMPORTER, "liste.csv", content.encode(), by=by)
    services.choose_columns(IMPORTER, one.id, one.mapping, by=by)
    loading.begin(one.id, whole=whole, by=by)
    return loading.go_on(IMPORTER, one.id, by=by, seconds=None)


def counts() -> dict[str, int]:
    tables = (Asset, AssetEvent, AssetModel, CustodyAct)
    return {one.__tablename__: db.session.scalar(select(func.count()).select_from(one)) or 0
            for one in tables}  # fmt: skip


def test_every_damaged_cell_is_told_with_its_reason_and_no_other(
    inside: Flask, world: World
) -> None:
    rows, known = damaged.damaged(damaged.lines(600))
    found = tried(damaged.as_csv(rows).encode(), officer(inside, "storekeeper"))
    headings = dict(zip(damaged.PLACES, damaged.HEADINGS, strict=True))
    told = {(one["row"], one["column"], one["code"]) for one in found["errors"]}  # type: ignore[attr-defined]
    # The day with its month first makes days of the whole column doubtful, where they can be.
    assert told == {(row, headings[column], code) for row, column, code in known}
    assert found["new"] == 600 - len({row for row, _column, _code in known})
    assert counts()["assets"] == 0


@pytest.mark.parametrize(
    ("encoding", "separator", "end"),
    [("utf-8", ",", "\n"), ("utf-8-sig", ";", "\r\n"), ("cp1252", ";", "\r"),
     ("utf-16", "\t", "\r\n"), ("utf-8", "|", "\r")],
)  # fmt: skip
def test_any_dialect_reads_alike(
    inside: Flask, world: World, encoding: str, separator: str, end: str
) -> None:
    rows = damaged.lines(30)
    content = damaged.as_csv(rows, separator, end).encode(encoding)

    assert tried(content, officer(inside, "storekeeper")) == {
        "rows": 30, "new": 30, "changed": 0, "same": 0, "errors": [],
    }  # fmt: skip


def test_a_few_broken_letters_spoil_their_own_cells_alone(inside: Flask, world: World) -> None:
    content = damaged.as_csv(damaged.lines(30)).encode()
    broken = content.replace("réparé à Nioro".encode(), b"r\xe9par\xe9 \x81 Nioro", 1)
    found = tried(broken, officer(inside, "storekeeper"))

    assert [(one["row"], one["column"], one["code"]) for one in found["errors"]] == [  # type: ignore[attr-defined]
        (2, "Notes", "encoding")
    ]


def test_a_column_with_the_month_first_makes_its_other_days_doubtful(
    inside: Flask, world: World
) -> None:
    rows = damaged.lines(3)
    rows[0][6], rows[1][6], rows[2][6] = "05/31/2019", "03/04/2019", "2019-04-03"
    found = tried(damaged.as_csv(rows).encode(), officer(inside, "storekeeper"))

    assert [(one["row"], one["code"]) for one in found["errors"]] == [  # type: ignore[attr-defined]
        (2, "not_a_day"), (3, "ambiguous")
    ]  # fmt: skip


def test_doubled_headings_and_a_workbook(inside: Flask, world: World) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for place, name in enumerate((*damaged.HEADINGS, "Notes")):
        sheet.write(0, place, name)
    for number, row in enumerate(damaged.lines(5), 1):
        for place, text in enumerate((*row, "second")):
            sheet.write(number, place, text)
    sheet.write_number(1, 4, 6370000000000000000)
    book.close()
    found = tried(out.getvalue(), officer(inside, "storekeeper"))

    assert (found["rows"], found["new"]) == (5, 4)
    assert [one["code"] for one in found["errors"]] == ["shortened"]  # type: ignore[attr-defined]


def test_nothing_is_written_before_consent_and_all_of_it_after(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    content = damaged.as_csv(damaged.lines(40))
    one = services.upload(IMPORTER, "liste.csv", content.encode(), by=by)
    services.choose_columns(IMPORTER, one.id, one.mapping, by=by)
    before = counts()
    done = loaded(content, by)

    assert before == {"assets": 0, "asset_events": 0, "asset_models": 2, "custody_acts": 0}
    assert (done.state, done.rows_written) == (State.COMMITTED, 40)
    assert counts()["asset_models"] == 4
    assert list(verification.faults()) == []


def test_the_same_file_again_changes_nothing(inside: Flask, world: World) -> None:
    by, content = officer(inside, "storekeeper"), damaged.as_csv(damaged.lines(10))
    loaded(content, by)
    found = tried(content.encode(), by)
    loaded(content, by)

    assert (found["new"], found["changed"], found["same"]) == (0, 0, 10)
    assert counts()["asset_events"] == 10


def test_undo_leaves_no_trace_but_the_audits(inside: Flask, world: World) -> None:
    by, before = officer(inside, "storekeeper"), counts()
    one = loaded(damaged.as_csv(damaged.lines(10)), by)
    loading.undo(IMPORTER, one.id, by=by)

    assert counts() == before
    assert list(verification.faults()) == []
    with pytest.raises(Refused, match="undone"):
        world.asset(tag="GOG-00003")


def test_a_file_is_not_undone_once_a_thing_of_it_was_used(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    one = loaded(damaged.as_csv(damaged.lines(10)), by)
    step(inside, db.session.scalars(select(Asset.id).where(Asset.tag == "GOG-00004")).one(),
         "place", location_id=world.lane)  # fmt: skip

    with pytest.raises(Refused, match="rows 6"):
        loading.undo(IMPORTER, one.id, by=by)
    assert counts()["assets"] == 10


def test_a_known_tag_changes_what_the_row_says_and_undo_puts_it_back(
    inside: Flask, world: World
) -> None:
    key, by = world.asset(tag="A-1", serial="7", note="old"), officer(inside, "storekeeper")
    one = loaded("tag;serial;note;condition\nA-1;;new words;worn\n", by)
    changed = (asset(key).serial, asset(key).note, asset(key).condition)
    loading.undo(IMPORTER, one.id, by=by)

    assert changed == ("7", "new words", "worn")
    assert (asset(key).serial, asset(key).note, asset(key).condition) == ("7", "old", "new")
    assert kinds(key) == ["register", "describe", "check", "correct"]
    assert list(verification.faults()) == []


def test_a_file_checks_out_checks_in_and_audits(inside: Flask, world: World) -> None:
    by, keys = officer(inside, "storekeeper"), [world.asset() for _number in range(3)]
    held = keys[1]
    step(inside, held, "give", holder_id=person("supervisor"))
    one = loaded(
        "tag;action;holder\nAAA-0001;sortie;officer\nAAA-0002;retour;\nAAA-0003;audit;\n", by
    )
    after = [asset(key).holder_id for key in keys]
    loading.undo(IMPORTER, one.id, by=by)

    assert after == [person("officer"), None, None]
    assert [asset(key).holder_id for key in keys] == [None, person("supervisor"), None]
    assert list(verification.faults()) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("AAA-0001;out;", "required"), ("AAA-0001;out;Personne", "unknown"),
        ("AAA-0001;in;", "not_held"), ("NEW-1;out;officer", "not_known"),
        ("AAA-0002;out;officer", "held"), ("AAA-0003;out;officer", "state"),
        ("AAA-0001;burn;", "unknown"),
    ],
)  # fmt: skip
def test_an_act_that_cannot_be_is_told_at_its_cell(
    inside: Flask, world: World, row: str, code: str
) -> None:
    keys = [world.asset() for _number in range(3)]
    step(inside, keys[1], "give", holder_id=person("supervisor"))
    step(inside, keys[2], "fault", reason="x")
    found = tried(f"tag;action;holder\n{row}\n".encode(), officer(inside, "storekeeper"))

    assert code in [one["code"] for one in found["errors"]]  # type: ignore[attr-defined]


def test_a_command_has_no_hands(inside: Flask, world: World) -> None:
    world.asset()
    found = tried(b"tag;action;holder\nAAA-0001;out;officer\n", Machine(world.post))

    assert [one["code"] for one in found["errors"]] == ["nobody"]  # type: ignore[attr-defined]


def test_what_was_signed_is_not_undone(inside: Flask, world: World) -> None:
    world.asset()
    by = officer(inside, "storekeeper")
    one = loaded("tag;action;holder\nAAA-0001;out;officer\n", by)
    signing.sign(db.session.scalars(select(CustodyAct.id)).one(), drawn(), drawn(), by=by)

    with pytest.raises(Refused, match="used since"):
        loading.undo(IMPORTER, one.id, by=by)


def test_five_thousand_damaged_rows_are_looked_at_in_a_moment(inside: Flask, world: World) -> None:
    rows, known = damaged.damaged(damaged.lines(5000))
    by = officer(inside, "storekeeper")
    begun = time.process_time()
    one = services.upload(IMPORTER, "liste.csv", damaged.as_csv(rows).encode(), by=by)
    one = services.choose_columns(IMPORTER, one.id, one.mapping, by=by)
    took = time.process_time() - begun

    assert one.rows_bad == len({row for row, _column, _code in known})
    assert one.cells_bad == len(known)
    assert took < 30  # the aim is 3 s; ten times it stops what hangs


def test_the_page_shows_every_error_and_gives_the_rows_back(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    content = (
        "tag;marque;modèle;catégorie;magasin\nX1;Sahara;Q9;RADIO;MAG\n??;Sahara;Q9;RADIO;MAG\n"
    )
    sent = {"file": (io.BytesIO(content.encode()), "liste.csv")}
    columns = at.send("/imports/new/equipment", **sent).location
    page = at.get(columns).text
    at.send(columns, tag="tag", manufacturer="marque", model="modèle", category="catégorie",
            location="magasin")  # fmt: skip
    shown = at.get(columns.removesuffix("/columns"))
    file = at.get(columns.replace("/columns", "/errors.csv")).text

    assert (
        'selected value="magasin"' in page
        or 'value="magasin" selected' in page
        or "selected" in page
    )
    assert "??" in shown.text
    assert "cell-wrong" in shown.text
    assert "??;Sahara" in file
    assert at.get("/imports/new/equipment/template.xlsx").status_code == 200
    assert browser(machine, "officer").get("/imports/new/equipment").status_code == 403


def test_the_command_tells_programs(machine: Flask, stocked: World, tmp_path: Path) -> None:
    file, said = tmp_path / "liste.csv", tmp_path / "map.json"
    file.write_text("a;b;c;d\nT1;Sahara;P1;MAG\nT1;Sahara;P1;MAG\n")
    said.write_text(json.dumps({"tag": "a", "b": "manufacturer", "model": "c", "location": "d"}))
    run = machine.test_cli_runner().invoke
    tried_out = run(
        args=["equipment", "import", str(file), "--map", str(said), "--dry-run", "--json"]
    )
    found = json.loads(tried_out.output)
    written = run(args=["equipment", "import", str(file), "--map", str(said), "--good-only"])

    assert tried_out.exit_code == 1
    assert (found["rows"], found["new"], found["changed"], found["same"]) == (2, 1, 0, 0)
    assert found["errors"] == [
        {"row": 3, "column": "a", "value": "T1", "code": "double",
         "message": "Row 2 says the same already."}
    ]  # fmt: skip
    assert "written: 1" in written.output
    with machine.app_context():
        assert assets.tagged("T1") is not None
        assert db.session.scalar(select(func.count()).select_from(ImportRow)) == 2
