"""Pooling against mice's pool() from its own imputations; our imputations against its average."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit import build_design, fit_design
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.pooling import pool, pool_wald
from thuiszitters.models.coding import code_patterns, design_from_patterns


@pytest.fixture(scope="module")
def loaded(case):
    return case("pima_missing")


@pytest.fixture(scope="module")
def fits(loaded, imputed):
    tables = []
    for _, part in imputed.groupby(".imp"):
        table = pd.DataFrame({"outcome": part["diabetes"].astype("int8")})
        for spec in loaded.specs:
            table[spec.name] = part[spec.name].astype("float64")
        tables.append(fit_design(design_from_patterns(table, loaded.specs)))
    return tables


def test_each_completed_data_set_gives_the_fit_of_r(fits, loaded):
    for fit, expected in zip(fits, loaded.numbers("mi")["per_imputation"], strict=True):
        np.testing.assert_allclose(fit.beta, expected["beta"], rtol=1e-8)
        np.testing.assert_allclose(np.sqrt(np.diag(fit.covariance)), expected["se"], rtol=1e-7)


def test_pooled_numbers_equal_mice(fits, loaded):
    beta = np.array([fit.beta for fit in fits])
    variance = np.array([np.diag(fit.covariance) for fit in fits])
    for i, expected in enumerate(loaded.numbers("mi")["pooled"]):
        ours = pool(beta[:, i], variance[:, i], expected["dfcom"])
        pairs = {
            "estimate": "beta",
            "std_error": "se",
            "within": "ubar",
            "between": "b",
            "df": "df_barnard_rubin",
            "riv": "riv",
            "fmi": "fmi",
            "p_value": "p",
        }
        for mine, theirs in pairs.items():
            # A p-value of 1e-10 multiplies the last digits of its t by forty.
            margin = 1e-5 if mine == "p_value" else 1e-7
            np.testing.assert_allclose(getattr(ours, mine), expected[theirs], rtol=margin)
        ends = np.exp(ours.interval(0.95))
        np.testing.assert_allclose(ends, [expected["or_lo"], expected["or_hi"]], rtol=1e-7)


def test_pooled_wald_tests_equal_mice_d1(fits, loaded):
    beta = np.array([fit.beta for fit in fits])
    covariance = np.array([fit.covariance for fit in fits])
    for i, expected in enumerate(loaded.numbers("mi")["wald_D1_D2_D3"], start=1):
        ours = pool_wald(beta[:, [i]], covariance[:, [i]][:, :, [i]], 292.0)
        np.testing.assert_allclose(ours.statistic, expected["D1"]["F"], rtol=1e-7)
        np.testing.assert_allclose(ours.df_residual, expected["D1"]["df2"], rtol=1e-6)
        np.testing.assert_allclose(ours.p_value, expected["D1"]["p"], rtol=1e-5)


@pytest.mark.thorough
def test_our_imputations_lie_within_the_noise_of_mice(loaded):
    coded = code_patterns(loaded.patterns, loaded.specs, keep_incomplete=True)
    completed = impute(coded, np.random.default_rng(11), m=20)
    fits = [fit_design(build_design(table)) for table in completed]
    assert {fit.summary.n_obs for fit in fits} == {300}
    beta = np.mean([fit.beta for fit in fits], axis=0)
    for value, expected in zip(
        beta, loaded.numbers("mi")["monte_carlo_over_seeds"]["terms"], strict=True
    ):
        margin = 4.0 * expected["sd_beta"] * np.sqrt(2.0)
        assert abs(value - expected["mean_beta"]) < margin, expected["term"]
