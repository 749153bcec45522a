"""The chain's end is anchored: what is cut off there is missed, and covered up by nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from flask import Flask

from borderpost import audit
from borderpost.audit import anchor
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from tests.borderpost.test_audit import Act, tampered, try_thing, verified


def path(app: Flask) -> Path:
    return Path(app.config["INSTANCE"]) / "anchor.json"


def cut(app: Flask, lines: int) -> None:
    """Cut lines off the chain's end."""
    tampered(
        app,
        "DELETE FROM audit_lines WHERE seq >"  # noqa: S608
        f" (SELECT max(seq) - {lines} FROM audit_lines)",
    )


def try_on(app: Flask, times: int = 1) -> None:
    with app.app_context():
        for _ in range(times):
            try_thing(app)


def test_the_anchor_follows_every_write(inside: Flask) -> None:
    for _ in range(3):
        line = try_thing(inside)
        assert anchor.read() == anchor.Anchor(line.seq, line.hash)


def test_several_lines_of_one_transaction_are_anchored_together(inside: Flask) -> None:
    with transaction() as session:
        post = session.scalars(db.select(Post)).first()
        audit.record(Act.TRIED, post, by=None)
        last = audit.record(Act.TRIED, post, by=None)

    assert anchor.read().lines == last.seq


def test_a_change_that_fails_moves_no_anchor(inside: Flask) -> None:
    try_thing(inside)
    before = anchor.read()
    with pytest.raises(ZeroDivisionError), transaction() as session:
        audit.record(Act.TRIED, session.scalars(db.select(Post)).first(), by=None)
        raise ZeroDivisionError
    with transaction():
        pass

    assert anchor.read() == before


@pytest.mark.parametrize("lines", [1, 4])
def test_lines_cut_off_at_the_end_are_missed(machine: Flask, lines: int) -> None:
    whole = verified(machine).lines
    cut(machine, lines)
    said = machine.test_cli_runner().invoke(args=["verify"])

    assert said.exit_code == 1
    first = whole - lines + 1
    assert f"audit: lines {first} to {whole} were cut off at the end" in said.output


def test_the_whole_log_cut_off_is_missed(machine: Flask) -> None:
    whole = verified(machine).lines
    cut(machine, whole)

    assert verified(machine).fault == f"lines 1 to {whole} were cut off at the end"
    try_on(machine)
    assert verified(machine).fault


@pytest.mark.parametrize("more", [1, 2, 9])
def test_lines_written_after_a_cut_do_not_cover_it_up(machine: Flask, more: int) -> None:
    cut(machine, 2)
    try_on(machine, more)

    assert verified(machine).fault


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"lines": "x"}', "\xff", '{"lines": 5, "head": "0", "mac": ""}'],
)
def test_an_anchor_written_without_the_key_is_a_fault(machine: Flask, text: str) -> None:
    path(machine).write_text(text, encoding="latin-1")
    try_on(machine)

    assert "whether lines were cut off at the end is not known" in verified(machine).fault
    assert path(machine).read_text(encoding="latin-1") == text


def test_another_number_under_the_same_signature_is_a_fault(machine: Flask) -> None:
    told = json.loads(path(machine).read_text())
    path(machine).write_text(json.dumps(told | {"lines": told["lines"] - 1}))

    assert "altered, or signed with another key" in verified(machine).fault


def test_a_lost_anchor_is_a_fault_until_it_is_made_again_by_hand(machine: Flask) -> None:
    path(machine).unlink()
    try_on(machine)
    lost = verified(machine).fault
    done = machine.test_cli_runner().invoke(args=["anchor"])
    again = verified(machine)

    assert lost.startswith("anchor.json is missing")
    assert done.exit_code == 0
    assert again.fault == ""
    with machine.app_context():
        last = db.session.get_one(audit.chain.AuditLine, again.lines)
        assert (last.act, last.subject_kind) == ("audit:chain:anchor", "audit_lines")


def test_a_broken_chain_is_not_anchored_anew(machine: Flask) -> None:
    tampered(machine, "UPDATE audit_lines SET act = 'x' WHERE seq = 3")
    done = machine.test_cli_runner().invoke(args=["anchor"])

    assert done.exit_code == 1
    assert "line 3 was altered" in done.output
    assert verified(machine).broken_at == 3


def test_an_anchor_that_stayed_behind_holds_and_catches_up(machine: Flask, tmp_path: Path) -> None:
    shutil.copy(path(machine), tmp_path)
    try_on(machine, 3)
    shutil.copy(tmp_path / "anchor.json", path(machine))
    behind = verified(machine)
    try_on(machine)

    assert behind.fault == ""
    with machine.app_context():
        assert anchor.read().lines == behind.lines + 1


def test_a_machine_that_nobody_used_has_nothing_to_anchor(tmp_path: Path) -> None:
    from borderpost import create_app

    run = create_app({"INSTANCE": tmp_path, "TESTING": True}).test_cli_runner()

    assert run.invoke(args=["verify"]).exit_code == 0
    assert not (tmp_path / "anchor.json").exists()


def test_a_disk_that_refuses_the_anchor_loses_no_act(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_anchor: anchor.Anchor) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(anchor, "write", full)
    line = try_thing(inside)

    assert audit.verify() == audit.Verification(line.seq, line.hash)
