"""Keys that an officer presses for each kind of traveller: a robot at the real server, in a real
browser, the mouse never touched.

    python bench/keystrokes.py
    python bench/keystrokes.py --case refusal

Prints the figure of each case beside its limit; the status is 1 when one is over it. The same
cases run as tests (``tests/journeys/test_keystrokes.py``), held to the figures written down.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.journeys.conftest import FLAGS, PATIENCE
from tests.journeys.robot import CASES, table
from tests.journeys.walk import WATCH, Walk
from tests.needs import Missing, find_chromium
from tests.served import Served, demonstration

OFFICER = "awa"


def main() -> int:
    """Run the cases and print their keys; 1 when a case is over its limit."""
    asked = arguments()
    try:
        found = find_chromium()
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="borderpost-bench-") as folder:
        served = Served(demonstration(Path(folder)))
        served.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
                page = browser.new_page(base_url=served.address, reduced_motion="reduce")
                over = run(page, asked.case or list(CASES))
                browser.close()
        finally:
            served.stop()
    return int(over > 0)


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--case", action="append", choices=tuple(CASES))
    return parser.parse_args()


def run(page: Page, cases: list[str]) -> int:
    """One line for each case; how many are over their limit or took a pointer."""
    expect.set_options(timeout=PATIENCE)
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH)
    desk, over = Walk(page), 0
    desk.sign_in(OFFICER)
    for case in cases:
        begun = time.monotonic()
        keys, figure = CASES[case](desk), table()[case]
        is_over = keys > figure.most or desk.pointer_used
        over += is_over
        print(
            f"{keys:3} keys  at most {figure.most:2}  {time.monotonic() - begun:5.1f} s"
            f"  {figure.what}{'  OVER' if is_over else ''}"
        )
    return over


if __name__ == "__main__":
    sys.exit(main())
