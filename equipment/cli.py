"""``flask equipment``: import, labels, scan, verify."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click
from flask import Blueprint, current_app
from werkzeug.utils import import_string

from borderpost import db
from borderpost.imports import command
from borderpost.imports.command import FILE, Load
from borderpost.refusal import Refused
from docreader import UnreadableImage, read_codes
from equipment import FEATURE, importing, stock_importing
from equipment.label_formats import FORMATS
from equipment.labelled import of_assets
from equipment.labels import sheet
from equipment.queries import assets
from equipment.services import bulk
from equipment.trial import tried

bp = Blueprint("equipment_commands", __name__, cli_group="equipment")


@bp.cli.command("import")
@click.argument("file", type=FILE)
@click.option("--map", "map_file", type=FILE, help="JSON: {column: heading}")
@click.option("--dry-run", is_flag=True, help="write nothing")
@click.option("--good-only", is_flag=True, help="write the good rows and leave the others")
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
@click.option("--stock", "is_stock", is_flag=True, help="FILE holds stock: items, lots, quantities")
def load(
    file: Path, map_file: Path | None, dry_run: bool, good_only: bool, as_json: bool, is_stock: bool
) -> None:
    """Try FILE (CSV, XLSX, ODS), and load it unless --dry-run; exit 1 when rows have errors."""
    importer = stock_importing.IMPORTER if is_stock else importing.IMPORTER
    told = Load(
        importer, file, _check, dry_run, good_only, said=partial(_map, map_file), tried=tried
    )
    command.run(told, as_json=as_json)


@bp.cli.command("verify")
def verify() -> None:
    """Check the register, stock, kits, distributions and certificates against what the events,
    the movements and the audit log say; exit 1 on a fault."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    found = [fault for check in FEATURE.verifications for fault in import_string(check)()]
    for fault in found:
        click.echo(fault, err=True)
    click.echo("verified" if not found else f"{len(found)} faults found")
    sys.exit(1 if found else 0)


@bp.cli.command("labels")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), default="A4-21")
@click.option("--skip", type=click.IntRange(0, 64), default=0, help="labels used of the sheet")
@click.option("--right", type=float, default=0.0, help="shift in mm, from the calibration page")
@click.option("--down", type=float, default=0.0, help="shift in mm")
@click.option("--out", type=click.Path(path_type=Path), default=Path("labels.pdf"))
@click.argument("tags", nargs=-1, required=True)
def draw(name: str, skip: int, right: float, down: float, out: Path, tags: tuple[str, ...]) -> None:
    """Draw the labels of TAGS as a PDF; exit 1 when the register lacks one of them."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    found = bulk.resolved("\n".join(tags), None)
    if found.unknown:
        raise click.ClickException(f"not in the register: {', '.join(found.unknown)}")
    drawn = sheet(FORMATS[name], of_assets(found.things), skip=skip, shift=(right, down))
    try:
        out.write_bytes(drawn)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"{len(found.things)} labels in {out}")


@bp.cli.command("scan")
@click.argument("image", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="one list for programs")
def scan(image: Path, as_json: bool) -> None:
    """Read the codes of IMAGE and tell what they name; exit 1 when there is none."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    try:
        texts = [one.text for one in read_codes(image)]
    except UnreadableImage as error:
        raise click.ClickException(f"this is no picture: {error.code}") from error
    told = [_named(text) for text in texts]
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    for one in told if not as_json else ():
        click.echo(f"{one['code']}: {one['tag'] or 'not in the register'} {one['model']}".rstrip())
    sys.exit(0 if told else 1)


def _named(text: str) -> dict[str, str]:
    rows = assets.meant(text, None)
    thing = rows[0] if len(rows) == 1 else None
    return {
        "code": text,
        "tag": thing.tag if thing else "",
        "model": thing.model.title if thing else "",
        "status": thing.status if thing else "",
    }


def _check(mapping: Mapping[str, str]) -> None:
    if not mapping:
        raise Refused("No heading of the file is known. Say with --map which fills which column.")


def _map(file: Path | None) -> Mapping[str, str] | None:
    if file is None:
        return None
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refused("The file of --map is no JSON.") from error
    if not isinstance(said, dict):
        raise Refused("The file of --map holds no object such as {column: heading}.")
    return {str(name): str(text) for name, text in said.items()}
