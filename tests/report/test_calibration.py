"""Predicted against observed, as a figure."""

from dataclasses import replace

import pytest

from thuiszitters.figures.calibration import NARROW_CALIBRATION, calibration_plot


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
