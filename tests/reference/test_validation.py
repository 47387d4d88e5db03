"""Discrimination, calibration, diagnostics and optimism against R."""

import numpy as np
import pytest
from tests.reference.validated import rows

from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.calibration import calibration_line, hosmer_lemeshow
from thuiszitters.validation.diagnostics import (
    generalised_vif,
    influence_by_pattern,
    le_cessie_van_houwelingen,
)
from thuiszitters.validation.optimism import bootstrap_optimism


def test_hosmer_lemeshow_with_ties_together_equals_r(fitted):
    fit, numbers, _ = fitted
    for expected in numbers["hosmer_lemeshow"]:
        ours = hosmer_lemeshow(*rows(fit), groups=expected["g_requested"])
        bins = expected["bins"]
        np.testing.assert_array_equal(ours.groups["n_pupils"], [b["n"] for b in bins])
        np.testing.assert_allclose(ours.groups["observed"], [b["observed"] for b in bins])
        np.testing.assert_allclose(ours.statistic, expected["chisq"], rtol=1e-7)
        np.testing.assert_allclose(ours.p_value, expected["p_hoslem"], rtol=1e-7)
        assert ours.df == expected["df_hoslem"]


def test_le_cessie_van_houwelingen_equals_rms(fitted):
    fit, numbers, _ = fitted
    expected = numbers["le_cessie_van_houwelingen"]
    ours = le_cessie_van_houwelingen(fit.design.x, *rows(fit))
    # rms stops its own Newton search at a relative gain of 1e-6 or so.
    np.testing.assert_allclose(ours.statistic, expected["Z"], rtol=1e-4)
    np.testing.assert_allclose(ours.p_value, expected["P"], rtol=1e-4)


def test_in_sample_calibration_is_perfect(fitted):
    fit, _, _ = fitted
    eta = fit.design.x @ fit.beta
    line = calibration_line(eta, fit.design.events, fit.design.counts)
    np.testing.assert_allclose([line.intercept, line.slope], [0.0, 1.0], atol=1e-9)


@pytest.mark.thorough
def test_bootstrap_optimism_lies_within_the_noise_of_rms_validate(fitted):
    fit, numbers, _ = fitted
    ours = bootstrap_optimism(fit, np.random.default_rng(1), n_resamples=2000)
    for name, measure in (("AUC", ours.auc), ("slope", ours.slope), ("brier", ours.brier)):
        expected = numbers["validate"][name]
        # Five runs of 1,000 there and 2,000 resamples here.
        margin = 3.0 * expected["corrected_sd_between_runs"]
        assert abs(measure.corrected - expected["corrected_mean"]) < margin, name


@pytest.mark.parametrize("name", ["quine", "birthwt", "pima_missing"])
def test_generalised_vif_equals_car(name, case):
    loaded = case(name)
    fit = fit_design(design_from_patterns(loaded.patterns, loaded.specs))
    ours = generalised_vif(fit)
    for row, expected in zip(ours.itertuples(), loaded.numbers("glm_or")["vif"], strict=True):
        assert (row.predictor, row.df) == (expected["variable"], expected["df"])
        np.testing.assert_allclose(row.gvif, expected["gvif"], rtol=1e-6)
        np.testing.assert_allclose(row.gvif_scaled, expected["gvif_scaled"], rtol=1e-6)


@pytest.mark.parametrize("name", ["quine", "birthwt", "ohio"])
def test_the_largest_cooks_distance_and_leverage_equal_r(name, case):
    loaded = case(name)
    fit = fit_design(design_from_patterns(loaded.patterns, loaded.specs))
    table = influence_by_pattern(fit)
    expected = loaded.numbers("glm_or")["influence"]
    largest = np.nanmax(table[["cooks_event", "cooks_no_event"]].to_numpy())
    np.testing.assert_allclose(largest, expected["max_cooks"], rtol=1e-6)
    np.testing.assert_allclose(table["leverage"].max(), expected["max_hat"], rtol=1e-6)
