"""Multiplicity, verdicts, the code screen and stacking."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.models.multiplicity import benjamini_hochberg, holm, verdict
from thuiszitters.models.problem_count import count_problems, fit_stacking
from thuiszitters.models.screen import screen_codes
from thuiszitters.plan import EstimationSpec


@pytest.mark.parametrize(("ours", "theirs"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_adjusted_p_values_equal_statsmodels(ours, theirs):
    from statsmodels.stats.multitest import multipletests

    p_values = np.random.default_rng(3).random(40) ** 2
    np.testing.assert_allclose(ours(p_values), multipletests(p_values, method=theirs)[1])


def test_a_missing_p_value_is_not_a_test():
    known = np.array([0.01, 0.02, 0.5])
    with_gap = np.array([0.01, np.nan, 0.02, 0.5])
    np.testing.assert_allclose(holm(with_gap)[[0, 2, 3]], holm(known))


@pytest.mark.parametrize(
    ("interval", "expected", "said"),
    [
        ((1.1, 9.0), "up", "supported"),
        ((1.1, 9.0), "any", "supported"),
        ((0.1, 0.9), "up", "contradicted"),
        ((0.7, 1.4), "up", "no_larger_than"),
        ((0.5, 3.0), "down", "undecided"),
        ((0.0, np.inf), "up", "undecided"),
        ((np.nan, np.nan), "up", "not_measured"),
    ],
)
def test_a_verdict_follows_from_the_interval_alone(interval, expected, said):
    assert verdict(*interval, expected) == said


def code_table(rng, effect, share, n=400):
    has = rng.random(n) < share
    outcome = rng.random(n) < 1 / (1 + np.exp(1.5 - effect * has))
    words = pd.array(np.where(has, "yes", "no"), dtype="str")
    return pd.DataFrame({"has_code": words, "outcome": outcome.astype("int8")})


def test_the_screen_orders_codes_by_prevalence_times_strength():
    rng = np.random.default_rng(6)
    tables = {
        "A100": code_table(rng, 1.5, 0.3),
        "B200": code_table(rng, 0.0, 0.3),
        "C300": code_table(rng, 1.5, 0.005),
    }
    found = screen_codes(tables, [])
    assert found["code"].tolist() == ["A100", "B200"]
    assert (found["q_value"] >= found["p_value"]).all()
    assert (found["ci_low"] < found["odds_ratio"]).all()


def test_problems_are_counted_up_to_the_top_and_missing_stays_missing():
    table = pd.DataFrame(
        {"a": ["yes", "no", "yes", None], "b": ["yes", "no", "no", "yes"], "c": ["yes"] * 4}
    )
    counted = count_problems(table, ["a", "b", "c"], top=2)
    assert counted["n_problems"].tolist()[:3] == [2.0, 1.0, 2.0]
    assert counted["n_problems_step"].tolist()[:3] == ["2+", "1", "2+"]
    assert counted["n_problems_step"].isna().tolist() == [False, False, False, True]


def test_a_straight_trend_shows_no_departure_and_steps_nest_the_trend():
    # Log odds -2, -1, 0 at 0, 1, 2 problems, to within rounding of counts.
    rows = []
    for a, b in [("no", "no"), ("yes", "no"), ("no", "yes"), ("yes", "yes")]:
        share = 1 / (1 + np.exp(2 - (a == "yes") - (b == "yes")))
        with_outcome = round(100_000 * share)
        rows += [(a, b, 1, with_outcome), (a, b, 0, 100_000 - with_outcome)]
    table = pd.DataFrame(rows, columns=["a", "b", "outcome", "n_pupils"])
    stacked = fit_stacking(table, ["a", "b"], [], EstimationSpec(), top=2)
    np.testing.assert_allclose(stacked.trend.term("n_problems").log_odds, 1.0, atol=1e-4)
    assert stacked.df == 1
    assert stacked.departure < 0.01
    assert stacked.steps.term("n_problems_step=2+").column.n_pupils == 100_000
