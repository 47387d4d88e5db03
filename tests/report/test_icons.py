"""A hundred squares, twice."""

import re

import pytest
from tests.report.drawing import assert_apart

from thuiszitters.figures.icons import NARROW_ICONS, icon_array


@pytest.mark.parametrize("name", ["quine", "line"])
def test_both_fields_of_squares_are_seen_at_once_on_a_phone(released, name, monkeypatch):
    assert_apart(released[name], monkeypatch, lambda one: icon_array(one, "nl", NARROW_ICONS))
    made = icon_array(released[name], "nl", NARROW_ICONS)
    assert made.svg.count("<path") >= 200
    width = float(re.search(r'width="([\d.]+)pt"', made.svg)[1])
    assert width <= 3.1 * 72
