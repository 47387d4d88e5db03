"""Estimating equations beside statsmodels, pupil by pupil."""

import numpy as np
from tests.reference.eight_schools import GEE, SOLVED

from thuiszitters.logit import build_design, fit_clustered
from thuiszitters.validation.cluster_opinion import fit_equations


def test_statsmodels_solves_the_same_equations_pupil_by_pupil(schools):
    design = build_design(schools)
    ours = fit_clustered(design, GEE)
    held = design.clusters
    there = [held.events > 0, held.counts > held.events]
    rows = np.concatenate([design.x[held.row[one]] for one in there])
    outcome = np.repeat([1.0, 0.0], [one.sum() for one in there])
    weights = np.concatenate([held.events[there[0]], (held.counts - held.events)[there[1]]])
    cluster = np.concatenate([held.number[one] for one in there])
    beta, covariance = fit_equations(rows, outcome, weights, cluster)
    np.testing.assert_allclose(ours.beta, beta, atol=SOLVED)
    np.testing.assert_allclose(ours.covariance, covariance, rtol=1e-6, atol=SOLVED)
