"""``flask watchlist``: load, screen, sign, measure, from a machine that was never used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask

from tests.watchlist.alerts import COLUMNS, FANTA, OTHERS, as_lines, lines_of, written

GOOD = COLUMNS + FANTA.format(code="stop") + OTHERS


def run(app: Flask, *words: str, text: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=["watchlist", *words], input=text)


def loaded(app: Flask, text: str = GOOD, kind: str = "csv", name: str = "national") -> Result:
    return run(app, "import", "--list", name, "--format", kind, str(written(text)))


def screened(app: Flask, *told: object) -> list[dict[str, Any]]:
    result = run(app, "screen", text=as_lines(told))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_file_is_loaded_into_a_new_list_and_told(inside: Flask) -> None:
    result = loaded(inside, GOOD + "8,=x,,,,,,,,\n")

    assert result.exit_code == 0
    assert "7 entries of 8 rows: 7 added, 0 changed, 0 removed; 7 full birth date" in result.output
    assert "row 9: a cell holds a formula" in result.output


def test_a_refused_file_answers_one_and_the_old_list_screens_on(inside: Flask) -> None:
    loaded(inside)
    result = loaded(inside, "not a table", "ftm")
    (told,) = screened(inside, {"name": "Fanta Maria Cisse", "birth_date": "1988-02-13"})

    assert result.exit_code == 1
    assert "refused: Row 1" in result.output
    assert told["lists"]["national"]["version"] == 1
    assert len(told["hits"]) == 1


def test_identities_are_screened_a_line_each(inside: Flask) -> None:
    loaded(inside)
    told = screened(
        inside,
        {"id": "a", "surname": "CISSE", "given": "FANTA MARIA", "birth_date": "1988-02-13"},
        {"id": 7, "name": "Personne Inconnue", "birth_date": "1950-01-01"},
    )
    (hit,) = told[0]["hits"]

    assert [one["id"] for one in told] == ["a", 7]
    assert (hit["entry"], hit["list"], hit["name"], hit["code"], hit["tier"]) == (
        "f1", "national", "Fanta Maria CISSE", "stop", "red",
    )  # fmt: skip
    assert hit["bits"] > 20
    assert 0 < hit["probability"] <= 1
    assert {"kind", "traveller", "listed", "bits", "words"} == hit["terms"][0].keys()
    assert told[1]["hits"] == []
    (line,) = lines_of("watchlist:bulk:screen")
    assert (line.details["asked"], line.details["found"]) == (2, 1)


def test_a_document_number_is_enough(inside: Flask) -> None:
    loaded(inside)
    text = "issuer,kind,number\nMLI,P,AB1234567\n"
    loaded(inside, text, "documents", "stolen")
    exact, misread = screened(
        inside, {"document_number": "AB1234567", "issuer": "ml"},
        {"document_number": "A8I234567", "issuer": "MLI"},
    )  # fmt: skip

    assert (exact["stolen_document"], exact["hits"][0]["document"]) == ("hit", "exact")
    assert (misread["stolen_document"], misread["hits"][0]["document"]) == ("misread", "misread")


def test_lines_that_make_no_sense_are_answered_and_the_rest_goes_on(inside: Flask) -> None:
    loaded(inside)
    text = (
        '{"id": 1}\nnot json\n[]\n{"id": 2, "name": ["A"]}\n'
        '{"id": 3, "name": "A", "birth_date": "soon"}\n{"id": 4, "name": "Ali Ba"}\n'
    )
    result = run(inside, "screen", text=text)
    told = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 1
    assert [("error" in one) for one in told] == [True] * 5 + [False]
    assert [one["line"] for one in told[:5]] == [1, 2, 3, 4, 5]


def test_without_a_list_the_answer_says_so(inside: Flask) -> None:
    assert screened(inside, {"name": "Ali Ba"})[0]["state"] == "no_list"


def test_keys_sign_and_import(inside: Flask) -> None:
    folder = Path(inside.config["INSTANCE"])
    private, public = folder / "private.pem", folder / "keys" / "lists" / "hq.pub.pem"
    public.parent.mkdir(parents=True)
    made = run(inside, "keys", str(private), str(public))
    again = run(inside, "keys", str(private), str(public))
    package = str(folder / "national.bpl")
    signed = run(
        inside, "sign", "--list", "national", "--version", "1", "--format", "csv", "--signer",
        "hq", "--key", str(private), str(written(GOOD)), package,
    )  # fmt: skip
    taken = run(inside, "import", "--list", "national", "--format", "package", package)
    replayed = run(inside, "import", "--list", "national", "--format", "package", package)

    assert (made.exit_code, again.exit_code, signed.exit_code) == (0, 1, 0)
    assert private.stat().st_mode & 0o077 == 0
    assert taken.exit_code == 0
    assert replayed.exit_code == 1
    assert "was in force already" in replayed.output


def test_lists_build_and_bench_tell_how_it_stands(inside: Flask) -> None:
    loaded(inside)
    shown = run(inside, "lists").output
    built = run(inside, "build", "--anew").output
    figures = json.loads(run(inside, "bench", "--travellers", "10", "--json").stdout)

    assert "national\tversion 1\tfresh" in shown
    assert "national: built" in built
    assert figures["entries"] == 7
    assert figures["recall"]["all"] > 0.5
    assert figures["cpu_ms"]["p95"] > 0


def test_what_cannot_be_meant_is_refused(inside: Flask) -> None:
    path = str(written(GOOD))

    assert run(inside, "build", "--list", "nowhere").exit_code == 1
    assert run(inside, "import", "--list", "A B", "--format", "csv", path).exit_code == 1
    assert run(inside, "import", "--list", "a", "--format", "doc", path).exit_code == 2
    bad = ("--column", "nothing")
    assert run(inside, "import", "--list", "ab", "--format", "csv", *bad, path).exit_code == 2
