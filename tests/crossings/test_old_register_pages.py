"""An old register is loaded by its pages, given back, and hidden from other posts."""

from __future__ import annotations

from flask import Flask

from tests.crossings import damaged_register as old
from tests.crossings.register_pages import guessed, upload
from tests.desk import browser


def test_a_supervisor_loads_a_file_by_its_pages_and_undoes_it(machine: Flask) -> None:
    chief = browser(machine, "supervisor")
    rows = old.lines(30)
    rows[3][7] = "Mali"
    columns = upload(chief, old.as_csv(rows))
    file = columns.removesuffix("/columns")
    chosen = guessed(chief.get(columns).text)

    chief.send(columns, **chosen)
    preview = chief.get(file).text
    chief.send(f"{file}/commit")
    after = chief.get(file).text
    chief.send(f"{file}/undo")

    assert chosen["surname"] == "Nom"
    assert chosen["occurred_on"] == "Date"
    assert preview.count("cell-wrong") == 1
    assert "cell-wrong" in preview.partition('id="row-5"')[2].partition("</tr>")[0]
    assert "29" in after
    assert "IMP-AAA" not in chief.get("/register/").text


def test_the_error_file_is_corrected_and_loaded_again(machine: Flask) -> None:
    chief = browser(machine, "supervisor")
    rows = old.lines(10)
    rows[3][7] = "Mali"
    columns = upload(chief, old.as_csv(rows))
    chief.send(columns, **guessed(chief.get(columns).text))
    given = chief.get(columns.replace("columns", "errors.csv")).data.decode("utf-8-sig")

    again = upload(chief, given.replace("Mali", "MLI").encode())
    page = chief.get(again).text
    chief.send(again, **guessed(page))

    assert "errors" in given.splitlines()[0]
    assert "Mali" in given
    assert len(given.splitlines()) == 2
    assert "cell-wrong" not in chief.get(again.removesuffix("/columns")).text


def test_the_template_is_a_file_that_loads(machine: Flask) -> None:
    chief = browser(machine, "supervisor")
    template = chief.get("/imports/new/crossings/template.csv").data
    columns = upload(chief, template)
    chief.send(columns, **guessed(chief.get(columns).text))

    assert "cell-wrong" not in chief.get(columns.removesuffix("/columns")).text


def test_a_file_of_another_post_is_as_if_it_were_not(machine: Flask) -> None:
    chief = browser(machine, "supervisor")
    file = upload(chief, old.as_csv(old.lines(2))).removesuffix("/columns")

    for path in ("", "/columns", "/errors.csv"):
        assert browser(machine, "stranger").get(f"{file}{path}").status_code == 403
        assert browser(machine, "administrator").get(f"{file}{path}").status_code in {403, 404}
