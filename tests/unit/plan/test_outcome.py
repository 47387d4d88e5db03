"""Definitions of the outcome are read."""

import pytest
from tests.unit.absence.hours_of_absence import OUTCOMES

from thuiszitters.plan.outcome import definition_problems


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("hours_16_4w", "threshold", {"at_least": 4, "unit": "weeks"}),
        ("hours_16_4w", "gap_school_days", 2),
        ("hours_16_4w", "absolute_any_duration", True),
        ("hours_16_4w", "attendance", {"below": 90}),
        ("persistent_absence", "hours", {"at_least": 16, "in_school_days": 20}),
        ("persistent_absence", "age_window", "until_18"),
    ],
)
def test_a_definition_by_hours_takes_nothing_that_is_about_episodes(name, key, value):
    assert definition_problems(OUTCOMES, "outcomes.yaml") == []
    changed = {name: {**OUTCOMES[name], key: value}}
    assert definition_problems(changed, "outcomes.yaml")
