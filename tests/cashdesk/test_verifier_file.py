"""The file for telephones, opened from the disk by a browser without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from borderpost import post_key, signed_text
from cashdesk import receipt_codes, verifier
from cashdesk.receipt_codes import ReceiptText, receipt_number
from cashdesk.services import voiding
from cashdesk.views.receipts import code_of
from tests import needs
from tests.cashdesk.desk import paid, tariff, till
from tests.cashdesk.test_receipt_codes import AT
from tests.desk import officer, visitor

pytestmark = needs.chromium


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page that has no network at all, and asks for nothing."""
    context = browser.new_context(offline=True, locale="en-GB")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    yield page
    context.close()
    assert [one for one in asked if not one.startswith("file:")] == []


def saved(machine: Flask, folder: Path) -> Path:
    """The file as a telephone saves it."""
    answer = visitor(machine).get("/receipt-check/file")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    path = folder / "receipts.html"
    path.write_bytes(answer.data)
    return path


def said_by(page: Page, code: str) -> str:
    """What the file says of a code."""
    page.fill("#code", code)
    page.click("#verify")
    return page.inner_text("#answer")


def test_the_file_verifies_and_refuses_without_a_network(
    machine: Flask, tmp_path: Path, offline: Page
) -> None:
    with machine.app_context():
        who, chief = officer(machine, "cashier"), officer(machine, "supervisor")
        mine, visa = till(who), tariff()
        row, free = paid(who, mine, visa), paid(who, mine, tariff(code="PASS", amount=0))
        lost = paid(who, mine, visa)
        code, free_code, lost_code, number = code_of(row), code_of(free), code_of(lost), row.number
        asked = voiding.ask(lost.id, "double", by=who).id
        voiding.answer(asked, "", approves=True, by=chief)
    offline.goto(saved(machine, tmp_path).as_uri())
    good = said_by(offline, code)
    typed = said_by(offline, " ".join(re.findall(".{1,8}", code.lower())))

    assert good.startswith("VALID") and number in good and "5000 XOF" in good
    assert "Test visa" in good and "is not checked" in good
    assert typed == good
    assert said_by(offline, code.replace(":5000:", ":5001:")).startswith("NOT VALID")
    assert said_by(offline, code.replace(":5000:", ":4999:")).startswith("NOT VALID")
    assert "nothing was to pay" in said_by(offline, free_code)
    assert said_by(offline, lost_code).startswith("VOID")
    assert said_by(offline, "").startswith("NOT VALID")


def test_the_file_speaks_three_languages(machine: Flask, tmp_path: Path, offline: Page) -> None:
    offline.goto(saved(machine, tmp_path).as_uri())
    titles = {}
    for name in ("Français", "English", "العربية"):
        offline.click(f"button:text-is('{name}')")
        titles[name] = (offline.inner_text("h1"), offline.get_attribute("html", "dir"))

    assert titles["English"] == ("Verify a receipt of Gogui", "ltr")
    assert titles["العربية"][1] == "rtl"
    assert len({title for title, _way in titles.values()}) == 3


def test_the_file_and_the_post_agree_on_every_altered_character(
    machine: Flask, tmp_path: Path, offline: Page
) -> None:
    """Each place of a code with each sign of the alphabet, and codes of any content."""
    with machine.app_context():
        said = ReceiptText(receipt_number("AAA", 2026, 7), "12.50", "MRU", "LP-VEH", AT)
        secret = post_key.secret()
        public, code = signed_text.public_key(secret), receipt_codes.signed(said, secret)
    altered = [
        code[:place] + other + code[place + 1 :]
        for place in range(len(code))
        for other in ("A", "B", "7", "Z", ":", ".")
    ]
    offline.goto(saved(machine, tmp_path).as_uri())
    found = offline.evaluate(
        """(codes) => codes.map((one) => {
            document.querySelector('#code').value = one;
            document.querySelector('#verify').click();
            return document.querySelector('#answer').className === 'good';
        })""",
        [code, *altered],
    )
    ours = [receipt_codes.verified(one, public) is not None for one in [code, *altered]]

    assert found == ours
    assert [one for one, good in zip(altered, ours[1:], strict=True) if good] == [
        one for one in altered if one == code
    ]


@settings(max_examples=5)
@given(name=st.text(max_size=40))
def test_no_name_of_a_post_ends_the_files_script(name: str) -> None:
    facts = json.dumps({"name": f"</script>{name}"}, ensure_ascii=False)

    with pytest.raises(ValueError, match="would end"):
        verifier._inside("script", facts)
    assert "</script>" in verifier._inside("script", facts.replace("<", "\\u003c"))


def test_a_number_alone_is_called_neither_valid_nor_wrong(
    machine: Flask, offline: Page, tmp_path: Path
) -> None:
    """A receipt written by hand has no code; the file must not call an honest one forged."""
    offline.goto(f"file://{saved(machine, tmp_path)}")

    assert "number alone" in said_by(offline, receipt_number("AAA", 2026, 7).lower())
    assert "NOT VALID" in said_by(offline, "AAA-Q2026-00007-?")
