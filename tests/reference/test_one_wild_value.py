"""A typing error of 9999 among ages around 14, against R."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import fit_design
from thuiszitters.logit.clustered import fit_model
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

HERE = Path(__file__).parent / "one_wild_value"


def test_estimates_and_profile_ends_are_those_of_r():
    table = pd.read_csv(HERE / "data.csv").assign(n_pupils=1)
    specs = [PredictorSpec(name, text(name), "numeric") for name in ("age", "group")]
    fit = fit_design(design_from_patterns(table, specs))
    assert fit.status == "ok"
    with (HERE / "expected.csv").open() as file:
        for row in csv.DictReader(file):
            term = fit.term(row["term"])
            for name in ("log_odds", "std_error", "ci_low", "ci_high"):
                # R's ends by uniroot to 1e-12 on refits whose deviance is exact to 1e-12.
                np.testing.assert_allclose(getattr(term, name), float(row[name]), rtol=1e-7)


@pytest.mark.parametrize("kind", ["HC1", "CR1", "CR2"])
def test_robust_errors_of_coefficients_and_of_risks_are_those_of_r(kind):
    # The probability of the wild row rounds to 1: it counts as a pupil and adds no variance.
    table = pd.read_csv(HERE / "data.csv").assign(n_pupils=1, site=lambda d: d.index % 12)
    specs = [PredictorSpec(name, text(name), "numeric") for name in ("age", "group")]
    cluster = None if kind == "HC1" else "site"
    design = design_from_patterns(table, specs, cluster=cluster)
    fit = fit_model(design, Estimation(covariance=kind))
    risks = {risk.column.term: risk for risk in standardised_risks(fit, covariance=kind)}
    with (HERE / "expected_robust.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    assert len(rows) == 2
    for row in rows:
        # glm's last step leaves its weights 1e-7 off.
        ours = fit.term(row["term"]).std_error, risks[row["term"]].difference.std_error
        theirs = float(row["std_error"]), float(row["difference_error"])
        np.testing.assert_allclose(ours, theirs, rtol=5e-7)


def test_a_far_row_without_the_outcome_has_robust_errors_as_well():
    table = pd.read_csv(HERE / "data.csv").assign(n_pupils=1, site=lambda d: d.index % 12)
    table.loc[table["age"] == 9999, ["age", "outcome"]] = [-9999, 0]
    specs = [PredictorSpec(name, text(name), "numeric") for name in ("age", "group")]
    fit = fit_model(design_from_patterns(table, specs, cluster="site"), Estimation())
    other = pd.read_csv(HERE / "expected_robust.csv").set_index(["kind", "term"])["std_error"]
    # Perfectly predicted on either side, the row says nothing: the same errors.
    np.testing.assert_allclose(fit.term("age").std_error, other["CR2", "age"], rtol=5e-7)
    assert np.isfinite(standardised_risks(fit, covariance="CR2")[0].difference.std_error)
