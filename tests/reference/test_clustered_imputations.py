"""Cluster-robust covariances pooled over fixed imputations, against sandwich and R by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.pooled_risks import imputed_risks
from thuiszitters.logit import build_design, fit_clustered
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.logit.pooled_terms import complete_df
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

FOLDER = Path(__file__).parent / "clustered_imputations"
SPECS = (
    PredictorSpec("trt", text("trt"), "factor", ("placebo", "drug", "drug+")),
    PredictorSpec("week", text("week"), "numeric"),
)
NAMES = {"(Intercept)": "(Intercept)", "trt=drug": "trtdrug", "trt=drug+": "trtdrug+"}
#: Both find the maximum; what is left is the rounding of two inverses.
RTOL = 1e-8


@pytest.fixture(scope="module")
def expected():
    return json.loads((FOLDER / "expected.json").read_text())


@pytest.fixture(scope="module")
def completed():
    tables = pd.read_csv(FOLDER / "imputed.csv").rename(columns={"y": "outcome"})
    return [
        code_patterns(part.assign(week=part["week"].astype(float)), SPECS, cluster="ID")
        for _, part in tables.groupby("imp")
    ]


@pytest.fixture(scope="module")
def pooled(completed):
    return fit_completed(completed, Estimation(covariance="CR1"))


def test_every_pooled_term_equals_sandwich_pooled_by_hand(pooled, expected):
    theirs = {term["term"]: term for term in expected["terms"]}
    for term, parts in zip(pooled.fit.terms, pooled.pooled, strict=True):
        other = theirs[NAMES.get(term.column.term, term.column.term)]
        ours = [term.log_odds, term.std_error, parts.df, term.ci_low, term.ci_high, term.p_value]
        keys = ("estimate", "se", "df", "low", "high", "p")
        np.testing.assert_allclose(ours, [other[key] for key in keys], rtol=RTOL)


def test_the_pooled_test_of_a_factor_equals_d1_by_hand(pooled, expected):
    test = next(test for test in pooled.fit.global_tests if test.predictor == "trt")
    theirs = expected["trt"]
    np.testing.assert_allclose(
        [test.statistic, test.p_value], [theirs["statistic"], theirs["p"]], rtol=RTOL
    )


def test_a_pooled_difference_of_risks_equals_the_delta_method_by_hand(pooled, expected):
    found = imputed_risks(pooled, covariance="CR1")
    drug = next(risk for risk in found if risk.column.level == "drug").difference
    theirs = expected["difference"]
    ours = [drug.estimate, drug.std_error]
    np.testing.assert_allclose(ours, [theirs["estimate"], theirs["se"]], rtol=RTOL)


def test_complete_data_have_the_degrees_of_freedom_of_their_clusters(pooled, expected):
    assert complete_df(pooled.fits, np.eye(len(pooled.fits[0].used))[1]) == expected["clusters"] - 1


def test_tables_without_gaps_give_the_clustered_fit_itself(completed):
    rules = Estimation(covariance="CR1")
    once = fit_clustered(build_design(completed[0]), rules)
    same = fit_completed([completed[0]] * 3, rules)
    for ours, theirs, parts in zip(same.fit.terms, once.terms, same.pooled, strict=True):
        np.testing.assert_allclose(
            [ours.log_odds, ours.std_error], [theirs.log_odds, theirs.std_error], rtol=1e-12
        )
        assert parts.df == pytest.approx(50 / 52 * 49)  # Barnard and Rubin, nothing missing
