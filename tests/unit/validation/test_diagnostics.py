"""Diagnostics of a fitted model."""

from dataclasses import replace

import numpy as np

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.validation.diagnostics import (
    influence_by_pattern,
    le_cessie_van_houwelingen,
    overall_fit,
)


def test_a_saturated_model_cannot_be_tested_for_fit(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs[:1]))
    rows = (fit.probability, fit.design.events, fit.design.counts)
    assert np.isnan(le_cessie_van_houwelingen(fit.design.x, *rows).p_value)


def test_a_model_by_firth_is_not_tested_for_overall_fit(pupils, specs):
    design = design_from_patterns(pupils, specs)
    likely, penalised = (fit_design(design, Estimation(estimator=name)) for name in ("ml", "firth"))
    assert np.isfinite(overall_fit(likely).p_value)
    assert np.isnan(overall_fit(penalised).p_value)


def test_a_model_with_few_patterns_to_spare_is_not_tested_for_overall_fit(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs[:2]))
    rows = (fit.probability, fit.design.events, fit.design.counts)
    assert np.isfinite(le_cessie_van_houwelingen(fit.design.x, *rows).p_value)
    assert np.isnan(overall_fit(fit).p_value)


def test_one_step_influence_is_near_the_refit_without_the_pupil(pupils, specs):
    design = design_from_patterns(pupils, specs)
    fit = fit_design(design)
    table = influence_by_pattern(fit)
    worst = int(table["dfbeta"].abs().idxmax())
    less = np.zeros(len(design.counts))
    less[worst] = 1.0
    with_outcome = less * float(
        table.loc[worst, "cooks_event"] > 0 and fit.probability[worst] < 0.5
    )
    refit = fit_design(
        replace(design, events=design.events - with_outcome, counts=design.counts - less)
    )
    moved = (fit.beta - refit.beta) / np.sqrt(np.diag(fit.covariance))
    position = [c.term for c in design.columns].index(table.loc[worst, "dfbeta_term"])
    np.testing.assert_allclose(table.loc[worst, "dfbeta"], moved[position], rtol=0.25)


def test_a_pattern_of_many_pupils_is_not_the_influence_of_one(pupils, specs):
    """Every pattern of a factor fits exactly; no pupil among a hundred decides anything."""
    table = influence_by_pattern(fit_design(design_from_patterns(pupils, specs[1:2])))
    assert (table["n_pupils"] > 50).all()
    assert table["dfbeta"].abs().max() < 0.5
