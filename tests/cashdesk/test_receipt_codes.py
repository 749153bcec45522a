"""The signed code of a receipt: what is altered is refused, by whoever has the public key."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import cv2
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from borderpost import post_key, signed_text
from cashdesk import receipt_codes
from cashdesk.receipt_codes import ReceiptText, receipt_number
from tests.docreader.codes import drawn_by_segno, on_paper

KEY = bytes(range(32))
PUBLIC = signed_text.public_key(KEY)
AT = datetime(2026, 11, 27, 9, 15, tzinfo=UTC)
SAID = ReceiptText(receipt_number("GOG", 2026, 42), "5000", "XOF", "VISA-30", AT)
CODE = receipt_codes.signed(SAID, KEY)
# RFC 8032 §5.1: the order of the group, by which a signature can be made longer and still fit.
ORDER = 2**252 + 27742317777372353535851937790883648493


def test_a_receipt_is_valid_for_the_post_that_signed_it_and_for_no_other() -> None:
    assert receipt_codes.verified(CODE, PUBLIC) == SAID
    assert receipt_codes.verified(CODE, signed_text.public_key(bytes(32))) is None


def test_a_receipt_altered_by_one_franc_is_refused() -> None:
    assert receipt_codes.verified(CODE.replace(":5000:", ":5001:"), PUBLIC) is None
    assert receipt_codes.verified(CODE.replace(":5000:", ":4999:"), PUBLIC) is None


@pytest.mark.parametrize("place", range(len(CODE)))
def test_every_other_character_at_every_place_is_refused(place: int) -> None:
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-. ":
        altered = CODE[:place] + other + CODE[place + 1 :]
        if altered != CODE:
            assert receipt_codes.verified(altered, PUBLIC) is None, altered


@given(
    amount=st.integers(0, 10**12),
    cents=st.sampled_from(["", ".00", ".05", ".50"]),
    currency=st.sampled_from(["XOF", "MRU", "EUR"]),
    tariff=st.from_regex(r"[A-Z0-9-]{1,20}", fullmatch=True),
    serial=st.integers(1, 10**9 - 1),
    data=st.data(),
)
def test_any_receipt_verifies_as_it_was_signed_and_no_other_way(
    amount: int, cents: str, currency: str, tariff: str, serial: int, data: st.DataObject
) -> None:
    said = ReceiptText(
        receipt_number("GOG", 2026, serial), f"{amount}{cents}", currency, tariff, AT
    )
    code = receipt_codes.signed(said, KEY)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.characters().filter(lambda one: one.upper() != code[place]))

    assert receipt_codes.verified(code, PUBLIC) == said
    assert receipt_codes.verified(code[:place] + other + code[place + 1 :], PUBLIC) is None


def test_what_is_typed_small_and_in_groups_is_the_same_code() -> None:
    typed = " ".join(CODE[start : start + 8] for start in range(0, len(CODE), 8)).lower()

    assert receipt_codes.verified(typed, PUBLIC) == SAID
    assert receipt_codes.verified(typed.replace("s", "ſ"), PUBLIC) is None


@pytest.mark.parametrize(
    "text", ["", "BPR1", "BPR1:", CODE[:-1], CODE + "A", CODE + ":", "x" * 10**6]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert receipt_codes.verified(text, PUBLIC) is None


def test_a_signature_made_longer_by_the_order_is_refused() -> None:
    head, _colon, written = CODE.rpartition(":")
    signature = base64.b32decode(written + "=")
    longer = int.from_bytes(signature[32:], "little") + ORDER
    other = signature[:32] + longer.to_bytes(32, "little")
    code = f"{head}:{base64.b32encode(other).decode().rstrip('=')}"

    assert receipt_codes.verified(code, PUBLIC) is None


def test_a_slip_of_the_same_key_is_no_receipt() -> None:
    assert receipt_codes.verified(CODE.replace("BPR1", "BP1"), PUBLIC) is None


def test_a_code_fits_the_small_alphabet_of_qr_and_names_nobody() -> None:
    assert len(CODE) < 180
    assert set(CODE) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:.")


def test_the_command_verifies_without_a_database(machine: Flask) -> None:
    Path(machine.config["INSTANCE"], "borderpost.db").unlink()
    with machine.app_context():
        code = receipt_codes.signed(SAID, post_key.secret())
    run = machine.test_cli_runner().invoke

    good = run(args=["crossings", "verify-receipt", code])
    bad = run(args=["crossings", "verify-receipt", code.replace(":5000:", ":5001:")])
    other = run(args=["crossings", "verify-receipt", "--key", PUBLIC.hex(), CODE, "--json"])

    assert (
        good.exit_code == 0
        and "5000 XOF" in good.output
        and "void later: not checked" in good.output
    )
    assert bad.exit_code == 1 and bad.output.startswith("NOT VALID")
    assert json.loads(other.output) == {
        "valid": True, "number": SAID.number, "amount": "5000", "currency": "XOF",
        "tariff": "VISA-30", "at": "2026-11-27T09:15+00:00", "free": False, "void": "not_checked",
    }  # fmt: skip
    assert not Path(machine.config["INSTANCE"], "borderpost.db").exists()


def test_the_command_reads_a_picture(machine: Flask, tmp_path: Path) -> None:
    photo, blank = tmp_path / "receipt.png", tmp_path / "blank.png"
    cv2.imwrite(str(photo), on_paper(drawn_by_segno(CODE)))
    cv2.imwrite(str(blank), on_paper(drawn_by_segno("nothing of ours")))
    run = machine.test_cli_runner().invoke

    good = run(args=["crossings", "verify-receipt", "--key", PUBLIC.hex(), str(photo)])
    none = run(args=["crossings", "verify-receipt", "--key", PUBLIC.hex(), str(blank)])
    lost = run(args=["crossings", "verify-receipt", "gone.jpg"])

    assert good.exit_code == 0 and SAID.number in good.output
    assert none.exit_code == 2 and "shows no code of a receipt" in none.output
    assert lost.exit_code == 2


def test_the_other_commands_of_crossings_stay(machine: Flask) -> None:
    answer = machine.test_cli_runner().invoke(args=["crossings", "--help"])

    assert "explain" in answer.output and "verify-receipt" in answer.output


def test_a_passage_that_was_free_says_so(machine: Flask) -> None:
    free = ReceiptText(receipt_number("GOG", 2026, 43), "0", "XOF", "PASS", AT)
    code = receipt_codes.signed(free, KEY)
    answer = machine.test_cli_runner().invoke(
        args=["crossings", "verify-receipt", "--key", PUBLIC.hex(), code]
    )

    assert "free passage, nothing paid" in answer.output
