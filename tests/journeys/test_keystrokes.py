"""How many keys the first line takes, by the keyboard alone: a figure that grows fails."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import MakeWalk
from tests.journeys.robot import CASES, table

pytestmark = pytest.mark.journey


def test_every_case_has_its_figure_and_no_figure_is_over_its_limit() -> None:
    assert table().keys() == CASES.keys()
    assert [name for name, figure in table().items() if figure.keys > figure.most] == []


@pytest.mark.parametrize("case", CASES)
def test_the_first_line_takes_no_more_keys_than_written(walk: MakeWalk, case: str) -> None:
    desk = walk("awa")

    keys = CASES[case](desk)

    assert keys == table()[case].keys, "more is a loss; less is written down in keystrokes.toml"
    assert not desk.pointer_used
