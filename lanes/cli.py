"""``flask crossings import-manifest``: a carrier's list tried, and loaded.

It stands in the desk's own group, where officers look for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext

from borderpost.imports import command
from borderpost.imports.command import FILE, Load
from borderpost.refusal import Refused
from lanes.importing import IMPORTER


@click.command("import-manifest")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="write nothing")
@click.option("--good-only", is_flag=True, help="write the good rows and leave the others")
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
@with_appcontext
def import_manifest(file: Path, dry_run: bool, good_only: bool, as_json: bool) -> None:
    """Try a carrier's list (CSV, XLSX, ODS), and load it unless --dry-run; exit 1 when rows have
    errors, of which none is then written."""
    command.run(Load(IMPORTER, file, _check, dry_run, good_only), as_json=as_json)


def _check(mapping: Mapping[str, str]) -> None:
    if "surname" not in mapping:
        raise Refused("No heading of the file is known for the name. Call that column Surname.")
