"""Firth's profile in separated tables, against a slow search that shares no code with ours."""

import csv
import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from thuiszitters.logit import fit_design
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

HERE = Path(__file__).parent / "firth_separated"
#: The slow search stops when the root of the drop is within 1e-7 of the target, in the units of
#: the distance; where the profile is flat the end itself is then good to about 7e-6 (table 622:
#: the drop at our end is nearer to the target than at its end).
TOLERANCE = 2e-5
#: Of all tables that are stored, so many are tried, and those that a weaker search got wrong.
EVERY = 40
ONCE_WRONG = {52, 164, 524, 538, 543, 558, 569, 584, 604, 714, 1127}
#: The slow search walks outward in long steps and passed over a gap here: see its own test.
IN_TWO_PARTS = 614
#: The slow search stayed below here: the estimate of the one, the upper end of the other.
TOO_LOW, TOO_SHORT = 1244, 173


def program():
    spec = importlib.util.spec_from_file_location("make_separated", HERE / "make.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def stored():
    with (HERE / "expected.csv").open() as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    tried = [row for i, row in enumerate(rows) if i % EVERY == 0 or row["table"] in ONCE_WRONG]
    return [row for row in tried if row["table"] not in {IN_TWO_PARTS, TOO_LOW, TOO_SHORT}]


@pytest.mark.thorough
@pytest.mark.parametrize("row", stored(), ids=lambda row: f"table {row['table']:.0f}")
def test_estimate_and_ends_are_those_of_the_slow_search(row):
    x, y = program().table(int(row["table"]))
    place = int(row["column"])
    fitted = fit_likelihood(x, y, np.ones(len(y)), firth=True)
    ours = np.array([fitted.beta[place], *fitted.interval(place, 0.95)])
    theirs = np.array([row["estimate"], row["low"], row["high"]])
    unit = max(np.sqrt(fitted.covariance[place, place]), np.abs(theirs - theirs[0]).max())
    np.testing.assert_allclose(ours / unit, theirs / unit, rtol=0, atol=TOLERANCE)


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the slow search drops useless places
def test_an_end_is_the_nearest_one_where_the_values_that_are_not_rejected_lie_in_two_parts():
    x, y = program().table(IN_TWO_PARTS)
    fitted = fit_likelihood(x, y, np.ones(len(y)), firth=True)
    _, high = fitted.interval(3, 0.95)
    slow, rng = program().Profile(x, y, 3), np.random.default_rng(1)
    best, where = slow.estimate(rng)
    above = {}
    for held in (high - 0.01, high + 0.01, 0.0, 10.0, 43.0, 44.0):
        value, _ = slow.profile(rng, held * slow.scale, [where], 200)
        above[held] = value > best - program().DROP
    assert list(above.values()) == [True, False, False, True, True, False]


@pytest.mark.thorough
def test_where_the_slow_search_has_another_estimate_ours_is_higher():
    x, y = program().table(TOO_LOW)
    fitted = fit_likelihood(x, y, np.ones(len(y)), firth=True)
    slow = program().Profile(x, y, 1 + TOO_LOW % (x.shape[1] - 1))
    best, _ = slow.estimate(np.random.default_rng([7, TOO_LOW]))
    assert slow.at(on_columns_of(slow, x @ fitted.beta))[0][0] > best + 1e-3


@pytest.mark.thorough
def test_where_the_slow_search_has_a_nearer_end_the_profile_is_still_above_the_target():
    x, y = program().table(TOO_SHORT)
    place = 1 + TOO_SHORT % (x.shape[1] - 1)
    fitted = fit_likelihood(x, y, np.ones(len(y)), firth=True)
    _, high = fitted.interval(place, 0.95)
    slow = program().Profile(x, y, place)
    value, _ = slow.profile(
        np.random.default_rng(3), (high - 1e-3) * slow.scale, [np.zeros(slow.k)], 3000
    )
    best = slow.at(on_columns_of(slow, x @ fitted.beta))[0][0]
    assert high > 5.2  # the slow search has 5.133
    assert value > best - program().DROP


def on_columns_of(slow, predictor):
    """Coefficients on the slow search's columns that give the same linear predictors."""
    return np.linalg.lstsq(slow.z, predictor, rcond=None)[0][None]


def test_both_ends_are_finite_where_no_pupil_is_near_the_border():
    # n = 200 gives the same odds ratio per step: only the pupils beside the border count.
    upper = []
    for n in (200, 400):
        x = np.column_stack([np.ones(n), np.arange(1.0, n + 1)])
        fitted = fit_likelihood(x, (x[:, 1] > n / 2).astype(float), np.ones(n), firth=True)
        upper.append(float(np.exp(fitted.interval(1, 0.95)[1])))
    # 202.55: the review's value, by bisection on the profile with 40 digits.
    np.testing.assert_allclose(upper, 202.55, atol=0.005)


def test_an_interval_of_a_separated_normal_number_agrees_with_its_test():
    x = np.random.default_rng(8).normal(size=300)
    columns = np.column_stack([np.ones(300), x])
    fitted = fit_likelihood(columns, (x > 0.3).astype(float), np.ones(300), firth=True)
    low, high = fitted.interval(1, 0.95)
    assert 0 < low < fitted.beta[1] < high < np.inf
    assert fitted.drop_statistic([1]) > 200


def penalised(beta, x, y):
    """Firth's penalised log likelihood, written a second time."""
    eta = x @ beta
    p = 1.0 / (1.0 + np.exp(-eta))
    information = (x * (p * (1.0 - p))[:, None]).T @ x
    return y @ eta - np.logaddexp(0.0, eta).sum() + 0.5 * np.linalg.slogdet(information)[1]


@pytest.mark.thorough
def test_a_place_where_linear_predictors_are_rounding_is_no_maximum():
    table = pd.read_csv(HERE / "far_place.csv")
    specs = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in table.columns[:2]]
    specs.append(PredictorSpec("age_years", text("age_years"), "numeric"))
    fit = fit_design(design_from_patterns(table, specs))
    assert (fit.estimator, fit.status) == ("firth", "ok")
    yes = (table[["exposed", "girl"]] == "yes").to_numpy(dtype=float)
    age = table["age_years"].to_numpy()
    x, y = np.column_stack([np.ones(len(table)), yes, age]), table["outcome"].to_numpy(dtype=float)
    centred = np.column_stack([x[:, :3], (age - age.mean()) / age.std()])
    found = [
        minimize(lambda b: -penalised(b, centred, y), start, method="BFGS", tol=1e-9)
        for start in np.random.default_rng(3).normal(0.0, 2.0, (5, 4))
    ]
    # Half the log determinant: one standard deviation of age more.
    highest = max(-one.fun for one in found) + np.log(age.std())
    # BFGS on numerical differences leaves 1e-8 in the value.
    np.testing.assert_allclose(penalised(fit.beta, x, y), highest, atol=1e-6)
    exposed = fit.term("exposed=yes")
    assert -np.inf < exposed.ci_low < exposed.log_odds < exposed.ci_high < np.inf
