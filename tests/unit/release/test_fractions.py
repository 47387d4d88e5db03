"""A fraction tells a share of everyone: what takes it out."""

from types import SimpleNamespace

import pytest

from thuiszitters.release.apply import _fraction


class Suppressed:
    """What a run suppresses: a total, a contrast, or a level for its difference only."""

    def __init__(self, round_to=1, total="", contrast="", strict=""):
        self.profile = SimpleNamespace(round_to=round_to)
        self._total, self._contrast, self._strict = total, contrast, strict

    def total(self, _row):
        return self._total

    def contrast(self, _row):
        return self._contrast

    def predictor(self, _universe, _predictor, *, strict):
        return self._strict if strict else ""


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({}, ""),
        ({"round_to": 5}, "rounding"),
        ({"total": "small_count"}, "small_count"),
        ({"contrast": "small_count"}, "small_count"),
        ({"strict": "difference"}, "difference"),
    ],
)
def test_a_fraction_goes_with_contrast_total_level_and_rounding(told, rule):
    row = {"universe": "main", "predictor": "home", "status": "ok"}
    assert _fraction(SimpleNamespace(row=row), Suppressed(**told)) == rule
