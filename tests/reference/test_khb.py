"""The decomposition of Karlson, Holm and Breen beside R."""

import numpy as np
import pandas as pd
from tests.reference.decomposed import design

from thuiszitters.effects.khb import khb_decomposition
from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text


def test_the_decomposition_equals_r(published, mediated):
    fit = fit_design(design(mediated, "smoke", "age", "lwt", "ptl01", "ui"))
    (ours,) = khb_decomposition(fit, "smoke", ["ptl01", "ui"])
    expected = published["khb"]
    for name in ("total", "direct", "indirect"):
        quantity = getattr(ours, name)
        np.testing.assert_allclose(quantity.estimate, expected[name], rtol=1e-8)
        np.testing.assert_allclose(quantity.std_error, expected[f"{name}_se"], rtol=1e-6)
    np.testing.assert_allclose(ours.share, expected["indirect"] / expected["total"], rtol=1e-8)


def test_after_firth_the_decomposition_still_equals_a_refit_in_other_columns(mediated):
    # Firth moves along with linear changes of columns: the reduced model can be fitted outright.
    full = design(mediated, "smoke", "age", "ptl01")
    fit = fit_design(full, Estimation(estimator="firth"))
    (ours,) = khb_decomposition(fit, "smoke", ["ptl01"])
    x = full.x.copy()
    root = np.sqrt(full.counts)[:, None]
    slopes = np.linalg.lstsq(x[:, :3] * root, x[:, 3] * root[:, 0], rcond=None)[0]
    x[:, 3] -= x[:, :3] @ slopes
    from thuiszitters.logit.fit_likelihood import fit_likelihood

    refit = fit_likelihood(x, full.events, full.counts, firth=True)
    position = [c.term for c in full.columns].index("smoke=yes")
    np.testing.assert_allclose(ours.total.estimate, refit.beta[position], rtol=1e-8)


def test_a_mediator_unrelated_to_the_factor_explains_nothing():
    # Half of every cell has the mediator, whatever the factor: exactly unrelated.
    rows = [
        (x, z, y, n)
        for x, z, n1, n0 in [("no", "no", 5, 20), ("no", "yes", 10, 15)]
        for y, n in [(1, n1), (0, n0)]
    ] + [
        (x, z, y, n)
        for x, z, n1, n0 in [("yes", "no", 9, 16), ("yes", "yes", 15, 10)]
        for y, n in [(1, n1), (0, n0)]
    ]
    mediated = pd.DataFrame(rows, columns=["x", "z", "outcome", "n_pupils"])
    specs = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in "xz"]
    (ours,) = khb_decomposition(fit_design(design_from_patterns(mediated, specs)), "x", ["z"])
    np.testing.assert_allclose(ours.indirect.estimate, 0.0, atol=1e-12)
