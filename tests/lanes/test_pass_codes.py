"""The signed code of a pass: what is altered is refused, and nothing in it names anybody."""

from __future__ import annotations

import base64
import json
from datetime import date
from pathlib import Path

import cv2
import pytest
from flask import Flask

from borderpost import post_key, signed_text
from borderpost.scanned_text import meant
from lanes import pass_codes
from lanes.pass_codes import PassText, pass_number
from tests.docreader.codes import drawn_by_segno, on_paper

KEY = bytes(range(32))
PUBLIC = signed_text.public_key(KEY)
SAID = PassText(pass_number("GOG", 2026, 42), date(2026, 11, 28), date(2027, 11, 27))
CODE = pass_codes.signed(SAID, KEY)
ON_FRENCH_KEYS = {
    **dict(zip("1234567890", "&é\"'(-è_çà", strict=True)),
    **dict(zip("QAZWM:-", "AQWZ?M)", strict=True)),
}


def test_a_pass_is_valid_for_the_post_that_signed_it_and_for_no_other() -> None:
    assert pass_codes.verified(CODE, PUBLIC) == SAID
    assert pass_codes.verified(CODE, signed_text.public_key(bytes(32))) is None


def test_a_copy_with_another_number_or_another_day_is_refused() -> None:
    another = pass_number("GOG", 2026, 43)
    for altered in (
        CODE.replace(SAID.number, another),
        CODE.replace("20271127", "20281127"),
        CODE.replace("20261128", "20251128"),
    ):
        assert altered != CODE
        assert pass_codes.verified(altered, PUBLIC) is None
        assert pass_codes.claimed(altered) in (SAID.number, another)


def test_a_signature_of_another_pass_is_refused() -> None:
    other = pass_codes.signed(PassText(pass_number("GOG", 2026, 43), *_days()), KEY)
    mixed = CODE.rpartition(":")[0] + ":" + other.rpartition(":")[2]
    assert pass_codes.verified(mixed, PUBLIC) is None


@pytest.mark.parametrize("place", range(len(CODE)))
def test_every_other_character_at_every_place_is_refused(place: int) -> None:
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-. ":
        altered = CODE[:place] + other + CODE[place + 1 :]
        if altered != CODE:
            assert pass_codes.verified(altered, PUBLIC) is None, altered


def test_a_paper_of_another_kind_with_the_same_key_is_no_pass() -> None:
    for mark in ("BP1", "BPR1"):
        text = signed_text.signed(CODE.rpartition(":")[0].replace("BPP1", mark), KEY)
        assert pass_codes.verified(text, PUBLIC) is None


def test_a_day_that_the_calendar_has_not_is_refused_though_it_is_signed() -> None:
    text = signed_text.signed(f"BPP1:{SAID.number}:20260230-20271127", KEY)
    assert pass_codes.verified(text, PUBLIC) is None


def test_the_code_holds_a_number_two_days_and_a_signature_and_nothing_more() -> None:
    mark, number, days, signature = CODE.split(":")
    assert (mark, number, days) == ("BPP1", "GOG-P2026-00042-Y", "20261128-20271127")
    assert len(base64.b32decode(signature + "=")) == 64


def test_a_reader_behind_a_french_keyboard_is_understood() -> None:
    typed = "".join(ON_FRENCH_KEYS.get(char, char) for char in CODE)
    assert CODE in meant(typed)
    assert pass_codes.verified(typed, PUBLIC) == SAID


def test_a_number_alone_is_known_by_its_check_character() -> None:
    assert pass_codes.typed_number(" gog-p2026-00042-y ") == SAID.number
    for wrong in ("GOG-P2026-00042-X", "GOG-P2026-00024-Y", "GOG-P2026-00042", "", CODE):
        assert pass_codes.typed_number(wrong) == ""


def test_a_camera_reads_the_printed_code(tmp_path: Path) -> None:
    from docreader import read_codes

    picture = tmp_path / "pass.png"
    cv2.imwrite(str(picture), on_paper(drawn_by_segno(CODE)))
    assert [one.text for one in read_codes(picture)] == [CODE]


def test_the_command_verifies_a_code_and_a_picture_without_a_database(
    machine: Flask, tmp_path: Path
) -> None:
    with machine.app_context():
        said = PassText(SAID.number, date(2020, 1, 1), date(2199, 12, 31))
        good = pass_codes.signed(said, post_key.secret())
        old = pass_codes.signed(
            PassText(SAID.number, date(2020, 1, 1), date(2020, 12, 31)), post_key.secret()
        )
    for path in Path(machine.config["INSTANCE"]).glob("*.db*"):
        path.rename(tmp_path / path.name)
    picture = tmp_path / "pass.png"
    cv2.imwrite(str(picture), on_paper(drawn_by_segno(good)))
    run = machine.test_cli_runner().invoke

    for told in (good, str(picture)):
        done = run(args=["crossings", "verify-pass", told, "--json"])
        assert done.exit_code == 0, done.output
        assert json.loads(done.output) == {
            "valid": True, "state": "valid", "number": SAID.number, "from": "2020-01-01",
            "until": "2199-12-31", "revoked": "not_checked",
        }  # fmt: skip
    done = run(args=["crossings", "verify-pass", good.replace("2199", "2198")])
    assert (done.exit_code, done.output.startswith("NOT VALID")) == (1, True)
    done = run(args=["crossings", "verify-pass", old])
    assert (done.exit_code, done.output.startswith("EXPIRED")) == (1, True)
    assert run(args=["crossings", "verify-pass", good, "--key", "00" * 32]).exit_code == 1
    assert run(args=["crossings", "verify-pass", str(tmp_path / "no.png")]).exit_code == 2


def _days() -> tuple[date, date]:
    return SAID.valid_from, SAID.valid_until
