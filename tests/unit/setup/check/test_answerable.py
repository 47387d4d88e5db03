"""What a cohort can answer follows from the counts that its profile suppresses."""

import pytest

from thuiszitters.setup.check.answerable import answerable

LEVELS = [("girl", "no"), ("girl", "yes"), ("level", "a"), ("level", "b"), ("level", "c")]
ROWS = [{"row": "level", "predictor": name, "level": level} for name, level in LEVELS]
ROWS.append({"row": "number", "predictor": "age_years", "level": ""})
FINE = {"name": "main", "events_per_parameter": 12.0, "caution": ""}
FEW = {"name": "main", "events_per_parameter": 3.3, "caution": "very_few_events"}


def lines(suppressed, model=FINE):
    rows = [
        {"predictor": predictor, "level": level, "rule": "small_count"}
        for predictor, level in suppressed
    ]
    return answerable({"characteristics": ROWS, "suppressed": rows, "models": [model]})


def test_nothing_is_said_where_everything_can_be_answered():
    assert lines([]) == []


@pytest.mark.parametrize(
    ("suppressed", "full", "part", "not_shown"),
    [
        ([("girl", "yes")], "level, age_years", "none", "girl"),
        ([("level", "a")], "girl, age_years", "level", "none"),
        ([("level", "a"), ("level", "b")], "girl, age_years", "none", "level"),
        ([("age_years", "__number__")], "girl, level", "none", "age_years"),
    ],
)
def test_a_predictor_needs_two_levels_that_are_shown(suppressed, full, part, not_shown):
    assert [line.rsplit(": ", 1)[1] for line in lines(suppressed)] == [full, part, not_shown]


def test_a_model_with_too_few_events_is_named():
    assert lines([], FEW)[-1] == "The model main: 3.3 events per parameter, too few to rest on"


def test_a_cohort_that_is_wholly_suppressed_answers_nothing():
    (first, _) = lines([("outcome", "outcome"), ("girl", "yes")])
    assert first.startswith("Nothing: even the number of pupils with the outcome is suppressed")
