"""A carrier's list from a file: tried, loaded, taken away."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import Result
from flask import Flask

from borderpost.db import db
from borderpost.imports import loading, services
from borderpost.refusal import Refused
from lanes.importing import IMPORTER
from lanes.models import Manifest, ManifestLine
from lanes.services import announcing, receiving
from tests.desk import officer
from tests.lanes.bus import FACTS

GOOD = """Immatriculation;Nom;Prénoms;N° passeport;Nationalité;Date de naissance;Transporteur
AB 1234 MD;Diarra;Awa;AA0000001;Mali;13/02/1988;Sahel
AB 1234 MD;Ba;Oumar;;MRT;1971-05-01;Sahel
CD 77 MD;Fall;Ami;AA0000003;SEN;;Sahel
"""
BAD = (
    GOOD
    + """AB 1234 MD;;Sans Nom;AA0000004;Mali;;Sahel
AB 1234 MD;Sow;Demba;AA0000001;Atlantis;2999-01-01;Sahel
"""
)


def run(app: Flask, file: Path, *options: str) -> Result:
    """The command on a file."""
    command = ["crossings", "import-manifest", str(file), "--json", *options]
    return app.test_cli_runner().invoke(args=command)


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "liste.csv"
    file.write_text(text, encoding="utf-8")
    return file


def counted(app: Flask) -> tuple[int, int]:
    """How many manifests and lines there are."""
    with app.app_context():
        found = (
            db.session.scalar(db.select(db.func.count(x.id))) for x in (Manifest, ManifestLine)
        )
        manifests, lines = (int(one or 0) for one in found)
    return manifests, lines


def test_a_dry_run_writes_nothing_and_says_what_it_would(machine: Flask, tmp_path: Path) -> None:
    done = run(machine, written(tmp_path, GOOD), "--dry-run")

    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == {"rows": 3, "new": 3, "errors": []}
    assert counted(machine) == (0, 0)


def test_the_rows_of_one_plate_become_one_manifest(machine: Flask, tmp_path: Path) -> None:
    done = run(machine, written(tmp_path, GOOD))

    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["written"] == 3
    assert counted(machine) == (2, 3)
    with machine.app_context():
        row = db.session.scalars(db.select(Manifest).order_by(Manifest.plate)).first()
        assert row and (row.plate, row.carrier, row.state) == ("AB 1234 MD", "Sahel", "expected")
        person = db.session.scalars(db.select(ManifestLine.person)).first()
        assert person == {
            "surname": "Diarra", "given_names": "Awa", "birth_date": "1988-02-13", "sex": "",
            "nationality": "MLI", "document_number": "AA0000001",
        }  # fmt: skip


def test_every_error_has_its_row_and_column_and_nothing_is_written(
    machine: Flask, tmp_path: Path
) -> None:
    done = run(machine, written(tmp_path, BAD))

    assert done.exit_code == 1
    told = json.loads(done.output)
    places = {(one["row"], one["column"]) for one in told["errors"]}
    assert places == {(5, "Nom"), (6, "Nationalité"), (6, "Date de naissance")}
    assert "written" not in told
    assert counted(machine) == (0, 0)


def test_the_good_rows_are_written_when_that_is_wanted(machine: Flask, tmp_path: Path) -> None:
    done = run(machine, written(tmp_path, BAD), "--good-only")

    assert json.loads(done.output)["written"] == 3
    assert counted(machine) == (2, 3)


def test_a_document_that_stands_twice_is_told(machine: Flask, tmp_path: Path) -> None:
    again = GOOD + "AB 1234 MD;Diarra;Awa;AA-0000001;MLI;;Sahel\n"
    told = json.loads(run(machine, written(tmp_path, again), "--dry-run").output)

    assert [(x["row"], x["column"], x["code"]) for x in told["errors"]] == [
        (5, "N° passeport", "double")
    ]


def test_a_list_without_plates_is_one_vehicle_that_needs_its_plate(
    machine: Flask, tmp_path: Path
) -> None:
    done = run(machine, written(tmp_path, "Nom;Prénom\nDiarra;Awa\nBa;Oumar\n"))

    assert done.exit_code == 0, done.output
    assert counted(machine) == (1, 2)
    with machine.app_context():
        by = officer(machine, "officer")
        row = db.session.scalars(db.select(Manifest)).one()
        with pytest.raises(Refused, match="plaque"):
            receiving.arrive(row.id, None, by=by)
        announcing.change(row.id, FACTS, by=by)
        assert receiving.arrive(row.id, None, by=by).state == "arrived"


def test_a_workbook_says_the_same(machine: Flask, tmp_path: Path) -> None:
    file = tmp_path / "liste.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(GOOD.splitlines()):
            sheet.write_row(number, 0, line.split(";"))

    done = run(machine, file)
    assert done.exit_code == 0, done.output
    assert counted(machine) == (2, 3)


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n"])
def test_a_file_without_names_is_refused_in_words(
    machine: Flask, tmp_path: Path, text: str
) -> None:
    done = run(machine, written(tmp_path, text))

    assert done.exit_code == 1
    assert "Error:" in done.output
    assert "Traceback" not in done.output


def loaded(app: Flask, username: str = "officer") -> uuid.UUID:
    """A file that an officer loaded through the engine."""
    by = officer(app, username)
    one = services.upload(IMPORTER, "liste.csv", GOOD.encode(), by=by)
    services.choose_columns(IMPORTER, one.id, one.mapping, by=by)
    loading.begin(one.id, whole=True, by=by)
    return loading.go_on(IMPORTER, one.id, by=by, seconds=None).id


def test_a_file_is_undone_whole_until_its_vehicle_is_here(machine: Flask) -> None:
    with machine.app_context():
        import_id, by = loaded(machine), officer(machine, "officer")
        loading.undo(IMPORTER, import_id, by=by)
    assert counted(machine) == (0, 0)

    with machine.app_context():
        import_id, by = loaded(machine), officer(machine, "officer")
        row = db.session.scalars(db.select(Manifest).where(Manifest.plate_key == "AB1234MD")).one()
        receiving.arrive(row.id, None, by=by)
        with pytest.raises(Refused, match="2, 3"):
            loading.undo(IMPORTER, import_id, by=by)
    assert counted(machine) == (2, 3)


def test_a_vehicle_that_is_open_is_not_opened_again(machine: Flask) -> None:
    with machine.app_context():
        loaded(machine)
        one = services.upload(IMPORTER, "again.csv", GOOD.encode(), by=officer(machine, "officer"))
        found = services.choose_columns(
            IMPORTER, one.id, one.mapping, by=officer(machine, "officer")
        )
        assert found.rows_bad == 3
