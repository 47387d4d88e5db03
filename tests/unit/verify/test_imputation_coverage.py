"""The simulation of imputing a continuous number, on a few cohorts."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.models.coding import code_patterns
from thuiszitters.verify.imputation_coverage import (
    LOSS,
    SPECS,
    TRUTH,
    draw_pair,
    simulate_imputation,
    summarise_imputation,
)

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def test_only_the_number_is_lost_and_more_often_with_the_outcome():
    full, lost = draw_pair(3, n=20_000)
    pd.testing.assert_frame_equal(full.drop(columns="x"), lost.drop(columns="x"))
    gone = lost["x"].isna()
    pd.testing.assert_series_equal(full["x"][~gone], lost["x"][~gone])
    shares = gone.groupby(lost["outcome"]).mean()
    # The standard error of a share of about 3,000 pupils with the outcome is 0.009.
    np.testing.assert_allclose(shares, LOSS, atol=0.035)


def test_the_outcome_follows_the_true_coefficients():
    full, _ = draw_pair(4, n=40_000)
    fit = fit_design(build_design(code_patterns(full, SPECS)), Estimation(interval="wald"))
    for term in fit.terms[1:]:
        name = term.column.term
        assert abs(term.log_odds - TRUTH[name]) < 4 * term.std_error, name


@pytest.fixture(scope="module")
def simulated():
    return simulate_imputation(range(3))


def test_a_cohort_is_the_same_in_whatever_company(simulated):
    alone = simulate_imputation(range(2, 3)).reset_index(drop=True)
    within = simulated[simulated["cohort"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, within)
    assert set(simulated["method"]) == {"nothing missing", "complete pupils", "imputed"}
    # Information is missing where values are.
    fmi = simulated[simulated["method"] == "imputed"].groupby("term")["fmi"].mean()
    assert fmi.idxmax() == "x"


def test_the_summary_counts_what_it_says():
    rows = pd.DataFrame(
        {
            "cohort": [0, 1, 2, 3],
            "method": "m",
            "term": "girl=yes",
            "estimate": [0.2, 0.4, 0.0, 0.6],
            "low": [0.1, 0.3, -0.2, -0.4],
            "high": [0.3, 0.5, 0.1, 1.6],
            "p_value": [0.01, 0.2, 0.6, 0.049],
            "fmi": [0.1, 0.3, 0.2, 0.2],
        }
    )
    (only,) = summarise_imputation(rows).to_dict("records")
    # The truth is 0.2: the first and the last interval hold it.
    assert only["coverage"] == 0.5
    assert only["power"] == 0.5
    assert only["bias"] == pytest.approx(0.1)
    assert only["width"] == pytest.approx(0.25)
    assert only["fmi"] == pytest.approx(0.2)
    assert only["monte_carlo_error"] == pytest.approx(0.25)


@pytest.fixture(scope="module")
def proof():
    path = BENCHMARKS / "prove_imputation.py"
    spec = importlib.util.spec_from_file_location("prove_imputation", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_proof_compares_the_cohorts_that_mice_had(proof):
    theirs = pd.read_csv(BENCHMARKS / "prove_imputation_mice.csv")
    cohorts = proof.cohorts_of_mice(theirs)
    for method, rows in theirs.groupby("method"):
        assert set(rows["cohort"]) == set(range(cohorts)), method


def test_more_cohorts_than_mice_had_are_refused(proof):
    with pytest.raises(SystemExit):
        proof.parse(["--cohorts", "100000"])
