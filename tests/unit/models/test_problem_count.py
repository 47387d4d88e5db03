"""The number of problem domains, as a trend and in steps."""

import numpy as np
import pandas as pd

from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.problem_count import count_problems, fit_problem_count


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
    stacked = fit_problem_count(table, ["a", "b"], [], Estimation(), top=2)
    np.testing.assert_allclose(stacked.trend.term("n_problems").log_odds, 1.0, atol=1e-4)
    assert stacked.df == 1
    assert stacked.departure < 0.01
    assert stacked.steps.term("n_problems_step=2+").column.n_obs == 100_000
