"""Which fits a run holds, and which have few pupils."""

import pandas as pd

from thuiszitters.plan.disclosure import disclosure_profile
from thuiszitters.release.fits_held import broken_fits, fit_key, predictors_held


def test_a_fit_is_named_by_its_kind_and_a_complete_one_is_the_adjusted_one():
    row = {"model": "main", "predictor": "girl", "block": "home"}
    assert fit_key({**row, "model_kind": "crude"}) == ("main", "crude", "girl")
    assert fit_key({**row, "model_kind": "block"}) == ("main", "block", "home")
    assert fit_key({**row, "model_kind": "adjusted"}) == ("main", "adjusted", "")
    assert fit_key({**row, "model_kind": "complete"}) == fit_key({**row, "model_kind": "adjusted"})


def test_every_fit_has_its_predictors_once_and_no_intercept():
    estimates = pd.DataFrame(
        [
            ("main", "adjusted", None, "(Intercept)"),
            ("main", "adjusted", None, "school"),
            ("main", "adjusted", None, "school"),
            ("main", "adjusted", None, "girl"),
            ("main", "crude", None, "girl"),
        ],
        columns=["model", "model_kind", "block", "predictor"],
    )
    assert predictors_held(estimates) == {
        ("main", "adjusted", ""): ("school", "girl"),
        ("main", "crude", "girl"): ("girl",),
    }


def test_pupils_beyond_the_parameters_are_counted():
    fits = pd.DataFrame(
        {"model": ["a", "b"], "model_kind": ["adjusted"] * 2, "n_pupils": [14, 15],
         "n_parameters": [5, 5]}
    )  # fmt: skip
    profile = disclosure_profile({"label": "x", "statement": "x", "minimum_residual_df": 10}, "own")
    assert broken_fits(fits, profile) == {("a", "adjusted"): "residual_df"}
