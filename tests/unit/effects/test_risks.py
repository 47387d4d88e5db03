"""Risks of ill-conditioned columns, of certainty, and of separated levels."""

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq
from scipy.special import expit, logit

from thuiszitters.effects.average_risk import RiskContrast
from thuiszitters.effects.function_profile import FunctionProfile
from thuiszitters.effects.quantity import Quantity
from thuiszitters.effects.risks import StandardisedRisk, standardised_risks
from thuiszitters.effects.tables import risk_rows
from thuiszitters.logit import fit_design
from thuiszitters.logit.clustered import fit_clustered
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

NUMBER = PredictorSpec("x", text("x"), "numeric")
BINARY = PredictorSpec("z", text("z"), "binary", ("no", "yes"))
MEASURES = ("logit_risk", "logit_risk_reference", "difference", "log_ratio")
#: Half the chi-squared quantile at 95 %.
DROP = 1.9207294103470613


@pytest.fixture(scope="module")
def table():
    rng = np.random.default_rng(3)
    x = rng.integers(0, 16, 300).astype(float) / 4  # exact in binary at every centre below
    z = np.where(rng.random(300) < 0.4, "yes", "no")
    p = expit(-1.5 + 0.4 * x + 0.8 * (z == "yes"))
    outcome = (rng.random(300) < p).astype("int8")
    site = np.array([f"s{i % 25}" for i in range(300)])
    return pd.DataFrame({"outcome": outcome, "x": x, "z": z, "site": site, "n_pupils": 1})


def numbers(risks):
    quantities = [getattr(risk, name) for risk in risks for name in MEASURES]
    return np.array([(q.estimate, q.std_error) for q in quantities])


@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize(("ratio", "agreement"), [(1e7, 1e-9), (1e8, 1e-8), (3e10, 1e-5)])
def test_a_far_centre_changes_no_risk(table, ratio, agreement, clustered):
    # Moving a number moves only the intercept. Above 4e9 a quarter is no longer exact in a column
    # of doubles beside its square, hence the looser agreement there.
    found = []
    for centre in (0.0, float(round(ratio * table["x"].std() / 4) * 4)):
        moved = table.assign(x=table["x"] + centre)
        cluster = "site" if clustered else None
        design = design_from_patterns(moved, [NUMBER, BINARY], cluster=cluster)
        fit = fit_clustered(design) if clustered else fit_design(design)
        found.append(numbers(standardised_risks(fit, covariance="CR1" if clustered else "model")))
    np.testing.assert_allclose(found[1], found[0], rtol=agreement)


def test_a_risk_of_one_is_a_number_without_a_warning(table):
    design = design_from_patterns(table, [NUMBER, BINARY])
    fit = fit_design(design)
    eta = np.full((len(design.counts), 1), 1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        contrast = RiskContrast(eta, -eta, design.counts)
        beta = np.array([900.0])
        found = {name: Quantity(getattr(contrast, name)(beta)[0], 1.0) for name in MEASURES[:2]}
        difference = Quantity(contrast.difference(beta)[0], 0.0)
        ratio = Quantity(contrast.log_ratio(beta)[0], 1.0)
        risk = StandardisedRisk(
            column=design.columns[2], difference=difference, log_ratio=ratio, status="ok",
            reason="", **found,
        )  # fmt: skip
        (row,) = risk_rows([risk], fit)
    assert (row["risk"], row["risk_reference"], row["difference"]) == (1.0, 0.0, 1.0)
    assert (row["status"], row["difference_p"]) == ("ok", 0.0)


def test_the_numbers_of_a_contrast_taken_together_are_those_taken_apart():
    rng = np.random.default_rng(4)
    contrast = RiskContrast(rng.normal(size=(9, 3)), rng.normal(size=(9, 3)), np.arange(9.0))
    beta = rng.normal(size=3)
    together = contrast.measures(beta)
    assert tuple(together) == MEASURES
    for name, (value, slope) in together.items():
        alone, its_slope = getattr(contrast, name)(beta)
        assert value == alone
        np.testing.assert_array_equal(slope, its_slope)


def test_a_difference_beyond_one_is_cut_and_marked(table):
    fit = fit_design(design_from_patterns(table, [NUMBER, BINARY]))
    (risk,) = standardised_risks(fit, level_of="z")
    from dataclasses import replace

    wide = replace(risk, difference=Quantity(0.9, 0.2))
    (row,) = risk_rows([wide], fit)
    assert row["difference_high"] == 1.0
    assert row["difference_low"] == pytest.approx(0.9 - 1.959963984540054 * 0.2)
    assert row["reason"] == "difference_cut"


def test_the_profile_of_a_coefficient_is_its_ordinary_profile(table):
    fit = fit_design(design_from_patterns(table, [NUMBER, BINARY]), Estimation(estimator="firth"))
    fitted = fit.likelihood
    row = fitted.from_basis(np.eye(3))[2]
    profile = FunctionProfile(fitted.data, fitted.maximum, lambda beta: (float(row @ beta), row))
    # Both solve to about 1e-10 standard errors.
    np.testing.assert_allclose(profile.interval(0.95), fitted.interval(2, 0.95), rtol=1e-8)
    np.testing.assert_allclose(profile.drop_statistic(0.0), fitted.drop_statistic([2]), rtol=1e-8)


def profile_end(events, pupils, upper):
    """Closed form: in a saturated model Firth adds half a pupil to each cell of a level."""
    a, b = events + 0.5, pupils - events + 0.5
    top = a / (a + b)

    def above(p):
        return a * np.log(p / top) + b * np.log((1 - p) / (1 - top)) + DROP

    return brentq(above, top, 1 - 1e-12, xtol=1e-14) if upper else brentq(above, 1e-12, top)


def test_risks_of_a_separated_level_by_closed_forms():
    rows = [("yes", 0, 6), ("no", 1, 20), ("no", 0, 60)]
    data = pd.DataFrame(rows, columns=["z", "outcome", "n_pupils"])
    fit = fit_design(design_from_patterns(data, [BINARY]))
    (risk,) = standardised_risks(fit)
    # FLIC moves both logits alike; the ends are those of the profile, moved as well.
    shift = risk.logit_risk.estimate - logit(0.5 / 7)
    low, high = risk.logit_risk.interval(0.95)
    assert low == pytest.approx(logit(profile_end(0, 6, upper=False)) + shift, abs=1e-6)
    # Upwards the exact limit of 0 in 6 reaches further.
    assert expit(high) == pytest.approx(1 - 0.025 ** (1 / 6), rel=1e-9)
    ends = [expit(end) for end in risk.logit_risk_reference.interval(0.95)]
    expected = [expit(logit(profile_end(20, 80, upper=side)) + shift) for side in (False, True)]
    np.testing.assert_allclose(ends, expected, rtol=1e-6)
    one, other = risk.risk, risk.risk_reference
    half = np.sqrt(1 / (80 * other * (1 - other))) * 1.959963984540054
    reach = np.hypot(1 - 0.025 ** (1 / 6) - one, other - expit(logit(other) - half))
    # The delta limit of the reference rests on FLIC's own share, 20.3 of 80 or so.
    assert risk.difference.interval(0.95)[1] == pytest.approx(one - other + reach, rel=1e-3)
    assert -1 < risk.difference.interval(0.95)[0] < one - other
    assert risk.difference.p_value >= fit.term("z=yes").p_value
