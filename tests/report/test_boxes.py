"""Boxes that warn a student."""

from dataclasses import replace

import numpy as np

from thuiszitters.report.boxes import boxes


def test_a_box_without_something_to_show_is_left_out(released):
    numbers = released["line"]
    whole = boxes(numbers, "en")
    assert len(whole) == 5
    fits = numbers.fits.assign(events_per_parameter=np.nan)
    assert len(boxes(replace(numbers, fits=fits), "en")) == 4


def test_imputed_values_are_told_where_there_are_any(released):
    imputed, complete = (boxes(released[name], "en") for name in ("line", "quine"))
    told = next(box for box in imputed if box.title in {one.title for one in complete} and "20" in
                box.texts[0] and "imput" in box.texts[0])  # fmt: skip
    assert told not in complete
