"""Which predictors are missing together."""

import pandas as pd

from thuiszitters.describe.missing_patterns import count_missing_patterns
from thuiszitters.plan.reading import plan_of_sections

SPEC = {"label": "x", "kind": "binary", "per": 1}
PLAN = plan_of_sections(predictors={"a": SPEC, "b": SPEC, "c": SPEC})


def test_pupils_are_counted_by_what_is_missing_most_common_first():
    patterns = pd.DataFrame(
        {
            "a": ["yes", None, "no", None],
            "b": ["yes", None, None, "yes"],
            "c": ["yes"] * 4,
            "n_pupils": [5, 3, 9, 3],
        }
    )
    table = count_missing_patterns(patterns, PLAN)
    found = dict(zip(table["predictors"], table["n_pupils"], strict=True))
    assert list(found.items()) == [("b", 9), ("", 5), ("a", 3), ("a, b", 3)]


def test_nothing_missing_gives_no_rows():
    full = pd.DataFrame({"a": ["yes"], "b": ["no"], "c": ["no"], "n_pupils": [4]})
    assert count_missing_patterns(full, PLAN).empty
