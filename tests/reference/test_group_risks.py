"""Predicted risks of groups: R's predict.glm, closed forms, and groups nobody is in."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.reference.test_fractions import SPECS, fitted_of, patterns_of

from thuiszitters.effects.group_risks import group_risk_table, logit_group_risk
from thuiszitters.plan import PredictorSpec, text
from thuiszitters.plan.further_specs import GroupSpec

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "group_risks/expected.json").read_text())
#: Both invert the same information matrix.
AGREEMENT = 1e-7
ENDS = ("risk", "risk_low", "risk_high")


@pytest.fixture(scope="module")
def birthwt():
    return patterns_of(pd.read_csv(HERE / "birthwt/data.csv"))


def risks_of(fitted, levels):
    (row,) = group_risk_table(fitted, [GroupSpec("main", tuple(levels.items()))]).to_dict("records")
    return row


def named(key):
    return {n: level for n, level in zip(("smoke", "race"), key.split(","), strict=True) if level}


@pytest.mark.parametrize(
    ("kind", "specs"), [("all", SPECS[:2]), ("averaged", SPECS)], ids=["all", "averaged"]
)
def test_risk_and_interval_equal_predict_glm(kind, specs, birthwt):
    fitted = fitted_of(birthwt, specs)
    for key, wanted in EXPECTED[kind].items():
        row = risks_of(fitted, named(key))
        expected = [wanted[end] for end in ("risk", "low", "high")]
        np.testing.assert_allclose([row[end] for end in ENDS], expected, rtol=AGREEMENT)
        part = logit_group_risk(fitted.adjusted("main").fit, named(key))
        np.testing.assert_allclose(part.std_error, wanted["se"], rtol=AGREEMENT)


def of_one(cells, **estimation):
    """One yes/no predictor: level to pupils without and with the outcome."""
    rows = [(0, "no", cells[0]), (1, "no", cells[1]), (0, "yes", cells[2]), (1, "yes", cells[3])]
    patterns = pd.DataFrame(rows, columns=["outcome", "exposed", "n_pupils"])
    spec = PredictorSpec("exposed", text(""), "binary", ("no", "yes"))
    return fitted_of(patterns[patterns["n_pupils"] > 0], (spec,), **estimation)


def test_one_predictor_gives_the_share_of_its_level_and_the_closed_form_of_its_logit():
    row = risks_of(of_one((60, 20, 30, 30)), {"exposed": "no"})
    logit, error = np.log(20 / 60), np.sqrt(1 / 20 + 1 / 60)
    ends = logit + np.array([0.0, -1.0, 1.0]) * 1.959963984540054 * error
    np.testing.assert_allclose([row[end] for end in ENDS], 1 / (1 + np.exp(-ends)), rtol=1e-9)
    assert (row["n_pupils"], row["n_events"]) == (80, 20)


def test_a_separated_level_has_a_risk_after_firth_inside_its_profile():
    row = risks_of(of_one((60, 20, 0, 9)), {"exposed": "yes"})
    assert (row["estimator"], row["status"]) == ("firth", "ok")
    assert 0.5 < row["risk_low"] < row["risk"] < row["risk_high"] <= 1.0


def test_a_group_that_nobody_is_in_has_no_risk(birthwt):
    empty = birthwt[(birthwt["smoke"] != "1") | (birthwt["race"] != "black")]
    row = risks_of(fitted_of(empty, SPECS[:2]), {"smoke": "1", "race": "black"})
    assert (row["status"], row["reason"], row["n_pupils"]) == ("not_estimated", "empty_group", 0)
    assert np.isnan(row["risk"])


def test_a_level_without_an_estimate_gives_its_reason():
    row = risks_of(of_one((60, 20, 0, 9), estimator="ml"), {"exposed": "yes"})
    assert np.isnan(row["risk"])
    assert row["status"] != "ok"
    assert row["reason"].startswith("separation")


def test_over_imputations_the_risk_lies_among_those_of_completed_tables(birthwt):
    holes = birthwt.copy()
    holes.loc[holes.index[::9], "smoke"] = None
    fitted = fitted_of(holes, SPECS, missing_values="impute")
    levels = {"smoke": "1", "race": "white"}
    row = risks_of(fitted, levels)
    fits = fitted.adjusted("main").pooled.fits
    each = [1 / (1 + np.exp(-logit_group_risk(fit, levels).estimate)) for fit in fits]
    assert min(each) < row["risk"] < max(each)
