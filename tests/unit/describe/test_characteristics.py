"""Who is in the cohort, by outcome."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.cohort.six_pupils import plan_of_two, six_pupils

from thuiszitters.cohort.patterns import count_patterns
from thuiszitters.describe.characteristics import _moments, characteristics
from thuiszitters.results.tables_cohort import CHARACTERISTICS


@pytest.fixture
def plan():
    return plan_of_two()


@pytest.fixture
def analysis():
    return six_pupils()


def test_a_description_has_totals_levels_numbers_and_missing(analysis, plan):
    table = characteristics(count_patterns(analysis, plan), plan)
    assert tuple(table) == CHARACTERISTICS.names
    rows = [
        ("__all__", "all", "-", 6, 3),
        ("girl", "level", "no", 3, 1),
        ("girl", "level", "yes", 2, 2),
        ("girl", "missing", "-", 1, 0),
        ("age_years", "number", "-", 5, 3),
        ("age_years", "missing", "-", 1, 0),
    ]
    columns = ["predictor", "row", "level", "n_pupils", "n_events"]
    assert list(table[columns].fillna("-").itertuples(index=False, name=None)) == rows


def test_means_and_differences_are_those_of_the_pupils(analysis, plan):
    table = characteristics(count_patterns(analysis, plan), plan).set_index(["predictor", "row"])
    age = table.loc[("age_years", "number")]
    known = analysis.dropna(subset="age_years")
    np.testing.assert_allclose(age["mean"], known["age_years"].mean())
    np.testing.assert_allclose(age["sd"], known["age_years"].std())
    groups = known.groupby("outcome")["age_years"]
    spread = np.sqrt((groups.std() ** 2).sum() / 2)
    difference = (groups.mean()[1] - groups.mean()[0]) / spread
    np.testing.assert_allclose(age["standardised_difference"], difference)


def test_the_difference_of_a_level_is_that_of_two_proportions(plan):
    patterns = pd.DataFrame(
        {
            "outcome": [1, 1, 0, 0],
            "girl": ["yes", "no", "yes", "no"],
            "n_pupils": [30, 10, 20, 40],
        }
    )
    one = characteristics(patterns, replace(plan, predictors=plan.predictors[:1]))
    yes = one[one["level"] == "yes"].iloc[0]
    p1, p0 = 30 / 40, 20 / 60
    expected = (p1 - p0) / np.sqrt((p1 * (1 - p1) + p0 * (1 - p0)) / 2)
    np.testing.assert_allclose(yes["standardised_difference"], expected)


def test_counts_and_repeated_rows_describe_alike(analysis, plan):
    counted = count_patterns(analysis, plan)
    repeated = counted.loc[counted.index.repeat(counted["n_pupils"])].assign(n_pupils=1)
    pd.testing.assert_frame_equal(
        characteristics(counted, plan), characteristics(repeated, plan), rtol=1e-12
    )


def test_numbers_whose_squares_no_computer_holds_have_a_deviation():
    values, counts = np.array([1.0, 2.0, 4.0]), np.array([3.0, 2.0, 1.0])
    mean, deviation = _moments(values, counts)
    assert _moments(values * 2.0**900, counts) == (mean * 2.0**900, deviation * 2.0**900)
    assert _moments(np.array([-1.6e308, 1.6e308]), np.array([1.0, 1.0]))[0] == 0.0
