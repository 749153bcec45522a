"""The commands of equipment say what is wrong in one sentence, and look at everything."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import text

from borderpost.db import db
from tests.equipment.deeds import signed, things
from tests.equipment.work import World


def test_labels_for_a_folder_that_is_not_there_are_refused_in_a_sentence(
    inside: Flask, world: World, tmp_path: Path
) -> None:
    world.asset(tag="GOG-1")
    out = str(tmp_path / "nowhere" / "labels.pdf")
    result = inside.test_cli_runner().invoke(args=["equipment", "labels", "--out", out, "GOG-1"])

    assert result.exit_code == 1
    assert result.output.startswith("Error: ") and "nowhere" in result.output


def test_verify_looks_at_certificates_too(inside: Flask, world: World) -> None:
    things(world, 1)
    signed(inside, world, "AAA-0001")
    for name in ("donations_refuse_update", "donations_refuse_end"):
        db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text("UPDATE donations SET receiver = 'me'"))
    db.session.commit()
    result = inside.test_cli_runner().invoke(args=["equipment", "verify"])

    assert result.exit_code == 1
    assert "was altered after it was signed" in result.output
