"""What rests on a suppressed count goes with it."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.made_tables import (
    COHORT_COUNTS,
    COUNT_5,
    OPENSAFELY,
    RULE_OF_10,
    WORD,
    model_tables,
    tables_of,
)
from tests.unit.release.test_enumeration import stages
from tests.unit.release.whole_line import plan_of, yes_no

from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.release import release_results
from thuiszitters.release.known_relations import background_of
from thuiszitters.release.stage import suppress
from thuiszitters.release.suppressed import ROUNDING
from thuiszitters.results.tables_models import ESTIMATES


@pytest.mark.thorough
def test_learners_of_a_small_fit_leave_nothing_and_of_a_large_one_all_but_the_small_predictor():
    """With two predictors every table behind an area can be tried; with five, none is known."""
    small = {
        "girl": {"no": (180, 30), "yes": (140, 32)},
        "profile": {"neither": (120, 20), "internal": (165, 38), "external": (35, 4)},
    }
    more = {name: {"no": (160, 30), "yes": (160, 32)} for name in ("home", "late", "moved")}
    hidden = release_results(tables_of(small), COUNT_5).tables["learners"]
    assert hidden[["estimate", "ci_low", "ci_high"]].isna().all(axis=None)
    assert (hidden["sentence"] == "").all()
    shown = release_results(tables_of({**small, **more}), COUNT_5).tables["learners"]
    gone = shown["predictor"] == "profile"
    assert shown["estimate"].isna().tolist() == gone.tolist()
    assert (shown["status"] == "suppressed").tolist() == gone.tolist()


@pytest.mark.thorough
def test_decomposition_by_a_predictor_that_has_a_suppressed_level_is_suppressed():
    counts = {
        "girl": {"no": (180, 55), "yes": (140, 7)},
        "profile": {"a": (200, 40), "b": (120, 22)},
    }
    shown = release_results(tables_of(counts), RULE_OF_10).tables["decompositions"]
    assert shown["estimate"].isna().all()


@pytest.mark.thorough
def test_the_risks_of_a_model_of_two_predictors_go_with_one_suppressed_level(tables):
    """Two predictors have so few joint tables that the other's numbers give the level back."""
    risks = release_results(tables, RULE_OF_10).tables["risks"].set_index(["predictor", "level"])
    assert np.isnan(risks.loc[("profile", "external"), "risk"])
    assert np.isnan(risks.loc[("profile", "external"), "ratio_high"])
    assert np.isnan(risks.loc[("girl", "yes"), "risk"])


@pytest.mark.thorough
def test_the_fit_of_a_suppressed_two_by_two_is_suppressed(tables):
    fits = release_results(tables, replace(RULE_OF_10, likelihoods=True)).tables["fits"]
    fits = fits.set_index(["model_kind", "predictor"])
    assert np.isnan(fits.loc[("crude", "profile"), "log_likelihood"])
    assert fits.loc[("crude", "girl"), "log_likelihood"] == 0.5


@pytest.mark.thorough
def test_a_model_of_two_predictors_on_nearly_all_pupils_shows_no_counts_and_no_odds_ratio():
    tables = tables_of(COHORT_COUNTS)
    fewer = {"girl": {"no": (178, 30), "yes": (140, 32)}, "profile": COHORT_COUNTS["profile"]}
    tables |= model_tables(fewer, (318, 62))
    estimates = release_results(tables, RULE_OF_10).tables["estimates"]
    assert estimates["n_pupils"].isna().all()
    adjusted = estimates[
        (estimates["model_kind"] == "adjusted")
        & (estimates["predictor"] == "girl")
        & (estimates["status"] != "reference")
    ]
    assert adjusted["odds_ratio"].isna().all()


@pytest.mark.thorough
def test_a_model_with_few_degrees_of_freedom_is_suppressed():
    tables = tables_of({"girl": {"no": (60, 30), "yes": (50, 25)}})
    tables["fits"]["n_parameters"] = 105
    released = release_results(tables, RULE_OF_10).tables
    assert released["fits"]["aic"].isna().all()
    assert released["estimates"]["odds_ratio"].isna().all()


@pytest.mark.thorough
@pytest.mark.parametrize(("values", "rule"), [(4, ROUNDING), (6, ROUNDING), (7, "")])
def test_a_number_of_few_values_beside_rounded_counts_is_as_good_as_levels(values, rule):
    """Its cells with one yes/no predictor are so few that exact odds ratios undo the rounding."""
    cells = product(range(values), ("no", "yes"), (0, 1))
    rows = [(float(value), girl, y, 31 - 9 * y + value) for value, girl, y in cells]
    patterns = pd.DataFrame(rows, columns=["number", "girl", "outcome", "n_pupils"])
    plan = plan_of(yes_no("girl"), PredictorSpec("number", WORD, "numeric", column="number"))
    tables = stages(patterns.astype({"outcome": "int8"}), plan)
    background = background_of(plan, patterns, OPENSAFELY, None)
    assert not background.few_valued
    s = suppress(tables, OPENSAFELY, background)
    rows = [s.placed(ESTIMATES, row) for row in tables["estimates"].to_dict("records")]
    own = [row for row in rows if row["model_kind"] == "adjusted" and row["predictor"] == "number"]
    assert [s.of_rounded(row) for row in own] == [rule]
