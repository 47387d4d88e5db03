"""A baseline risk times an odds ratio."""

import pytest

from thuiszitters.report.document import Squares
from thuiszitters.report.squares import STEP, risk_after, squares


@pytest.mark.parametrize("baseline", [0.01, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("ratio", [0.25, 1.0, 3.0])
def test_the_odds_are_those_of_the_baseline_times_the_ratio(baseline, ratio):
    after = risk_after(baseline, ratio)
    assert after / (1 - after) == pytest.approx(baseline / (1 - baseline) * ratio)


def test_the_sliders_start_at_the_example_and_the_table_stands_for_them(released):
    blocks = squares(released["line"], "en")
    (tool,) = [block for block in blocks if isinstance(block, Squares)]
    assert 0 < tool.risk < 100
    assert 0.1 < STEP**tool.ratio_step < 10
    for row in tool.table.rows:
        shown = [cell.values[0] for cell in row.cells[1:]]
        assert shown == sorted(shown)
