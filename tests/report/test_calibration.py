"""Predicted against observed, as a figure."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.figures.calibration import (
    MOST_DOTS,
    NARROW_CALIBRATION,
    calibration_plot,
    joined_groups,
)
from thuiszitters.logit.shares import wilson_interval
from thuiszitters.results.rows import records


@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_drawings_have_a_dot_per_group_and_the_same_words(released, language):
    numbers = released["line"]
    wide = calibration_plot(numbers, language)
    narrow = calibration_plot(numbers, language, NARROW_CALIBRATION)
    assert (wide.title, wide.alt) == (narrow.title, narrow.alt)
    assert narrow.name == "calibration_narrow"
    assert not narrow.print_size


def test_without_released_groups_there_is_no_figure(released):
    numbers = released["line"]
    hidden = numbers.more["calibration"].assign(observed=float("nan"))
    assert (
        calibration_plot(replace(numbers, more={**numbers.more, "calibration": hidden}), "nl")
        is None
    )
    assert calibration_plot(replace(numbers, more={}), "nl") is None


def test_more_groups_than_dots_are_drawn_together_and_lose_no_pupil(released):
    numbers = released["line"]
    one = {"model": numbers.study.main_model.name, "curve": 0.1}
    rows = [
        {**one, "group": place, "n_pupils": 100 + place, "n_events": 10, "predicted": place / 200}
        for place in range(1, 91)
    ]
    table = pd.DataFrame(rows).assign(observed=lambda t: t["n_events"] / t["n_pupils"])
    low, high = wilson_interval(table["n_events"].to_numpy(), table["n_pupils"].to_numpy())
    table = table.assign(low=low, high=high)
    drawn = joined_groups(records(table))
    assert len(drawn) == MOST_DOTS
    assert sum(row["n_pupils"] for row in drawn) == table["n_pupils"].sum()
    first = table.iloc[:5]
    ends = wilson_interval(np.array([50.0]), np.array([first["n_pupils"].sum()]))
    assert [drawn[0]["low"], drawn[0]["high"]] == pytest.approx([float(end[0]) for end in ends])
    assert drawn[0]["observed"] == pytest.approx(50 / first["n_pupils"].sum())
    few = records(table.iloc[:MOST_DOTS])
    assert joined_groups(few) is few
    figure = calibration_plot(replace(numbers, more={**numbers.more, "calibration": table}), "en")
    assert "the table has 90" in figure.svg
    assert figure.svg.count("n = ") == MOST_DOTS
