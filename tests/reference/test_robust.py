"""Robust and clustered covariances against sandwich and clubSandwich."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import fdtrc

from thuiszitters.logit import fit_clustered, fit_design
from thuiszitters.logit.cluster_variance import clustered_variance
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.robust import heteroskedastic_variance
from thuiszitters.logit.robust_inference import wald_statistic
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

# The same matrices multiplied in another order.
AGREEMENT = 1e-7
# clubSandwich takes the covariance of glm's last but one iteration, and inverts cross-products.
REDUCED = 1e-8
HERE = Path(__file__).parent / "few_clusters"
EXPECTED = json.loads((HERE / "expected.json").read_text())


def parts(design):
    return design.x, fit_design(design).probability, design.events, design.counts


@pytest.mark.parametrize("name", ["quine", "birthwt", "ohio"])
def test_heteroskedasticity_robust_errors_equal_sandwich(name, case):
    loaded = case(name)
    found = heteroskedastic_variance(*parts(design_from_patterns(loaded.patterns, loaded.specs)))
    expected = [term["se"] for term in loaded.numbers("robust")["by_type"]["HC1"]]
    np.testing.assert_allclose(np.sqrt(np.diag(found.covariance)), expected, rtol=AGREEMENT)


@pytest.mark.parametrize("kind", ["CR0", "CR1", "CR1S"])
def test_clustered_errors_equal_sandwich(kind, case):
    loaded = case("ohio")
    design = design_from_patterns(loaded.patterns, loaded.specs, cluster="cluster")
    p = fit_design(design).probability
    covariance = clustered_variance(design.x, p, design.clusters, kind).covariance
    expected = [term["se"] for term in loaded.numbers("robust")["by_type"][kind]]
    np.testing.assert_allclose(np.sqrt(np.diag(covariance)), expected, rtol=AGREEMENT)


def test_a_fit_by_cr1_uses_t_with_clusters_less_one(case):
    from scipy.stats import t

    loaded = case("ohio")
    design = design_from_patterns(loaded.patterns, loaded.specs, cluster="cluster")
    fit = fit_clustered(design, Estimation(covariance="CR1"))
    for ours, theirs in zip(fit.terms, loaded.numbers("robust")["by_type"]["CR1"], strict=True):
        half = t.ppf(0.975, 536) * theirs["se"]
        np.testing.assert_allclose(ours.ci_low, theirs["beta"] - half, rtol=1e-7)
        np.testing.assert_allclose(ours.p_value, 2 * t.sf(abs(theirs["z"]), 536), rtol=1e-5)
    for test, term in zip(fit.global_tests, fit.terms[1:], strict=True):
        np.testing.assert_allclose(test.p_value, term.p_value, rtol=1e-9)


def few(predictors, *, as_counts):
    """The eight schools, one row per pupil or per combination of values."""
    table = pd.read_csv(HERE / "data.csv").rename(columns={"y": "outcome", "school": "cluster"})
    columns = ["outcome", "cluster", *predictors]
    table = table[columns].assign(n_pupils=1)
    if as_counts:
        table = table.groupby(columns, as_index=False)["n_pupils"].sum()
    specs = [
        PredictorSpec(name, text(name), "factor", ("a", "b", "c"))
        if name == "group"
        else PredictorSpec(name, text(name), "numeric")
        for name in predictors
    ]
    return design_from_patterns(table, specs, cluster="cluster")


def small_case(name, case, *, as_counts):
    if name == "ohio":
        loaded = case("ohio")
        return design_from_patterns(loaded.patterns, loaded.specs, cluster="cluster")
    first = {"eight": "measure", "decided": "only"}[name]
    return few([first, "age", "group"], as_counts=as_counts)


@pytest.mark.parametrize("as_counts", [True, False])
@pytest.mark.parametrize("name", ["ohio", "eight", "decided"])
def test_bias_reduced_fits_equal_clubsandwich(name, as_counts, case):
    # In `decided` a column is that of one school alone, which leaves it no residual.
    fit, expected = fit_clustered(small_case(name, case, as_counts=as_counts)), EXPECTED[name]
    np.testing.assert_allclose(fit.covariance, expected["V"], rtol=REDUCED, atol=1e-12)
    size = len(expected["beta"])
    degrees = [fit.degrees_of_freedom(row) for row in np.eye(size)]
    np.testing.assert_allclose(degrees, expected["df"], rtol=REDUCED)
    ends = [[getattr(term, end) for term in fit.terms] for end in ("ci_low", "ci_high")]
    np.testing.assert_allclose(ends, [expected["low"], expected["high"]], rtol=REDUCED)
    np.testing.assert_allclose([term.p_value for term in fit.terms], expected["p"], rtol=1e-6)


@pytest.mark.parametrize("name", ["ohio", "eight", "decided"])
def test_joint_tests_equal_hotellings_of_clubsandwich(name, case):
    fit = fit_clustered(small_case(name, case, as_counts=True))
    for joint in EXPECTED[name]["tests"]:
        positions = [place - 1 for place in joint["at"]]
        df, factor = fit.test_degrees(positions)
        statistic = factor * wald_statistic(fit.beta, fit.covariance, positions) / len(positions)
        np.testing.assert_allclose([statistic, df], [joint["F"], joint["df"]], rtol=REDUCED)
        p_value = fdtrc(len(positions), df, statistic)
        np.testing.assert_allclose(p_value, joint["p"], rtol=1e-6)


def test_the_test_of_a_factor_is_hotellings(case):
    fit = fit_clustered(small_case("eight", case, as_counts=True))
    found = next(test for test in fit.global_tests if test.predictor == "group")
    np.testing.assert_allclose(found.p_value, EXPECTED["eight"]["tests"][0]["p"], rtol=1e-7)
